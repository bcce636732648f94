"""Agendas that everybody has: an ordinary meeting, and six conversations for groups that begin to own their work
(after Peter Block, *Community: The Structure of Belonging*, 2008). The guidance is our own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.foundation.i18n import N_, in_danish
from portal.sittings.forms import ItemDraft
from portal.sittings.models import ItemKind

A, T, D = ItemKind.DISCUSS, ItemKind.THEME, ItemKind.DECIDE


@dataclass(frozen=True)
class Ready:
    """An agenda by its name, with what it is good for. Messages, all of them."""

    name: str
    about: str
    items: Sequence[tuple[str, ItemKind, int, str]]  # title, kind, minutes, guidance

    def drafts(self) -> list[ItemDraft]:
        """As items of an agenda, which is in Danish."""
        return [
            ItemDraft(in_danish(title), kind, minutes, background=in_danish(guidance) if guidance else "")
            for title, kind, minutes, guidance in self.items
        ]


READY: Mapping[str, Ready] = {
    "ordinary": Ready(
        N_("An ordinary meeting"),
        N_("Half of the time is for one theme, and the formal part is short."),
        (
            (N_("Approval of the agenda"), D, 5, ""),
            (N_("News since last time"), ItemKind.INFORM, 10, N_("Only what changes something for the work.")),
            (
                N_("The theme of the meeting"),
                T,
                60,
                N_("Which question do we work on? What do we want to have when we stop?"),
            ),
            (N_("What do we decide?"), D, 20, N_("One sentence for each decision, and who does what by when.")),
            (N_("Any other business"), A, 5, ""),
        ),
    ),
    "invitation": Ready(
        N_("The invitation conversation"),
        N_("For the first meeting: why each of us has come, and what we are free to say no to."),
        (
            (
                N_("Why did you say yes?"),
                T,
                20,
                N_("Talk two and two, five minutes each way. Then each says one sentence to everybody."),
            ),
            (
                N_("What is asked of us?"),
                A,
                20,
                N_("The task, the time it takes and what nobody expects. Say aloud what you cannot promise."),
            ),
            (
                N_("Who is missing at the table?"),
                A,
                15,
                N_("Name the people whom the task is about and who have not been asked."),
            ),
        ),
    ),
    "possibility": Ready(
        N_("The possibility conversation"),
        N_("What could we create together that none of us can alone? Not problems, not yet solutions."),
        (
            (
                N_("What would be different if it succeeded?"),
                T,
                30,
                N_("Write by yourself for five minutes, as if it were in five years. Read to each other in threes."),
            ),
            (
                N_("Which of it do we want to work for?"),
                T,
                25,
                N_("Gather what comes back in several groups. Nobody argues against anything yet."),
            ),
        ),
    ),
    "ownership": Ready(
        N_("The ownership conversation"),
        N_("Our own part in how things are. It is demanding: save it until you know each other."),
        (
            (
                N_("What have I done, or left undone, that keeps things as they are?"),
                T,
                30,
                N_("Talk in threes. Listen without comforting or advising."),
            ),
            (
                N_("What can we change without asking anybody?"),
                T,
                20,
                N_("One sentence each. The secretary writes what is said, not by whom."),
            ),
        ),
    ),
    "dissent": Ready(
        N_("The dissent conversation"),
        N_("Doubt and no, before anything is decided. A no that is heard here need not come later."),
        (
            (
                N_("What do you doubt?"),
                T,
                25,
                N_("Everybody says at least one doubt. The others ask only what it means."),
            ),
            (N_("What would you say no to?"), T, 20, N_("Name what must not happen. Nobody has to give reasons.")),
            (
                N_("Which doubts do we take further?"),
                D,
                15,
                N_("Choose those that the proposal must answer, and write them into the minutes."),
            ),
        ),
    ),
    "commitment": Ready(
        N_("The commitment conversation"),
        N_("Promises to each other, with a day. Not to the mayor, and nobody has to."),
        (
            (
                N_("What do I promise, and by when?"),
                T,
                30,
                N_("A promise is something you do yourself. Say it to everybody, with a day."),
            ),
            (
                N_("What do we need from each other?"),
                A,
                15,
                N_("Ask one person for one thing. Yes and no are both good answers."),
            ),
            (N_("The promises are read aloud"), D, 10, N_("The secretary reads them, and they stand in the minutes.")),
        ),
    ),
    "gifts": Ready(
        N_("The gift conversation"),
        N_("What each of us brings, said by the others. A good end for a course of meetings."),
        (
            (
                N_("What have you been given by the others here?"),
                T,
                25,
                N_("Say it to the person. Whoever gets it only says thank you."),
            ),
            (
                N_("What do you bring that we have not used?"),
                T,
                20,
                N_("A skill, a place, people you know. Note what the committee will use."),
            ),
        ),
    ),
}
