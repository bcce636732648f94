"""Words of files: kinds, sizes, and why one is not taken."""

from collections.abc import Callable, Mapping

from portal.files.models import FileKind
from portal.files.reading import faults
from portal.files.reading.shapes import Left
from portal.foundation.dates import number
from portal.foundation.i18n import N_, gettext, ngettext

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


# Of a document whose text is taken along: what is not …
NOT_TAKEN_ALONG = frozenset({
    Left.PICTURE, Left.OBJECT, Left.FORMULA, Left.NOTE, Left.COMMENT, Left.HEADER, Left.HIDDEN, Left.CONTENTS,
    Left.SIGN, Left.CUT, Left.UNREAD_CHANGE,
})  # fmt: skip
_LEFT: Mapping[Left, Callable[[int], str]] = {
    Left.PICTURE: lambda n: ngettext("%(count)s picture", "%(count)s pictures", n),
    Left.OBJECT: lambda n: ngettext("%(count)s embedded object", "%(count)s embedded objects", n),
    Left.FORMULA: lambda n: ngettext("%(count)s formula", "%(count)s formulas", n),
    Left.NOTE: lambda n: ngettext("%(count)s footnote or endnote", "%(count)s footnotes and endnotes", n),
    Left.COMMENT: lambda n: ngettext("%(count)s comment", "%(count)s comments", n),
    Left.HEADER: lambda n: ngettext("%(count)s header or footer", "%(count)s headers and footers", n),
    Left.HIDDEN: lambda n: ngettext("%(count)s hidden piece of text", "%(count)s hidden pieces of text", n),
    Left.CONTENTS: lambda n: ngettext(
        "%(count)s line of a table of contents", "%(count)s lines of tables of contents", n
    ),
    Left.SIGN: lambda n: ngettext("%(count)s special sign", "%(count)s special signs", n),
    Left.CUT: lambda _n: gettext("The end of the document, which is too long"),
    Left.UNREAD_CHANGE: lambda n: ngettext(
        "%(count)s tracked change in notes, comments, headers or footers",
        "%(count)s tracked changes in notes, comments, headers or footers",
        n,
    ),
    # … and what comes as something else
    Left.BOX: lambda n: ngettext(
        "%(count)s text box is an ordinary paragraph", "%(count)s text boxes are ordinary paragraphs", n
    ),
    Left.FIELD: lambda n: ngettext(
        "%(count)s field stands with the words it showed", "%(count)s fields stand with the words they showed", n
    ),
    Left.NUMBER: lambda n: ngettext(
        "%(count)s automatic number is typed", "%(count)s automatic numbers are typed", n
    ),
    Left.ANEW: lambda n: ngettext(
        "%(count)s item of a list has another number", "%(count)s items of lists have other numbers", n
    ),
    Left.EMPHASIS: lambda n: ngettext(
        "%(count)s place is not bold or in italics any more", "%(count)s places are not bold or in italics any more", n
    ),
    Left.CELL: lambda n: ngettext(
        "%(count)s cell of a table had several paragraphs, and has one line now",
        "%(count)s cells of tables had several paragraphs, and have one line now",
        n,
    ),
    Left.MERGED: lambda n: ngettext(
        "%(count)s cell that went over several columns has one of its own",
        "%(count)s cells that went over several columns have one each",
        n,
    ),
    Left.BAR: lambda n: ngettext(
        "%(count)s cell has a slash for a bar", "%(count)s cells have slashes for bars", n
    ),
    Left.SHAPE_CHANGE: lambda n: ngettext(
        "%(count)s tracked change is only of how the text looks",
        "%(count)s tracked changes are only of how the text looks",
        n,
    ),
}  # fmt: skip


def left_in_words(kind: Left, count: int) -> str:
    """How many of a kind a document has that did not come along as they were."""
    return _LEFT[kind](count)
