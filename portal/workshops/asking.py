"""What is asked once more: before tables or a heading go, the draft is sent, and the outcome is published."""

from collections.abc import Iterator, Sequence
from datetime import date

from portal.foundation.confirming import Question
from portal.foundation.dates import longday, quoted
from portal.foundation.i18n import gettext as _, ngettext
from portal.meetings.asking import crumbs_of
from portal.trace.words import listed
from portal.workshops.models import OutcomeParagraph, Workshop, WorkshopTable
from portal.workshops.queries import notes_of
from portal.workshops.queries.dots import dots_put
from portal.workshops.queries.outcome import by_paragraph, paragraphs_of
from portal.workshops.queries.reading_back import Answers, answers_to, to_be_called


def removing_heading(paragraph: OutcomeParagraph, notes: int) -> Question:
    """What becomes of the notes, and of what was written."""
    loose = ngettext("%(count)s note is not under any heading any more.",
                     "%(count)s notes are not under any heading any more.", notes)  # fmt: skip
    what = [
        *([loose] if notes else []),
        *([_("The paragraph that is written under it is deleted.")] if paragraph.text else []),
    ]
    return Question(
        title=_("Remove the heading “%(title)s”?", title=quoted(paragraph.title)),
        button=_("Remove the heading"),
        crumbs=[*crumbs_of(paragraph.workshop), (_("Sort the notes"), f"{paragraph.workshop.path}/sortering")],
        follows=lambda: what or [_("No note is under it, and no paragraph is written.")],
    )


def remarks_on(workshop: Workshop) -> Iterator[str]:
    """What is worth a look before the draft is sent: paragraphs and notes that do not meet."""
    under = by_paragraph(notes_of(workshop))
    if loose := len(under[None]):
        yield ngettext("%(count)s note is under no heading, so no paragraph stands on it.",
                       "%(count)s notes are under no heading, so no paragraph stands on them.", loose)  # fmt: skip
    for paragraph in paragraphs_of(workshop):
        if not under.get(paragraph.id):
            yield _("No note is under “%(title)s”.", title=quoted(paragraph.title))


def sending_read_back(workshop: Workshop, until: date) -> Question:
    """Who reads what, until when it can be corrected, and what is worth a second look before."""
    calls, remarks = len(to_be_called(workshop)), list(remarks_on(workshop))
    what = [
        _("Those who came and the committee read the draft. Nobody else does before it is published."),
        _("They can confirm it, or correct a paragraph, until %(day)s. Each correction is answered.",
          day=longday(workshop.read_back_until or until)),
        _("Headings and paragraphs are changed by answering corrections, and in no other way."),
    ]  # fmt: skip
    if calls:
        what.append(ngettext("%(count)s person gets no letter, and is to be called.",
                             "%(count)s people get no letter, and are to be called.", calls))  # fmt: skip
    return Question(
        title=_("Send the draft to those who came?"),
        button=_("Send the draft"),
        crumbs=[*crumbs_of(workshop), (_("Outcome"), f"{workshop.path}/udbytte")],
        follows=lambda: [*what, *remarks],
    )


def nobody_came(workshop: Workshop) -> Question:
    """That it is said of the meeting, and can be put right."""
    return Question(
        title=_("Did nobody come at all?"),
        button=_("Note that nobody came"),
        crumbs=[*crumbs_of(workshop), (_("Who came"), f"{workshop.path}/fremmoede")],
        follows=lambda: [
            _("Everybody can read that nobody came, and nobody can be asked whether the outcome is how it was said.")
        ],
        lead=_("You have ticked nobody and counted nobody. It can be corrected afterwards."),
    )


def laying_fewer(workshop: Workshop, gone: Sequence[WorkshopTable], notes: int) -> Question:
    """What becomes of the codes that lie on the tables, and of what was written there."""
    numbers = listed([str(table.number) for table in gone])
    what = [
        ngettext("The code on table %(numbers)s opens nothing any more, and notes that wait on a phone there do not"
                 " come in.", "The codes on tables %(numbers)s open nothing any more, and notes that wait on a phone"
                 " there do not come in.", len(gone), numbers=numbers),
        _("If you set the table up again later, it gets another code, and the sheet must be printed anew."),
    ]  # fmt: skip
    if notes:
        what.append(ngettext("%(count)s note that has been written there stays.",
                             "%(count)s notes that have been written there stay.", notes))  # fmt: skip
    return Question(
        title=ngettext("Take table %(numbers)s away?", "Take tables %(numbers)s away?", len(gone), numbers=numbers),
        button=_("Lay the tables"),
        crumbs=[*crumbs_of(workshop), (_("Tables and table plan"), f"{workshop.path}/borde")],
        follows=lambda: what,
    )


def closing_dots(workshop: Workshop) -> Question:
    """That no phone changes them any more, and what is seen of them then."""
    put = dots_put(workshop)
    return Question(
        title=_("Close and count the dots?"),
        button=_("Close and count the dots"),
        crumbs=[*crumbs_of(workshop), (_("Dots on notes"), f"{workshop.path}/prikker")],
        follows=lambda: [
            ngettext("%(count)s dot is counted.", "%(count)s dots are counted.", put),
            _("No phone can put or take back dots any more, and they cannot be opened again."),
            _("The notes with most dots are shown on the screen in the room, and each table sees those of its own."),
        ],
    )


def _overtaken(answers: Answers) -> Iterator[str]:
    if answers.overtaken:
        yield ngettext("%(count)s of those who confirmed did so before a paragraph was last changed.",
                       "%(count)s of those who confirmed did so before a paragraph was last changed.",
                       answers.overtaken)  # fmt: skip
        if answers.confirmed == answers.overtaken:
            yield _("Nobody has confirmed it as it stands now, so it does not count as confirmed.")


def publishing_outcome(workshop: Workshop) -> Question:
    """What everybody can read from then on, and what will be said of how it was read back."""
    answers = answers_to(workshop)
    how = _("It will say that %(confirmed)s of the %(asked)s who were asked confirmed it, and that %(taken)s of "
            "%(corrections)s corrections were taken in.", confirmed=answers.confirmed, asked=answers.asked,
            taken=answers.taken_in, corrections=answers.corrections)  # fmt: skip
    if not answers.corrections:
        how = _("It will say that %(confirmed)s of the %(asked)s who were asked confirmed it, and that no correction"
                " was wanted.", confirmed=answers.confirmed, asked=answers.asked)  # fmt: skip
    nobody = _("It will say that nobody was asked whether this is how it was said.")
    said = [how if answers.asked else nobody, *_overtaken(answers)] if workshop.paragraphs else []
    return Question(
        title=_("Publish the outcome?"),
        button=_("Publish outcome and notes"),
        crumbs=[*crumbs_of(workshop), (_("Outcome"), f"{workshop.path}/udbytte")],
        follows=lambda: [
            _("The outcome and the notes of the tables become public, and can no longer be changed."),
            *said,
        ],
    )
