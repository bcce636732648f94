"""The Danish catalogue: are all words there, do they fit, and one compiled file of all its parts.

The words stand in several parts, one .po file to a room. `python -m tools.catalogue` compares them with every text the
templates and the code ask for, says with file and line what is missing or does not fit, and writes `messages.mo`.

    --strict         an unused text is an error too
    --compile-only   no comparing: write messages.mo and be content
    --todo PREFIX    print what is missing in files whose path begins so, ready to be filled in
"""

import argparse
import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, PoFileParser

from tools.console import ROOT, Problem, plainly, say

PARTS = ROOT / "portal" / "translations" / "da" / "LC_MESSAGES"
COMPILED = PARTS / "messages.mo"
SOURCES = (("portal", "*.py", "python"), ("templates", "*", "jinja2"))
TEMPLATE_KINDS = {".html", ".txt", ".xml", ".svg"}
KEYWORDS = {"_": None, "_l": None, "gettext": None, "lazy_gettext": None, "N_": None}
KEYWORDS |= {"ngettext": (1, 2), "lazy_ngettext": (1, 2)}
JINJA_OPTIONS = {"trimmed": "true", "silent": "false", "extensions": "jinja2.ext.do,jinja2.ext.loopcontrols"}

PLACEHOLDER = re.compile(r"%\((\w+)\)[#0 +-]*\d*(?:\.\d+)?[sdif]")
# The municipality's own words are filled in by gettext itself, in the form each language needs
AUTOMATIC = re.compile(r"(the_)?(committee|council|chair)(s|_of)?$", re.IGNORECASE)
NOTE = "placeholders"  # a translator's comment beginning so says why they differ

Key = str | tuple[str, str]


class Part(Catalog):
    """One .po file, remembering the texts that stand in it twice."""

    def __init__(self, path: Path) -> None:
        super().__init__(locale="da", charset="utf-8")
        self.path = path
        self.twice: list[Message] = []

    def __setitem__(self, key: Key, message: Message) -> None:
        if key and key in self:
            self.twice.append(message)
        super().__setitem__(key, message)


@dataclass
class Findings:
    """What is wrong (each stops the build) and what is only worth knowing."""

    errors: list[str] = field(default_factory=list)
    unused: list[str] = field(default_factory=list)
    missing: dict[Key, str] = field(default_factory=dict)


def used_texts() -> dict[Key, str]:
    """Every text asked for in code and templates, with the first place (path:line) that does."""
    found: dict[Key, str] = {}
    for folder, pattern, method in SOURCES:
        for path in sorted((ROOT / folder).rglob(pattern)):
            if path.is_file() and (method == "python" or path.suffix in TEMPLATE_KINDS):
                for line, key in _texts_in(path, method):
                    found.setdefault(key, f"{path.relative_to(ROOT)}:{line}")
    return found


def _texts_in(path: Path, method: str) -> Iterator[tuple[int, Key]]:
    options = JINJA_OPTIONS if method == "jinja2" else {}
    try:
        found = list(extract_from_file(method, str(path), keywords=KEYWORDS, options=options))
    except Exception as broken:
        raise Problem(f"{path.relative_to(ROOT)} could not be read: {broken}") from broken
    for line, key, _comments, _context in found:
        yield line, key if isinstance(key, str) else tuple(key[:2])


def read_parts(findings: Findings) -> list[Part]:
    """All .po files, in the order of their names."""
    parts = []
    for path in sorted(PARTS.glob("*.po")):
        part = Part(path)
        try:
            with path.open("rb") as stream:
                PoFileParser(part, abort_invalid=True).parse(stream)
        except (PoFileError, UnicodeDecodeError) as broken:
            findings.errors.append(f"{path.relative_to(ROOT)}: cannot be read: {broken}")
            continue
        for message in part.twice:
            findings.errors.append(f"{_place(part, message)}: stands twice in this file: {_show(message.id)}")
        parts.append(part)
    return parts


def merge(parts: Iterable[Part], findings: Findings) -> Catalog:
    """One catalogue of all parts. The same text may stand in several parts with the same translation."""
    whole = Catalog(locale="da", charset="utf-8")
    origin: dict[str, Part] = {}  # by the singular, as the catalogue finds them
    for part in parts:
        for message in _messages(part):
            before = whole.get(message.id)
            if before is None:
                whole[message.id] = Message(message.id, message.string, flags=message.flags)
                origin[_single(message.id)] = part
            elif _translated(before) and _translated(message) and before.string != message.string:
                findings.errors.append(
                    f"{_place(part, message)}: {_show(message.id)} is {_show(message.string)} here"
                    f" and {_show(before.string)} in {origin[_single(message.id)].path.name}"
                )
            elif not _translated(before):
                before.string = message.string
    return whole


