"""Letters in two signs, as a Mac writes them, are the same letters wherever something is looked for by its name."""

import unicodedata

import pytest

from portal.accounts.queries import people_by_name
from portal.foundation.db import db
from portal.foundation.errors import Refused
from portal.foundation.text import alike, danish_order
from portal.ideas.actions import create_theme
from portal.ideas.forms.grouping import ThemeDraft
from portal.ideas.models import IdeaState
from portal.municipalities.body_names import same_body
from portal.municipalities.code_list import listed_as
from tests.cast import person
from tests.ideas.scene import idea_in

FORMS = [("NFC", "NFD"), ("NFD", "NFC")]
written_otherwise = pytest.mark.parametrize(("stored", "asked"), FORMS)


def test_what_a_reader_takes_for_the_same():
    assert alike(" Ærø  Å") == alike(unicodedata.normalize("NFD", "ærø å"))
    assert danish_order(unicodedata.normalize("NFD", "Åse")) == danish_order("Åse") > danish_order("Øjvind")


@written_otherwise
def test_people(app, finn, stored, asked):
    somebody = person(unicodedata.normalize(stored, "Åse Bæk"), email="aase@example.dk")
    with app.test_request_context("/"):
        assert people_by_name(unicodedata.normalize(asked, "åse")).items == [somebody]


@written_otherwise
def test_places(client, harbour, anna, stored, asked):
    idea_in(IdeaState.PUBLISHED, harbour, anna, title="Flere bænke", place=unicodedata.normalize(stored, "Åparken"))
    idea_in(IdeaState.PUBLISHED, harbour, anna, title="Lys på søen", place="Havnen")
    sent = {"sted": unicodedata.normalize(asked, "åparken")}
    page = client().get(f"{harbour.path}ideer/", query_string=sent).text
    assert "Flere bænke" in page and "Lys på søen" not in page


@written_otherwise
def test_one_place_written_both_ways_is_one(client, harbour, anna, stored, asked):
    for form in (stored, asked):
        idea_in(IdeaState.PUBLISHED, harbour, anna, place=unicodedata.normalize(form, "Åparken"))
    assert "Åparken (2)" in unicodedata.normalize("NFC", client().get(f"{harbour.path}ideer/").text)


@written_otherwise
def test_themes(bo, harbour, stored, asked):
    create_theme(bo, harbour, ThemeDraft(unicodedata.normalize(stored, "Åen"), ""))
    db.session.expire_all()
    with pytest.raises(Refused):
        create_theme(bo, harbour, ThemeDraft(unicodedata.normalize(asked, "åen"), ""))


@written_otherwise
def test_bodies_and_municipalities(stored, asked):
    one, other = (unicodedata.normalize(form, "Miljø- og Åudvalget") for form in (stored, asked))
    assert same_body(one, other)
    assert listed_as(unicodedata.normalize(asked, "høje-taastrup")) == listed_as(
        unicodedata.normalize(stored, "Høje-Taastrup")
    )
    assert listed_as(unicodedata.normalize(asked, "høje-taastrup")) is not None
