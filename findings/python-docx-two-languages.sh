#!/bin/sh
# python-docx 1.2.0: a document made from its own template says twice which language it is in, and core_properties.language
# sets only one of them, the one in docProps/core.xml. The words themselves stay en-US by the defaults in styles.xml
# (w:docDefaults, w:lang), which is what spelling is checked by and what a screen reader speaks in; the library has no
# property for it. Setting w:val of that element does it, also for headings and lists, which inherit it.
# Seen: "core: da-DK, words: en-US, words when set in the defaults: da-DK".
set -eu
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
python3 -m venv "$here/venv"
"$here/venv/bin/pip" install --quiet "python-docx==1.2.0" "lxml>=5" 2>/dev/null
"$here/venv/bin/python" - >"$here/seen" <<'PYTHON'
from io import BytesIO

from docx import Document
from docx.oxml.ns import qn


def saved_and_opened(document):
    content = BytesIO()
    document.save(content)
    return Document(content)


def language_of_words(document):
    defaults = document.styles.element.find(qn("w:docDefaults"))
    return next(defaults.iter(qn("w:lang")))


document = Document()
document.core_properties.language = "da-DK"
document.add_heading("Dagsorden", 1)
opened = saved_and_opened(document)
core, words = opened.core_properties.language, language_of_words(opened).get(qn("w:val"))
language_of_words(opened).set(qn("w:val"), "da-DK")
after = language_of_words(saved_and_opened(opened)).get(qn("w:val"))
print(f"core: {core}, words: {words}, words when set in the defaults: {after}")
PYTHON
cat "$here/seen"
[ "$(cat "$here/seen")" = "core: da-DK, words: en-US, words when set in the defaults: da-DK" ]
