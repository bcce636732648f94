"""When a committee is concluded nothing in it changes any more, whoever asks, through whichever form."""

from sqlalchemy import func, select

from portal.events.models import Event
from portal.foundation.db import db
from portal.rules.permissions import OPEN_DURING, Permission
from portal.rules.stages import Stage
from tests.browser.scene import Scene
from tests.ideas import scene as ideas
from tools.addresses import posted

ROOMS = {"committees", "gates", "ideas", "workshops", "proposals", "recommendations", "decisions", "implementation"}
NOT_IN_A_COMMITTEE = {"committees.create", "decisions.publish_own"}
# A record or an answer is corrected for ever, a text taken out; an answer, or what a meeting decided, may still be
# published
FOR_EVER = {
    "decisions.correct", "recommendations.correct_answer", "decisions.publish", "decisions.take_out",
    "ideas.correct_the_answer", "decisions.publish_item",
    "proposals.read", "proposals.forget",  # what one has read is noted for one's own eyes
}  # fmt: skip
NO = {403, 404, 409}  # not allowed; not there for this person; or seen in a state that is no more
# These say first that ideas are no longer taken, that a meeting has been, or that the idea is settled
REFUSED_BEFORE = {
    ("ideas.submit", 422),
    ("workshops.come", 422),
    ("workshops.come_as_guest", 422),
    ("ideas.withdraw", 422),
}
# and whose name stands under an old idea may be taken away for ever
ALWAYS = {
    Permission.RECORD_CORRECT,
    Permission.RECORD_PUBLISH,
    Permission.COMMITTEE_CREATE,
    Permission.IDEA_MAKE_NAMELESS,
}
TYPED = {
    **ideas.SENT, "step": "send", "choice": "for", "status": "kept", "text": "Det er gjort.",
    "version": "1", "reason": "Fordi",
}  # fmt: skip
ROOMS_OF_PERMISSIONS = ("committee", "commitment", "gate", "idea", "lessons", "mandate", "member", "position",
                        "recommendation", "response", "workshop")  # fmt: skip


def test_the_table_has_no_season_after_the_end():
    for permission in Permission:
        if permission.value.partition(":")[0] in ROOMS_OF_PERMISSIONS and permission not in ALWAYS:
            assert permission in OPEN_DURING, permission
            assert Stage.CLOSED not in OPEN_DURING[permission], permission


def test_every_deed_is_refused_to_everybody(app, client):
    scene = Scene()
    for committee in scene.committees:
        committee.stage = Stage.CLOSED
    db.session.commit()
    before = db.session.scalar(select(func.count()).select_from(Event))
    doors = [
        (endpoint, path) for endpoint, paths in posted(app).items() if in_a_committee(endpoint) for path in paths[:4]
    ]
    done = []
    for who in ("secretary", "chair", "citizen", "councillor"):
        browser = client(scene.people[who])
        for endpoint, path in doors:
            answer = browser.post(path, data=TYPED)
            if answer.status_code not in NO and (endpoint, answer.status_code) not in REFUSED_BEFORE:
                done.append(f"{who}: {path}: {answer.status_code}")
    assert not done, "\n".join(done)
    assert db.session.scalar(select(func.count()).select_from(Event)) == before


def in_a_committee(endpoint):
    return endpoint.partition(".")[0] in ROOMS and endpoint not in NOT_IN_A_COMMITTEE | FOR_EVER
