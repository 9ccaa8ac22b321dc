"""What the pages of a Parquet file unpack to, as their own headers say, before any of them is unpacked.

What the footer says of a row group is not what is unpacked: readers go by the headers of pages, and make room for as
much as those say. https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, BinaryIO

HEADER_BYTES = 4_096
LONGEST_HEADER_BYTES = 16_000_000
"""Read where that was too little: a header may hold the least and the greatest value of its page."""
MAX_PAGES = 100_000
"""Of a column in a row group: writers close a page at some hundred kilobytes or more."""
MAX_NESTED = 8
"""Structures within a header; the format has three."""
_DICTIONARY, _KIND, _UNPACKED, _PACKED = 2, 1, 2, 3
_VALUES = ((5, 1), (7, 1), (8, 1))
"""Where a header holds how many values its page has: of data, of a dictionary, of data in the second version."""
_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _STRUCTURE = 0, 1, 2, 3, 7, 8, 12
_WHOLE = (4, 5, 6)
"""Types of Thrift's compact protocol; no header has lists or maps."""
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


def pages_of(file: BinaryIO, column: Any) -> Iterator[Page]:  # noqa: ANN401 - of a library without types
    """Of one column of a row group, in order, as far as readers go. Raises DamagedPages."""
    starts = (column.dictionary_page_offset if column.has_dictionary_page else None, column.data_page_offset)
    place = min(start for start in starts if start)
    end, values, count = place + column.total_compressed_size, 0, 0
    while values < column.num_values and place < end:
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


def _structure(data: bytes, at: int, way: tuple[int, ...], fields: dict[tuple[int, ...], int]) -> int:
    """Its whole numbers into `fields`, each by the numbers of the fields that lead to it. Gives where it ends."""
    if len(way) > MAX_NESTED:
        raise DamagedPages("the header of a page is nested too deeply")
    number = 0
    while (kind := data[at] & 0xF) != _STOP:
        step, at = data[at] >> 4, at + 1
        if step:
            number += step
        else:
            number, at = _whole(data, at)
        if kind in _WHOLE:
            fields[*way, number], at = _whole(data, at)
        elif kind == _STRUCTURE:
            at = _structure(data, at, (*way, number), fields)
        else:
            at = _past(data, at, kind)
    return at + 1


def _past(data: bytes, at: int, kind: int) -> int:
    """Where a value that is not looked at ends."""
    if kind in (_TRUE, _FALSE):
        return at
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
