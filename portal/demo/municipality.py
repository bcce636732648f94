"""How the story's municipality is set up, and gets its words, bodies and parties."""

from portal.accounts.queries import user_by_email
from portal.demo.people import PASSWORD
from portal.demo.story import Chapter, Story
from portal.demo.world import World
from portal.foundation.words import WordForms
from portal.municipalities.actions import (
    FirstAdministrator,
    choose_words,
    create_body,
    create_party,
    set_up_municipality,
)
from portal.municipalities.forms import BodyDraft, MunicipalityDraft, PartyDraft
from portal.municipalities.models import BodyKind
from portal.rules.roles import Role


def found_municipality(story: Story) -> World:
    """The municipality with its first administrator, who does the rest."""
    facts = story.municipality
    first = next(person for person in story.people["person"] if person.get("role") == Role.ADMINISTRATOR)
    home = set_up_municipality(_draft(facts), FirstAdministrator(first["name"], first["email"], PASSWORD))
    administrator = user_by_email(first["email"])
    if administrator is None:
        raise LookupError("the municipality has no administrator")
    choose_words(administrator, home, {name: WordForms(**forms) for name, forms in facts["words"].items()})
    world = World(story=story, municipality=home, people={first["key"]: administrator})
    for body in facts["body"]:
        draft = BodyDraft(body["name"], BodyKind(body["kind"]), None, None)
        world.bodies[body["key"]] = create_body(administrator, home, draft)
    for party in facts["party"]:
        listed = PartyDraft(party["letter"], party["name"], party.get("from"), party.get("to"))
        world.parties[party["letter"]] = create_party(administrator, home, listed)
    return world


def _draft(facts: Chapter) -> MunicipalityDraft:
    contact = facts["contact"]
    return MunicipalityDraft(
        name=facts["name"],
        short_name=facts["short_name"],
        code=None,
        site_name=facts["site_name"],
        address=contact["address"],
        phone=contact["telephone"],
        opening_hours=contact["hours"],
        contact_email=contact["email"],
        was_url="",
        initiative_supporters=facts["initiatives"]["supporters"],
        initiative_parties=facts["initiatives"]["parties"],
        initiative_months=facts["initiatives"]["months"],
    )
