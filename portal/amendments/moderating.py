"""How an amendment is reported and hidden: the same standard for what politicians write as for what citizens do."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import joinedload, selectinload

from portal.amendments.models import Amendment
from portal.committees.queries import is_by_politician
from portal.foundation.db import rows_of
from portal.foundation.i18n import N_
from portal.foundation.text import render_markdown
from portal.house.moderated import ModeratedType
from portal.proposals.models import Proposal


def load(ids: Sequence[int]) -> Iterable[Amendment]:
    """With authors, proposals, committees and texts; all of them are public."""
    proposal = joinedload(Amendment.proposal).joinedload(Proposal.committee)
    talk = selectinload(Amendment.texts), selectinload(Amendment.wordings), selectinload(Amendment.messages)
    return rows_of(Amendment, ids, joinedload(Amendment.author), proposal, *talk)


def texts(amendment: Amendment) -> Sequence[str]:
    """Why, and the parts as its author wants them; then what others wrote on its page: words, questions, replies."""
    own = [one.text_html for one in amendment.texts if one.wording_id is None]
    words = [one.text_html for one in amendment.texts if one.wording_id is not None]
    said = [text for one in amendment.wordings for text in (one.why, one.answer) if text]
    return [render_markdown(amendment.why), *own, *words,
            *(render_markdown(text) for text in (*said, *(one.text for one in amendment.messages)))]  # fmt: skip


AMENDMENT_MODERATED = ModeratedType(
    kind=Amendment.__tablename__,
    address="rettelser",
    name=N_("Amendment"),
    load=load,
    texts=texts,
    scope=lambda amendment: amendment.committee,
    is_by_politician=is_by_politician,
)
