"""A recommendation as an item for the council's agenda, in Word."""

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from portal.accounts.identity import current_person
from portal.files.queries import shown_files
from portal.foundation.wordfile import WORD
from portal.recommendations.queries.positions import standing
from portal.recommendations.queries.recommendations import recommendation_or_404
from portal.recommendations.word import council_item_in_word

recommendations_word = Blueprint("recommendations_word", __name__)


@recommendations_word.get("/anbefalinger/<int:recommendation_id>/sag.docx")
def council_item(recommendation_id: int) -> ResponseReturnValue:
    person = current_person()
    recommendation = recommendation_or_404(recommendation_id, person)
    proposal = recommendation.proposal
    files = shown_files(person, proposal).files if proposal is not None else ()
    content = council_item_in_word(recommendation, standing(recommendation), files)
    headers = {"Content-Disposition": f"attachment; filename=sag-anbefaling-{recommendation.number}.docx"}
    return Response(content, content_type=WORD, headers=headers)
