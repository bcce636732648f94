"""Imported records of which somebody should look again."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.imports.doubts import doubts
from portal.rules.access import require
from portal.rules.permissions import Permission

imports = Blueprint("imports", __name__)

LONGEST = 9  # digits of a number that a database knows


@imports.get("/administration/importerede-beslutninger")
def doubtful() -> ResponseReturnValue:
    require(current_person(), Permission.RECORD_CORRECT)
    return render_template("imports/doubts.html", doubts=doubts(_asked_before()))


def _asked_before() -> int | None:
    """The record before which the page begins; anything odd is the newest."""
    asked = request.args.get("before", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) <= LONGEST else None
