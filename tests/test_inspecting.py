"""What the client that opens every page finds wrong with one."""

import pytest

from tests.inspecting_client import inspect

SOUND = """<!doctype html>
<html lang="da"><head><title>Udvalg – Fjordby</title><script src="/x.js"></script></head><body>
<!-- <h1>None</h1> --><main id="a"><h1 class=big>R&amp;D</h1>
<p aria-describedby="a b" title='Ja "tak"' hidden>None-tal</p>
<form method="post"><input type="hidden" name="csrf_token" value="1"><label for="b">Ord</label>
<textarea id=b></textarea>
<input aria-label="Søg" /><button>Send</button></form></main></body></html>"""
FAULTS = {
    "language": ('lang="da"', 'lang="x"'),
    "top headings": ("</main>", "<H1>To</H1></main>"),
    "no main landmark": ('<main id="a">', '<div id="a">'),
    "no title": ("<title>", "<b>"),
    "ids used twice": ("id=b", "id='a'"),
    "fields without label": ('for="b"', 'for="c"'),
    "fields without": (' aria-label="Søg" /', ""),
    "aria points": ('"a b"', '"a c"'),
    "inline script or style": ("<p ", "<p style='x' "),
    "inline script or": ("<p ", '<p data-x="1" ONCLICK=x() '),
    "inline script": ('<script src="/x.js">', "<script>"),
    "inline": ("<p ", "<style></style><p "),
    "no CSRF token": ('name="csrf_token"', 'name="other"'),
    "template code": ("Ord", "{{ ord }}"),
    "a placeholder": ("Ord", "%(count)s ord"),
    "what only a program says": ("Ord", "Ord: None"),
    "only a program says": ("Ord", "&lt;Idea object at 0x7f"),
    "only a program": ('"Søg"', '"nan"'),
    "not whole": ("<label", '<label title="x" <b'),
    "whole": ("hidden>None", 'hidden title="None'),
}


def test_a_sound_page_is_sound():
    inspect(SOUND, tokens=True)


@pytest.mark.parametrize(("said", "change"), FAULTS.items())
def test_each_fault_is_found(said, change):
    assert change[0] in SOUND
    with pytest.raises(AssertionError, match=said):
        inspect(SOUND.replace(*change), tokens=True)
