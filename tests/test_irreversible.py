"""What cannot be undone: the first press does nothing and says what will follow, in numbers that come true."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import delete, select
from werkzeug.datastructures import MultiDict

from portal.committees.actions.committee import create_committee
from portal.committees.actions.mandate import write_mandate
from portal.committees.actions.members import appoint_member, create_seat
from portal.committees.models import Membership, PublicationRule
from portal.events.models import OutboxMessage
from portal.foundation import clock
from portal.foundation.dates import longday
from portal.foundation.db import db
from portal.foundation.seen import FIELD, mark_of
from portal.ideas.actions import answer_idea, merge_ideas, support_idea
from portal.ideas.models import IdeaState
from portal.initiatives.actions.backing import support_initiative
from portal.initiatives.models import InitiativeState
from portal.notifications.models import Notification
from portal.recommendations.actions.recommendation import take_position
from portal.recommendations.models import Choice
from portal.rules.stages import Stage
from portal.sittings.actions.templates import keep_template
from portal.sittings.papers import Paper
from portal.sittings.seal import draft_mark
from tests.committees.test_mandate import COMMITTEE, DRAFT
from tests.committees.test_members import SEAT, appointment
from tests.forms_on_pages import forms_in
from tests.ideas.scene import idea_in
from tests.ideas.test_answer_idea import ANSWER as ANSWER_GIVEN
from tests.initiatives.scene import initiative_in
from tests.inspecting_client import ASKS
from tests.recommendations.scene import adopted, answered, drafted, handed_over
from tests.recruitment.scene import LIST, applied, call_in, seat_in
from tests.sittings.scene import (
    approved_in,
    decided_in,
    extract_in,
    minuted,
    minutes_sent_in,
    on_agenda,
    public_by,
    sent_in,
    sitting_in,
)
from tests.walking import OF_A_COMMITTEE
from tests.workshops.scene import comes, dotted, drafted_in, sorted_in, table_at, workshop_in

TODAY = clock.today()
NOT_COMPARED = {"user_session", "attempt"}  # that somebody looks at a page
DAYS = 10  # in which every letter has gone, also the weekly one
REASON = "Derfor gør vi det nu, og sådan står det her."


@dataclass
class Deed:
    """What somebody sends, and what the page that asks must say of what follows."""

    who: str
    scene: Callable
    says: tuple[str | Callable[[], str], ...]
    typed: str = ""  # a longer text that must not be lost


def at_table(get):
    harbour = get("harbour")
    harbour.stage = Stage.CO_DESIGN
    db.session.commit()
    return harbour, get("bo"), [get(name) for name in ("carl", "dorte", "gerda")]


def an_idea(get, state=IdeaState.PUBLISHED):
    idea = idea_in(state, get("harbour"), get("anna"))
    for name in ("gerda", "dorte") if state is IdeaState.PUBLISHED else ():
        support_idea(get(name), idea)
    return idea


def sitting_cancelled(get):
    get("carl")
    return f"{sent_in(get('harbour')).path}/aflys", {"reason": REASON}


def taken_off(get):
    sitting = sent_in(get("harbour"))
    return f"{sitting.path}/dagsorden/{sitting.items[0].id}/slet", {FIELD: mark_of(sitting.items[0])}


def template_removed(get):
    sitting = sent_in(get("harbour"))
    template = keep_template(get("bo"), sitting, "Kysten", key="a")
    return f"{sitting.path}/skabeloner/{template.id}/slet", {}


def minutes_sent(get):
    get("carl")
    sitting = minuted(sent_in(get("harbour"), days=-1))
    return f"{sitting.path}/referat/send", {"until": (TODAY + timedelta(days=9)).isoformat()}


def minutes_signed(get):
    sitting = minutes_sent_in(get("harbour"))
    return f"{sitting.path}/referat/godkend", {"seen": draft_mark(sitting)}


def decisions_public(get):
    return f"{approved_in(get('harbour'), get('bo')).path}/papirer/beslutninger", {"when": "now"}


def cases_public(get):
    sitting = sent_in(get("harbour"), cases_published_at=None)
    return f"{sitting.path}/papirer/sagsliste", {"when": "now"}


def all_minutes_public(get):
    get("harbour").publication_rule = PublicationRule.MINUTES
    return f"{approved_in(get('harbour'), get('bo')).path}/papirer/referat", {"when": "now"}


def extract_public(get):
    return f"{extract_in(approved_in(get('harbour'), get('bo'))).path}/offentliggoer", {"when": "now"}


def paper_back(get):
    get("carl")
    return f"{public_by(approved_in(get('harbour'), get('bo')), Paper.DECISIONS).path}/tilbage", {"reason": REASON}


def parts_chosen(get):
    sitting = approved_in(get("harbour"), get("bo"))
    return f"{sitting.path}/papirer/punkter", {f"item_{sitting.items[0].id}": "decision"}


def draft_sent(get):
    held = drafted_in(get("harbour"), get("anna"), get("gerda"))
    return f"{held.path}/udbytte/send", {"until": (TODAY + timedelta(days=9)).isoformat()}


def outcome_out(get):
    anna = get("anna")
    held = drafted_in(get("harbour"), anna, read_back_sent_at=clock.now(), read_back_until=TODAY - timedelta(days=1))
    return f"{held.path}/udbytte/offentliggoer", {FIELD: mark_of(held)}


def heading_removed(get):
    held = sorted_in(get("harbour"), get("bo"))
    heading = held.paragraphs[0]
    return f"{heading.path}/fjern", {FIELD: mark_of(heading)}


def item_recorded(get):
    sitting = decided_in(get("harbour"), get("bo"))
    return f"{sitting.path}/punkter/{sitting.items[0].id}/beslutning", {}


def agenda_sent(get):
    get("carl")
    sitting = sitting_in(get("harbour"))
    on_agenda(sitting)
    return f"{sitting.path}/dagsorden/send", {"seen": ""}


def cancelled(get):
    workshop = workshop_in(get("harbour"))
    for name in ("anna", "gerda"):
        comes(get(name), workshop)
    return f"{workshop.path}/aflys", {"reason": REASON, FIELD: mark_of(workshop)}


def table_renewed(get):
    table = table_at(workshop_in(get("harbour")))
    return f"{table.workshop.path}/borde/1/adresse", {"seen": "0"}


def dots_closed(get):
    workshop = dotted(sorted_in(get("harbour"), get("bo")), phones=2)
    return f"{workshop.path}/prikker/luk", {}


def published(get):
    harbour, bo, members = at_table(get)
    response = answered(harbour, bo, *members)
    typed = {"title": "Skoleveje", "summary": REASON, "decision": "Byrådet vedtog et forsøg.", FIELD: mark_of(response)}
    return f"/svar/{response.id}/beslutning", typed


def handling(deed, state, typed):
    def scene(get):
        idea = an_idea(get, state)
        return f"/ideer/{idea.id}/behandl/{deed}", typed | {FIELD: mark_of(idea)}

    return scene


def adoption(get):
    harbour, bo, members = at_table(get)
    recommendation = drafted(harbour, bo)
    for member, choice in zip(members, (Choice.FOR, Choice.FOR, Choice.AGAINST), strict=True):
        take_position(member, recommendation, choice)
    typed = {"adopted_on": TODAY.isoformat(), "minority_statement": REASON}
    return f"{recommendation.path}/vedtag", typed | {FIELD: mark_of(recommendation)}


def together(get):
    harbour, anna, gerda = get("harbour"), get("anna"), get("gerda")
    ideas = [idea_in(IdeaState.PUBLISHED, harbour, who, title=f"Idé {n}") for n, who in enumerate((anna, gerda, anna))]
    for idea in ideas:
        support_idea(get("dorte"), idea)
    ids = [str(idea.id) for idea in ideas]
    typed = {"verdict": "answered", "body": REASON, "signed_as": "Bo Lund, sekretær", "submission_key": "k1"}
    marks = [mark_of(idea) for idea in ideas]
    return f"{harbour.path}ideer/svar-samlet", typed | {"go": "see", "tilbudt": ids, "ide": ids[:2], FIELD: marks}


def ideas_merged(get):
    idea, other = an_idea(get), idea_in(IdeaState.PUBLISHED, get("harbour"), get("gerda"), title="Den anden")
    return f"{idea.path}/saml", {"into": str(other.id), "reason": REASON, FIELD: mark_of(idea)}


def idea_divided(get):
    idea = an_idea(get)
    typed = {"first_title": "Bro", "first_body": "En bro.", "second_title": "Lys", "second_body": "Mere lys."}
    return f"{idea.path}/del", typed | {"reason": REASON, FIELD: mark_of(idea)}


def merging_undone(get):
    idea, other = an_idea(get), idea_in(IdeaState.PUBLISHED, get("harbour"), get("gerda"), title="Den anden")
    merge_ideas(get("bo"), idea, other, "De ligner hinanden.")
    return f"{idea.path}/fortryd", {"reason": REASON, FIELD: mark_of(idea)}


def answer_corrected(get):
    answer = answer_idea(get("bo"), idea_in(IdeaState.PUBLISHED, get("harbour"), get("anna")), ANSWER_GIVEN)
    support_idea(get("gerda"), answer.idea)
    return f"/ideer/svar/{answer.id}/ret", {"text": REASON, FIELD: mark_of(answer)}


def proposal(get, state):
    harbour, gerda = get("harbour"), get("gerda")
    initiative = initiative_in(state, harbour.municipality, get("anna"))
    if initiative.is_public:
        support_initiative(gerda, initiative)
    return initiative


def proposal_refused(get):
    initiative = proposal(get, InitiativeState.RECEIVED)
    return f"{initiative.path}/behandl/afvis", REFUSAL | {FIELD: mark_of(initiative)}


def proposal_answered(get):
    initiative = proposal(get, InitiativeState.SUPPORTED)
    typed = {"verdict": "not_now", "reason": REASON, "committee_id": "", "item": "7", "met_on": TODAY.isoformat()}
    return f"{initiative.path}/svar", typed | {"body_id": str(get("council").id), FIELD: mark_of(initiative)}


def hand_over(get):
    harbour, bo, members = at_table(get)
    get("eva")
    recommendation = adopted(harbour, bo, *members)
    typed = {"handed_over_on": TODAY.isoformat(), FIELD: mark_of(recommendation)}
    return f"{recommendation.path}/overdrag", typed


def answer(get):
    harbour, bo, members = at_table(get)
    recommendation = handed_over(harbour, bo, *members)
    typed = {"body_id": str(harbour.receiving_body_id), "met_on": TODAY.isoformat(), "item": "9", "verdict": "changed",
             "sent_on_to_id": "", "reason": REASON}  # fmt: skip
    return f"{recommendation.path}/svar", typed | {FIELD: mark_of(recommendation)}


def mandate(get):
    sofie, council = get("sofie"), get("council")
    lake = create_committee(sofie, get("fjordby"), COMMITTEE)
    write_mandate(sofie, lake, DRAFT)
    seen = re.search(r'name="seen"[^>]*value="(\w+)"', get("client")(sofie).get(f"{lake.path}kommissorium/vedtag").text)
    typed = {"body_id": council.id, "on": TODAY.isoformat(), "item": "punkt 7"}
    return f"{lake.path}kommissorium/vedtag", typed | {"seen": seen[1]}


def closing(get):
    harbour = get("harbour")
    idea_in(IdeaState.PUBLISHED, harbour, get("anna"), title="En bro til øen")
    applied(call_in(harbour, get("bo"), seat_in(harbour)))
    harbour.stage = Stage.CO_IMPLEMENTATION
    db.session.commit()
    get("gerda")
    return f"{harbour.path}port", {"reason": REASON, "anyway": "1", FIELD: mark_of(harbour, "stage")}


def parting(get):
    get("bo")
    harbour, gerda = get("harbour"), get("gerda")
    membership = db.session.scalars(select(Membership).filter_by(user_id=gerda.id)).one()
    return f"{harbour.path}medlemmer/{membership.id}/udtraed", {"ends_on": TODAY.isoformat(), "reason": REASON}


def mistaken(get):
    bo, harbour, anna = get("bo"), get("harbour"), get("anna")
    seat = create_seat(bo, harbour, SEAT)
    membership = appoint_member(bo, harbour, seat, appointment(email=anna.email))
    return f"{harbour.path}medlemmer/{membership.id}", membership


def taken_back(get):
    path, membership = mistaken(get)
    return f"{path}/fortryd", {FIELD: mark_of(membership)}


def moved(get):
    path, membership = mistaken(get)
    typed = {"seat_id": str(membership.seat_id), "party_id": "", "presentation": REASON, "since": "always"}
    return f"{path}/flyt", typed | {"from_day": "", "reason": "", FIELD: mark_of(membership)}


def applying(get):
    harbour = get("harbour")
    return applied(call_in(harbour, get("bo"), seat_in(harbour)))


def reserve(get):
    application = applying(get)
    return f"{LIST}/{application.id}/reserve", {FIELD: mark_of(application)}


def not_chosen(get):
    application = applying(get)
    return f"{LIST}/svar", {"application_ids": str(application.id), "body": REASON}


def role(get):
    bo = get("bo")
    return f"/administration/roller/{bo.grants[0].id}/slut", {}


def account(get):
    anna = get("anna")
    get("client")(anna)
    return f"{anna.path}/luk", {}


def due(days):
    """A sentence that is put together when somebody speaks Danish."""
    return lambda: longday(TODAY + timedelta(days=days))


ONE, TWO, THREE, NOBODY = (
    "1 person får en mail", "2 personer får en mail", "3 personer får en mail", "Ingen får en mail",
)  # fmt: skip
ONE_ON_SUNDAY, TWO_ON_SUNDAY, THREE_ON_SUNDAY = (
    "1 person læser om det i søndagens brev", "2 personer læser om det i", "3 personer læser om det i",
)  # fmt: skip
CLOSING = {"close-reason": REASON}
REFUSAL = {"refuse-code": "unlawful", "refuse-reason": REASON}
ANSWER = {"answer-verdict": "answered", "answer-body": REASON, "answer-signed_as": "Bo Lund, sekretær"}
DEEDS = {
    "refuse an idea": Deed("bo", handling("afvis", IdeaState.RECEIVED, REFUSAL), ("kan klage", ONE), REASON),
    "answer an idea": Deed(
        "bo",
        handling("svar", IdeaState.PUBLISHED, ANSWER),
        ("kan alle læse svaret", due(0), ONE, TWO_ON_SUNDAY),
        REASON,
    ),
    "answer several ideas": Deed(
        "bo", together, ("hver af de 2 idéer", "Idé 0", "For 2 af dem", TWO, ONE_ON_SUNDAY), REASON
    ),
    "correct an answer": Deed("bo", answer_corrected, ("rettelsen under svaret", ONE, ONE_ON_SUNDAY), REASON),
    "merge ideas": Deed(
        "bo", ideas_merged, ("beholder sin adresse", "2, der støtter idéen", "personer får en mail"), REASON
    ),
    "divide an idea": Deed(
        "bo", idea_divided, ("offentlige med det samme", "2, der støtter idéen", "personer får en mail"), REASON
    ),
    "undo that ideas were merged": Deed("bo", merging_undone, ("kommer tilbage til idéen",), REASON),
    "close an idea": Deed(
        "bo", handling("afslut", IdeaState.ANSWERED, CLOSING), ("bliver offentlig", ONE_ON_SUNDAY), REASON
    ),
    "adopt a recommendation": Deed(
        "bo", adoption, ("2 for, 1 imod, 0 hverken", "inden for 90 dage", THREE_ON_SUNDAY), REASON
    ),
    "hand a recommendation over": Deed("bo", hand_over, ("Byrådet skylder svar senest", due(90), ONE)),
    "answer a recommendation": Deed("bo", answer, ("læse, hvad Byrådet svarede", due(90), THREE), REASON),
    "publish a decision": Deed(
        "bo", published, (REASON, "Byrådet vedtog et forsøg.", "finde den i årevis", "forseglet"), REASON
    ),
    "adopt a mandate": Deed("sofie", mandate, ("bliver offentlig", "version 1", NOBODY)),
    "close a committee": Deed(
        "bo",
        closing,
        (
            "ingen vej tilbage",
            "En bro til øen",
            "1 ansøger har ikke fået svar og skal stadig have et: nummer 1",
            ONE_ON_SUNDAY,
        ),
        REASON,
    ),
    "refuse a citizens' proposal": Deed("sofie", proposal_refused, ("bliver ikke offentligt", ONE), REASON),
    "answer a citizens' proposal": Deed(
        "sofie", proposal_answered, ("hvad Byrådet svarede", "ikke støttes længere", ONE, ONE_ON_SUNDAY), REASON
    ),
    "cancel a meeting": Deed("bo", cancelled, ("at det er aflyst, og hvorfor", TWO), REASON),
    "give a table another code": Deed("bo", table_renewed, ("Print bordets ark igen", NOBODY)),
    "close and count the dots": Deed("bo", dots_closed, ("2 prikker tælles med", "ikke åbnes igen", NOBODY)),
    "cancel a committee meeting": Deed("bo", sitting_cancelled, ("at det er aflyst, og hvorfor", ONE), REASON),
    "take an item off": Deed("bo", taken_off, ("Punkterne efter det får nye numre", NOBODY)),
    "send a draft of an outcome": Deed("bo", draft_sent, ("De, der kom, og udvalget kan læse udkastet", TWO)),
    "publish an outcome": Deed("bo", outcome_out, ("0 af de 1, der blev spurgt, har bekræftet det",)),
    "remove a heading": Deed("bo", heading_removed, ("1 note står ikke længere under en overskrift", NOBODY)),
    "publish a list of cases": Deed("bo", cases_public, ("titlerne på de åbne punkter", NOBODY)),
    "publish minutes": Deed("bo", all_minutes_public, ("hvad der blev talt om og besluttet", NOBODY)),
    "publish an extract": Deed("bo", extract_public, ("hvem der har underskrevet referatet", NOBODY)),
    "take back what is public": Deed("bo", paper_back, ("Beslutningerne var offentlige fra", ONE_ON_SUNDAY), REASON),
    "choose what is read": Deed("bo", parts_chosen, ("Punkt 1: titlen og det, der blev besluttet", NOBODY)),
    "remove a template": Deed("bo", template_removed, ("Ingen udvalg kan bruge den mere", NOBODY)),
    "send an agenda": Deed("bo", agenda_sent, ("Alle kan læse titlerne på de åbne punkter", ONE)),
    "send minutes": Deed("bo", minutes_sent, ("Medlemmerne kan bede om rettelser til og med", ONE)),
    "approve minutes": Deed("bo", minutes_signed, ("Én til skal godkende det", NOBODY)),
    "publish decisions": Deed("bo", decisions_public, ("Lukkede punkter forbliver lukkede", NOBODY)),
    "make an item a decision": Deed("bo", item_recorded, ("under dens eget nummer", NOBODY)),
    "take back an appointment": Deed("bo", taken_back, ("Anna Strand kommer ikke til at stå", NOBODY)),
    "correct a seat": Deed("bo", moved, ("for hele perioden", ONE_ON_SUNDAY), REASON),
    "end a membership": Deed("bo", parting, (due(0), NOBODY), REASON),
    "put on the reserve list": Deed("bo", reserve, ("nummer 1 på pladsens reserveliste", ONE)),
    "say that others were chosen": Deed("bo", not_chosen, ("1 ansøger får at vide", ONE), REASON),
    "end a role": Deed("finn", role, ("»Havnen« står uden sin egen sekretær", ONE)),
    "close an account": Deed("finn", account, ("1 browser bliver logget ud", NOBODY)),
}


def everything():
    """All that is saved."""
    db.session.rollback()
    return {
        table.name: sorted(map(repr, db.session.execute(select(table)).all()))
        for table in db.metadata.sorted_tables
        if table.name not in NOT_COMPARED
    }


def said_letters(page):
    """At once, and on Sunday."""
    return sum(map(int, re.findall(r"(\d+) person(?:er)? (?:får en mail|læser om det i søndagens brev)", page)))


def forget_what_waits():
    """The letters of the scene are not those of the deed."""
    db.session.execute(delete(OutboxMessage))
    db.session.execute(delete(Notification))
    db.session.commit()


@pytest.fixture(params=DEEDS)
def asked(request, client):
    """A browser whose owner is asked, the address, what was typed, and what the page must say."""
    deed, get = DEEDS[request.param], request.getfixturevalue
    browser = client(get(deed.who))
    browser.is_sure = False
    path, typed = deed.scene(get)
    forget_what_waits()
    return browser, path, typed, deed


def test_the_first_press_does_nothing_and_names_what_follows(asked):
    browser, path, typed, deed = asked
    before = everything()
    page = browser.post(path, data=typed)

    assert page.status_code == 200 and ASKS in page.text, page.text[:3000]
    assert bool(OF_A_COMMITTEE.match(path)) is ('class="nav-local' in page.text)  # its committee's menu
    assert everything() == before
    said = " ".join(re.sub(r"<[^>]+>", " ", page.text).replace("\N{NO-BREAK SPACE}", " ").split())
    for sentence in ("Der er ikke sket noget endnu", *deed.says):
        words = sentence() if callable(sentence) else sentence
        assert words.replace("\N{NO-BREAK SPACE}", " ") in said, said


def test_one_can_go_back_without_loss(asked):
    browser, path, typed, deed = asked
    before = everything()
    form = next(one for one in forms_in(browser.post(path, data=typed).text, path) if one.action == path)
    back = browser.post(path, data=MultiDict([*form.fields, ("confirmed", "no")]))

    assert back.status_code == (200 if deed.typed else back.status_code)
    assert back.status_code in {200, 302} and ASKS not in back.text
    assert deed.typed in back.text
    assert everything() == before


def test_as_many_letters_are_written_as_were_said(asked, letter_box, deliver_outbox):
    browser, path, typed, _deed = asked
    page = browser.post(path, data=typed)
    form = next(one for one in forms_in(page.text, path) if one.action == path)
    done = browser.post(path, data=MultiDict([*form.fields, ("confirmed", "yes")]))
    assert done.status_code == 302, done.text[:3000]

    for days in range(DAYS):
        deliver_outbox(days_later=days)
    assert len({letter["To"] for letter in letter_box.letters}) == said_letters(page.text)
