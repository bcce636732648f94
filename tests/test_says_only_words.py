"""Every page of the filled demonstration, as each of its people sees it, says words and nothing that a program says."""

import re

import pytest

from tests.walking import shape

SEEN_BY_NOBODY = {
    "nothing": r"(?<![\w.-])(?:None|nan|NaN|undefined)(?![\w-])",
    "a placeholder": r"%\(\w+\)s|\{\{|\}\}|\{%",
    "a key": r"(?<![\w/@.:-])[a-z]{2,}(?:_[a-z]+)+(?![\w@/.])|\b[A-Z]\w+\.[A-Z_]{3,}\b",
    "a slug": r"(?<![\w/@.#:-])[a-z]{2,}(?:-[a-z]{2,}){3,}(?![\w@./])",
    # Words that Danish has not, and hardly an English sentence does without
    "English": r"(?i)(?<![\w-])(?:the|and|this|that|with|from|you|your|which|been|their|were)(?![\w-])",
}


@pytest.mark.parametrize("what", SEEN_BY_NOBODY)
def test_no_page_says_what_only_a_program_says(walk, what):
    pattern, faults = re.compile(SEEN_BY_NOBODY[what]), {}
    for visit in walk:
        for words in visit.page.texts if visit.page is not None else ():
            found = pattern.search(words)
            if found:
                faults.setdefault((shape(visit.path), found[0]), f"{visit}: {words[:200]}")
    assert not faults, "\n".join(faults.values())
