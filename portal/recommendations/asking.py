"""What is asked once more about a recommendation, and what will follow from it."""

from datetime import date

from portal.foundation.confirming import Question
from portal.foundation.dates import longday
from portal.foundation.i18n import gettext as _, ngettext
from portal.recommendations.models import Recommendation
from portal.recommendations.queries.positions import standing, taken_after


def adopting(recommendation: Recommendation, on: date) -> Question:
    """Before a recommendation is adopted."""
    return Question(
        title=_("Adopt recommendation %(number)s?", number=recommendation.number),
        button=_("Adopt the recommendation"),
        crumbs=_crumbs(recommendation),
        follows=lambda: _after_adoption(recommendation, on),
    )


def handing_over(recommendation: Recommendation) -> Question:
    """Before a recommendation is handed over."""
    return Question(
        title=_("Hand recommendation %(number)s over?", number=recommendation.number),
        button=_("Hand the recommendation over"),
        crumbs=_crumbs(recommendation),
        follows=lambda: _after_hand_over(recommendation),
    )


def answering(recommendation: Recommendation) -> Question:
    """Before the answer to a recommendation is public."""
    return Question(
        title=_("Publish the answer to recommendation %(number)s?", number=recommendation.number),
        button=_("Publish the answer"),
        crumbs=_crumbs(recommendation),
        follows=lambda: _after_answer(recommendation),
    )


def _crumbs(recommendation: Recommendation) -> list[tuple[str, str]]:
    return [
        (recommendation.committee.name, recommendation.committee.path),
        (_("Recommendation %(number)s", number=recommendation.number), recommendation.path),
    ]


def _after_adoption(recommendation: Recommendation, on: date) -> list[str]:
    stood, committee = standing(recommendation), recommendation.committee
    return [
        _("Everybody can read the recommendation, adopted on %(day)s.", day=longday(on)),
        _(
            "It stands beside it for good how the members stood: %(votes_for)s for, %(against)s against,"
            " %(neither)s neither, %(silent)s without a position.",
            votes_for=stood.votes_for,
            against=stood.votes_against,
            neither=stood.votes_neither,
            silent=stood.silent or 0,
        ),
        _("Neither the text nor a position can be changed any more."),
        *_late(taken_after(recommendation, on)),
        ngettext(
            "No days are counted yet. When it is handed over, it is owed an answer within %(count)s day.",
            "No days are counted yet. When it is handed over, it is owed an answer within %(count)s days.",
            committee.recommendation_answer_days,
        ),
    ]


def _late(count: int) -> list[str]:
    told = ngettext(
        "%(count)s member took a position only after that day. It is not counted.",
        "%(count)s members took a position only after that day. They are not counted.",
        count,
    )
    return [told] if count else []


def _after_hand_over(recommendation: Recommendation) -> list[str]:
    body = recommendation.answering_body
    return [
        _(
            "%(body)s owes an answer by %(due)s. The days are counted from %(day)s, and everybody can see them.",
            body=body.name if body else "",
            due=longday(recommendation.answer_due_on),
            day=longday(recommendation.handed_over_on),
        )
    ]


def _after_answer(recommendation: Recommendation) -> list[str]:
    given, next_body = recommendation.responses[-1], recommendation.answering_body
    told = [
        _("Everybody can read what %(body)s answered. A mistake can only be corrected by a dated addition.",
          body=given.body.name)
    ]  # fmt: skip
    if given.sent_on_to is not None and next_body is not None:
        due = longday(recommendation.answer_due_on)
        return [*told, _("%(body)s owes the next answer. The days go on: until %(due)s.", body=next_body.name, due=due)]
    return [*told, _("The days stop being counted: an answer was owed by %(day)s.",
                     day=longday(recommendation.answer_due_on))]  # fmt: skip
