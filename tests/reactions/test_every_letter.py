"""Each kind of letter says who sends it, about what and why, in one language; strangers' words go to nobody unasked."""

import re

import flask_babel
import pytest

from portal.accounts import letters as account_letters
from portal.app import HOUSE
from portal.foundation.i18n import speaking
from portal.foundation.mail import Mail
from portal.municipalities.queries import site
from portal.reactions.letters import letter_about
from portal.reactions.mails import set_up
from tests.factories import saved
from tests.reactions.every_letter import AFTER_CONFIRMING, BEFORE_CONFIRMING, HOSTILE, Scene

WHY = {"da": ("Du får", "fordi"), "en": ("You ", "because")}
FOREIGN = {
    "da": re.compile(r"\b(the|you|your|has been|this letter|because|read|confirm)\b", re.IGNORECASE),
    "en": re.compile(r"\b(og|du|din|dit|ikke|fordi|denne|er blevet|læs|bekræft|mødet|udvalget)\b", re.IGNORECASE),
}
SHORTEST = 18  # letters of a piece of a message that can be nobody's data
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture
def scene(harbour, fjordby, anna, bo):
    fjordby.contact_email, fjordby.phone = "kontakt@fjordby.example", "12 34 56 78"
    saved(fjordby)
    return Scene(harbour, fjordby, anna, bo)


@pytest.fixture
def pieces(app):
    """What each language says in so many words, and the other does not."""
    said = {"da": set(), "en": set()}
    with flask_babel.force_locale("da"):
        catalog = flask_babel.get_domain().get_translations()._catalog
    for message, danish in catalog.items():
        if isinstance(message, str) and isinstance(danish, str) and message and message != danish:
            said["en"] |= set(PLACEHOLDER.split(message))
            said["da"] |= set(PLACEHOLDER.split(danish))
    return {
        language: {part.strip() for part in parts - said[other] if len(part.strip()) >= SHORTEST}
        for (language, parts), other in zip(said.items(), ("en", "da"), strict=True)
    }


def bodies(mail: Mail):
    return {"subject": mail.subject, "text": mail.text, "html": mail.html.partition("</style>")[2]}


@pytest.mark.parametrize(("language", "other"), [("da", "en"), ("en", "da")])
def test_each_is_wholly_in_one_language(scene, pieces, language, other):
    with speaking(language):
        written = [(one.name, set_up(one.letter, site(is_demo=False))) for one in scene.letters()]
    assert len(pieces[other]) > 1_000
    for name, mail in written:
        assert f'<html lang="{language}">' in mail.html
        for part, body in bodies(mail).items():
            without_addresses = re.sub(r"https?://\S+|\S+@\S+|»[^«]*«|\"[^\"]*\"|“[^”]*”", "", body)
            strangers = FOREIGN[language].findall(re.sub(r"<[^>]*>", " ", without_addresses))
            assert not strangers, (name, part, strangers, body)
            assert not [piece for piece in pieces[other] if piece in body], (name, part)


@pytest.mark.parametrize("language", ["da", "en"])
def test_each_says_who_about_what_and_why(scene, language):
    with speaking(language):
        around = site(is_demo=False)
        written = [(one, set_up(one.letter, around)) for one in scene.letters()]
    assert len(written) > 90
    first, because = WHY[language]
    for one, mail in written:
        assert len(mail.subject) > 10 and "%(" not in mail.subject + mail.text, one.name
        assert mail.reply_to == "kontakt@fjordby.example", one.name
        for part, body in bodies(mail).items():
            if part == "subject":
                continue
            assert "Fjordby Kommune" in body and "kontakt@fjordby.example" in body, (one.name, part)
            assert first in body and because in body, (one.name, part, body)
        assert one.letter.why, one.name
        assert one.letter.button and one.letter.url in mail.text, one.name
        assert one.letter.sections or one.letter.subject in mail.html.replace("&#34;", '"').replace("&amp;", "&")


def test_a_stranger_writes_to_nobody_through_us(scene):
    """Anybody can type any address: a letter to one that is not confirmed holds no word and no link of theirs."""
    with speaking("da"):
        around = site(is_demo=False)
        unconfirmed = [(one.name, set_up(one.letter, around)) for one in scene.letters() if one.is_unconfirmed]
    assert len(unconfirmed) >= 6
    for name, mail in unconfirmed:
        assert HOSTILE not in mail.subject + mail.text + mail.html, name
        assert "ond.example" not in mail.subject + mail.text + mail.html, name
        links = set(re.findall(r"https?://[^/\s\"<]+", mail.text + mail.html))
        assert links == {"http://127.0.0.1:8000"}, (name, links)


def test_what_nobody_has_read_is_told_without_its_title(scene, harbour, bo):
    """The title of an idea or a proposal that is not public yet goes by mail to its author alone."""
    with speaking("da"):
        around = site(is_demo=False)
        for event, notice in scene.told:
            if event.subject_kind in {"idea", "initiative"}:
                for letter in (letter_about(event, notice, scene.anna), letter_about(event, notice, bo)):
                    mail = set_up(letter, around)
                    knows = letter.user.id == scene.anna.id
                    title = scene.subjects[event.subject_kind].title
                    assert knows or title not in mail.subject + mail.text + mail.html, event.type


def test_no_kind_is_left_out(scene):
    """A new letter is written here too, or this fails."""
    names = {name for name in vars(account_letters) if name.endswith("_letter") or name.startswith("_code")}
    names |= {"_recovery_code_used"}
    assert names - {"code_letter", "invitation_letter"} == {*AFTER_CONFIRMING, *BEFORE_CONFIRMING}
    assert set(HOUSE.letters) <= set(HOUSE.notices)
    assert {event.type for event, _notice in scene.told} == set(HOUSE.notices)
