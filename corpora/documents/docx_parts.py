"""The parts of a DOCX that are read, and the bounds on them: a small file can unpack to a great one."""

import io
import zipfile

from lxml import etree
from lxml.etree import _Element

from matcher.errors import UnreadableDocument

BODY, STYLES, PROPERTIES = "word/document.xml", "word/styles.xml", "docProps/core.xml"
"""The parts that are read. Pictures, fonts and whatever else a file holds are never unpacked."""
MAX_BODY_BYTES = 15_000_000
"""Unpacked: forty times the markup of a long book chapter, and a third of a gigabyte in memory at the worst."""
MAX_XML_BYTES = 30_000_000
"""Of all parts that are read."""


def parts_of(name: str, data: bytes) -> list[_Element | None]:
    """The roots of BODY, STYLES and PROPERTIES; None for one that the file lacks.

    Raises UnreadableDocument past the limits, and for damaged files whatever zipfile, zlib and lxml raise.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sizes = {part.filename: part.file_size for part in archive.infolist()}
        read = {part: sizes.get(part, 0) for part in (BODY, STYLES, PROPERTIES)}
        for part, size, limit in ((BODY, read[BODY], MAX_BODY_BYTES), ("its XML", sum(read.values()), MAX_XML_BYTES)):
            if size > limit:
                raise UnreadableDocument(name, f"{part} unpacks to {size:,} bytes; at most {limit:,} are read")
        return [_root(_unpacked(archive, part, size)) if part in sizes else None for part, size in read.items()]


def _unpacked(archive: zipfile.ZipFile, part: str, size: int) -> bytes:
    """No more than it declares is ever unpacked. Raises BadZipFile where it is more."""
    with archive.open(part) as source:
        return source.read(size) + source.read(1)


def _root(data: bytes) -> _Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
