"""The tracked changes of a document become amendments, one by one; what has no place in the proposal is told."""

from collections import Counter
from io import BytesIO

from docx import Document
from hypothesis import HealthCheck, given, settings, strategies as st

from portal.amendments.models import Amendment, AmendmentState
from portal.amendments.redlines import redlines_of
from portal.files.reading import word_shapes
from portal.files.receiving import receive
from portal.files.taking import reading_from, reading_of
from portal.foundation.db import db
from portal.proposals.actions import revise_proposal
from tests.amendments.scene import FIRST, SECOND, SOLUTION, THIRD, open_to_all
from tests.files import samples, tracked
from tests.files.tracked import CAME, STANDS, WENT, Said
from tests.forms_on_pages import forms_in
from tests.proposals.scene import revised

HEAD = Said("text", ((STANDS, "Løsningen"),))
STANDING = [Said("text", ((STANDS, text),)) for text in (FIRST, SECOND, THIRD)]
PATH = "{path}/rettelser/fra-word"


def docx(*paragraphs):
    """A document whose first paragraph is a heading, and the others as they are given."""
    document, out = Document(BytesIO(tracked.docx([HEAD, *paragraphs]))), BytesIO()
    document.paragraphs[0].style = document.styles["Heading 2"]
    document.save(out)
    return out.getvalue()


def changed(text, old, new):
    """A paragraph in which some words went and others came."""
    before, after = text.split(old)
    return Said("text", ((STANDS, before), (WENT, old), (CAME, new), (STANDS, after)))


def gone(text):
    return Said("text", ((WENT, text),), WENT)


def new(text):
    return Said("text", ((CAME, text),), CAME)


def redlines(app, proposal, content):
    return redlines_of(proposal, reading_of(receive(BytesIO(content), "tekst.docx")))


def proposed(found):
    """What the solution would be with each of them."""
    return [one.texts["solution"] for one in found.found]


def send(visitor, path, content=None, name="tekst.docx", **data):
    return visitor.post(path, data=data | {"file": (BytesIO(content), name)}, content_type="multipart/form-data")


def form_in(answer):
    return next(one for one in forms_in(answer.text, "") if one.values_of("based_on"))


def test_each_changed_passage_is_an_amendment(app, proposal):
    content = docx(changed(FIRST, "hallen", "svømmehallen"), new("Et nyt afsnit om cykler."), STANDING[1], gone(THIRD))
    found = redlines(app, proposal, content)
    assert proposed(found) == [
        SOLUTION.replace("hallen", "svømmehallen"),
        SOLUTION.replace(FIRST, f"{FIRST}\n\nEt nyt afsnit om cykler."),
        SOLUTION.replace(f"\n\n{THIRD}", ""),
    ]
    assert [one.numbers for one in found.found] and found.unmatched == [] and found.version.number == 2
    assert {author for one in found.found for author in one.authors} == {"Vera Ny"}


def test_a_passage_that_moved_is_one_amendment(app, proposal):
    moved = [Said("text", ((STANDS, SECOND),), moved=way) for way in ("from", "to")]
    found = redlines(app, proposal, docx(STANDING[0], moved[0], STANDING[2], moved[1]))
    assert proposed(found) == ["\n\n".join((FIRST, THIRD, SECOND))]


def test_a_passage_that_is_divided_or_joined_with_new_words_is_one_amendment(app, proposal):
    first, second = FIRST.split(". ")
    divided = [Said("text", ((STANDS, f"{first}. "), (CAME, "Hver dag.")), CAME), Said("text", ((STANDS, second),))]
    joined = [Said("text", ((STANDS, f"{SECOND} "), (CAME, "Og ")), WENT), STANDING[2]]
    assert proposed(redlines(app, proposal, docx(*divided, *STANDING[1:]))) == [
        SOLUTION.replace(". Bilerne", ". Hver dag.\n\nBilerne")
    ]
    assert proposed(redlines(app, proposal, docx(STANDING[0], *joined))) == [f"{FIRST}\n\n{SECOND} Og {THIRD}"]


