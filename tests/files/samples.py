"""Files for tests, made here: good ones, and such as somebody means harm with."""

import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from PIL import Image
from pypdf import PdfReader, PdfWriter

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
ODF = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
MB = 1024 * 1024
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><title>x</title><script>alert(1)</script>"


def pdf(text="Kystsikring ved havnen", *, password=None):
    """One page that says something."""
    stream = f"BT /F1 18 Tf 72 720 Td ({text}) Tj ET".encode("latin-1")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out, places = BytesIO(b"%PDF-1.4\n"), []
    out.seek(0, 2)
    for number, body in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    table = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % table)
    if password is None:
        return out.getvalue()
    writer, locked = PdfWriter(PdfReader(BytesIO(out.getvalue()))), BytesIO()
    writer.encrypt(password, algorithm="RC4-128")
    writer.write(locked)
    return locked.getvalue()


def picture(form="JPEG", size=(900, 600), colour=(40, 90, 140), mode="RGB", **how):
    """A picture; `how` is given to Pillow."""
    out = BytesIO()
    Image.new(mode, size, colour).save(out, form, **how)
    return out.getvalue()


def photograph():
    """As a phone takes it: lying on its side, with place and camera."""
    exif = Image.Exif()
    exif[0x0112], exif[0x0110], exif[0x010F] = 6, "Telefon 12", "Fabrikken"
    exif.get_ifd(0x8825)[2] = (55.0, 40.0, 12.0)
    return picture(exif=exif.tobytes(), comment=b"hjemme hos Anna")


def bomb_of_pixels():
    """A PNG of a few hundred bytes that says it is 60,000 × 60,000."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, (b"IHDR", b"IDAT", b"IEND"), (head, zlib.compress(b"\0"), b"")))


def _chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def package(parts, *, stored=()):
    """A zip of parts; those that are `stored` are not packed."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(ZipInfo(name), content, ZIP_STORED if name in stored else ZIP_DEFLATED)
    return out.getvalue()


def word(body="<w:p><w:r><w:t>Kommissorium</w:t></w:r></w:p>", *, main=MAIN, comments=0, **parts):
    """A Word document; `parts` are added to it by name, with a dot for the slash."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    own = {
        "[Content_Types].xml": types,
        "word/document.xml": f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>",
    }
    if comments:
        said = "".join(
            f'<w:comment w:id="{n}"><w:p><w:r><w:t>Nej!</w:t></w:r></w:p></w:comment>' for n in range(comments)
        )
        own["word/comments.xml"] = f"<w:comments {W}>{said}</w:comments>"
    return package(own | parts)


def inserted(text, by="Bo"):
    return f'<w:ins w:author="{by}" w:date="2026-01-0{len(by)}T10:00:00Z"><w:r><w:t>{text}</w:t></w:r></w:ins>'


def deleted(text):
    return f'<w:del w:author="Bo" w:date="2026-01-01T10:00:00Z"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def odt(body="<text:p>Forretningsorden</text:p>", *, mimetype="application/vnd.oasis.opendocument.text", **parts):
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    content = f"<office:document-content {ODF}>{text}</office:document-content>"
    return package({"mimetype": mimetype, "content.xml": content} | parts, stored={"mimetype"})


def bomb_of_a_package():
    """Forty megabytes of nothing in forty kilobytes."""
    return word(**{"word/media/nothing.bin": bytes(40 * MB)})


def bomb_of_words():
    """A billion laughs."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
    document = (
        f"<!DOCTYPE x [{laughs}]><w:document {W}><w:body><w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:body></w:document>"
    )
    return word(**{"word/document.xml": document})
