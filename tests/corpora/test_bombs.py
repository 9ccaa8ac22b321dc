"""Small files that unpack, expand or nest to something great are refused early, by what is wrong with them."""

import gzip
import zlib
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpora.ads.files import read_ads
from corpora.documents.reading import read_document
from corpora.profiles.files import read_profile
from corpora.rows import Row, read_rows
from corpora.teams.briefs import brief_of
from corpora.teams.reading import read_team
from matcher.errors import MatcherError, Rejected
from tests.hostile import bombs
from tests.hostile.bombs import MEGA, ROWS, SHEET, docx, nested, stream, with_part, xlsx, zeros
from tests.hostile.watched import peak, start_of_peak

Data = Callable[[], bytes]
"""Made when its test runs: every process that runs tests collects all of them."""
MOST_BYTES = 200 * MEGA
BODY = "word/document.xml"
OURS = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:o="https://purl.imsglobal.org/ob/v3p0"><o:credential>'


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "a.docx",
            lambda: with_part(docx(), BODY, b"<a>", b"a", b"</a>", 100 * MEGA),
            "unpacks to 100,000,007 bytes",
        ),
        ("a.docx", lambda: bombs.lying(with_part(docx(), BODY, b"<a>", b"a", b"</a>", 50 * MEGA), BODY), "is damaged"),
        (
            "a.docx",
            lambda: bombs.docx_of(f'<?xml version="1.0"?>{bombs.LAUGHS}<w:p {bombs.W}>&l9;</w:p>'),
            "is damaged",
        ),
        (
            "a.pdf",
            lambda: bombs.pdf_of_pages(stream(zeros(b"(a) Tj ", 100 * MEGA))),
            "unpacks to more than is safe to read",
        ),
        ("a.pdf", lambda: bombs.pdf_of_pages(stream(b"BT ET", b""), 5_000), "has 5,000 pages; at most 300 are read"),
        ("a.pdf", lambda: bombs.pdf_of_deep_pages(5_000), "unpacks to more than is safe to read"),
        ("a.html", lambda: b"<html>" + b"<b>a</b>" * 260_000, "has more than 500,000 tags of HTML"),
        ("a.json", lambda: nested(100_000), "is nested too deeply"),
        ("a.json", lambda: b"[" + b"{}," * 600_000 + b"{}]", "holds more than 1,000,000 values, objects and lists"),
        ("a.json", lambda: b'{"@type": "JobPosting", "description": ' + nested(500) + b"}", "is nested too deeply"),
    ],
    ids=["unpacks", "lies", "laughs", "flate", "pages", "page tree", "tags", "deep", "many", "deep posting"],
)
def test_documents(name: str, data: Data, said: str) -> None:
    packed, held = data(), start_of_peak()
    with pytest.raises(MatcherError) as refused:
        read_document(name, packed, max_characters=400_000)
    assert said in str(refused.value)
    assert peak() - held < MOST_BYTES


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        (
            "a.svg",
            lambda: f"{OURS}</o:credential>".encode() + b"<g/>" * 600_000 + b"</svg>",
            "more than 500,000 tags of XML",
        ),
        ("a.svg", f"{bombs.LAUGHS}{OURS}&l9;</o:credential></svg>".encode, "is not well-formed XML"),
        ("a.svg", f"{bombs.OUTSIDE}{OURS}&out;</o:credential></svg>".encode, "declares entities"),
        ("a.png", lambda: bombs.wide_png(2**31 - 1), "is an image"),
    ],
    ids=["tags", "laughs", "outside", "wide"],
)
def test_badges(name: str, data: Data, said: str) -> None:
    packed, held = data(), start_of_peak()
    with pytest.raises(MatcherError) as refused:
        read_profile(name, packed)
    assert said in str(refused.value)
    assert peak() - held < MOST_BYTES


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (
            lambda: with_part(xlsx(), SHEET, *ROWS, 15 * MEGA),
            "a sheet has more than 400,000 tags of XML that are in no row",
        ),
        (
            lambda: with_part(xlsx(), "docProps/core.xml", b"<a>", b"<b/>", b"</a>", 11 * MEGA),
            "docProps/core.xml unpacks to 11,000,007 bytes; at most 10,000,000 are read",
        ),
        (
            lambda: with_part(xlsx(), "xl/media/a.png", b"", b"a", b"", 301 * MEGA),
            "its pictures and charts unpack to 301,000,000 bytes; at most 300,000,000 are read",
        ),
        (lambda: bombs.many_parts(xlsx(), 5_001), "parts; at most 5,000 are looked at"),
    ],
    ids=["no rows", "properties", "pictures", "parts"],
)
def test_workbooks(data: Data, said: str) -> None:
    packed, held = data(), start_of_peak()
    with pytest.raises(MatcherError) as refused:
        read_team("a.xlsx", packed)
    assert said in str(refused.value)
    assert peak() - held < MOST_BYTES


