"""A valid file, changed where its format has its joints: one seed, one change, so that each input can be made again."""

import gzip
import io
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from random import Random
from types import MappingProxyType

MOST_CHANGES = 4
"""Of one input, one after the other."""
DEEP = 2_000
PLAINLY = 0.15
"""Of the inputs, the share whose bytes are changed whatever they mean."""
TOKENS = (
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x80\xae", b"\xe2\x80\x8b",
    b"\r", b"\r\n", b"\n\n", b"\t", b"\x1b[2J", b'"', b"'", b"\\", b"=1+1", b"@SUM(A1)", b"%s%n", b"<!--", b"]]>",
    b"</script>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&#0;", b"&#x110000;", b"&amp;" * 50, b"{", b"[", b"}",
    b"]", b"null", b"NaN", b"1e999", b"-0", b"9" * 400, b"2147483648", b"-1", b"18446744073709551616", b"0000-00-00",
    b"10000-01-01", b"a" * 3_000, b" " * 3_000, b"(" * 500, b"<p>" * 500, b"- " * 1_000, b"\xcc\x81" * 500,
    b"endobj", b"stream", b"/Length 999999999", b"obj<<", b"eyJhbGciOiJub25lIn0.", b"&x", b"*x", b"!!python/object:a",
)  # fmt: skip
Value = object

TEXTS: tuple[Value, ...] = (
    *("", " ", "\u202e\u2066x", "\ud800", "=1+1", "</script>", "\x1b[2J\x00", "a" * 5_000, "a\u0301" * 400, "http://["),
    *("urn:", "javascript:alert(1)", "P99999Y", "PT1H", "2026-13-45", "-5", "1e999", "NaN", "EQF 99", "\u0661\u0662"),
    *("12 \u0633\u0627\u0639\u0629", "12 hours", "$1,000,000,000,000,000", "0 hours", "\u2028", "*", "{}", "[]"),
)
NUMBERS: tuple[Value, ...] = (
    *(0, -1, 1, 2**63, -(2**63) - 1, 10**400, 1e308, 5e-324, float("nan"), float("inf"), 0.1, True, False),
)
_NUMBER = re.compile(rb"\d+")
_PNG_HEAD = 8

Mutate = Callable[[Random, bytes], bytes]


@dataclass(frozen=True, slots=True)
class Sample:
    """What can be read, and how it is changed."""

    data: bytes
    shape: str


def mutated(rng: Random, sample: Sample) -> bytes:
    data = sample.data
    for _ in range(rng.randint(1, MOST_CHANGES)):
        change = of_bytes if rng.random() < PLAINLY else SHAPES[sample.shape]
        with suppress(zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RecursionError, KeyError):
            data = change(rng, data)
    return data


def of_bytes(rng: Random, data: bytes) -> bytes:
    at, end = rng.randrange(len(data) + 1), rng.randrange(len(data) + 1)
    start, end = min(at, end), min(max(at, end), min(at, end) + 200)
    return rng.choice((_flipped, _inserted, _cut, _doubled, _ended, _moved, _other_number))(rng, data, start, end)


def _flipped(rng: Random, data: bytes, start: int, _: int) -> bytes:
    if start >= len(data):
        return data
    return data[:start] + bytes([data[start] ^ (1 << rng.randrange(8))]) + data[start + 1 :]


def _inserted(rng: Random, data: bytes, start: int, _: int) -> bytes:
    token = rng.choice(TOKENS) if rng.random() < 0.8 else rng.randbytes(rng.randint(1, 40))
    return data[:start] + token + data[start:]


def _cut(_: Random, data: bytes, start: int, end: int) -> bytes:
    return data[:start] + data[end:]


def _doubled(rng: Random, data: bytes, start: int, end: int) -> bytes:
    return data[:start] + data[start:end] * rng.choice((2, 3, 50)) + data[end:]


def _ended(_: Random, data: bytes, start: int, __: int) -> bytes:
    return data[:start]


def _moved(rng: Random, data: bytes, start: int, end: int) -> bytes:
    rest = data[:start] + data[end:]
    to = rng.randrange(len(rest) + 1)
    return rest[:to] + data[start:end] + rest[to:]


def _other_number(rng: Random, data: bytes, _: int, __: int) -> bytes:
    found = list(_NUMBER.finditer(data[:200_000]))
    if not found:
        return data
    one = rng.choice(found)
    other = rng.choice((b"0", b"-1", b"1e308", b"2147483647", b"99999999999999999999", b"1.5", b"", b"0x10"))
    return data[: one.start()] + other + data[one.end() :]


def of_json(rng: Random, data: bytes) -> bytes:
    value = json.loads(data)
    changed = _changed(rng, value, _random_path(rng, value))
    return json.dumps(changed, ensure_ascii=rng.random() < 0.5).encode("utf-8", "surrogatepass")


def of_lines(rng: Random, data: bytes) -> bytes:
    lines = data.splitlines()
    if not lines:
        return data
    at = rng.randrange(len(lines))
    lines[at] = of_json(rng, lines[at]) if rng.random() < 0.8 else of_bytes(rng, lines[at])
    return b"\n".join(lines[max(0, at - 2) : at + 3])


def _random_path(rng: Random, value: Value) -> list[str | int]:
    path: list[str | int] = []
    while isinstance(value, dict | list) and value and rng.random() < 0.85:
        step: str | int = rng.choice(list(value)) if isinstance(value, dict) else rng.randrange(len(value))
        path.append(step)
        value = value[step]  # type: ignore[index]
    return path


