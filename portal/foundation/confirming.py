"""What cannot be undone is asked once more, with what will follow.

The deed is rehearsed: done as it will be done, looked at, and taken back. So whatever would refuse it says so before
anybody is asked, and what follows is read from the tables that decide it. The page carries everything that was sent,
and leads back to the form with all of it. Commands and the demonstration are not asked.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from portal.foundation.db import rehearsal
from portal.foundation.errors import Refused
from portal.foundation.handed import Handed

FIELD = "confirmed"
YES, NO = "yes", "no"
NOT_CARRIED = frozenset({FIELD, "csrf_token"})
letters_that_follow: Handed[Callable[[], list[str]]] = Handed("who gets a letter about a deed")
letters_about: Handed[Callable[[Iterable[Any]], list[str]]] = Handed("who would get a letter about events")


def _nothing() -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class Question:
    """What is about to be done. `follows` is asked for sentences while the deed stands as it would stand."""

    title: str
    button: str
    crumbs: list[tuple[str, str]]
    follows: Callable[[], Sequence[str]] = _nothing
    shown: str = ""  # what was written, as it will be read
    heading: str = ""  # above it, where whoever is asked has not just written it
    lead: str = ""  # where it can be undone in part


def page_unless_sure(
    question: Question, deed: Callable[[], object], again: Callable[[], ResponseReturnValue]
) -> ResponseReturnValue | None:
    """Do the deed for whoever has confirmed it, and give None; else the page that asks, or the form `again`."""
    answer = request.form.get(FIELD)
    if answer == NO:
        return again()
    if answer == YES:
        deed()
        return None
    follows: list[str] = []
    told = letters_that_follow()
    with rehearsal(lambda: follows.extend([*question.follows(), *told()])):
        deed()
    sent = [(name, value) for name, value in request.form.items(multi=True) if name not in NOT_CARRIED]
    return render_template("layouts/confirm.html", question=question, follows=follows, sent=sent)


def taken_in(
    form: Any,
    deed: Callable[[], Any],
    page: Callable[..., str],
    *,
    told: str | Callable[[Any], str],
    then: str | Callable[[Any], str],
    question: Callable[[], Question] | None = None,
    reasons_at: str = "",
) -> ResponseReturnValue:
    """Read the form → ask the `question`, if there is one → do the deed → tell, and go on to `then`; both may use what
    the deed gave, and no words tell nothing. Else the `page` with the form: reasons of a refusal stand at a field, or
    the page is given them."""
    if not form.validate():
        return page(), 422
    given: list[Any] = []
    try:
        if question is None:
            given.append(deed())
        elif (asked := page_unless_sure(question(), lambda: given.append(deed()), page)) is not None:
            return asked
    except Refused as refusal:
        if not reasons_at:
            return page(refusal.reasons), 422
        form[reasons_at].errors = [*form[reasons_at].errors, *refusal.reasons]
        return page(), 422
    if text := told if isinstance(told, str) else told(given[-1]):
        flash(text, "success")
    return redirect(then if isinstance(then, str) else then(given[-1]))


def once_more(question: Question, deed: Callable[[], object], told: str, back: str) -> ResponseReturnValue:
    """A press without a form: ask, do it for whoever has confirmed it, tell, and go `back`; there too who changes
    their mind."""
    there = redirect(back)
    asked = page_unless_sure(question, deed, lambda: there)
    if asked is not None:
        return asked
    flash(told, "success")
    return there