@pytest.mark.parametrize("data", [bombs.yaml_laughs, lambda: nested(20_000)], ids=["aliases", "deep"])
def test_roles(data: Data) -> None:
    with pytest.raises(MatcherError):
        brief_of("a.yaml", data(), max_characters=400_000)


def test_a_line_that_unpacks_without_end_is_left_out_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(zeros(b"a", 60 * MEGA, wbits=31))
    [found] = read_ads(tmp_path / "a.jsonl.gz")
    assert isinstance(found, Rejected)
    assert (found.row, found.reason) == (1, "is longer than 20,000,000 bytes")


@pytest.mark.parametrize(
    ("start", "filling", "said"),
    [
        (b'{"a": [', b"{},", "is not usable JSON: it holds more than 3,000,000 values, objects and lists"),
        (b'{"a": "', b"a", "takes more than 100,000,000 bytes of memory as JSON; use JSON Lines or an array"),
        ('{"a": "\U0001f469'.encode(), b"a", "takes more than 100,000,000 bytes of memory as JSON; use JSON Lines"),
        (b'[{"a": [', b"{},", "is not usable JSON: it holds more than 1,000,000 values, objects and lists"),
        (
            b'[{"a": "',
            b"a",
            "is not valid JSON: an item that is broken, or longer than 20,000,000 characters, begins at line 1,",
        ),
    ],
    ids=["object of many", "long object", "long object of large characters", "item of many", "long item"],
)
def test_packed_json_is_bounded_while_it_is_unpacked(start: bytes, filling: bytes, said: str, tmp_path: Path) -> None:
    size = 30 * MEGA if filling == b"{}," and start[:1] == b"{" else 300 * MEGA
    plain = start + filling * (size // len(filling))
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(plain, compresslevel=1))
    del plain
    held = start_of_peak()
    [found] = read_rows(tmp_path / "a.json.gz")
    assert isinstance(found, Rejected)
    assert found.reason.startswith(said)
    assert peak() - held < 2 * MOST_BYTES


def test_an_array_of_any_length_is_read_item_by_item(tmp_path: Path) -> None:
    item = b'{"text": "' + b"a" * 2 * MEGA + b'"}'
    with gzip.open(tmp_path / "a.json.gz", "wb", compresslevel=1) as packed:
        packed.write(b"[" + item)
        for _ in range(149):
            packed.write(b",\n" + item)
        packed.write(b"]")
    held, count = start_of_peak(), 0
    for row in read_rows(tmp_path / "a.json.gz"):
        assert isinstance(row, Row)
        count = row.number
    assert count == 150
    assert peak() - held < MOST_BYTES


def test_a_line_of_more_values_than_are_read_is_left_out_by_its_number(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes(b'{"a": [' + b"{}," * MEGA + b'{}]}\n{"a": 1}\n')
    many, small = read_rows(tmp_path / "a.jsonl")
    assert isinstance(many, Rejected)
    assert (many.row, many.reason[:41]) == (1, "is not usable JSON: it holds more than 1,")
    assert small == Row(2, {"a": 1})


def listed(value: str, times: int) -> pa.Table:
    return pa.table({"text": ["SQL"], "l": pa.array([[value] * times], type=pa.list_(pa.string()))})


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (
            lambda: pa.table({"text": pa.array(["x" * 201 * MEGA])}),
            "row group 1 has pages that unpack to 201,000,0",
        ),
        (
            lambda: listed("a" * 1_000, MEGA),
            "lists of 1 rows unpack to 1,000,000,000 bytes; at most 200,000,000 are read",
        ),
        (
            lambda: listed("a", 3 * MEGA),
            "row group 1 has 3,000,000 values in the lists of a column; at most 2,000,000 are read",
        ),
    ],
    ids=["page", "list of a long text", "long list"],
)
def test_what_pages_of_parquet_unpack_to_is_bounded(table: Callable[[], pa.Table], said: str, tmp_path: Path) -> None:
    pq.write_table(table(), tmp_path / "a.parquet", use_dictionary=["l.list.element"], write_statistics=False)
    held = start_of_peak()
    [found] = read_rows(tmp_path / "a.parquet")
    assert isinstance(found, Rejected)
    assert said in found.reason
    assert peak() - held < MOST_BYTES


def test_one_long_text_in_many_rows_is_unpacked_a_few_rows_at_a_time(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": pa.array(["x" * MEGA] * 1_000)}), tmp_path / "a.parquet")
    held, count = start_of_peak(), 0
    for row in read_rows(tmp_path / "a.parquet"):
        assert isinstance(row, Row)
        count = row.number
    assert count == 1_000
    assert peak() - held < MOST_BYTES


def test_makers_make_what_they_say() -> None:
    assert zlib.decompress(zeros(b"ab", 2 * MEGA)) == b"ab" * MEGA
    assert gzip.decompress(zeros(b"a", MEGA, wbits=31)) == b"a" * MEGA
