"""The hash of what a committee adopted, and of how its members stood."""

from portal.foundation.sealing import canonical, columns_of, hash_of_text, new_salt
from portal.recommendations.models import Adoption

ADOPTED = ("number", "title", "problem", "solution", "actor", "economy", "effect", "indicator", "timetable",
           "minority_statement")  # fmt: skip
STOOD = ("votes_for", "votes_against", "votes_neither", "silent")


def seal_adoption(adoption: Adoption) -> None:
    """Keep a hash of what was adopted, on which day and by how many. Within the transaction that adopts it."""
    adoption.salt = new_salt()
    adoption.digest = hash_of_adoption(adoption)


def hash_of_adoption(adoption: Adoption) -> str:
    """The hash of an adopted recommendation as it stands now."""
    adopted, day = adoption.recommendation, adoption.recommendation.adopted_on
    content = (
        columns_of(adopted, ADOPTED) | columns_of(adoption, STOOD) | {"adopted_on": day.isoformat() if day else None}
    )
    return hash_of_text(adoption.salt or "", canonical(content).decode())
