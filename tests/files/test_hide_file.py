"""A file in which a CPR number was found is read by nobody but those who may remove it; and who that is, and when."""

import pytest

from portal.committees.actions.mandate import adopt_mandate
from portal.committees.forms.mandate import Adoption
from portal.committees.models import Mandate, MandateQuestion
from portal.files.actions import remove_file
from portal.files.queries import hung_of
from portal.foundation import clock
from portal.foundation.errors import NotAllowed, Refused
from portal.workshops.actions.outcome import publish_outcome
from tests.factories import saved
from tests.files import samples
from tests.files.scene import added
from tests.forms_on_pages import forms_in
from tests.workshops.scene import workshop_in

NAMES_SOMEBODY = "Anna Strand, 010190-1234"
BLOCKS = "Filen »Kort over havnen« ser ud til at indeholde et CPR-nummer. Fjern den, før du går videre."
STAYS = "Udbyttet er offentliggjort, så filerne bliver, som de er."


@pytest.fixture
def draft(harbour):
    """A version of the task that could be adopted."""
    asked = [MandateQuestion(number=91, text="Hvor skal vi bade?")]
    return saved(Mandate(committee=harbour, number=2, purpose="Nyt formål", promise="Svar", questions=asked))


@pytest.fixture
def held(harbour):
    return workshop_in(harbour, days=-1, outcome="Vi er enige.", outcome_html="<p>Vi er enige.</p>",
                       outcome_confirmed_at=clock.now(), outcome_confirmed_how="Læst op.")  # fmt: skip


def adopt(actor, committee):
    (body,) = {one.adopted_by_id for one in committee.mandates if one.is_adopted}
    return adopt_mandate(actor, committee, Adoption(body, clock.today(), "12"))


def removed(actor, file):
    remove_file(actor, hung_of(file))
    return file.removed_at is not None


def test_no_task_is_adopted_with_a_cpr_number(bo, draft, harbour, deliver_outbox):
    file = added(bo, draft, samples.pdf(NAMES_SOMEBODY))
    deliver_outbox()
    with pytest.raises(Refused) as refused:
        adopt(bo, harbour)
    assert refused.value.reasons == (BLOCKS,)
    assert removed(bo, file)
    assert adopt(bo, harbour).is_adopted


def test_no_outcome_is_published_with_a_cpr_number(bo, client, held, deliver_outbox):
    file = added(bo, held, samples.pdf(NAMES_SOMEBODY))
    deliver_outbox()
    answer = client(bo).post(f"{held.path}/udbytte/offentliggoer")
    assert (answer.status_code, BLOCKS in answer.text) == (422, True)
    assert removed(bo, file)
    publish_outcome(bo, held)
    assert held.outcome_published_at is not None


@pytest.mark.parametrize("name", ["nobody", "anna", "dorte", "eva", "finn", "rita"])
def test_what_is_found_later_is_hidden_at_once(name, request, client, bo, draft, harbour, deliver_outbox):
    """Also from pages in memory and from the search; whoever may remove it does so though the task is adopted."""
    file = added(bo, draft, samples.pdf(NAMES_SOMEBODY), title="Svajpladsen")
    adopt(bo, harbour)
    reader = client(None if name == "nobody" else request.getfixturevalue(name))
    page = f"{harbour.path}kommissorium"
    assert "Svajpladsen" in reader.get(page).text
    deliver_outbox()
    assert file.holds_cpr
    assert "Svajpladsen" not in reader.get(page).text
    assert reader.get(file.path).status_code == 404
    assert reader.post(f"/filer/{file.id}/fjern", data={"confirmed": "yes"}).status_code in {401, 404}
    assert file.removed_at is None
    assert harbour.name not in reader.get("/soeg.csv?q=svajpladsen").text
    secretary = client(bo)
    assert secretary.get(file.path).status_code == 200
    assert f"/filer/{file.id}/fjern" in secretary.get(page).text
    secretary.post(f"/filer/{file.id}/fjern", data={"confirmed": "yes"})
    assert file.removed_at is not None


def test_other_files_of_an_adopted_task_stay(bo, client, draft, harbour, deliver_outbox):
    file = added(bo, draft)
    adopt(bo, harbour)
    deliver_outbox()
    assert f"/filer/{file.id}/fjern" not in client(bo).get(f"{harbour.path}kommissorium").text
    with pytest.raises(Refused, match="En vedtaget version"):
        removed(bo, file)


def test_before_adoption_it_is_said_what_everybody_will_see(bo, client, draft, harbour):
    browser, body = client(bo), f"<w:p>{samples.inserted('Nyt')}</w:p>"
    added(bo, draft, samples.word(body), "a.docx", title="Udkast")
    added(bo, draft, samples.pdf(), title="Kort")
    browser.is_sure = False
    page = browser.get(f"{harbour.path}kommissorium/vedtag").text
    (form,) = [one for one in forms_in(page) if "item" in dict(one.fields)]
    body_id = next(one.adopted_by_id for one in harbour.mandates if one.is_adopted)
    asked = browser.post(
        f"{harbour.path}kommissorium/vedtag", data=dict(form.fields) | {"body_id": body_id, "item": "1"}
    )
    assert "Der er stadig kommentarer eller sporede ændringer i »Udkast«. Alle kan se dem." in asked.text
    assert "ændringer i »Kort«" not in asked.text


def test_a_member_removes_what_they_added_and_nothing_else(bo, dorte, client, held):
    """And only until the outcome is published; whoever plans meetings removes each of them, also then."""
    own, others, last = added(dorte, held), added(bo, held, samples.pdf("To")), added(dorte, held, samples.pdf("Tre"))
    page = client(dorte).get(held.path).text
    assert (f"/filer/{own.id}/fjern" in page, f"/filer/{others.id}/fjern" in page) == (True, False)
    with pytest.raises(NotAllowed):
        removed(dorte, others)
    assert removed(dorte, own)
    publish_outcome(bo, held)
    assert "/fjern" not in client(dorte).get(held.path).text
    with pytest.raises(Refused, match=STAYS):
        removed(dorte, last)
    assert f"/filer/{last.id}/fjern" in client(bo).get(held.path).text
    assert removed(bo, last)


def test_a_member_removes_their_own_with_a_cpr_number_whenever(bo, dorte, client, held, deliver_outbox):
    file = added(dorte, held, samples.pdf(NAMES_SOMEBODY))
    publish_outcome(bo, held)
    deliver_outbox()
    assert client(dorte).get(file.path).status_code == 200
    assert client().get(file.path).status_code == 404
    assert removed(dorte, file)


def test_nobody_adds_to_what_is_published(bo, dorte, client, held):
    publish_outcome(bo, held)
    for person in (bo, dorte):
        assert f"/filer/moede/{held.id}/ny" not in client(person).get(held.path).text
        with pytest.raises(Refused, match=STAYS):
            added(person, held)
