"""What the states, reasons and names of ideas are called."""

from collections.abc import Mapping

from portal.accounts.models import User
from portal.committees.models import Committee
from portal.foundation.i18n import N_, gettext, speaking, words_of
from portal.foundation.personal_data import Finding, PersonalData, found_in, names_of_kinds
from portal.ideas.models import AppealVerdict, Channel, GuestIdea, Idea, IdeaKind, IdeaState, RefusalCode, ShownAs
from portal.ideas.models.lineage import IdeaLineage
from portal.rules.roles import Role

STATE_LABELS: Mapping[IdeaState, str] = {
    IdeaState.DRAFT: N_("Draft"),
    IdeaState.RECEIVED: N_("Received"),
    IdeaState.SCREENING: N_("Being read"),
    IdeaState.RETURNED: N_("Sent back"),
    IdeaState.RESUBMITTED: N_("Sent again"),
    IdeaState.PUBLISHED: N_("Waiting for an answer"),
    IdeaState.REFUSED: N_("Not published"),
    IdeaState.APPEALED: N_("Appealed"),
    IdeaState.UPHELD: N_("Not published after appeal"),
    IdeaState.OVERTURNED: N_("To be published after appeal"),
    IdeaState.CARRIED_ON: N_("Carried on"),
    IdeaState.ANSWERED: N_("Answered"),
    IdeaState.CLOSED: N_("Concluded"),
    IdeaState.WITHDRAWN: N_("Withdrawn"),
}

STEP_LABELS: Mapping[IdeaState, str] = {
    IdeaState.DRAFT: N_("Kept as a draft"),
    IdeaState.RECEIVED: N_("The idea was received"),
    IdeaState.SCREENING: N_("We began to read the idea"),
    IdeaState.RETURNED: N_("The idea was sent back to its author"),
    IdeaState.RESUBMITTED: N_("The author sent the idea again"),
    IdeaState.PUBLISHED: N_("The idea was published"),
    IdeaState.REFUSED: N_("The idea was not published"),
    IdeaState.APPEALED: N_("The author appealed to somebody else"),
    IdeaState.UPHELD: N_("Somebody else decided that it is not published"),
    IdeaState.OVERTURNED: N_("Somebody else decided that it can be published"),
    IdeaState.CARRIED_ON: N_("%(The_committee)s carried the idea on"),
    IdeaState.ANSWERED: N_("%(The_committee)s answered the idea"),
    IdeaState.CLOSED: N_("The idea was concluded"),
    IdeaState.WITHDRAWN: N_("The author withdrew the idea"),
}

OUTCOMES: Mapping[IdeaState, str] = {
    IdeaState.DRAFT: N_("The idea is a draft. Only you can see it."),
    IdeaState.RECEIVED: N_("The idea has been received. Nobody has read it yet."),
    IdeaState.SCREENING: N_("We are reading the idea to see whether it is within the task."),
    IdeaState.RETURNED: N_("The idea has been sent back. Its author can correct it and send it again."),
    IdeaState.RESUBMITTED: N_("The idea has been corrected and sent again. It waits to be read."),
    IdeaState.PUBLISHED: N_("The idea is waiting for an answer from %(the_committee)s."),
    IdeaState.REFUSED: N_("The idea was not published."),
    IdeaState.APPEALED: N_("The idea was not published. Its author has appealed, and somebody else decides."),
    IdeaState.UPHELD: N_("The idea was not published. Somebody else has looked at it and agrees."),
    IdeaState.OVERTURNED: N_("The author was right to appeal. The idea waits to be published."),
    IdeaState.CARRIED_ON: N_("%(The_committee)s is working on with the idea."),
    IdeaState.ANSWERED: N_("%(The_committee)s has answered the idea."),
    IdeaState.CLOSED: N_("The idea has been answered, and its case is concluded."),
    IdeaState.WITHDRAWN: N_("The author has withdrawn the idea."),
}

VERDICT_LABELS: Mapping[IdeaState, str] = {
    IdeaState.ANSWERED: N_("%(The_committee)s: here is our answer"),
    IdeaState.CARRIED_ON: N_("%(The_committee)s: we carry it on"),
}

REFUSAL_LABELS: Mapping[RefusalCode, str] = {
    RefusalCode.OUTSIDE_MANDATE: N_("It is outside the task that %(the_council)s has given %(the_committee)s"),
    RefusalCode.NOT_MUNICIPAL: N_("It is not something the municipality can decide"),
    RefusalCode.UNLAWFUL: N_("It would be against the law to carry it out"),
    RefusalCode.PERSONAL_DATA: N_("It tells about the private life of a certain person"),
    RefusalCode.OFFENSIVE: N_("Its tone is offensive"),
    RefusalCode.DUPLICATE: N_("The same person has sent the same idea before"),
}

APPEAL_LABELS: Mapping[AppealVerdict, str] = {
    AppealVerdict.UPHELD: N_("The appeal is decided: the idea is not published"),
    AppealVerdict.OVERTURNED: N_("The appeal is decided: the idea can be published"),
}

PERSONAL_DATA_LABELS: Mapping[PersonalData, str] = {
    PersonalData.CPR: N_("CPR number"),
    PersonalData.EMAIL: N_("E-mail address"),
    PersonalData.PHONE: N_("Telephone number"),
    PersonalData.STREET: N_("Street address"),
}

