"""What the pages of a Parquet file unpack to, as their own headers say, before any of them is unpacked.

What the footer says of a row group is not what is unpacked: readers go by the headers of pages, and make room for as
much as those say. Where pages lie is read off the footer here, too: the library's own look at a column ends the whole
process where its figures contradict one another.
https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from os import SEEK_END
from typing import BinaryIO, TypeAlias

HEADER_BYTES = 4_096
LONGEST_HEADER_BYTES = 16_000_000
"""Read where that was too little: a header may hold the least and the greatest value of its page."""
MAX_PAGES = 100_000
"""Of a column in a row group: writers close a page at some hundred kilobytes or more."""
MAX_NESTED = 16
"""Structures and lists within one another; the format has eight."""
_MARK, _TAIL_BYTES = b"PAR1", 8
"""The length of the footer, and the mark of the format."""
_GROUPS, _COLUMNS, _ABOUT = 4, 1, 3
"""Where a footer holds its row groups, those their columns, and a column what is said of it."""
_DEEP = 6
"""Row groups, which, columns, which, about it, and what."""
_COUNT, _SIZE, _PAGES, _DICTIONARY_PAGE = 5, 7, 9, 11
"""And there: how many values, packed bytes, where its pages begin, and where its dictionary does, if it has one."""
_DICTIONARY, _KIND, _UNPACKED, _PACKED = 2, 1, 2, 3
_VALUES = ((5, 1), (7, 1), (8, 1))
"""Where a header holds how many values its page has: of data, of a dictionary, of data in the second version."""
_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _STRUCTURE = 0, 1, 2, 3, 7, 8, 12
_WHOLE, _LISTS, _MANY = (4, 5, 6), (9, 10), 15
"""Types of Thrift's compact protocol; the format has no maps."""
_MOST_SHIFT = 63


class DamagedPages(ValueError):
    """Headers that are none, or too many pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    is_dictionary: bool
    unpacked_bytes: int
    packed_bytes: int
    values: int
    """Empty ones too, and those within lists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chunk:
    """One column of a row group."""

    start: int
    packed_bytes: int
    values: int


def footer_bytes(file: BinaryIO) -> int:
    """0 where the file does not end as Parquet does."""
    file.seek(max(0, file.seek(0, SEEK_END) - _TAIL_BYTES))
    tail = file.read()
    return int.from_bytes(tail[:-4], "little") if tail.endswith(_MARK) else 0


def chunks_of(file: BinaryIO) -> tuple[tuple[Chunk, ...], ...]:
    """By row group and column, as the footer has them. Raises DamagedPages."""
    length = footer_bytes(file)
    file.seek(max(0, file.seek(0, SEEK_END) - _TAIL_BYTES - length))
    fields: dict[tuple[int, ...], int] = {}
    try:
        _structure(file.read(length), 0, (), fields, frozenset({_GROUPS}))
    except IndexError as error:
        raise DamagedPages("the footer is torn") from error
    columns: dict[tuple[int, ...], dict[int, int]] = {}
    for way, number in fields.items():
        if len(way) == _DEEP and (way[2], way[4]) == (_COLUMNS, _ABOUT):
            columns.setdefault(way[:4], {})[way[5]] = number
    groups: dict[int, list[Chunk]] = {}
    for way, about in columns.items():
        groups.setdefault(way[1], []).append(_chunk(about))
    return tuple(map(tuple, groups.values()))


def _chunk(about: Mapping[int, int]) -> Chunk:
    starts = [about[way] for way in (_DICTIONARY_PAGE, _PAGES) if about.get(way, 0) > 0]
    if not starts or not about.keys() >= {_COUNT, _SIZE}:
        raise DamagedPages("the footer does not say where a column lies")
    return Chunk(start=min(starts), packed_bytes=about[_SIZE], values=about[_COUNT])


