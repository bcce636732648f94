"""Decisions for the stories, made by the same deeds that people do."""

from portal.decisions.actions import publish_record
from portal.decisions.forms.record import PartyVotes, RecordDraft, StepDraft
from portal.foundation import clock
from tests.recommendations.scene import answered

RECORD = RecordDraft(
    title="Cykelgade foran Nørreskolen i ét år",
    summary="Byrådet prøver en lukket skolevej.",
    presentation="Sagen i korte træk.",
    legal_basis="Færdselsloven.",
    text="Vedtaget med ændringer.",
    points=("at prøve i ét år", "at tælle biler"),
    votes=(PartyVotes("A", 7, 0, 0), PartyVotes("V", 3, 2, 1)),
    minority_statement="To ønskede en tælling først.",
    absent="En fra F",
    attachments=("Baggrund og økonomi", "Trafiktælling"),
    steps=(StepDraft("Teknik- og Miljøudvalget", clock.today(), "6", "Anbefalet."), StepDraft("Byrådet")),
)


def decided(committee, secretary, *members, draft=RECORD):
    return publish_record(secretary, answered(committee, secretary, *members), draft)
