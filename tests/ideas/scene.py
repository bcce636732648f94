"""Ideas for the stories: texts, and ideas that have already come some way."""

from portal.accounts.origin import Origin
from portal.foundation import clock
from portal.foundation.text import render_markdown
from portal.ideas.forms.writing import IdeaDraft
from portal.ideas.models import AppealVerdict, Idea, IdeaAppeal, IdeaState, IdeaStep, RefusalCode
from tests.factories import saved

DRAFT = IdeaDraft(title="Flydende badeanstalt", body="Lad os **svømme** i havnen.")
TYPED = {
    "kind": "idea",
    "title": DRAFT.title,
    "problem": DRAFT.body,
    "better": "",
    "place": "",
    "question": "",
    "shown_as": "full_name",
    "submission_key": "key-1",
}
SENT = TYPED | {"at": "tjek", "go": "send"}
GUEST = {"name": "Ida Krog", "email": "ida@example.dk"}
HOME = Origin("127.0.0.1", "Firefox, Linux")
OF_APPEALS = {
    IdeaState.APPEALED: {},
    IdeaState.UPHELD: {"verdict": AppealVerdict.UPHELD, "reason": "Enig.", "decided_at": clock.now(), "days": 0},
    IdeaState.OVERTURNED: {
        "verdict": AppealVerdict.OVERTURNED,
        "reason": "Uenig.",
        "decided_at": clock.now(),
        "days": 0,
    },
}
WAS_PUBLIC = frozenset({IdeaState.PUBLISHED, IdeaState.ANSWERED, IdeaState.CARRIED_ON, IdeaState.CLOSED})


def idea_in(state, committee, author, *, title=DRAFT.title, body=DRAFT.body, **facts):
    """An idea that stands in a state, with one step that says so."""
    now = clock.now()
    if state is not IdeaState.DRAFT:
        facts = {"received_at": now, "answer_due_on": clock.today()} | facts
    if state in WAS_PUBLIC:
        facts = {"published_at": now} | facts
    idea = Idea(committee=committee, author=author, title=title, body=body, body_html=render_markdown(body), **facts)
    idea.state = state
    idea.steps.append(IdeaStep(state=state, actor_id=author.id, created_at=now))
    if state is IdeaState.REFUSED or state in OF_APPEALS:
        idea.refusal_code = idea.refusal_code or RefusalCode.OUTSIDE_MANDATE
    if state in OF_APPEALS:
        idea.appeals.append(
            IdeaAppeal(text="Det er ikke rigtigt.", refusal_code=idea.refusal_code, **OF_APPEALS[state])
        )
    return saved(idea)
