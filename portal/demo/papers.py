"""Papers that the demonstration hangs up: a PDF of one page, written here, so that nothing is brought along."""

from collections.abc import Sequence
from itertools import accumulate

HEAD = b"%PDF-1.4\n"


def paper(title: str, lines: Sequence[str]) -> bytes:
    """A page with a title and its lines; what stands in them can be read out again."""
    written = "".join(f"0 -20 Td ({_safe(line)}) Tj " for line in lines)
    stream = f"BT /F1 18 Tf 72 760 Td ({_safe(title)}) Tj /F1 11 Tf 0 -16 Td {written}ET".encode("cp1252")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R /Lang (da-DK) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    )
    bodies = [b"%d 0 obj\n%s\nendobj\n" % (number, body) for number, body in enumerate(objects, 1)]
    *places, table = accumulate(map(len, bodies), initial=len(HEAD))
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 6\n0000000000 65535 f \n%strailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return HEAD + b"".join(bodies) + end % (rows, table)


def _safe(text: str) -> str:
    return text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