SHOWN_AS_LABELS: Mapping[ShownAs, str] = {
    ShownAs.FULL_NAME: N_("My full name"),
    ShownAs.FIRST_NAME: N_("My first name"),
    ShownAs.A_CITIZEN: N_("“A citizen”, without a name"),
}

KIND_LABELS: Mapping[IdeaKind, str] = {
    IdeaKind.IDEA: N_("An idea"),
    IdeaKind.CRITIQUE: N_("A critique"),
    IdeaKind.EXPERIENCE: N_("An experience"),
    IdeaKind.HELP: N_("An offer of help"),
}

CHANNEL_LABELS: Mapping[Channel, str] = {
    Channel.PAPER: N_("On paper"),
    Channel.PHONE: N_("By telephone"),
    Channel.MEETING: N_("At a meeting"),
}

CHANNEL_SENTENCES: Mapping[Channel, str] = {
    Channel.WEB: "",
    Channel.PAPER: N_("Written down by the secretariat for a citizen. It came on paper."),
    Channel.PHONE: N_("Written down by the secretariat for a citizen. It was told by telephone."),
    Channel.MEETING: N_("Written down by the secretariat for a citizen. It was told at a meeting."),
}

SIGNING_ROLES: Mapping[Role, str] = {Role.CHAIR: N_("%(chair)s"), Role.SECRETARY: N_("secretary")}

state_name = words_of(STATE_LABELS)
step_name = words_of(STEP_LABELS)
outcome_sentence = words_of(OUTCOMES)
verdict_name = words_of(VERDICT_LABELS)
refusal_name = words_of(REFUSAL_LABELS)
appeal_verdict_name = words_of(APPEAL_LABELS)
personal_data_name = words_of(PERSONAL_DATA_LABELS)
kind_name = words_of(KIND_LABELS)


def how_it_stands(idea: Idea) -> list[tuple[str, str]]:
    """For somebody who comes second: where the idea has come, the last answer, and its text."""
    answer = next(iter(idea.answers), None)
    return [
        (gettext("Status"), state_name(idea.state)),
        (gettext("The last answer"), f"{verdict_name(answer.verdict)}\n\n{answer.body}" if answer else ""),
        (gettext("The correction"), answer.corrections[-1].text if answer and answer.corrections else ""),
        (gettext("Signed by"), answer.signed_as if answer else ""),
        (gettext("Title"), idea.title),
        (gettext("The idea"), idea.body),
    ]


def public_author(idea: Idea) -> str:
    """The author as the public sees them. Needs `idea.author` loaded."""
    name = idea.spoken_for if idea.is_typed_in else idea.author.name
    if idea.shown_as is ShownAs.A_CITIZEN or not name:
        return gettext("a citizen")
    return name if idea.shown_as is ShownAs.FULL_NAME else name.split()[0]


def undone_by(lineage: IdeaLineage) -> str:
    """Who undid that ideas were merged or divided: its author as the public sees them, others by name."""
    if lineage.undone_by_id == lineage.source.author_id and not lineage.source.is_typed_in:
        return public_author(lineage.source)
    return lineage.undone_by.name if lineage.undone_by else ""


def would_be_shown_as(guest_idea: GuestIdea, known: User | None) -> str:
    """As the public will see whoever confirms it: by the name of the account, where the address has one."""
    keeps_name = known is not None and (known.confirmed_at is not None or known.is_invited)
    author = known if keeps_name else User(name=guest_idea.name)
    return public_author(Idea(shown_as=guest_idea.shown_as, came_by=Channel.WEB, author=author))


def channel_sentence(channel: Channel) -> str:
    """That it was typed in for somebody, and how it came; nothing for what was sent on the web."""
    return gettext(CHANNEL_SENTENCES[channel]) if CHANNEL_SENTENCES[channel] else ""


def signature(person: User, committee: Committee) -> str:
    """How a person signs for a committee: "Birthe Klintager, formand"."""
    roles = person.roles_in(committee)
    role = next((gettext(name) for role, name in SIGNING_ROLES.items() if role in roles), "")
    return f"{person.name}, {role}" if role else person.name


@speaking("da")
def prepared_answer(idea: Idea) -> str:
    """The beginning of an answer, for the secretary to go on with."""
    return gettext("Thank you for your idea “%(title)s”. %(The_committee)s has read it.", title=idea.title) + "\n\n"


@speaking("da")
def prepared_answer_to_many() -> str:
    """The beginning of an answer that goes to several."""
    return gettext("Thank you for your idea. %(The_committee)s has read all the ideas about this together.") + "\n\n"


def personal_data_in(idea: Idea) -> list[Finding]:
    """What looks like personal data in all that would be public: title, text and place."""
    return found_in("\n".join((idea.title, idea.body, idea.place or "")))


@speaking("da")
def prepared_return(idea: Idea) -> str:
    """What to write when an idea seems to hold personal data; else nothing. It names the kinds alone: when the idea is
    published later, everybody can read it."""
    found = personal_data_in(idea)
    if not found:
        return ""
    return gettext(
        "Your idea holds what may be personal data: %(found)s. Take it out, and send the idea again.",
        found=names_of_kinds(found),
    )
