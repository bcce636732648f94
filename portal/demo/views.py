"""The page on which a demonstration's clock is put forward. It exists in demonstrations only."""

from datetime import datetime
from pathlib import Path

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from portal.accounts.identity import signed_in
from portal.accounts.limits import limit_submission
from portal.demo.time_machine import NAME, Advance, advance, next_deadline, put_forward
from portal.foundation import clock
from portal.foundation.dates import daytime
from portal.foundation.i18n import gettext as _

demonstration = Blueprint("demonstration", __name__)


def init_time_machine(app: Flask) -> None:
    """Give this demonstration a clock of its own, and the page that puts it forward."""
    own = Advance(Path(app.instance_path) / NAME)
    advance.hand(app, own)
    clock.ahead.hand(app, own)
    app.register_blueprint(demonstration)


@demonstration.get("/demonstration/tid")
def time() -> ResponseReturnValue:
    return render_template("demo/time.html", now=clock.now(), ahead=next_deadline(signed_in()))


@demonstration.post("/demonstration/tid")
@limit_submission
def go_on() -> ResponseReturnValue:
    """As far as the page said that it would go, and no further."""
    try:
        to = datetime.fromisoformat(request.form.get("to", ""))
    except ValueError:
        to = None
    if to is not None and to.tzinfo is not None and put_forward(signed_in(), to):
        flash(_("It is now %(time)s in the demonstration.", time=daytime(clock.now())), "success")
    else:
        flash(_("The clock has moved since you opened the page. Look at what comes next now."), "info")
    return redirect(url_for("demonstration.time"))
