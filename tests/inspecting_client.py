"""A test client that inspects every page it opens, so that no page can forget the basics."""

import html
import re
from collections import Counter

from flask_login import FlaskLoginClient
from werkzeug.datastructures import MultiDict

from portal.foundation.db import db
from tests.forms_on_pages import forms_in
from tests.tags import TAG, attributes

ASKS = 'name="confirmed" value="yes"'

VOID_ROLES = {"hidden", "submit", "button"}
SAID = frozenset({"value", "content", "title", "alt", "aria-label", "placeholder"})
POINTS = frozenset({"aria-describedby", "aria-labelledby"})
LOOKED_AT = frozenset({"html", "label", "input", "select", "textarea", "form", "style", "script"})
TELLING = re.compile(r"(?:^|[\s\"'])(?:id|style|on|value|content|title|alt|aria-|placeholder)", re.IGNORECASE)
BROKEN = re.compile(r"<[a-z/!?]", re.IGNORECASE)
# What a program says where it has nothing to say; quotes and diacritics beside it are not a program's
NOTHING = re.compile(r"(?<![\w.-])(?:None|nan|NaN|Undefined|undefined|NotImplemented)(?![\w-])|<\w+ object at 0x")


class Inspector:
    """What a page contains, as far as the house demands it.

    A tag that is no whole tag stands in `broken`.
    """

    def __init__(self, page: str) -> None:
        self.tags: Counter[str] = Counter()
        self.ids: Counter[str] = Counter()
        self.labelled: set[str | None] = set()
        self.inputs: list[dict] = []
        self.html: dict = {}
        self.pointed_at: list[str] = []
        self.inline: list[str] = []
        self.posts_without_token = 0
        self.words: list[str] = []
        self.broken: list[str] = []
        self._form: list | None = None
        self._read(page)

    def _read(self, page):
        ends, more = 0, []
        for found in TAG.finditer(page):
            self.words.append(page[ends : found.start()])
            ends = found.end()
            closes, tag, attrs = found.groups()
            if closes:
                self._close(tag.lower())
            elif tag:
                self._open(tag.lower(), attrs, more)
        self.words.append(page[ends:])
        self.broken = [words[:200] for words in self.words if "<" in words and BROKEN.search(words)]
        self.words = [html.unescape(words) if "&" in words else words for words in self.words] + more

    def _open(self, tag, attrs, words):
        self.tags[tag] += 1
        if tag not in LOOKED_AT and not TELLING.search(attrs):
            return
        found = attributes(attrs)
        if "id" in found:
            self.ids[found["id"]] += 1
        if tag == "html":
            self.html = found
        if tag == "label":
            self.labelled.add(found.get("for"))
        if tag in {"input", "select", "textarea"} and found.get("type") not in VOID_ROLES:
            self.inputs.append(found)
        self.pointed_at += [one for name in POINTS.intersection(found) for one in (found[name] or "").split()]
        self._watch_inline(tag, found)
        self._watch_form(tag, found)
        words += [found[name] or "" for name in SAID.intersection(found)]

    def _watch_inline(self, tag, found):
        if "style" in found or tag == "style" or any(name.startswith("on") for name in found):
            self.inline.append(f"<{tag} {found}>")
        if tag == "script" and "src" not in found:
            self.inline.append("<script>")

    def _watch_form(self, tag, found):
        if tag == "form":
            self._form = [found.get("method", "get").lower(), False]
        if tag == "input" and found.get("name") == "csrf_token" and self._form:
            self._form[1] = True

    def _close(self, tag):
        if tag == "form" and self._form:
            method, has_token = self._form
            self.posts_without_token += method == "post" and not has_token
            self._form = None


def inspect(page: str, *, tokens: bool) -> None:
    """Assert what every page of the portal keeps."""
    seen = Inspector(page)
    assert seen.html.get("lang") in {"da", "en"}, "the page does not say its language"
    assert not seen.broken, f"tags that are not whole: {seen.broken}"
    assert seen.tags["h1"] == 1, f"the page has {seen.tags['h1']} top headings"
    assert seen.tags["main"] == 1, "the page has no main landmark"
    assert seen.tags["title"] >= 1, "the page has no title"
    repeated = [i for i, n in seen.ids.items() if n > 1]
    assert not repeated, f"ids used twice: {repeated}"
    unlabelled = [i for i in seen.inputs if i.get("id") not in seen.labelled and not i.get("aria-label")]
    assert not unlabelled, f"fields without label: {unlabelled}"
    lost = [i for i in seen.pointed_at if i not in seen.ids]
    assert not lost, f"aria points at ids that are not there: {lost}"
    assert not seen.inline, f"inline script or style: {seen.inline}"
    assert not tokens or not seen.posts_without_token, "a form that posts has no CSRF token"
    assert "{{" not in page and "{%" not in page, "template code shows on the page"
    untranslated = re.search(r"%\(\w+\)s", page)
    assert not untranslated, f"a placeholder shows on the page: {untranslated}"
    if seen.html["lang"] == "da":  # "None has waited" is good English
        inspect_words(seen)


def inspect_words(seen: Inspector) -> None:
    """Assert that nobody reads what only programs say."""
    found = NOTHING.search("\n".join(seen.words))
    said = [words.strip()[:200] for words in seen.words if NOTHING.search(words)] if found else []
    assert not said, f"the page says what only a program says: {said}"


class InspectingClient(FlaskLoginClient):
    """Each request has a context of its own, as for a real visitor; the test's own objects are read anew afterwards.

    Whoever `is_sure` presses the button of a page that asks once more, and so sends what that page carries.
    """

    is_sure = True

    def open(self, *args, **kwargs):
        response = self._open(*args, **kwargs)
        if not (self.is_sure and response.mimetype == "text/html" and ASKS in response.text):
            return response
        path = response.request.path
        form = next(form for form in forms_in(response.text, path) if form.action == path)
        data = MultiDict([*form.fields, ("confirmed", "yes")])
        return self._open(path, **kwargs | {"method": "POST", "data": data})

    def _open(self, *args, **kwargs):
        with self.application.app_context():
            response = super().open(*args, **{"buffered": True} | kwargs)  # to its end, as a browser reads it
        db.session.expire_all()
        assert response.status_code < 500, f"{response.status_code}: {response.text[:2000]}"
        if response.mimetype == "text/html" and not response.location and response.text:
            inspect(response.text, tokens=self.application.config["WTF_CSRF_ENABLED"])
        return response
