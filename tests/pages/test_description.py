"""What a search engine shows of a page: its own first words."""

import re
from html import unescape

from portal.ideas.models import IdeaState
from tests.ideas.scene import idea_in


def described(page):
    (words,) = re.findall(r'<meta name="description" content="([^"]*)">', page)
    return unescape(words)


def test_a_page_is_described_by_its_first_words(client, anna, harbour):
    body = 'Lad <broen> stå åben & lys, sagde "Ole". ' + "Vi vil hjælpe. " * 20
    idea = idea_in(IdeaState.PUBLISHED, harbour, anna, body=body)
    words = described(client().get(idea.path).text)
    assert words.startswith('Lad <broen> stå åben & lys, sagde "Ole". Vi vil hjælpe.')
    assert words.endswith(" …") and len(words) <= 160
    assert described(client().get(harbour.path).text) == harbour.summary


def test_what_waits_to_be_read_is_not_described(client, anna, harbour):
    idea = idea_in(IdeaState.RECEIVED, harbour, anna, body="Kun for sekretæren.")
    assert client().get(idea.path).status_code == 404
    assert 'name="description"' not in client(anna).get(idea.path).text, "no search engine is signed in"


def test_a_page_without_an_opening_says_what_one_can_do_here(client, harbour):
    assert described(client().get(f"{harbour.path}medlemmer").text).startswith("Send en idé")
