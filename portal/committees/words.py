"""The words for what a committee's records hold."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.committees.models import (
    Category,
    Criterion,
    LeaderRole,
    Mandate,
    Motif,
    PublicationRule,
    SeatFunction,
    SeatType,
)
from portal.committees.states import DAYS, QUESTIONS, Fill, part_of
from portal.foundation.i18n import N_, ngettext
from portal.rules.stages import Stage

STAGES: Mapping[Stage, str] = {
    Stage.PREPARATION: N_("Preparation"),
    Stage.CO_INITIATION: N_("Find the problem"),
    Stage.CO_DESIGN: N_("Form the solution"),
    Stage.CO_IMPLEMENTATION: N_("Do it together"),
    Stage.CLOSED: N_("Concluded"),
}
# The number that the reader sees in front of the three working stages
STAGE_NUMBERS: Mapping[Stage, int] = {Stage.CO_INITIATION: 1, Stage.CO_DESIGN: 2, Stage.CO_IMPLEMENTATION: 3}

SEAT_TYPES: Mapping[SeatType, str] = {
    SeatType.POLITICIAN: N_("Politician"),
    SeatType.CITIZEN: N_("Citizen"),
    SeatType.ASSOCIATION: N_("Association"),
    SeatType.COMPANY: N_("Company"),
    SeatType.EXPERT: N_("Expert"),
    SeatType.PROFESSIONAL: N_("Professional"),
    SeatType.EMPLOYEE: N_("Municipal employee"),
}
SEAT_TYPES_PLURAL: Mapping[SeatType, str] = {
    SeatType.POLITICIAN: N_("Politicians"),
    SeatType.CITIZEN: N_("Citizens"),
    SeatType.ASSOCIATION: N_("Associations"),
    SeatType.COMPANY: N_("Companies"),
    SeatType.EXPERT: N_("Experts"),
    SeatType.PROFESSIONAL: N_("Professionals"),
    SeatType.EMPLOYEE: N_("Municipal employees"),
}


@dataclass(frozen=True)
class Look:
    """How a motif is shown: its name, what one sees, its colours (`css/scenes.css`), the square cut of its mark."""

    name: str
    sight: str
    tone: str
    square: str  # viewBox


MOTIFS: Mapping[Motif, Look] = {
    Motif.ROAD: Look(N_("Road and bicycle"), N_("Drawing: a bicycle on a road to a school"), "sun", "184 44 112 112"),
    Motif.RAIN: Look(
        N_("Rain and tree"), N_("Drawing: rain over houses, and a tree between them"), "sky", "76 4 152 152"
    ),
    Motif.BENCH: Look(N_("Bench"), N_("Drawing: two people on a bench"), "lilac", "98 38 120 120"),
    Motif.VILLAGE: Look(N_("Village"), N_("Drawing: a church among houses and fields"), "moss", "100 18 124 124"),
    Motif.TABLE: Look(N_("Laid table"), N_("Drawing: people at a table with a pot"), "clay", "112 46 96 96"),
    Motif.HARBOUR: Look(N_("Harbour"), N_("Drawing: a sailing boat and a crane in a harbour"), "mint", "94 14 130 130"),
    Motif.COURT: Look(N_("Ball court"), N_("Drawing: somebody throws a ball at a basket"), "sun", "98 14 140 140"),
    Motif.LANTERNS: Look(N_("Lanterns"), N_("Drawing: people under a string of lanterns"), "sky", "94 48 112 112"),
    Motif.FOREST: Look(N_("Forest"), N_("Drawing: a path between trees"), "lilac", "12 16 128 128"),
    Motif.BOOKS: Look(N_("House of books"), N_("Drawing: a house with an open book"), "moss", "92 22 136 136"),
    Motif.MEADOW: Look(N_("Meadow"), N_("Drawing: flowers on a meadow"), "clay", "104 44 112 112"),
    Motif.LIGHTHOUSE: Look(N_("Lighthouse"), N_("Drawing: a lighthouse by the sea"), "mint", "92 8 136 136"),
}
FUNCTIONS: Mapping[SeatFunction, str] = {
    SeatFunction.CHAIR: N_("%(chair)s"),
    SeatFunction.VICE_CHAIR: N_("vice chair"),
    SeatFunction.MEMBER: N_("member"),
    SeatFunction.SUBSTITUTE: N_("substitute"),
    SeatFunction.OBSERVER: N_("observer"),
}
PUBLICATION_RULES: Mapping[PublicationRule, str] = {
    PublicationRule.CASES: N_("Only the list of cases is published"),
    PublicationRule.DECISIONS: N_("The list of cases and the decisions are published"),
    PublicationRule.MINUTES: N_("The list of cases, the decisions and the minutes are published"),
}
# The parts of a mandate in the order in which they are written and read: (column, heading, what to write)
MANDATE_SECTIONS: tuple[tuple[str, str, str], ...] = (
    ("background", N_("Background"), N_("What is the situation, and why now?")),
    ("purpose", N_("Purpose"), N_("What should be better when %(the_committee)s has finished?")),
    ("frame", N_("Frame"), N_("Which laws, policies and limits must %(the_committee)s keep within?")),
    ("deliverables", N_("What %(the_committee)s hands over"), N_("For example recommendations, a policy, trials.")),
    ("composition", N_("Who takes part"), N_("How many politicians and citizens, and which competences are needed?")),
    ("money", N_("Money"), N_("What may be spent, and on what?")),
    ("timetable", N_("Timetable"), N_("When does the work begin, and when are the recommendations due?")),
    ("receivers", N_("Who receives the result"), N_("Which body answers, and which bodies does it pass?")),
    ("promise", N_("What %(the_council)s promises"), N_("What will %(the_council)s do with the result, and when?")),
)
# How documents that come from elsewhere name the parts, beside the headings here
ALSO_CALLED: Mapping[str, tuple[str, ...]] = {
    "background": ("Baggrund", "Indledning", "Baggrund og formål"),
    "purpose": ("Formål", "Opgave", "Opgaven", "Udvalgets opgave", "Udvalgets opgaver"),
    "frame": ("Ramme", "Rammer", "Rammer for arbejdet", "Udvalgets rammer"),
    "deliverables": ("Leverancer", "Produkter", "Resultater", "Hvad udvalget afleverer"),
    "composition": ("Sammensætning", "Udvalgets sammensætning", "Medlemmer", "Deltagere"),
    "money": ("Økonomi", "Ressourcer", "Budget"),
    "timetable": ("Tidsplan", "Tidsramme", "Proces og tidsplan", "Mødeplan"),
    "receivers": ("Modtager", "Modtagere", "Afrapportering"),
    "promise": ("Løfte", "Byrådets løfte"),
    QUESTIONS: ("Spørgsmål", "Spørgsmålene", "Udvalgets spørgsmål"),
}
# How soon the council promises an answer, as part of what it promises
ANSWER_DAYS: Mapping[str, str] = {
    "idea_answer_days": N_("Days to answer an idea"),
    "recommendation_answer_days": N_("Days to answer a recommendation"),
}
# Every part, the questions and the days among them, with its heading; in the order in which they are read
PARTS_OF_MANDATE: Mapping[str, str] = {
    QUESTIONS: N_("The questions"),
    **{name: heading for name, heading, _hint in MANDATE_SECTIONS},
    **ANSWER_DAYS,
}
FILLS: Mapping[Fill, str] = {
    Fill.MISSING: N_("Missing"),
    Fill.BEGUN: N_("Begun"),
    Fill.FILLED: N_("Filled in"),
}
CATEGORIES: Mapping[Category, str] = {
    Category.POLITICIANS: N_("Politicians"),
    Category.ADMINISTRATORS: N_("Administrators"),
    Category.PROFESSIONALS: N_("Professionals"),
    Category.EXPERTS: N_("Experts"),
    Category.ASSOCIATIONS: N_("Associations"),
    Category.COMPANIES: N_("Companies"),
    Category.CITIZENS: N_("Citizens"),
    Category.USERS: N_("Users of the service"),
}
# The three purposes of working together, as the table of needs asks for them: (short name, what it asks)
CRITERIA: Mapping[Criterion, tuple[str, str]] = {
    Criterion.EFFICIENCY: (N_("Can make things happen"), N_("Has money, time, places or skills that the task needs")),
    Criterion.DEMOCRACY: (N_("Is affected"), N_("Lives with the problem, or is responsible for it")),
    Criterion.INNOVATION: (N_("Thinks anew"), N_("Has ideas, and the power and capacity to carry them out")),
}
NEEDS: Mapping[int, str] = {0: N_("Not needed"), 1: N_("Needed"), 2: N_("Much needed")}
LEADER_ROLES: Mapping[LeaderRole, tuple[str, str]] = {
    LeaderRole.EXPLORER: (N_("Explorer"), N_("Finds out what the problem is, and for whom, before anybody solves it.")),
    LeaderRole.INITIATIVE_GROWER: (
        N_("Initiative grower"),
        N_("Sees what people have begun themselves, and gives it light and room."),
    ),
    LeaderRole.SENSE_MAKER: (N_("Sense maker"), N_("Finds words for what we want together, so that all can see it.")),
    LeaderRole.NETWORK_SMITH: (N_("Network smith"), N_("Brings people together who did not know they needed it.")),
    LeaderRole.IMPACT_HUNTER: (N_("Impact hunter"), N_("Keeps asking whether it works, and for whom.")),
}


def days_sentence(name: str, days: int) -> str:
    """How soon an answer is promised, as everybody reads it."""
    if name == "idea_answer_days":
        return ngettext(
            "Answer to ideas: within %(count)s day of receiving them",
            "Answer to ideas: within %(count)s days of receiving them",
            days,
        )
    return ngettext(
        "Answer to recommendations: within %(count)s day of receiving them",
        "Answer to recommendations: within %(count)s days of receiving them",
        days,
    )


def as_read(mandate: Mandate | None, name: str) -> str:
    """One part of a mandate as its readers see it: the questions with their numbers, the days in a sentence."""
    if name in DAYS:
        return days_sentence(name, int(part_of(mandate, name)))
    if name == QUESTIONS and mandate is not None:
        return "\n".join(question.numbered for question in mandate.questions)
    return part_of(mandate, name)
