"""A committee is known again by its drawing."""

import re
from dataclasses import replace
from pathlib import Path

from portal.committees.actions.committee import create_committee, edit_committee
from portal.committees.models import Motif
from portal.committees.words import MOTIFS
from portal.foundation.db import db
from portal.rules.stages import Stage
from tests.committees.test_create_committee import DRAFT, TYPED

DRAWN = Path("static/img/scenes.svg").read_text(encoding="utf-8")


def test_every_motif_is_drawn_and_described():
    assert set(re.findall(r'<g id="(\w+)"', DRAWN)) == set(Motif) == set(MOTIFS)
    assert all(re.fullmatch(r"\d+ \d+ (\d+) \1", look.square) for look in MOTIFS.values())


def test_no_two_committees_at_work_share_one_while_some_are_free(sofie, fjordby):
    given = [create_committee(sofie, fjordby, replace(DRAFT, name=f"Nr. {n}")) for n in range(len(Motif))]
    assert {one.motif for one in given} == set(Motif)
    given[4].stage = Stage.CLOSED
    db.session.commit()
    assert create_committee(sofie, fjordby, replace(DRAFT, name="Et til")).motif is given[4].motif


def test_the_secretary_chooses_another(client, sofie, fjordby):
    committee = create_committee(sofie, fjordby, DRAFT)
    form = client(sofie).get(f"{committee.path}ret").text
    assert re.search(f'value="{committee.motif}" checked', form)
    typed = TYPED | {"motif": "lighthouse"}
    client(sofie).post(f"{committee.path}ret", data=typed)
    assert committee.motif is Motif.LIGHTHOUSE
    edit_committee(sofie, committee, DRAFT)
    assert committee.motif is Motif.LIGHTHOUSE, "a draft without a picture keeps the one that is there"


def test_a_picture_that_is_not_drawn_is_refused_and_the_text_kept(client, sofie, fjordby):
    answer = client(sofie).post("/udvalg/nyt", data=TYPED | {"motif": "volcano"})
    assert answer.status_code == 422 and DRAFT.name in answer.text and 'id="motif-error"' in answer.text


def test_the_drawing_is_told_to_those_who_do_not_see_it(client, harbour):
    harbour.motif = Motif.HARBOUR
    db.session.commit()
    for path in ("/", "/udvalg/", harbour.path):
        assert 'aria-label="Tegning: en sejlbåd og en kran i en havn"' in client().get(path).text
