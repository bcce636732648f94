"""Every text is looked through for personal data before everybody can read it: one lock behind all forms and commands.

A table says which texts everybody can read, and when (`PublicTexts`). Whatever a transaction is about to write there is
looked through. What looks like personal data stops it, unless it is said why it may stand: by the deed itself
(`let_stand`), or by whoever sent the form, who is asked (`HoldsPersonalData`). A CPR number never may.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, has_request_context, request
from sqlalchemy import event, inspect
from sqlalchemy.orm import Session

from portal.foundation.db import Record, db
from portal.foundation.errors import Refused
from portal.foundation.handed import Handed
from portal.foundation.i18n import gettext
from portal.foundation.personal_data import Finding, HoldsPersonalData, PersonalData, ensure_no_personal_data, found_in

REASON_FIELD = "may_stand"  # of the page that asks
REASON_LENGTH = 600
_REASON, _USED = "why personal data may stand", "why personal data stands"


# Why a column is passed over: read by few, made by the portal, or the name of a key.
KEY, MADE = "a key", "made by the portal"
INSIDE = "not public: read by those it concerns"
AUTHORITY = "how to reach the authority itself"
SHORT = "a code or a letter of a list"
PARTY = "the name of a party"
WAS_PUBLIC = "was public before"


def says_so(row: Any) -> bool:
    """For rows that know themselves whether they are public."""
    return bool(row.is_public)


def _always(_row: Any) -> bool:
    return True


def _nothing(_row: Any) -> Iterable[Record]:
    return ()


@dataclass(frozen=True)
class PublicTexts:
    """The texts of a table that everybody can read, once `is_public` says so of a row. Each room declares its own in
    `keeping.py`, with the other columns of words that the lock has `passed_over`, and why; a test holds that.

    A change of a column in `opened_by` makes a draft public: then all its texts are looked through, and those of its
    `parts`; at other times only what is new. In `places` a street is what is asked for.
    """

    columns: tuple[str, ...] = ()
    is_public: Callable[[Any], bool] = _always
    opened_by: tuple[str, ...] = ()
    parts: Callable[[Any], Iterable[Record]] = _nothing
    places: tuple[str, ...] = ()
    passed_over: Mapping[str, str] = field(default_factory=dict)


PublicTable = Mapping[type[Record], PublicTexts]
public_table: Handed[PublicTable] = Handed("the texts that everybody can read")


def init_public_texts(app: Flask, table: PublicTable) -> None:
    """Lock the texts of `table` from now on."""
    public_table.hand(app, table)
    if not event.contains(Session, "before_flush", _look_through):
        event.listen(Session, "before_flush", _look_through)


def let_stand(reason: str) -> None:
    """In a deed that has asked by itself: personal data may be published, for this reason that is kept and public."""
    if reason:
        db.session().info[_REASON] = reason


def ensure_may_stand(found: Sequence[Finding], reason: str, refusal: str) -> None:
    """In a deed that asks by itself: raise `Refused` when something was found and no reason is given. `refusal` is the
    message, with `found`. The reason is public too, so it holds no personal data itself."""
    if found and not reason:
        raise Refused(gettext(refusal, found=", ".join(finding.text for finding in found)))
    ensure_no_personal_data(reason)
    let_stand(reason)


def why_it_stands() -> str:
    """The reason for which something was let through in this transaction by whoever sent the form; asked once."""
    return str(db.session().info.pop(_USED, ""))


def findings_in(row: Record) -> list[Finding]:
    """What looks like personal data in the public texts of a row and of its parts, be they published yet or not."""
    own = public_table()[type(row)]
    found = [one for column in own.columns for one in _found(own, column, getattr(row, column))]
    return [*found, *(one for part in own.parts(row) for one in findings_in(part))]


def _look_through(session: Session, _context: Any, _instances: Any) -> None:
    if not session.info.get("saving") or session.info.get(_REASON):
        return
    rows = [row for row in (*session.new, *session.dirty) if type(row) in public_table()]
    found = [finding for row in rows for finding in _new_in(row)]
    if not found:
        return
    reason = request.form.get(REASON_FIELD, "").strip()[:REASON_LENGTH] if has_request_context() else ""
    is_never = any(finding.kind is PersonalData.CPR for finding in found)
    if not reason or is_never:
        raise HoldsPersonalData(found, may_stand=not is_never)
    try:
        ensure_no_personal_data(reason)
    except Refused as refused:
        raise HoldsPersonalData(found, may_stand=True, reasons=refused.reasons) from refused
    session.info[_USED] = reason


def _new_in(row: Any) -> Iterator[Finding]:
    own, state = public_table()[type(row)], inspect(row)
    if not own.is_public(row):
        return
    if not state.persistent or any(state.attrs[column].history.has_changes() for column in own.opened_by):
        yield from findings_in(row)
        return
    for column in own.columns:
        history = state.attrs[column].history
        if history.has_changes():
            known = {one.text for before in history.deleted for one in _found(own, column, before)}
            yield from (one for one in _found(own, column, getattr(row, column)) if one.text not in known)


def _found(own: PublicTexts, column: str, text: str | None) -> Iterator[Finding]:
    is_place = column in own.places
    yield from (one for one in found_in(text or "") if not (is_place and one.kind is PersonalData.STREET))
