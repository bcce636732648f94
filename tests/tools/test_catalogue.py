"""The catalogue check finds what a reader would stumble over."""

from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from tools import catalogue

HEADER = (
    'msgid ""\nmsgstr ""\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
)


class Desk:
    """A small project with templates and .po files, and what the check says about it."""

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.capsys = root, capsys
        self.parts = root / "portal" / "translations" / "da" / "LC_MESSAGES"
        self.parts.mkdir(parents=True)
        (root / "templates").mkdir()

    def page(self, text: str) -> None:
        (self.root / "templates" / "page.html").write_text(text, encoding="utf-8")

    def part(self, text: str, name: str = "ideas.po") -> None:
        (self.parts / name).write_text(HEADER + "\n" + text, encoding="utf-8")

    def check(self, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["catalogue", *arguments])
        code = catalogue.main()
        return code, self.capsys.readouterr().out


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = Desk(tmp_path, capsys)
    monkeypatch.setattr(catalogue, "ROOT", tmp_path)
    monkeypatch.setattr(catalogue, "PARTS", made.parts)
    monkeypatch.setattr(catalogue, "COMPILED", made.parts / "messages.mo")
    return made


def test_a_complete_catalogue_is_compiled(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.page('{{ _("Send your idea") }} {% trans count=n %}One idea{% pluralize %}{{ count }} ideas{% endtrans %}')
    desk.part('msgid "Send your idea"\nmsgstr "Send din idé"\n')
    desk.part(
        'msgid "One idea"\nmsgid_plural "%(count)s ideas"\nmsgstr[0] "Én idé"\nmsgstr[1] "%(count)s ideer"\n', "b.po"
    )
    code, said = desk.check(monkeypatch, "--strict")
    assert (code, said) == (0, "2 texts, 0 faults, 0 unused.\n")
    with (desk.parts / "messages.mo").open("rb") as stream:
        assert read_mo(stream)["Send your idea"].string == "Send din idé"


@pytest.mark.parametrize(
    ("page", "part", "fault"),
    [
        ('{{ _("Hello") }}', "", 'templates/page.html:1: no Danish for "Hello"'),
        ('{{ _("Hello") }}', 'msgid "Hello"\nmsgstr ""\n', "no translation"),
        ('{{ _("Hello") }}', '#, fuzzy\nmsgid "Hello"\nmsgstr "Hej"\n', "marked fuzzy"),
        ('{{ _("By %(who)s", who=x) }}', 'msgid "By %(who)s"\nmsgstr "Af nogen"\n', "%(who)s is lost"),
        ('{{ _("By") }}', 'msgid "By"\nmsgstr "Af %(who)s"\n', "%(who)s is not in the original"),
        ('{{ _("Half") }}', 'msgid "Half"\nmsgstr "50 % af"\n', "a stray percent sign"),
        (
            '{{ _("Hello") }}',
            'msgid "Hello"\nmsgstr "Hej"\n\nmsgid "Hello"\nmsgstr "Dav"\n',
            "stands twice in this file",
        ),
        (
            '{{ ngettext("One", "%(count)s", 2) }}',
            'msgid "One"\nmsgstr "Én"\n',
            "no Danish for",
        ),
    ],
)
def test_a_fault_is_told_with_its_place(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, page: str, part: str, fault: str
) -> None:
    desk.page(page)
    desk.part(part)
    code, said = desk.check(monkeypatch)
    assert code == 1
    assert fault in said


def test_two_parts_must_agree(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.page('{{ _("Hello") }}')
    desk.part('msgid "Hello"\nmsgstr "Hej"\n', "a.po")
    desk.part('msgid "Hello"\nmsgstr "Hej"\n', "b.po")
    assert desk.check(monkeypatch)[0] == 0
    desk.part('msgid "Hello"\nmsgstr "Goddag"\n', "b.po")
    code, said = desk.check(monkeypatch)
    assert code == 1
    assert '"Hello" is "Goddag" here and "Hej" in a.po' in said


def test_the_municipalitys_own_words_may_differ(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.page('{{ _("The members of %(the_committee)s") }}')
    desk.part('msgid "The members of %(the_committee)s"\nmsgstr "%(Committee_of)s medlemmer"\n')
    assert desk.check(monkeypatch)[0] == 0


def test_an_unused_text_is_an_error_only_when_strict(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.page("")
    desk.part('msgid "Old"\nmsgstr "Gammel"\n')
    assert desk.check(monkeypatch)[0] == 0
    assert desk.check(monkeypatch, "--strict")[0] == 1


def test_a_running_portal_does_not_wait_for_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.page('{{ _("Hello") }}')
    assert desk.check(monkeypatch, "--compile-only") == (0, "")
    assert (desk.parts / "messages.mo").exists()
