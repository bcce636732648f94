"""Changing a text that everybody has read: never in silence, and support follows only where little has changed."""

from difflib import SequenceMatcher
from typing import Any

from sqlalchemy import update

from portal.accounts.models import User
from portal.events.record import record
from portal.events.types import EventType
from portal.foundation.db import db, transaction
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.personal_data import found_in
from portal.foundation.text import render_markdown
from portal.ideas.actions.counting import count_support
from portal.ideas.forms import Correction
from portal.ideas.models import Idea, IdeaCorrection, IdeaSupport
from portal.ideas.states import CORRECTABLE
from portal.rules.access import require
from portal.rules.permissions import Permission

ALIKE = 0.9  # from here on whoever supported the earlier text is taken to support this one


def correct_idea(actor: User, idea: Idea, correction: Correction) -> None:
    """A secretary changes a public text, with a note that everybody can read. Supporters of another text are asked
    again; those of nearly the same follow.

    Raises `Refused` when the idea is not public, nothing is changed, or the new words may hold personal data and it is
    not said why they may be published all the same.
    """
    with transaction():
        require(actor, Permission.IDEA_CORRECT, idea.committee)
        _ensure_correctable(idea, correction)
        is_small = is_nearly_the_same(idea, correction)
        earlier, idea.text_version = idea.text_version, idea.text_version + 1
        hides = correction.hides_earlier
        idea.corrections.append(
            IdeaCorrection(
                text_version=idea.text_version,
                note=correction.note,
                is_small=is_small,
                earlier_title=None if hides else idea.title,
                earlier_html=None if hides else idea.body_html,
                actor_id=actor.id,
                override=correction.override,
            )
        )
        _put_text(idea, correction)
        if is_small:
            _carry_support(idea, earlier)
        count_support(idea)
        public: dict[str, Any] = {"title": idea.title, "path": idea.path, "reason": correction.note}
        record(EventType.IDEA_CORRECTED, idea, actor=actor, asks_again=not is_small, **public)


def is_nearly_the_same(idea: Idea, correction: Correction) -> bool:
    """Whether somebody who supports the one text supports the other: the same title, and nine tenths of the words."""
    if correction.asks_again or correction.title != idea.title:
        return False
    return SequenceMatcher(None, idea.body, correction.body, autojunk=False).ratio() >= ALIKE


def _ensure_correctable(idea: Idea, correction: Correction) -> None:
    if idea.state not in CORRECTABLE:
        raise Refused(_("Only a public idea is corrected here."))
    if (idea.title, idea.body) == (correction.title, correction.body):
        raise Refused(_("Nothing is changed yet. Correct the title or the text."))
    known = {finding.text for finding in found_in(f"{idea.title}\n{idea.body}")}
    new = [f.text for f in found_in(f"{correction.title}\n{correction.body}") if f.text not in known]
    if new and not correction.override:
        raise Refused(
            _(
                "The new text may hold personal data: %(found)s. Take it out, or write why it may be published.",
                found=", ".join(new),
            )
        )


def _put_text(idea: Idea, correction: Correction) -> None:
    idea.title, idea.body, idea.body_html = correction.title, correction.body, render_markdown(correction.body)
    if not idea.body.startswith(idea.problem):
        idea.problem = ""


def _carry_support(idea: Idea, earlier: int) -> None:
    db.session.execute(
        update(IdeaSupport)
        .where(IdeaSupport.idea_id == idea.id, IdeaSupport.text_version == earlier)
        .values(text_version=idea.text_version),
        execution_options={"synchronize_session": False},
    )
