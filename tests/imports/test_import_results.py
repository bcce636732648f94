"""Which result the words of a decision mean: read where it is certain, and nowhere else."""

import pytest

from portal.imports.minutes.document import Item, Kind, Outcome, Point, Proposal
from portal.imports.plan.results import result_in, result_of
from portal.rules.results import Result

CERTAIN = {
    Result.ADOPTED: (
        "Godkendt.",
        "Vedtaget.",
        "Indstillingen blev tiltrådt.",
        "Indstillingen tiltrædes.",
        "Indstillingen godkendt.",
        "Byrådet vedtog forslaget.",
        "Byrådet godkendte enstemmigt indstillingen.",
        "Byrådet godkendte forvaltningens forslag til nye åbningstider på biblioteket.",
        "Godkendt som indstillet.",
        "Enstemmigt vedtaget.",
        "Herefter blev indstillingen vedtaget.",
        "Et flertal i udvalget kunne tiltræde indstillingen.",
        "Udvalget kunne enstemmigt tiltræde indstillingen.",
        "Et flertal bestående af A og B godkendte indstillingen. V stemte imod.",
        "Vedtaget med 14 stemmer (A, B og F) mod 11 (C og V).",
        "For stemte A og F. Imod stemte C. V undlod at stemme. Indstillingen er hermed vedtaget.",
        "Godkendt. Imod stemte Ø.",
        "Godkendt, idet Ø stemte imod.",
        "Drøftet og godkendt.",
        "Godkendt. V bemærkede, at sagen efter gruppens mening burde være udsat.",
        "Indstillingen blev godkendt. F tog forbehold for økonomien.",
        "Ændringsforslag fra V faldt. Indstillingen blev herefter godkendt.",
        "Ændringsforslaget fra F og Ø blev forkastet, og indstillingen blev vedtaget.",
        "Forslag fra C om at udsætte sagen fik ikke flertal. Herefter blev indstillingen tiltrådt.",
        "Byrådet besluttede ikke at hjemvise sagen og godkendte indstillingen.",
        "Udsat fra mødet den 2. februar. Vedtaget.",
        "Indstillingen om at afslå støtten til løbet blev godkendt.",
        "Tilbagesendes til afdelingen med bemærkning, at byrådet i mødet den 3. maj har vedtaget indstillingen.",
        "At 1 og 2 blev godkendt.",
        "Ad 1: Godkendt. Ad 2: Godkendt.",
        "Lokalplan 14 blev endeligt vedtaget.",
    ),
    Result.ADOPTED_WITH_CHANGES: (
        "Godkendt med den ændring, at prisen sættes ned.",
        "Vedtaget i ændret form.",
        "Indstillingen blev godkendt, dog således at den østlige del udgår.",
        "Indstillingen blev vedtaget med undtagelse af afsnit 2, som sendes tilbage til forvaltningen.",
        "Godkendt, idet punkt 2 udsættes.",
        "Indstillingen godkendt med følgende bemærkning: Klubberne skal også høres.",
        "Ændringsforslaget fra F blev vedtaget. Det ændrede forslag blev derefter godkendt.",
        "Et flertal i udvalget kunne tiltræde indstillingen med den ændring, som er beskrevet i notatet.",
    ),
    Result.RECOMMENDED: (
        "Anbefales.",
        "Anbefales godkendt.",
        "Anbefales med den bemærkning, at hegnet flyttes.",
        "Indstilles til godkendelse.",
        "Indstilles til byrådets godkendelse.",
        "Økonomiudvalget anbefaler, at byrådet tiltræder indstillingen.",
        "Udvalget indstiller til byrådet, at indstillingen godkendes.",
        "Et flertal (A og B) anbefaler indstillingen. V kan ikke anbefale den.",
        "Fremsendes til byrådet med bemærkning, at Magistraten anbefaler, at byrådet tiltræder indstillingen.",
        "Sendes til byrådet med udvalgets anbefaling.",
    ),
    Result.NOT_ADOPTED: (
        "Forslaget blev forkastet.",
        "Ikke godkendt.",
        "Byrådet godkendte ikke indstillingen.",
        "Udvalget kunne ikke tiltræde indstillingen.",
        "Indstillingen blev ikke vedtaget.",
        "Forslaget om en ny bro kunne ikke samle flertal.",
        "Forslaget opnåede ikke flertal.",
        "For forslaget stemte 10 (A og F), imod stemte 15 (C, O og V). Forslaget faldt.",
    ),
    Result.NOTED: (
        "Taget til efterretning.",
        "Tages til efterretning.",
        "Udvalget tog orienteringen til efterretning.",
        "Redegørelsen blev taget til efterretning.",
        "Taget til efterretning, idet Ø mener, at planen burde have været forkastet.",
        "Udvalget blev orienteret om planen.",
    ),
    Result.DISCUSSED: ("Drøftet.", "Udvalget drøftede oplægget.", "Sagen blev drøftet."),
    Result.POSTPONED: (
        "Udsat.",
        "Sagen blev udsat.",
        "Sagen udsættes til mødet i april.",
        "Byrådet godkendte at udsætte sagen, til der er et overslag.",
        "Udvalget drøftede sagen og besluttede at udsætte sagens behandling.",
        "Der var foretræde til sagen, hvorefter udvalget drøftede sagen. Udvalget besluttede at udsætte den.",
        "Punktet genoptages på næste møde.",
    ),
    Result.SENT_BACK: (
        "Sendt tilbage til forvaltningen.",
        "Sagen hjemvises til fornyet behandling i udvalget.",
        "Tilbagesendt til forvaltningen med henblik på et nyt overslag.",
    ),
    Result.SENT_ON: (
        "Oversendt til Klimaudvalget.",
        "Fremsendes til Klimaudvalget til behandling.",
        "Henvist til budgetforhandlingerne.",
        "Sagen blev henvist til Skoleudvalget.",
        "Fremsendes til Økonomiudvalget uden anbefaling.",
        "Fremsendes med ændringsforslaget fra Vs byrådsgruppe til Teknisk Udvalg til behandling.",
    ),
    Result.DROPPED: (
        "Punktet udgår.",
        "Udgår af dagsordenen.",
        "Punktet blev taget af dagsordenen, da ansøgeren har trukket sin ansøgning.",
    ),
}
NOT_CERTAIN = (
    "",
    "Ingen bemærkninger.",
    "Udvalget besigtigede pladsen.",
    "Ændringsforslaget fra V faldt.",  # and what became of the matter?
    "Ændringsforslag fra F blev forkastet.",
    "Ændringsforslaget blev vedtaget.",
    "V stillede ændringsforslag. Forslaget faldt.",
    "Forslag fra V om at udsætte sagen faldt.",
    "For stemte A. Imod stemte V og C.",
    "At 1 blev godkendt. At 2 blev forkastet.",
    "At 1 godkendt.",  # and at 2?
    "Udvalget anbefaler ikke, at indstillingen godkendes.",
    "Anbefales ikke.",
    "Anbefales forkastet.",
    "Indstillingen blev godkendt. F begærede sagen indbragt for byrådet.",
    "Godkendt under forudsætning af, at staten giver tilskud.",
    "Godkendt, hvis der findes penge til det.",
    "Udvalget godkendte ansøgningen.",
    "Ansøgningen blev afvist.",
    "Udvalget besluttede at gå videre med to af de fire modeller.",
    "Indstillingen om at udsætte byggeriet blev godkendt.",
    "Taget til efterretning. Sagen oversendes til Teknisk Udvalg.",
    "Godkendt. Sagen genoptages i august.",
    "Drøftet og taget til efterretning.",
    "Punkt 1 blev godkendt.",
    "Indstillingen blev ikke godkendt i sin helhed, men punkt 2 blev vedtaget.",
    "Sendes i høring.",
    "Byrådet kan ikke afvise at godkende forslaget senere.",
    "Et mindretal godkendte indstillingen.",
    "Formanden meddelte, at byrådet tidligere har godkendt planen.",
)  # fmt: skip


