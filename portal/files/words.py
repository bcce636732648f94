"""Words of files: kinds, sizes, and why one is not taken."""

from collections.abc import Mapping

from portal.files.models import FileKind
from portal.files.reading import faults
from portal.foundation.dates import number
from portal.foundation.i18n import N_, gettext

MEGABYTE = 1024 * 1024
LARGEST = 20 * MEGABYTE
KIND_LABELS: Mapping[FileKind, str] = {
    FileKind.PDF: "PDF",
    FileKind.WORD: "Word",
    FileKind.ODT: "ODT",
    FileKind.PNG: N_("Picture (PNG)"),
    FileKind.JPEG: N_("Picture (JPEG)"),
}
MEDIA_TYPES: Mapping[FileKind, str] = {
    FileKind.PDF: "application/pdf",
    FileKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.ODT: "application/vnd.oasis.opendocument.text",
    FileKind.PNG: "image/png",
    FileKind.JPEG: "image/jpeg",
}
ENDINGS: Mapping[FileKind, tuple[str, ...]] = {
    FileKind.PDF: ("pdf",),
    FileKind.WORD: ("docx",),
    FileKind.ODT: ("odt",),
    FileKind.PNG: ("png",),
    FileKind.JPEG: ("jpg", "jpeg"),
}
NOT_TAKEN = N_("The file is none that can be added. Add a PDF, a Word document (.docx), an ODT, a PNG or a JPEG.")
ONLY_PICTURES = N_("Only a picture can be added here: a PNG or a JPEG.")
LIES = N_(
    "The name of the file ends in .%(ending)s, but it holds something else. Save it in the right format, and try again."
)
FAULTS: Mapping[str, str] = {
    faults.BOMB: N_("The file is packed so that it becomes far too large when it is opened. It is not added."),
    faults.DAMAGED: N_("The file cannot be opened, so it is probably damaged. Save it again, and add it then."),
    faults.LOCKED: N_("The file is locked with a password. Save it without one, and add it then."),
    faults.MACROS: N_(
        "There are macros in the document. Save it without macros, as an ordinary document, and try again."
    ),
    faults.OTHER_KIND: NOT_TAKEN,
    faults.TOO_LONG: N_("The picture is more than five times as long one way as the other. Crop it, and try again."),
    faults.TOO_MANY_PIXELS: N_(
        "The picture has too many pixels. Make it smaller, at most 50 million, and add it then."
    ),
}


def kind_name(kind: FileKind) -> str:
    return gettext(KIND_LABELS[kind])


def size_in_words(size: int) -> str:
    """In kilobytes, and from one megabyte in megabytes."""
    if size >= MEGABYTE:
        return f"{number(round(size / MEGABYTE, 1))} MB"
    return f"{number(max(1, round(size / 1024)))} KB"