def test_line_breaks_alone_are_told(app, proposal):
    """An amendment changes words."""
    joined = [Said("text", ((STANDS, f"{SECOND} "),), WENT), STANDING[2]]
    found = redlines(app, proposal, docx(STANDING[0], *joined))
    assert found.found == [] and [one.why for one in found.unmatched] == ["layout"]


def test_a_passage_that_was_changed_meanwhile_is_merged_or_told(app, dorte, proposal):
    later = SOLUTION.replace("om natten", "kl. 23").replace(THIRD, "Voksne følger de små.")
    revise_proposal(
        dorte, proposal, revised(solution=later.replace(FIRST, f"Indledning.\n\n{FIRST}"), what_changed="x")
    )
    db.session.expire_all()
    words = Said("text", ((STANDS, "Ord, som ingen version har haft."),))  # so no version says which it builds on
    content = docx(
        words, STANDING[0], changed(SECOND, "får lys", "får lamper"), changed(THIRD, "Store elever", "Lærere"),
        changed("Noget helt andet, som aldrig har stået her før.", "aldrig", "måske"),
    )  # fmt: skip
    found = redlines(app, proposal, content)
    assert found.version.number == 3
    assert ["får lamper. Lyset slukker kl. 23." in text for text in proposed(found)] == [True]
    assert [(one.why, one.before[:5]) for one in found.unmatched] == [
        ("changed since", THIRD[:5]),
        ("not found", "Noget"),
    ]


def test_a_document_of_an_earlier_version_says_which(app, dorte, client, proposal):
    """It is proposed to the version that it builds on, and carried over to the newest."""
    revise_proposal(dorte, proposal, revised(solution=SOLUTION.replace("om natten", "kl. 23"), what_changed="Kl. 23."))
    db.session.expire_all()
    content = docx(changed(FIRST, "hallen", "svømmehallen"), *STANDING[1:])
    page = send(client(dorte), PATH.format(path=proposal.path), content)
    assert "De er sammenlignet med version 2." in page.text
    form = form_in(page)
    client(dorte).post(form.action, data=dict(form.fields) | {"why": "Det hedder den."})
    (amendment,) = Amendment.query.all()
    assert amendment.based_on.number == 3
    assert amendment.own_texts["solution"] == SOLUTION.replace("hallen", "svømmehallen").replace("om natten", "kl. 23")


def test_a_member_proposes_those_that_are_ticked(carl, client, proposal):
    content = docx(changed(FIRST, "hallen", "svømmehallen"), changed(SECOND, "om natten", "kl. 23"), gone(THIRD))
    page = send(client(carl), PATH.format(path=proposal.path), content)
    assert page.status_code == 200 and Amendment.query.count() == 0
    form = form_in(page)
    fields = dict(form.fields)
    ticks = [name for name in fields if name.startswith("take_")]
    assert len(ticks) == 3
    fields.pop(ticks[2])
    silent = client(carl).post(form.action, data=fields)
    assert silent.status_code == 422 and Amendment.query.count() == 0
    fields |= {"why": "Så kan alle finde den.", ticks[1].replace("take", "why"): "Alle skal sove."}
    for _click in range(2):
        assert client(carl).post(form.action, data=fields).location == f"{proposal.path}/rettelser"
    made = Amendment.query.order_by(Amendment.number).all()
    assert [one.why for one in made] == ["Så kan alle finde den.", "Alle skal sove."]
    assert all(one.state is AmendmentState.OPEN and one.author_id == carl.id for one in made)


def test_a_number_of_a_person_stops_all_of_them(carl, client, proposal):
    content = docx(
        changed(FIRST, "hallen", "svømmehallen"), changed(SECOND, "om natten", "hos 010190-1234"), STANDING[2]
    )
    form = form_in(send(client(carl), PATH.format(path=proposal.path), content))
    answer = client(carl).post(form.action, data=dict(form.fields) | {"why": "Fordi."})
    assert answer.status_code == 422 and "CPR" in answer.text and Amendment.query.count() == 0


