"""Bytes to characters, and characters to the clean text that offsets refer to."""

import codecs
import re
import unicodedata

from charset_normalizer import CharsetMatch, from_bytes

from corpora.documents.document import MAX_CHARACTERS
from matcher.errors import EmptyText, TextTooLong, UnreadableDocument

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""UTF-32 before UTF-16: one mark begins with the other."""

SAMPLE_BYTES = 65_536
MAX_CONTROL_SHARE = 0.3
"""Of the characters of valid Unicode text; binary files that happen to be ASCII have more."""
MAX_CONTROL_SHARE_LEGACY = 0.02
"""Of the bytes of anything else: legacy text has next to none, compressed data about 0.1."""
BINARY = "looks like binary data, not text"

_CONTROL_BYTES = bytes(b for b in range(32) if b not in b"\t\n\r\f\v\x1b") + b"\x7f"
_LINE_ENDINGS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_TRAILING_BLANKS = re.compile(r"(?<![ \t])[ \t]++$", re.MULTILINE)
"""Looked for where a run of blanks begins, and nowhere else: else a long run is searched once for each blank in it."""
_BLANK_LINES = re.compile(r"\n{3,}")
TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Marks that turn around what stands after them, so that a text shows other than it is (Unicode annex 9)."""
_REMOVED = {ord(c): None for c in f"\u00ad\u200b\u2060\ufeff\ufffc{TURNING}"}
"""Soft hyphen, zero-width space, word joiner, byte order mark, object placeholder, what turns text around.

The joiners stay: emoji and Persian need them.
"""
_SYMBOL_FONT_BULLETS = dict.fromkeys(map(ord, "\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf06e"), "•")
"""What word processors write for a bullet of a symbol font."""
_REPLACED = {**_REMOVED, **_SYMBOL_FONT_BULLETS, 0xA0: " "}
_REPLACEABLE = re.compile(f"[{''.join(map(chr, _REPLACED))}]+")
"""`str.translate` looks up every character of a text that is not all ASCII; this finds the few that matter."""
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]+")
"""Controls (Cc) but for tab and line end, and halves of surrogate pairs (Cs)."""


def decode(name: str, data: bytes, *, declared: str | None = None) -> str:
    """The characters of a text file: byte order mark, UTF-8, the declared encoding, then the likeliest.

    Raises UnreadableDocument for binary data.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(name, data, encoding)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(name, data, declared)
    return _unless_binary(name, text)


def clean_text(text: str) -> str:
    """The text with `\\n` line ends and plain spaces; no control characters, soft hyphens, surrogates, or
    marks that turn text around."""
    text = _REPLACEABLE.sub(lambda found: found.group().translate(_REPLACED), _LINE_ENDINGS.sub("\n", text))
    text = _UNWANTED.sub("", text)
    return _BLANK_LINES.sub("\n\n", _TRAILING_BLANKS.sub("", text)).strip("\n")


def require_clean(name: str, text: str, max_characters: int = MAX_CHARACTERS) -> str:
    """The clean text. Raises TextTooLong, before anything is cleaned, and EmptyText as `require_text` does."""
    return require_text(name, clean_text(require_within(name, text, max_characters)), max_characters)


def require_text(name: str, text: str, max_characters: int = MAX_CHARACTERS) -> str:
    """The text itself. Raises TextTooLong past the limit, EmptyText where it has no letter or digit."""
    if not any(c.isalnum() for c in require_within(name, text, max_characters)):
        raise EmptyText(name)
    return text


def require_within(name: str, text: str, max_characters: int) -> str:
    """The text itself. Raises TextTooLong past the limit."""
    if len(text) > max_characters:
        raise TextTooLong(name, length=len(text), limit=max_characters)
    return text


def _decoded(name: str, data: bytes, encoding: str) -> str:
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    try:
        return _unless_binary(name, data.decode(codec))
    except UnicodeDecodeError as error:
        reason = f"is damaged: it is marked as {encoding.upper()}, but byte {error.start:,} is not"
        raise UnreadableDocument(name, reason) from error


def _legacy(name: str, data: bytes, declared: str | None) -> str:
    sample = data[:SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    if controls > MAX_CONTROL_SHARE_LEGACY * len(sample):
        raise UnreadableDocument(name, BINARY)
    encoding = declared if declared and _is_legacy_codec(declared) else _likeliest(sample)
    if encoding is None:
        raise UnreadableDocument(name, BINARY)
    return _unless_binary(name, data.decode(encoding, errors="replace"))


def _likeliest(sample: bytes) -> str | None:
    """The encoding that reads best; Windows-1252, the commonest, where it reads no worse than the best."""
    matches = list(from_bytes(sample))
    if not matches:
        return None
    best = matches[0]
    if any(match.chaos <= best.chaos and _covers_cp1252(match) for match in matches):
        return "cp1252"
    return best.encoding


def _covers_cp1252(match: CharsetMatch) -> bool:
    return "cp1252" in (match.encoding, *match.could_be_from_charset)


def _is_legacy_codec(encoding: str) -> bool:
    try:
        codec = codecs.lookup(encoding).name
    except LookupError:
        return False
    return codec.startswith(("iso8859", "cp", "koi8", "mac", "shift_jis", "euc", "gb", "big5"))


def _unless_binary(name: str, text: str) -> str:
    sample = text[:SAMPLE_BYTES]
    controls = sum(unicodedata.category(c) == "Cc" and c not in "\t\n\r\f\v\x1b\x85" for c in sample)
    if controls > MAX_CONTROL_SHARE * len(sample):
        raise UnreadableDocument(name, BINARY)
    return text
