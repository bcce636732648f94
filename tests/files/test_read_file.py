"""What a file says is taken out by the worker, in a process that may die of it, and as its reader sees it."""

import json
import subprocess
import sys

import pytest

from portal.committees.models import Mandate
from portal.files import receiving
from portal.files.actions import forget_files, read_files
from portal.files.models import StoredFile
from portal.files.reading.pdf import DIVIDED
from portal.foundation.db import db, transaction
from tests.factories import saved
from tests.files import samples
from tests.files.samples import deleted, inserted
from tests.files.scene import added, on_disk
from tools.console import ROOT

MOVED = "<w:moveFrom><w:r><w:t>flyttet</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>flyttet</w:t></w:r></w:moveTo>"
BOX = "<w:r><w:t>boks</w:t></w:r>"
TWICE = f"<mc:AlternateContent><mc:Choice>{BOX}</mc:Choice><mc:Fallback>{BOX}</mc:Fallback></mc:AlternateContent>"
FIELD = '<w:fldSimple w:instr="REF x"><w:r><w:t> Se bilag 7</w:t></w:r></w:fldSimple>'
SIGNS = f"<w:p><w:r><w:t>a</w:t><w:tab/><w:noBreakHyphen/></w:r>{TWICE}</w:p>"
WORD = f"<w:p>{inserted('Ny ')}{deleted('gammel ')}{MOVED}{FIELD}</w:p>{SIGNS}"
ODT = (
    "<text:tracked-changes><text:changed-region><text:deletion><text:p>slettet</text:p></text:deletion>"
    "</text:changed-region></text:tracked-changes><text:h>Referat</text:h>"
    "<text:p>Fra<text:s text:c='2'/>nord<office:annotation><dc:creator>Bo</dc:creator><text:p>Nej!</text:p>"
    "</office:annotation><text:span> til syd</text:span></text:p>"
)


@pytest.fixture
def draft(harbour):
    """A version of the task that is being written."""
    return saved(Mandate(committee=harbour, number=2, purpose="Nyt formål"))


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.pdf", samples.pdf("Kystsikring ved havnen"), "Kystsikring ved havnen"),
        ("a.docx", samples.word(WORD), "Ny flyttet Se bilag 7\na\t-boks"),
        ("a.odt", samples.odt(ODT), "Referat\nFra  nord til syd"),
    ],
)
def test_it_says_what_its_reader_sees(name, content, text, bo, draft, deliver_outbox):
    """What was deleted is not said, what was moved is said once, a text box once, a field as it shows; no comments."""
    file = added(bo, draft, content, name)
    assert file.text is None
    deliver_outbox()
    assert file.text == text


def test_changes_and_comments_are_counted(bo, draft):
    ends = '<w:p><w:pPr><w:rPr><w:ins w:author="Bo" w:date="2026-01-02T10:00:00Z"/></w:rPr></w:pPr>'
    body = f"{ends}{inserted('Et')}</w:p><w:p>{inserted('To', 'Eva')}{deleted('x')}{MOVED}</w:p>"
    word = added(bo, draft, samples.word(body, comments=2), "a.docx")
    odt = added(bo, draft, samples.odt(ODT), "a.odt", title="En ODT")
    assert (word.comments, word.changes, odt.comments, odt.changes) == (2, 4, 1, 1)


def test_words_that_a_line_divides_are_joined_and_years_are_not():
    assert DIVIDED.sub("", "kyst-\nsikring, 2026-\n2030, Nord-\nSyd") == "kystsikring, 2026-\n2030, Nord-\nSyd"


def test_a_cpr_number_in_a_file_is_not_searched(client, bo, draft, deliver_outbox):
    """Its text is not kept, and whoever may remove it is told."""
    file = added(bo, draft, samples.pdf("Anna Strand, 010190-1234"))
    deliver_outbox()
    assert (file.text, file.holds_cpr) == ("", True)
    assert "Der ser ud til at stå et CPR-nummer i filen" in client(bo).get(draft.path).text


def test_a_reader_that_takes_too_long_is_ended(bo, draft, monkeypatch):
    """And the file counts as read, so that it is not tried for ever."""
    file = added(bo, draft)
    monkeypatch.setitem(receiving.PATIENCE, "text", 0.001)
    assert read_files(at_most=10) == 1
    assert file.text == ""
    assert read_files(at_most=10) == 0


@pytest.mark.parametrize("greedy", ["bytearray(3 * 1024 ** 3)", "[0 for _ in iter(int, 1)]"])
def test_a_reader_that_wants_too_much_is_ended(greedy):
    """By the system: of memory and of time. Whoever asked is told that the file is damaged."""
    begin = "import portal.files.reading.__main__ as it; it.SECONDS = {'text': 1}; it.keep_within_limits('text'); "
    done = subprocess.run([sys.executable, "-c", begin + greedy], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode != 0


def test_it_reads_in_another_process(tmp_path):
    (tmp_path / "a.pdf").write_bytes(samples.pdf("Hej"))
    command = [sys.executable, "-m", "portal.files.reading", "text", "pdf", str(tmp_path / "a.pdf")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    assert json.loads(done.stdout) == {"text": "Hej"}


def test_with_the_words_of_a_record_go_its_files(bo, draft, deliver_outbox):
    file = added(bo, draft)
    deliver_outbox()
    with transaction():
        forget_files("mandate", [draft.id])
    assert (file.title, file.text, file.name) == ("", None, "")
    assert file.removed_at is not None
    assert on_disk() == set()
    assert db.session.query(StoredFile).count() == 1
