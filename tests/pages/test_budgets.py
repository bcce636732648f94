"""Pages over several rooms ask the database the same number of questions however much there is."""

from portal.foundation import clock
from portal.foundation.db import db
from portal.ideas.models import Idea, IdeaState
from portal.rules.stages import Stage
from tests.cast import committee_in

BUDGETS = dict.fromkeys(("/", "/udvalg/", "/udvalg/havnen/", "/udvalg/havnen/kommissorium", "/udvalg/havnen/port"), 12)


def fill(fjordby, harbour, anna, number):
    now = clock.now()
    for n in range(-(-number // 40)):
        for stage in (Stage.PREPARATION, Stage.CO_INITIATION, Stage.CLOSED):
            committee_in(fjordby, f"Udvalg {number} {n} {stage}", f"u-{number}-{n}-{stage}", stage=stage)
    facts = {
        "committee_id": harbour.id,
        "author_id": anna.id,
        "body": "x",
        "body_html": "<p>x</p>",
        "published_at": now,
    }
    db.session.add_all(
        Idea(title=f"Idé {n}", state=IdeaState.PUBLISHED, received_at=now, answer_due_on=clock.today(), **facts)
        for n in range(number)
    )
    db.session.commit()


def asked(queries, browser, path):
    with queries() as said:
        assert browser.get(path).status_code == 200
    return len(said)


def test_pages_keep_their_budget(client, queries, fjordby, harbour, anna, bo):
    found = []
    for number in (10, 1_000):
        fill(fjordby, harbour, anna, number)
        visitor, secretary = client(), client(bo)
        counts = {path: asked(queries, visitor, path) for path in BUDGETS}
        found.append(counts | {"/skrivebord": asked(queries, secretary, "/skrivebord")})
    few, many = found
    assert few == many
    assert {path: number for path, number in many.items() if number > (BUDGETS | {"/skrivebord": 26})[path]} == {}
