"""How many codes a font of a PDF maps: a range of a few bytes can name them all, on every page that uses the font."""

import re
from collections.abc import Iterator
from typing import Any

from pypdf.generic import DictionaryObject, StreamObject

MAX_CODES = 100_000
"""Of one character map; pypdf refuses more, so one that says more is not read to its end."""

_CODE = re.compile(rb"<([^<>]*)>")
_LINE_END = re.compile(rb"[\r\n\]]|<<|>>|beginbf(?:range|char)|endbf(?:range|char)")


def bytes_and_codes(font: DictionaryObject) -> tuple[int, int]:
    """The length of the character map, and how many codes it and the widths of the font speak of."""
    stream = resolved(font.get("/ToUnicode"))
    data = stream.get_data() if isinstance(stream, StreamObject) else b""
    inner = resolved(font.get("/DescendantFonts"))
    widths = [resolved(part).get("/W") for part in map(resolved, inner or ()) if isinstance(part, DictionaryObject)]
    return len(data), _codes_in(data) + sum(sum(_widths_in(resolved(array))) for array in widths)


def resolved(value: Any) -> Any:  # noqa: ANN401 - pypdf's own
    """What a value refers to, or the value itself."""
    return value.get_object() if hasattr(value, "get_object") else value


def _codes_in(data: bytes) -> int:
    """The codes in the ranges of a character map: a line `<first> <last> <to>` names them."""
    lines = _LINE_END.split(_CODE.sub(lambda code: code[1].replace(b" ", b"") + b" ", data))
    spans = (_span(line.split()) for line in lines)
    return min(MAX_CODES, sum(spans))


def _span(words: list[bytes]) -> int:
    if len(words) < 3 or max(len(words[0]), len(words[1])) > 16:
        return 0
    try:
        return min(MAX_CODES, max(0, int(words[1], 16) - int(words[0], 16) + 1))
    except ValueError:
        return 0


def _widths_in(array: Any) -> Iterator[int]:  # noqa: ANN401 - pypdf's own
    """How many widths each entry states: `first [width ...]`, or `first last width`."""
    entries = [resolved(entry) for entry in array or ()] if isinstance(array, list) else []
    place = 0
    while place + 1 < len(entries):
        first, second = entries[place : place + 2]
        if isinstance(second, list):
            yield len(second)
            place += 2
        elif isinstance(first, int | float) and isinstance(second, int | float):
            yield max(1, min(MAX_CODES, int(second) - int(first) + 1))
            place += 3
        else:
            yield 1
            place += 1