@pytest.mark.parametrize(("text", "result"), [(text, result) for result, texts in CERTAIN.items() for text in texts])
def test_the_words_of_danish_minutes(text, result):
    assert result_in(text) is result


@pytest.mark.parametrize("text", NOT_CERTAIN)
def test_what_is_not_certain_has_no_result(text):
    assert result_in(text) is Result.OTHER


@pytest.mark.parametrize("verb", ["godkendte", "vedtog", "tiltrådte"])
@pytest.mark.parametrize("body", ["Udvalget", "Byrådet", "Kommunalbestyrelsen", "Økonomiudvalget"])
def test_a_not_is_never_read_as_a_yes(body, verb):
    assert result_in(f"{body} {verb} indstillingen.") is Result.ADOPTED
    assert result_in(f"{body} {verb} ikke indstillingen.") is Result.NOT_ADOPTED


def test_what_another_body_decided_is_not_this_ones():
    assert result_in("Økonomiudvalget godkendte indstillingen.", "Teknisk Udvalg") is Result.OTHER
    assert result_in("Økonomiudvalget godkendte indstillingen.", "Økonomiudvalget") is Result.ADOPTED
    assert result_in("Byrådet godkendte indstillingen.", "Ærholm Byråd") is Result.ADOPTED
    assert result_in("Udvalget godkendte indstillingen.", "Teknisk Udvalg") is Result.ADOPTED