def test_none_is_ticked(carl, client, proposal):
    form = form_in(send(client(carl), PATH.format(path=proposal.path), docx(gone(FIRST), *STANDING[1:])))
    fields = {name: value for name, value in form.fields if not name.startswith("take_")}
    answer = client(carl).post(form.action, data=fields | {"why": "Fordi."})
    assert answer.status_code == 422 and "Sæt kryds ved de ændringer" in answer.text


def test_the_page_for_the_next_version_leads_here(dorte, client, proposal):
    """Whoever reads a document in for the next version may choose to propose its changes instead."""
    content = docx(changed(FIRST, "hallen", "svømmehallen"), *STANDING[1:])
    asked = send(client(dorte), f"{proposal.path}/ret/fra-word", content)
    key = next(one for one in forms_in(asked.text, "") if one.values_of("kept_key")).values_of("kept_key")[0]
    answer = client(dorte).post(f"{proposal.path}/ret/fra-word", data={"kept_key": key, "changes": "offer"})
    page = client(dorte).get(answer.location)
    assert "Ændring 1" in page.text and form_in(page)


def test_without_tracked_changes_what_differs_is_shown(carl, client, proposal):
    others = [Said("text", ((STANDS, text),)) for text in (FIRST.replace("hallen", "svømmehallen"), SECOND, THIRD)]
    page = send(client(carl), PATH.format(path=proposal.path), docx(*others))
    assert "Der er ingen sporede ændringer i dokumentet." in page.text
    assert len([name for name in dict(form_in(page).fields) if name.startswith("take_")]) == 1


def test_a_citizen_only_where_everybody_is_asked(anna, bo, client, proposal):
    content = docx(gone(FIRST), *STANDING[1:])
    assert send(client(anna), PATH.format(path=proposal.path), content).status_code == 403
    open_to_all(bo, proposal)
    assert send(client(anna), PATH.format(path=proposal.path), content).status_code == 200


def test_a_document_that_is_gone_is_asked_for_again(carl, client, proposal):
    answer = client(carl).post(f"{PATH.format(path=proposal.path)}/foreslaa", data={"kept_key": "x", "based_on": "2"})
    assert answer.status_code == 422 and "Vælg en fil" in answer.text
    assert send(client(carl), PATH.format(path=proposal.path), samples.HTML).status_code == 422


@st.composite
def edits(draw):
    """The passages of the solution with words that went and came, whole ones that went, and new ones behind."""
    numbers, paragraphs = iter(range(1_000)), []
    for text in (FIRST, SECOND, THIRD):
        kind = draw(st.sampled_from(["stands", "words", "words", "gone", "new behind"]))
        if kind == "words":
            words = text.split()
            begins = draw(st.integers(0, len(words) - 1))
            ends = draw(st.integers(begins, min(len(words), begins + 3)))
            came = "".join(f"ny{next(numbers)} " for _one in range(draw(st.integers(begins == ends, 2))))
            before, went, after = (" ".join(some) + " " for some in (words[:begins], words[begins:ends], words[ends:]))
            paragraphs.append(Said("text", ((STANDS, before), (WENT, went), (CAME, came), (STANDS, after.rstrip()))))
        else:
            paragraphs.append(gone(text) if kind == "gone" else Said("text", ((STANDS, text),)))
        if kind == "new behind":
            paragraphs.append(new(f"Afsnit{next(numbers)} er kommet til{next(numbers)}."))
    return paragraphs


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(paragraphs=edits())
def test_every_change_is_proposed_and_nothing_else(app, proposal, tmp_path, paragraphs):
    """What the amendments take out and put in, all of them together, is what the document does: word by word."""
    path = tmp_path / "sent"
    path.write_bytes(docx(*paragraphs))
    found = redlines_of(proposal, reading_from(word_shapes.shapes(path)))
    went, came = Counter(), Counter()
    for text in proposed(found):
        went += Counter(SOLUTION.split()) - Counter(text.split())
        came += Counter(text.split()) - Counter(SOLUTION.split())
    before, after = (Counter(tracked.words_of(paragraphs, state)) for state in (CAME, WENT))
    assert found.unmatched == [] and before == Counter(SOLUTION.split())
    # a passage that has little left of it is one that goes and one that comes: what stays in both is in neither
    assert (went - came, came - went) == (before - after, after - before)
