"""The credential that is baked into a PNG: its chunks are walked, its pixels never decoded.

PNG (third edition), section 11.3.3; Open Badges 3.0, section 5.3.
"""

import zlib
from collections.abc import Iterator

from matcher.errors import InvalidInput

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORDS = ("openbadgecredential", "openbadges")
"""Of version 3.0, of version 2.0."""
MAX_TEXT_BYTES = 2_000_000
"""Of what is unpacked; the largest learning records that we know of have some hundred thousand."""

_TEXTUAL = frozenset({b"iTXt", b"tEXt", b"zTXt"})


def baked_in_png(name: str, data: bytes) -> str | None:
    """The text under the badge's keyword; None where the image holds no badge.

    Raises InvalidInput for a damaged image, a text that is too long, and two badges of one version.
    """
    found: dict[str, str] = {}
    for kind, content in _chunks(name, data):
        keyword, _, rest = content.partition(b"\0")
        called = keyword.decode("latin-1")
        if kind not in _TEXTUAL or called not in KEYWORDS:
            continue
        if called in found:
            raise InvalidInput(f"{name}: chunk {called}", "stands there twice, so that it is unclear which one counts")
        found[called] = _text(f"{name}: chunk {called}", kind, rest)
    return next((found[keyword] for keyword in KEYWORDS if keyword in found), None)


def _chunks(name: str, data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """(type, content) of each, up to the end of the image. The checksum of a textual one must be right."""
    at = len(SIGNATURE)
    while at < len(data):
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 8 + length
        if len(kind) < 4 or end + 4 > len(data):
            raise InvalidInput(f"{name}: byte {at:,}", "the image is cut off or damaged: a chunk goes beyond its end")
        if kind in _TEXTUAL:
            content = data[at + 8 : end]
            if zlib.crc32(kind + content) != int.from_bytes(data[end : end + 4], "big"):
                raise InvalidInput(f"{name}: byte {at:,}", "the image is damaged: the checksum of a text is wrong")
            yield kind, content
        if kind == b"IEND":
            return
        at = end + 4


def _text(field: str, kind: bytes, rest: bytes) -> str:
    if kind == b"tEXt":
        raw, encoding = rest, "latin-1"
    elif kind == b"zTXt":
        raw, encoding = _unpacked(field, rest[:1], rest[1:]), "latin-1"
    else:
        packed, method = rest[:1], rest[1:2]
        parts = rest[2:].split(b"\0", 2)
        if len(parts) < 3:
            raise InvalidInput(field, "is no text of a PNG: its parts are missing")
        raw = _unpacked(field, method, parts[2]) if packed == b"\x01" else parts[2]
        encoding = "utf-8"
    if len(raw) > MAX_TEXT_BYTES:
        raise InvalidInput(field, f"has more than {MAX_TEXT_BYTES:,} bytes")
    try:
        return raw.decode("utf-8" if encoding == "latin-1" and _is_unicode(raw) else encoding)
    except UnicodeDecodeError as error:
        raise InvalidInput(field, "is not UTF-8") from error


def _unpacked(field: str, method: bytes, packed: bytes) -> bytes:
    """No more than the limit is ever unpacked, whatever the text claims."""
    if method != b"\0":
        raise InvalidInput(field, "is packed in a way that PNG does not know")
    unpacking = zlib.decompressobj()
    try:
        raw = unpacking.decompress(packed, MAX_TEXT_BYTES + 1)
    except zlib.error as error:
        raise InvalidInput(field, "is damaged: it can't be unpacked") from error
    if len(raw) > MAX_TEXT_BYTES:
        raise InvalidInput(field, f"unpacks to more than {MAX_TEXT_BYTES:,} bytes, which no badge needs")
    if not unpacking.eof:
        raise InvalidInput(field, "is damaged: its end is missing")
    return raw


def _is_unicode(raw: bytes) -> bool:
    """Writers put UTF-8 where the standard asks for Latin-1."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
