"""The forms of a page as a browser sees them: where they are sent, and what stands in them."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from portal.foundation import clock
from tests.tags import TagReader

USUAL = {"date": lambda: clock.today().isoformat(), "number": lambda: "1", "email": lambda: "ny@example.dk"}


@dataclass
class Form:
    """A form that posts. `fields`: pairs as a browser sends them; `texts`: the names of fields that take words."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    choices: dict[str, list[str]] = field(default_factory=dict)  # of radios, selects and boxes: what can be chosen
    kinds: dict[str, str] = field(default_factory=dict)

    def values_of(self, name):
        return [value for key, value in self.fields if key == name]

    def filled(self, word, **given):
        """What somebody sends who writes `word` into every text, and chooses what is asked for."""
        typed = {name: "9" if "item" in name else f"{word} {name} {word}" for name in self.texts}
        usual = {name: USUAL[kind]() for name, kind in self.kinds.items() if kind in USUAL}
        typed |= {name: value for name, value in usual.items() if not any(self.values_of(name))}
        typed |= {name: options[0] for name, options in self.choices.items() if options and not self.values_of(name)}
        sent = [(name, value) for name, value in self.fields if name not in typed | given]
        for name, value in (typed | given).items():
            sent += [(name, one) for one in (value if isinstance(value, list) else [value])]
        return sent


class _Reader(TagReader):
    def __init__(self, page, path):
        self.path, self.forms, self.form, self.area, self.select = path, [], None, None, None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.form = Form(urlsplit(found.get("action") or self.path).path)
            self.forms += [self.form] if found.get("method", "get").lower() == "post" else []
        elif self.form is not None and tag in {"input", "textarea", "select", "option"}:
            getattr(self, f"_{tag}")(found)

    def _input(self, found):
        name, value, kind = found.get("name"), found.get("value") or "", found.get("type", "text")
        self.form.kinds[name] = kind
        if kind in {"radio", "checkbox"}:
            self.form.choices.setdefault(name, []).extend([value] if kind == "radio" else [])
            self.form.fields += [(name, value or "y")] if "checked" in found else []
        elif name is not None and kind not in {"submit", "button"}:
            self.form.fields.append((name, value))
            self.form.texts += [name] if kind == "text" else []

    def _textarea(self, found):
        self.area = [found.get("name"), ""]

    def _select(self, found):
        self.select = found.get("name")
        self.form.choices[self.select] = []

    def _option(self, found):
        value = found.get("value", "")
        self.form.choices[self.select] += [value] if value else []
        self.form.fields += [(self.select, value)] if "selected" in found and value else []

    def handle_data(self, data):
        if self.area is not None:
            self.area[1] += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self.area is not None and self.form is not None:
            if self.area[0]:
                self.form.fields.append((self.area[0], self.area[1].removeprefix("\r\n")))
                self.form.texts.append(self.area[0])
            self.area = None
        if tag == "form":
            self.form = None


def forms_in(page, path="/"):
    """The forms of a page that post, in order."""
    return _Reader(page, path).forms