def _changed(rng: Random, value: Value, path: list[str | int]) -> Value:
    if not path:
        return _another(rng, value)
    step, rest = path[0], path[1:]
    if isinstance(value, dict):
        if not rest and rng.random() < 0.3:
            return _with_other_names(rng, value, str(step))
        return {**value, step: _changed(rng, value[step], rest)}
    assert isinstance(value, list)
    at = int(step)
    if not rest and rng.random() < 0.2:
        return rng.choice((value[:at], value * 2, value[at:], [value], []))
    return [*value[:at], _changed(rng, value[at], rest), *value[at + 1 :]]


def _with_other_names(rng: Random, value: Mapping[str, Value], name: str) -> Value:
    other = rng.choice(("", "@id", "@type", "@context", "type", "id", "name", "\ud800", "__proto__", name.upper()))
    without = {key: own for key, own in value.items() if key != name}
    return without if rng.random() < 0.4 else {**without, other: value[name]}


def _another(rng: Random, value: Value) -> Value:
    deep: Value = value
    for _ in range(rng.choice((1, 2, 60, 500))):
        deep = [deep] if rng.random() < 0.5 else {"name": deep}
    shapes: tuple[Value, ...] = (
        *(None, [], {}, [[]], [None], {"": ""}, {"@value": value}, {"@id": value}, [value, value], {"en": value}),
        *({"@list": [value]}, {"@set": value}, deep, [1, "a", None, {}]),
    )
    return rng.choice(rng.choice((TEXTS, NUMBERS, shapes)))


def of_zip(rng: Random, data: bytes) -> bytes:
    """One of its parts changed inside, dropped, named otherwise or there twice; packed anew, so that its sums fit."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [(one.filename, archive.read(one)) for one in archive.infolist()]
    at = rng.randrange(len(parts))
    name, inside = parts[at]
    kind = rng.random()
    if kind < 0.8:
        parts[at] = (name, of_markup(rng, inside))
    elif kind < 0.87:
        del parts[at]
    elif kind < 0.94:
        parts[at] = (
            rng.choice(("../../x", "", name.upper(), "word/document.xml", "xl/workbook.xml", "a" * 300)),
            inside,
        )
    else:
        parts.append((name + rng.choice(("", ".rels", "/")), inside))
    return zipped(parts)


def zipped(parts: list[tuple[str, bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        known: set[str] = set()
        for name, inside in parts:
            if name not in known:
                archive.writestr(name or "x", inside)
                known.add(name)
    return out.getvalue()


def of_markup(rng: Random, data: bytes) -> bytes:
    """Elements and attributes doubled, dropped, wrapped or left open."""
    tags = list(re.finditer(rb"<[^<>]{1,400}>", data[:300_000]))
    if not tags or rng.random() < 0.3:
        return of_bytes(rng, data)
    one, other = rng.choice(tags), rng.choice(tags)
    start, end = one.span()
    piece = data[start : other.end()] if start < other.end() <= start + 5_000 else data[start:end]
    return rng.choice(
        (
            data[:start] + data[end:],
            data[:end] + piece * rng.choice((1, 3, 100)) + data[end:],
            data[:start] + other.group() + data[end:],
            data[: other.start()] + piece + data[other.end() :],
            data[:start] + piece[: len(piece) // 2] + data[end:],
            data[:start] + _other_number(rng, piece, 0, 0) + data[start + len(piece) :],
            data[:end] + b"<x>" * rng.choice((1, 50, DEEP)) + data[end:],
        )
    )


def of_png(rng: Random, data: bytes) -> bytes:
    """Chunks changed inside, dropped or doubled; with the right sums, most of the time."""
    chunks = list(_chunks_of(data))
    at = rng.randrange(len(chunks))
    kind, inside = chunks[at]
    what = rng.random()
    if what < 0.6:
        chunks[at] = (kind, _in_text(rng, inside) if kind in (b"iTXt", b"zTXt", b"tEXt") else of_bytes(rng, inside))
    elif what < 0.8:
        chunks.insert(at, (rng.choice((kind, b"iTXt", b"zTXt", b"tEXt", b"\0\0\0\0")), inside))
    else:
        del chunks[at]
    return data[:_PNG_HEAD] + b"".join(_chunk(rng, *one) for one in chunks)


def _chunks_of(data: bytes) -> list[tuple[bytes, bytes]]:
    found, at = [], _PNG_HEAD
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        found.append((data[at + 4 : at + 8], data[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def _in_text(rng: Random, inside: bytes) -> bytes:
    """The JSON in it changed as JSON, under the same keyword."""
    head, brace, rest = inside.partition(b"{")
    return head + of_json(rng, brace + rest) if brace and rng.random() < 0.7 else of_bytes(rng, inside)


def _chunk(rng: Random, kind: bytes, inside: bytes) -> bytes:
    length = len(inside) if rng.random() < 0.98 else rng.choice((0, 2**31, len(inside) + 1))
    check = zlib.crc32(kind + inside) if rng.random() < 0.97 else 0
    return length.to_bytes(4, "big") + kind + inside + check.to_bytes(4, "big")


def of_gzip(rng: Random, data: bytes) -> bytes:
    if rng.random() < 0.2:
        return of_bytes(rng, data)
    return gzip.compress(of_lines(rng, gzip.decompress(data)), mtime=0)


SHAPES: Mapping[str, Mutate] = MappingProxyType(
    {
        "bytes": of_bytes,
        "json": of_json,
        "lines": of_lines,
        "zip": of_zip,
        "markup": of_markup,
        "png": of_png,
        "gzip": of_gzip,
    }
)