def pages_of(file: BinaryIO, column: Chunk) -> Iterator[Page]:
    """Of one column of a row group, in order, as far as readers go. Raises DamagedPages."""
    place = column.start
    end, values, count = place + column.packed_bytes, 0, 0
    while values < column.values and place < end:
        count += 1
        if count > MAX_PAGES:
            raise DamagedPages(f"a column has more than {MAX_PAGES:,} pages")
        page, length = _header_at(file, place)
        yield page
        place += length + page.packed_bytes
        values += 0 if page.is_dictionary else page.values


def _header_at(file: BinaryIO, place: int) -> tuple[Page, int]:
    for most in (HEADER_BYTES, LONGEST_HEADER_BYTES):
        file.seek(place)
        with suppress(DamagedPages):
            return read_header(file.read(most))
    raise DamagedPages("the header of a page is none")


def read_header(data: bytes) -> tuple[Page, int]:
    """The page that follows, and the bytes of its header, with which `data` begins. Raises DamagedPages."""
    fields: dict[tuple[int, ...], int] = {}
    try:
        length = _structure(data, 0, (), fields)
        page = Page(
            is_dictionary=fields[_KIND,] == _DICTIONARY,
            unpacked_bytes=fields[_UNPACKED,],
            packed_bytes=fields[_PACKED,],
            values=next((fields[way] for way in _VALUES if way in fields), 0),
        )
    except (IndexError, KeyError) as error:
        raise DamagedPages("the header of a page is none") from error
    if min(page.unpacked_bytes, page.packed_bytes, page.values) < 0:
        raise DamagedPages("the header of a page counts below nothing")
    return page, length


Way: TypeAlias = tuple[int, ...]
"""Numbers of fields, and places in lists, that lead to a value."""


def _structure(data: bytes, at: int, way: Way, fields: dict[Way, int], only: frozenset[int] | None = None) -> int:
    """Its whole numbers into `fields`; `only`: within these of its own fields. Gives where it ends."""
    if len(way) > MAX_NESTED:
        raise DamagedPages("the header of a page is nested too deeply")
    number = 0
    while (kind := data[at] & 0xF) != _STOP:
        step, at = data[at] >> 4, at + 1
        if step:
            number += step
        else:
            number, at = _whole(data, at)
        kept = fields if only is None or number in only else {}
        if kind in (_TRUE, _FALSE):
            continue  # it stands in its kind
        at = _value(data, at, kind, (*way, number), kept)
    return at + 1


def _value(data: bytes, at: int, kind: int, way: Way, fields: dict[Way, int]) -> int:
    if kind in _WHOLE:
        fields[way], at = _whole(data, at)
        return at
    if kind == _STRUCTURE:
        return _structure(data, at, way, fields)
    return _list(data, at, way, fields) if kind in _LISTS else _past(data, at, kind)


def _list(data: bytes, at: int, way: Way, fields: dict[Way, int]) -> int:
    if len(way) > MAX_NESTED:
        raise DamagedPages("the header of a page is nested too deeply")
    size, kind, at = data[at] >> 4, data[at] & 0xF, at + 1
    if size == _MANY:
        size, at = _varint(data, at)
    for place in range(size):
        if at >= len(data):
            raise IndexError(at)
        at = at + 1 if kind in (_TRUE, _FALSE) else _value(data, at, kind, (*way, place), fields)
    return at


def _past(data: bytes, at: int, kind: int) -> int:
    """Where a value that is not looked at ends."""
    if kind == _BINARY:
        length, at = _varint(data, at)
        return at + length
    if kind in (_BYTE, _DOUBLE):
        return at + (1 if kind == _BYTE else 8)
    raise DamagedPages("the header of a page holds what no header does")


def _whole(data: bytes, at: int) -> tuple[int, int]:
    """A whole number with its sign in its last bit, and where it ends."""
    number, at = _varint(data, at)
    return (number >> 1) ^ -(number & 1), at


def _varint(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while data[at] & 0x80:
        number |= (data[at] & 0x7F) << shift
        shift, at = shift + 7, at + 1
        if shift > _MOST_SHIFT:
            raise DamagedPages("the header of a page holds a number without end")
    return number | (data[at] << shift), at + 1
