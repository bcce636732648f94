"""How the story's municipality gets its words, bodies and parties."""

from portal.demo.story import Story
from portal.demo.world import World
from portal.foundation.db import db, transaction
from portal.foundation.text import slugify
from portal.municipalities.models import Body, BodyKind, Municipality, Party


def found_municipality(story: Story) -> World:
    """The municipality itself: an installation has one before anybody can act in it."""
    facts, contact = story.municipality, story.municipality["contact"]
    municipality = Municipality(
        name=facts["name"],
        short_name=facts["short_name"],
        slug=slugify(facts["short_name"]),
        is_home=True,
        site_name=facts["site_name"],
        address=contact["address"],
        phone=contact["telephone"],
        opening_hours=contact["hours"],
        contact_email=contact["email"],
        words=facts["words"],
    )
    bodies = {body["key"]: Body(name=body["name"], kind=BodyKind(body["kind"])) for body in facts["body"]}
    parties = {
        party["letter"]: Party(
            letter=party["letter"], name=party["name"], valid_from=party.get("from"), valid_until=party.get("to")
        )
        for party in facts["party"]
    }
    municipality.bodies, municipality.parties = list(bodies.values()), list(parties.values())
    with transaction():
        db.session.add(municipality)
    return World(story=story, municipality=municipality, bodies=bodies, parties=parties)
