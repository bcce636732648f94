"""What kinds of workshops, degrees of influence and participants are called."""

from collections.abc import Mapping

from portal.foundation.i18n import N_, words_of
from portal.workshops.models import Influence, ParticipantKind, WorkshopKind

KIND_LABELS: Mapping[WorkshopKind, str] = {
    WorkshopKind.WORKSHOP: N_("Workshop"),
    WorkshopKind.DIALOGUE: N_("Dialogue meeting"),
    WorkshopKind.PUBLIC_MEETING: N_("Public meeting"),
    WorkshopKind.WORKING_GROUP: N_("Working group"),
}

INFLUENCE_LABELS: Mapping[Influence, str] = {
    Influence.INFORMED: N_("You are told"),
    Influence.HEARD: N_("You are heard"),
    Influence.ADVISE: N_("You advise"),
    Influence.DEVELOP: N_("We develop it together"),
    Influence.DECIDE: N_("Those who come decide"),
}

# What is done with what people say; the usual ladder of participation, from least to most
INFLUENCE_MEANINGS: Mapping[Influence, str] = {
    Influence.INFORMED: N_(
        "We tell what is going to happen, and answer your questions. It does not change the matter."
    ),
    Influence.HEARD: N_("We write down what you say, and %(the_committee)s reads it before it goes on."),
    Influence.ADVISE: N_("%(The_committee)s asks for your advice, and tells afterwards what it did with it."),
    Influence.DEVELOP: N_("We form the solution together. What we arrive at is what %(the_committee)s builds on."),
    Influence.DECIDE: N_("What we agree on holds, within the frame that is given."),
}

PARTICIPANT_LABELS: Mapping[ParticipantKind, str] = {
    ParticipantKind.CITIZEN: N_("Citizen"),
    ParticipantKind.POLITICIAN: N_("Politician"),
    ParticipantKind.ASSOCIATION: N_("Association"),
    ParticipantKind.COMPANY: N_("Company"),
    ParticipantKind.EXPERT: N_("Expert"),
    ParticipantKind.PROFESSIONAL: N_("Professional"),
    ParticipantKind.EMPLOYEE: N_("Municipal employee"),
}

PARTICIPANTS_LABELS: Mapping[ParticipantKind, str] = {
    ParticipantKind.CITIZEN: N_("Citizens"),
    ParticipantKind.POLITICIAN: N_("Politicians"),
    ParticipantKind.ASSOCIATION: N_("Associations"),
    ParticipantKind.COMPANY: N_("Companies"),
    ParticipantKind.EXPERT: N_("Experts"),
    ParticipantKind.PROFESSIONAL: N_("Professionals"),
    ParticipantKind.EMPLOYEE: N_("Municipal employees"),
}

kind_name = words_of(KIND_LABELS)
influence_name = words_of(INFLUENCE_LABELS)
influence_meaning = words_of(INFLUENCE_MEANINGS)
participants_name = words_of(PARTICIPANTS_LABELS)
kind_of_participant = words_of(PARTICIPANT_LABELS)
