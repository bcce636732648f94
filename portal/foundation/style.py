"""Of the design system's style sheet, what our pages use: a seventh of it, and readers wait for each byte."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

WORD = re.compile(r"[\w-]+")
MADE = re.compile(r"([\w-]+-)(?:\{|[\"'] ?~)")  # class="badge-{{ kind }}"
CLASS = re.compile(r"\.((?:[\w-]|\\.)+)")
NOT = re.compile(r":not\([^)]*\)")  # such a rule is for those without the class
BETWEEN_SELECTORS = re.compile(r",(?![^(]*\))")
HOLDS_RULES = ("@media", "@supports")


def words_of(folders: Iterable[Path]) -> frozenset[str]:
    """Every word of our templates, scripts and code: each may name a class. What only begins a name ends in `*`."""
    words: set[str] = set()
    for folder in folders:
        for file in folder.rglob("*"):
            if file.suffix in {".html", ".js", ".py"}:
                text = file.read_text(encoding="utf-8")
                words |= set(WORD.findall(text)) | {f"{name}*" for name in MADE.findall(text)}
    return frozenset(words)


def only_used(css: str, words: frozenset[str]) -> str:
    """The rules for classes that somebody names, and those for no class. `css` has neither comments nor errors."""
    begun = tuple(word[:-1] for word in words if word.endswith("*"))

    def is_used(selector: str) -> bool:
        names = (name.replace("\\", "") for name in CLASS.findall(NOT.sub("", selector)))
        return all(name in words or name.startswith(begun) for name in names)

    def kept(css: str) -> Iterator[str]:
        for head, body in _rules(css):
            if head.startswith(HOLDS_RULES):
                inner = "".join(kept(body))
                yield f"{head}{{{inner}}}" if inner else ""
            elif head.startswith("@"):
                yield f"{head}{{{body}}}"
            else:
                selectors = ",".join(filter(is_used, BETWEEN_SELECTORS.split(head)))
                yield f"{selectors}{{{body}}}" if selectors else ""

    return "".join(kept(css))


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """What stands before each outer pair of braces, and between them."""
    start = 0
    while (opens := css.find("{", start)) >= 0:
        depth, ends = 1, opens
        while depth:
            ends += 1
            depth += {"{": 1, "}": -1}.get(css[ends], 0)
        yield css[start:opens].strip(), css[opens + 1 : ends]
        start = ends + 1
