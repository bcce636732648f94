"""A committee is found by the words of its task, once it is public."""

from portal.committees.actions.committee import create_committee
from portal.committees.actions.mandate import adopt_mandate, write_mandate
from portal.committees.forms.mandate import Adoption, MandateDraft
from portal.committees.indexing import COMMITTEE_DOCUMENT, describe
from portal.search.index import search_index
from tests.cast import LONG_AGO
from tests.committees.test_create_committee import DRAFT


def test_only_what_is_adopted_is_found(app, client, sofie, fjordby, council, deliver_outbox):
    search_index.of(app).rebuild()
    lake = create_committee(sofie, fjordby, DRAFT)
    draft = MandateDraft({"purpose": "Skøjteløbere.", "promise": "Svar."}, ("Hvor er isen sikker?",))
    write_mandate(sofie, lake, draft)
    deliver_outbox()
    assert describe(lake) is None
    assert "Lys på søen" not in client().get("/soeg?q=skøjteløber").text
    adopt_mandate(sofie, lake, Adoption(council.id, LONG_AGO, "7"))
    write_mandate(sofie, lake, MandateDraft({"purpose": "Hemmeligt udkast."}, ()))
    deliver_outbox()
    assert "Lys på søen" in client().get("/soeg?q=skøjteløber").text
    assert "Lys på søen" not in client().get("/soeg?q=hemmeligt").text


def test_loading_asks_a_fixed_number_of_questions(app, harbour, queries):
    with queries() as said:
        list(COMMITTEE_DOCUMENT.rows([harbour.id]).values())
    assert len(said) <= 5
