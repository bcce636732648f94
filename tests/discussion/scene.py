"""Discussions for the stories."""

from portal.discussion.forms import ContributionDraft
from portal.discussion.models import Contribution, ContributionKind, DiscussionSummary
from portal.foundation.text import render_markdown
from tests.factories import saved

TYPED = {"kind": "against", "body": "Det bliver **for dyrt** for os.", "passage": "", "submission_key": "key-1"}


def draft(body="Det bliver for dyrt.", kind=ContributionKind.AGAINST, passage=None, key=None):
    return ContributionDraft(kind, body, passage, key)


def said_of(record, author, body="Det bliver for dyrt.", *, to=None, kind=ContributionKind.COMMENT, **facts):
    """A contribution to the discussion of a record of a committee, or an answer `to` one."""
    return saved(
        Contribution(
            subject_kind=record.__tablename__,
            subject_id=record.id,
            committee_id=record.committee_id,
            parent_id=to and to.id,
            kind=kind,
            body=body,
            body_html=render_markdown(body),
            author_id=author.id,
            **facts,
        )
    )


def summed_up(record, author, body="Nogle er for, andre imod."):
    return saved(
        DiscussionSummary(
            subject_kind=record.__tablename__,
            subject_id=record.id,
            committee_id=record.committee_id,
            body=body,
            body_html=render_markdown(body),
            author_id=author.id,
        )
    )