def check_messages(parts: Iterable[Part], findings: Findings) -> None:
    """Each translation is finished and fits its text."""
    for part in parts:
        for message in _messages(part):
            place = _place(part, message)
            if message.fuzzy:
                findings.errors.append(f"{place}: marked fuzzy: {_show(message.id)}")
            if not _translated(message):
                findings.errors.append(f"{place}: no translation: {_show(message.id)}")
                continue
            findings.errors.extend(f"{place}: {fault}: {_show(message.id)}" for fault in _faults(message))


def check_use(used: dict[Key, str], whole: Catalog, findings: Findings) -> None:
    """Every text asked for is there; what nobody asks for is noted."""
    for key, place in used.items():
        message = whole.get(key)
        if message is None or not _same_kind(key, message.id):
            findings.missing[key] = place
            findings.errors.append(f"{place}: no Danish for {_show(key)}")
    wanted = {_single(key) for key in used}
    findings.unused.extend(_show(message.id) for message in _messages(whole) if _single(message.id) not in wanted)


def _faults(message: Message) -> Iterator[str]:
    originals = _forms(message.id)
    translations = _forms(message.string)
    if len(originals) != len(translations):
        yield "one has a plural and the other has none"
        return
    for text in (*originals, *translations):
        if not _can_be_filled(text):
            yield f"a stray percent sign in {_show(text)} (write %%)"
            return
    if any(comment.strip().lower().startswith(NOTE) for comment in message.user_comments):
        return
    wanted, given = _placeholders(originals[-1]), _placeholders(translations[-1])
    for name in sorted(wanted - given):
        yield f"%({name})s is lost in the translation"
    for text in translations:
        for name in sorted(_placeholders(text) - wanted):
            yield f"%({name})s is not in the original"


def _can_be_filled(text: str) -> bool:
    """Every percent sign is doubled or begins a named placeholder; `50 % af` would be filled with nonsense."""
    return "%" not in PLACEHOLDER.sub("", text.replace("%%", ""))


def _placeholders(text: str) -> set[str]:
    return {name for name in PLACEHOLDER.findall(text) if not AUTOMATIC.match(name)}


def _messages(catalogue: Catalog) -> Iterator[Message]:
    return (message for message in catalogue if message.id)


def _forms(value: Key | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _single(key: Key) -> str:
    return _forms(key)[0]


def _same_kind(key: Key, other: Key) -> bool:
    return isinstance(key, str) or _forms(key) == _forms(other)


def _translated(message: Message) -> bool:
    return bool(message.string) and all(_forms(message.string))


def _place(part: Part, message: Message) -> str:
    return f"{part.path.relative_to(ROOT)}:{message.lineno or 1}"


def _show(value: Key | list[str]) -> str:
    return " / ".join(f'"{text}"'.replace("\n", "\\n") for text in _forms(value))


def compile_to(target: Path, whole: Catalog) -> None:
    """Write messages.mo in one go: a running portal sees the old or the new, never a half."""
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_suffix(f".{os.getpid()}.tmp")
    with unfinished.open("wb") as stream:
        write_mo(stream, whole)
    unfinished.replace(target)


def print_todo(missing: dict[Key, str], prefix: str) -> None:
    """What is missing, as .po text to be filled in."""
    for key, place in missing.items():
        if place.startswith(prefix):
            forms = [text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") for text in _forms(key)]
            print(f'#: {place}\nmsgid "{forms[0]}"')
            print('msgstr ""\n' if len(forms) == 1 else f'msgid_plural "{forms[1]}"\nmsgstr[0] ""\nmsgstr[1] ""\n')


def main() -> int:
    """Compare, tell, compile; 1 if anything is wrong."""
    options = _options()
    findings = Findings()
    parts = read_parts(findings)
    whole = merge(parts, findings)
    compile_to(COMPILED, whole)
    if options.compile_only:
        return 0
    used = used_texts()
    check_messages(parts, findings)
    check_use(used, whole, findings)
    if options.todo is not None:
        print_todo(findings.missing, options.todo)
        return 0
    return _report(findings, len(used), strict=options.strict)


def _report(findings: Findings, total: int, *, strict: bool) -> int:
    for line in findings.errors:
        print(line)
    for text in findings.unused:
        print(f"nobody asks for {text}")
    say(f"{total} texts, {len(findings.errors)} faults, {len(findings.unused)} unused.")
    return 1 if findings.errors or (strict and findings.unused) else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.catalogue", description=sys.modules[__name__].__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--strict", action="store_true")
    parser.add_argument("--compile-only", action="store_true")
    parser.add_argument("--todo", metavar="PREFIX")
    return parser.parse_args()


if __name__ == "__main__":
    plainly(main)