WHEN = (
    "den 3. marts 2026", "på sit møde den 3. marts", "i mødet d. 3/3-2026", "i marts", "i marts 2026", "i foråret 2026",
    "på det seneste møde", "på byrådsmødet i februar", "sidste år", "allerede i 2025", "for to år siden", "2026-03-03",
)  # fmt: skip
REMEMBERED = (
    "Byrådet godkendte {} kommissoriet.",
    "Byrådet godkendte kommissoriet {}.",
    "Byrådet vedtog {} ikke indstillingen.",
    "Byrådet forkastede indstillingen {}.",
    "Et flertal i udvalget kunne {} tiltræde indstillingen.",
    "Udvalget tog {} orienteringen til efterretning.",
    "Udvalget drøftede {} oplægget.",
    "Byrådet udsatte {} sagen.",
    "Sagen blev udsat {}.",
    "Sagen blev henvist {} til Skoleudvalget.",
    "Byrådet godkendte {} kommissoriet med den ændring, at der er to pladser mere.",
)


@pytest.mark.parametrize("when", WHEN)
@pytest.mark.parametrize("words", REMEMBERED)
@pytest.mark.parametrize("then", ["", " Drøftet.", " Taget til efterretning."])
def test_what_is_remembered_from_another_day_is_no_result_of_this_one(words, when, then):
    assert result_in(words.format(when) + then) is Result.OTHER


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("Referatet af mødet i marts blev godkendt.", Result.ADOPTED),
        ("Byrådet godkendte at afsætte to millioner i 2027.", Result.ADOPTED),
        ("Byrådet godkendte budgettet for 2027.", Result.ADOPTED),
        ("Byrådet godkendte taksterne fra den 1. januar 2027.", Result.ADOPTED),
        ("Sagen udsættes til mødet den 3. maj 2026.", Result.POSTPONED),
        ("Byrådet udsatte sagen til mødet i oktober.", Result.POSTPONED),
        ("Sagen genoptages på mødet i april.", Result.POSTPONED),
        ("Byrådet godkendte den 3. marts kommissoriet. Udsat.", Result.OTHER),
    ],
)
def test_what_is_of_a_day_was_not_decided_on_it(text, result):
    assert result_in(text) is result


def item(text, *results, **facts):
    points = tuple(Point(str(number), "noget", result=result) for number, result in enumerate(results, 1))
    return Item("1", "Sag", outcome=Outcome((text,) if text else ()), proposal=Proposal(points=points), **facts)


def test_nothing_is_decided_on_an_agenda():
    assert result_of(item(""), Kind.AGENDA) is Result.ON_AGENDA
    assert result_of(item("Godkendt."), Kind.AGENDA) is Result.ON_AGENDA
    assert result_of(item(""), Kind.MINUTES) is Result.OTHER


def test_points_that_end_alike_have_a_result_in_common_and_others_have_none():
    assert result_of(item("At 1-2) godkendt", "godkendt", "godkendt"), Kind.MINUTES) is Result.ADOPTED
    assert result_of(item("At 1) godkendt At 2) udsat", "godkendt", "udsat"), Kind.MINUTES) is Result.OTHER
    assert result_of(item("At 1) godkendt", "godkendt", ""), Kind.MINUTES) is Result.OTHER


def test_what_is_closed_has_no_result():
    assert result_of(item("Godkendt.", is_closed=True), Kind.MINUTES) is Result.OTHER
