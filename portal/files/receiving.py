"""A file that somebody sent: looked at by what it holds, in a process of its own, and then it waits for its form."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from flask import current_app
from itsdangerous import BadData

from portal.files import storing
from portal.files.models import FileKind
from portal.files.reading import faults
from portal.files.reading.pictures import WIDTHS
from portal.files.words import ENDINGS, FAULTS, LARGEST, LIES, NOT_TAKEN, ONLY_PICTURES
from portal.foundation.errors import Refused
from portal.foundation.i18n import gettext as _
from portal.foundation.signing import serializer
from portal.foundation.text import composed, slugify, without_unseen_signs

CODE = Path(__file__).resolve().parent.parent.parent
PATIENCE = {"check": 30, "text": 90, "shapes": 30}  # seconds on the wall
KEY_HOLDS = 24 * 60 * 60
PIECE = 1024 * 1024
LONGEST_STEM = 80
NOT_IN_A_NAME = re.compile(r"[/\\\x00-\x1f\u061c\u200b\u200e\u200f\u2060\ufeff]")  # paths, and what nobody sees
BEGINNINGS: Mapping[bytes, tuple[FileKind, ...]] = {
    b"%PDF-": (FileKind.PDF,),
    b"PK\x03\x04": (FileKind.WORD, FileKind.ODT),
    b"\x89PNG\r\n\x1a\n": (FileKind.PNG,),
    b"\xff\xd8\xff": (FileKind.JPEG,),
}
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # .doc, and any document of Office that asks for a password
ODT_BEGINS = b"mimetypeapplication/vnd.oasis.opendocument"  # the first part of such a package, never packed


@dataclass(frozen=True)
class Received:
    """A file that was found good, and waits until it is added."""

    kind: str
    name: str
    content_hash: str
    size: int
    width: int | None = None
    height: int | None = None
    comments: int = 0
    changes: int = 0

    @property
    def is_picture(self) -> bool:
        return FileKind(self.kind).is_picture

    def key(self, about: str) -> str:
        """For the form that comes back without the file: `about` names whose form it is, and what it is about."""
        return serializer("file").dumps([about, asdict(self)])


def received_before(key: str, about: str) -> Received | None:
    """What a key of that form stands for; none when it is no key, too old, or the file is gone."""
    try:
        meant, said = serializer("file").loads(key, max_age=KEY_HOLDS)
    except BadData:
        return None
    received = Received(**said)
    return received if meant == about and storing.is_here(received.content_hash) else None


def receive(content: IO[bytes], sent_name: str, *, only_pictures: bool = False) -> Received:
    """Look at a file and let it wait. Raises `Refused` with the sentence that says why not; then nothing is kept."""
    stem, ending = _name_of(sent_name)
    with storing.workplace() as place:
        sent = place / "sent"
        _write(content, sent)
        kind = _kind_of(sent)
        if ending and ending not in ENDINGS[kind]:
            raise Refused(_(LIES, ending=ending) if _is_known(ending) else _(NOT_TAKEN))
        if only_pictures and not kind.is_picture:
            raise Refused(_(ONLY_PICTURES))
        said = asked("check", kind, sent, place)
        if fault := said.pop("fault", ""):
            raise Refused(_(FAULTS[fault]))
        whole = place / "whole" if kind.is_picture else sent
        copies = {width: place / str(width) for width in WIDTHS} if kind.is_picture else {}
        received = Received(kind, f"{stem}.{ENDINGS[kind][0]}", storing.hash_of(whole), whole.stat().st_size, **said)
        storing.let_wait(received.content_hash, whole, copies)
    return received


def asked(deed: str, kind: FileKind, path: Path, folder: Path | None = None) -> dict[str, Any]:
    """What the reader in its own process says of a file; one that dies or takes too long says that it is damaged."""
    command = [sys.executable, "-m", "portal.files.reading", deed, kind.value, str(path)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; what strangers made is named by our own path
            [*command, str(folder)] if folder else command,
            cwd=CODE,
            env={"PYTHONPATH": str(CODE), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=PATIENCE[deed],
            check=True,
        )
        said: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        current_app.logger.warning("a file could not be read: %s", type(error).__name__)
        return {"fault": faults.DAMAGED}
    return said


def _name_of(sent_name: str) -> tuple[str, str]:
    """Its name without ending, made safe, and its ending. Raises `Refused` for a name that leads elsewhere."""
    if (
        not sent_name.strip(". ")
        or NOT_IN_A_NAME.search(sent_name)
        or without_unseen_signs(sent_name) != composed(sent_name)
    ):
        raise Refused(
            _("The name of the file must not hold / or \\ or unseen signs. Give it another name, and try again.")
        )
    stem, dot, ending = sent_name.rpartition(".")
    if not dot or not re.fullmatch(r"\w{1,5}", ending):
        stem, ending = sent_name, ""
    return slugify(stem)[:LONGEST_STEM].strip("-") or "fil", ending.lower()


def _write(content: IO[bytes], path: Path) -> None:
    size = 0
    with path.open("wb") as file:
        while piece := content.read(PIECE):
            size += len(piece)
            if size > LARGEST:
                raise Refused(_("The file is larger than 20 MB. Make it smaller, or add it in parts."))
            file.write(piece)
    if not size:
        raise Refused(_("The file is empty."))


def _kind_of(path: Path) -> FileKind:
    """By how it begins. Raises `Refused`."""
    with path.open("rb") as file:
        begins = file.read(PIECE // 256)
    if begins.startswith(OLD_OFFICE):
        raise Refused(_("The file is an old or locked Word document. Save it as .docx without a password."))
    kinds = next((kinds for sign, kinds in BEGINNINGS.items() if begins.startswith(sign)), ())
    if not kinds:
        raise Refused(_(NOT_TAKEN))
    return kinds[-1] if ODT_BEGINS in begins else kinds[0]


def _is_known(ending: str) -> bool:
    return any(ending in known for known in ENDINGS.values())
