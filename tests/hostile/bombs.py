"""Small files that unpack, expand or nest to something great, and what says so."""

import io
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from tests.corpora.badge_makers import chunk
from tests.hostile import samples

MEGA = 1_000_000
LAUGHS = (
    '<!DOCTYPE lolz [<!ENTITY l0 "lol">'
    + "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 11))
    + "]>"
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'


@dataclass(frozen=True, slots=True, kw_only=True)
class Bomb:
    name: str
    """Of the file."""
    data: Callable[[], bytes]
    reader: str
    """`document`, `profile`, `ads`, `courses`, `team` or `brief`."""
    said: str
    """A part of what is said of it."""


def zeros(of: bytes = b"\0", size: int = 1_000 * MEGA, *, wbits: int = 15) -> bytes:
    """Packed, a piece at a time: it is never whole here either."""
    packing, piece = zlib.compressobj(9, zlib.DEFLATED, wbits), of * (MEGA // len(of))
    return b"".join(packing.compress(piece) for _ in range(size // MEGA)) + packing.flush()


def with_part(sample: bytes, name: str, start: bytes, filling: bytes, end: bytes, size: int) -> bytes:  # noqa: PLR0917
    """A container of which one part is great; what it declares is true."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sample)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            if one.filename != name:
                new.writestr(one, old.read(one))
        with new.open(name, "w", force_zip64=True) as part:
            part.write(start)
            piece = filling * (MEGA // len(filling))
            for _ in range(size // MEGA):
                part.write(piece)
            part.write(end)
    return out.getvalue()


def lying(data: bytes, name: str) -> bytes:
    """The same, but it declares that the part unpacks to a hundred bytes."""
    out = bytearray(data)
    at = -1
    for mark, size_at, name_at in ((b"PK\3\4", 22, 30), (b"PK\1\2", 24, 46)):
        while (at := data.find(mark, at + 1)) >= 0:
            if data[at + name_at : at + name_at + len(name)] == name.encode():
                out[at + size_at : at + size_at + 4] = (100).to_bytes(4, "little")
        at = -1
    return bytes(out)


def many_parts(sample: bytes, count: int) -> bytes:
    out = io.BytesIO(sample)
    with zipfile.ZipFile(out, "a") as archive:
        for i in range(count):
            archive.writestr(f"x/{i}", b"")
    return out.getvalue()


def a_pdf(*objects: bytes, root: int = 1) -> bytes:
    """Objects numbered from 1; the first is the catalogue."""
    out, places = bytearray(b"%PDF-1.5\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return bytes(out + b"trailer<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, start))


def stream(packed: bytes, more: bytes = b"/Filter/FlateDecode") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (more, len(packed), packed)


def pdf_of_pages(contents: bytes, pages: int = 1) -> bytes:
    kids = b" ".join(b"4 0 R" for _ in range(pages))
    return a_pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count %d/Kids[%s]>>" % (pages, kids),
        contents,
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 3 0 R/Resources<<>>>>",
    )


def pdf_of_deep_pages(depth: int) -> bytes:
    nodes = [b"<</Type/Pages/Count 1/Kids[%d 0 R]>>" % (i + 3) for i in range(depth)]
    page = b"<</Type/Page/MediaBox[0 0 9 9]/Resources<<>>>>"
    return a_pdf(b"<</Type/Catalog/Pages 2 0 R>>", *nodes, page)


def wide_png(width: int) -> bytes:
    head = chunk(b"IHDR", width.to_bytes(4, "big") * 2 + b"\x08\x02\0\0\0")
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zeros(size=50 * MEGA)) + chunk(b"IEND", b"")


def yaml_laughs() -> bytes:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 10)]
    return "\n".join(lines).encode()


def nested(depth: int, opening: str = "[", closing: str = "]") -> bytes:
    return (opening * depth + closing * depth).encode()


def docx() -> bytes:
    return samples.a_docx().data


def xlsx() -> bytes:
    return samples.xlsx_of([{"id": "a", "text": "You must know SQL", "name": "A"}]).data


def docx_of(body: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", body)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
ROWS = (b"<worksheet><sheetData>", b"<row><c><v>1</v></c></row>", b"</sheetData></worksheet>")
