"""The page about who may do what says of every permission what the tables of the rules say, and nothing else."""

import re
from collections import Counter
from itertools import product

import pytest
from bs4 import BeautifulSoup

from portal.accounts.words import ROLE_LABELS
from portal.committees.words import STAGES
from portal.foundation.db import db
from portal.foundation.i18n import LOCALES, gettext, speaking
from portal.pages.who_may import GROUPS
from portal.rules.permissions import GRANTS, OPEN_DURING, Permission, is_allowed
from portal.rules.roles import COMMITTEE_ROLES, MUNICIPAL_ROLES, Role
from portal.rules.stages import Stage

PATH = "/om/hvem-maa-hvad"
WORKING = {Stage.CO_INITIATION, Stage.CO_DESIGN, Stage.CO_IMPLEMENTATION}
IN_SHORT = {
    "Altid": {*Stage, None},
    "Always": {*Stage, None},
    "Indtil udvalget er afsluttet": {Stage.PREPARATION, *WORKING},
    "Until the committee is concluded": {Stage.PREPARATION, *WORKING},
    "I alle tre trin": WORKING,
    "In all three steps": WORKING,
}
STEPS = re.compile(r"(?:I trinnet|I trinnene|In the step|In the steps) (.*)")
AND = {"da": " og ", "en": " and "}


def read(client, locale):
    return BeautifulSoup(client().get(f"{PATH}?sprog={locale}").text, "html.parser").main


def rows_of(page):
    """What stands in each row: what, who and when; the names of columns that a phone shows are not among them."""
    for name in page.find_all(class_="stacked-name"):
        name.decompose()
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(("th", "td"))] for row in page.select("tbody tr")]


def parted(listed, locale):
    """The names in a list that a sentence makes of them."""
    return [name.strip() for part in listed.split(AND[locale]) for name in part.split(",") if name.strip()]


def named(listed, labels, locale):
    """Those whose names stand in a list; a name that nobody has is an error."""
    of = {gettext(label).casefold(): one for one, label in labels.items()}
    return {of[name.casefold()] for name in parted(listed, locale)}


def stages_in(when, locale):
    """The stages in which a row says that something may be done; without a committee it may be done always or never."""
    return IN_SHORT.get(when) or named(STEPS.fullmatch(when)[1], STAGES, locale)


def phrases():
    """The words of each permission, in the language that is spoken."""
    return {gettext(words): one for group in GROUPS for one, words in group.deeds.items()}


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_says_so_exactly_when_the_rules_do(client, fjordby, locale):
    rows = rows_of(read(client, locale))
    with speaking(locale):
        of = phrases()
        said = {of[what]: (named(who, ROLE_LABELS, locale), stages_in(when, locale)) for what, who, when in rows}
    assert len(rows) == len(said) == len(Permission)
    for permission, role, stage in product(Permission, Role, (*Stage, None)):
        roles, stages = said[permission]
        assert (role in roles and stage in stages) is is_allowed(permission, [role], stage), (permission, role, stage)


def test_another_rule_is_another_page(client, fjordby, monkeypatch):
    monkeypatch.setitem(GRANTS, Role.AUDITOR, frozenset({Permission.IDEA_ANSWER}))
    monkeypatch.setitem(OPEN_DURING, Permission.IDEA_ANSWER, frozenset({Stage.PREPARATION, Stage.CLOSED}))
    assert ["Svare på en idé", "Formand, sekretær og revisor", "I trinnene Forberedelse og Afsluttet"] in rows_of(
        read(client, "da")
    )


def test_every_permission_has_its_words_once(app):
    words = Counter(permission for group in GROUPS for permission in group.deeds)
    assert words == Counter(Permission)
    with app.test_request_context():
        for locale in LOCALES:
            with speaking(locale):
                assert len(phrases()) == len(Permission), "two permissions are said in the same words"
        danish = set(phrases())
    english = {words for group in GROUPS for words in group.deeds.values()}
    assert not danish & english, "said in English on the Danish page"


def test_what_anybody_may_do_without_signing_in(client, fjordby):
    """Besides reading: what the visitor's role gives, with the stages in which it does."""
    reading = read(client, "da").find("a", href="/soeg").find_parent("ul")
    items = [item.get_text(" ", strip=True) for item in reading.find_all("li")]
    assert items[2:] == [
        "Sende en idé uden konto (i trinnet Find problemet)",
        "Melde sig til et møde uden konto (i alle tre trin)",
        "Skrive en note ved et bord med koden, der ligger på det, og sætte prikker på bordets noter (i alle tre trin)",
        "Søge en plads, også uden konto (indtil udvalget er afsluttet)",
        "Oprette en konto (altid)",
    ]
    assert len(items) == 2 + len(GRANTS[Role.VISITOR])
    links = [link["href"] for link in reading.find_all("a")]
    assert len(links) == 5 and {client().get(path).status_code for path in links} == {200}


def test_which_roles_hold_in_one_committee_and_which_steps_there_are(client, fjordby):
    page = read(client, "da").get_text(" ", strip=True)
    with speaking("da"):
        for begins, roles in (("gælde i ét udvalg: ", COMMITTEE_ROLES), ("gælde i hele kommunen: ", MUNICIPAL_ROLES)):
            said = page.partition(begins)[2].partition(".")[0]
            assert named(said, ROLE_LABELS, "da") == set(roles)
        steps = page.partition("De tre trin er ")[2].partition(".")[0]
        assert named(steps, STAGES, "da") == WORKING


def test_the_words_are_the_municipality_s_own(client, fjordby):
    fjordby.words = fjordby.words | {
        "chair": {"one": "forperson", "the": "forpersonen", "many": "forpersoner", "the_many": "forpersonerne",
                  "of": "forpersonens"},
    }  # fmt: skip
    db.session.commit()
    rows = rows_of(read(client, "da"))
    assert ["Svare på en idé", "Forperson og sekretær", "I alle tre trin"] in rows


def test_one_comes_to_it_from_every_page_and_to_each_part_of_it(client, fjordby):
    about = BeautifulSoup(client().get("/om").text, "html.parser")
    assert len(about.main.select(f"a[href='{PATH}']")) == len(about.footer.select(f"a[href='{PATH}']")) == 1
    page = read(client, "da")
    assert [link["href"][1:] for link in page.select("aside nav a")] == [group.anchor for group in GROUPS]
    assert all(page.find(id=group.anchor) for group in GROUPS)
