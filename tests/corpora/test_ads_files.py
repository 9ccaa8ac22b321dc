import gzip
import json
import tracemalloc
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import pytest

from corpora.ads.files import read_ads, read_sample_ads
from matcher.ads import JobAd
from matcher.errors import Rejected, UnreadableDocument
from tests.corpora.shared_data import shared_file

AD = JobAd(
    id="1",
    text="Know SQL\nand Python",
    title="Data Clerk",
    organisation="City & Sons",
    location="Leeds",
    sector="Retail",
    date_posted=date(2026, 3, 1),
    language="en",
    source="feed",
    extra={"salary": "5", "tags": "a; b"},
)
FIELDS = {
    "id": "1",
    "title": "Data Clerk",
    "text": "Know SQL\r\nand Python",
    "organisation": "City &amp; Sons",
    "location": "Leeds",
    "sector": "Retail",
    "date_posted": "2026-03-01",
    "language": "en",
    "source": "feed",
    "salary": 5,
    "tags": ["a", "b"],
}

NAMES = "text, description, body, content, jobdescription, fulltext"

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def to(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return to


def _told(items: Iterable[JobAd | Rejected]) -> list[str]:
    return [str(item) if isinstance(item, Rejected) else item.id for item in items]


def test_an_ad_is_the_same_from_lines_json_and_gzip(write: Write) -> None:
    line = json.dumps(FIELDS)

    for path in (
        write("a.jsonl", line + "\n\n"),
        write("a.ndjson", "\ufeff" + line),
        write("a.json", f"[{line}]"),
        write("b.json", json.dumps(FIELDS, indent=2)),
        write("a.jsonl.gz", gzip.compress(line.encode())),
    ):
        assert list(read_ads(path)) == [AD], path.name


@pytest.mark.parametrize(
    ("header", "delimiter", "encoding"),
    [
        ("id,title,description,company,locality,created", ",", "utf-8"),
        ("Job ID;Job Title;Body;Employer;City;datePosted", ";", "utf-8-sig"),
        ("ID\tTitle\tText\tOrganization\tLocation\tDate Posted", "\t", "utf-16"),
    ],
)
def test_csv_columns_go_by_their_usual_names(write: Write, header: str, delimiter: str, encoding: str) -> None:
    row = delimiter.join(["7", "Clerk", '"Know ""SQL""\nand Go"', "Acme", "York", "2026-03-01T09:00"])

    [ad] = read_ads(write("ads.csv", f"{header}\r\n{row}\r\n".encode(encoding)))

    assert isinstance(ad, JobAd)
    assert (ad.id, ad.title, ad.text) == ("7", "Clerk", 'Know "SQL"\nand Go')
    assert (ad.organisation, ad.location, ad.date_posted) == ("Acme", "York", date(2026, 3, 1))
    assert (ad.source, ad.extra) == ("ads.csv", {})


def test_each_bad_row_of_a_table_is_named_and_the_good_ones_are_kept(write: Write) -> None:
    table = b"""id,title,text,date_posted
1,Clerk,Know SQL,2026-03-01
2,Clerk,Know SQL
3,"Clerk,Know SQL,2026-03-01
4,Clerk,Know \xe9,2026-03-01
5,Clerk,Know SQL,01/03/2026
6,Clerk,--,
1,Clerk,Know Go,
8,5" disk,Know SQL,
id,title,text,date_posted
10,Clerk,"Know
SQL",2026-02-30
11,Clerk,Know SQL,
"""

    assert _told(read_ads(write("ads.csv", table))) == [
        "1",
        "ads.csv, row 3: has 3 cells where the header has 4",
        "ads.csv, row 4: has 2 cells where the header has 4",
        "ads.csv, row 5, text: is not UTF-8; save the file as UTF-8",
        "ads.csv, row 6, date_posted: is not a date as YYYY-MM-DD: '01/03/2026'",
        "ads.csv, row 7: text is empty: it holds no letters to read",
        "ads.csv, row 8, id: '1' stands in row 2 already",
        "8",
        "ads.csv, row 10: repeats the header",
        "ads.csv, row 11, date_posted: is not a date as YYYY-MM-DD: '2026-02-30'",
        "11",
    ]


def test_a_line_of_a_table_beyond_the_limit_is_named_and_skipped_without_being_held(write: Write) -> None:
    good, long = b"1,Know SQL\r\n", b"2," + b"x" * 60_000_000 + b"\n"
    path = write("ads.csv.gz", gzip.compress(b"id,text\r\n" + good + long + b'3,"Know Go\n' + long + b"4,Know R\n", 1))
    del long

    tracemalloc.start()
    told = _told(read_ads(path))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert told == [
        "1",
        "ads.csv.gz, row 3: is longer than 20,000,000 characters",
        "3",
        "ads.csv.gz, row 5: is longer than 20,000,000 characters",
        "4",
    ]
    assert peak < 100_000_000


def test_a_header_beyond_the_limit_is_all_that_is_read_of_a_table(write: Write) -> None:
    path = write("ads.csv.gz", gzip.compress(b"id," + b"x" * 20_000_000 + b"\n1,Know SQL\n", 1))

    assert _told(read_ads(path)) == ["ads.csv.gz, row 1: is longer than 20,000,000 characters"]


def test_each_bad_line_is_named_and_the_good_ones_are_kept(write: Write) -> None:
    lines = b'{"id": 1, "text": "SQL"}\n{"id": 2,\n[1]\n{"id": 4}\n{"id": 5, "text": "\xe9"}\n'
    lines += b'{"id": 6, "text": ["x"]}\n{"id": 7, "text": "Go"}'

    told = _told(read_ads(write("ads.jsonl", lines)))

    assert told[0] == "1"
    assert told[1].startswith("ads.jsonl, row 2: is not valid JSON")
    assert told[2:] == [
        "ads.jsonl, row 3: is not an object with named fields",
        f"ads.jsonl, row 4, text: is missing; one of {NAMES} is needed",
        "ads.jsonl, row 5: is not UTF-8 (byte 20 of the line); save the file as UTF-8",
        "ads.jsonl, row 6, text: is a list, expected text",
        "7",
    ]


def test_a_table_without_the_text_is_rejected_once(write: Write) -> None:
    told = _told(read_ads(write("ads.csv", "id,title\n1,Clerk\n2,Clerk\n")))

    assert told == [f"ads.csv, text: no column holds it (one of {NAMES}); there are id, title"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.jsonl", b"", "a.jsonl: holds no records"),
        ("a.csv", b"id,text\n", "a.csv: holds no records"),
        ("a.jsonl.gz", gzip.compress(b'{"id": 1}' * 1000, mtime=0)[:-20], "a.jsonl.gz: is not a complete gzip file"),
        ("a.json", b'[{"id": 1,]', "a.json: is not valid JSON"),
        ("a.json", b'["\xe9"]', "a.json: is not UTF-8 (byte 3)"),
    ],
)
def test_a_file_without_usable_records_says_why(write: Write, name: str, content: bytes, reason: str) -> None:
    [told] = _told(read_ads(write(name, content)))

    assert told.startswith(reason)


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"none\.csv: does not exist"):
        list(read_ads(tmp_path / "none.csv"))


def test_ads_without_ids_get_one_from_their_contents(write: Write) -> None:
    path = write("ads.jsonl", '{"text": "Know SQL"}\n{"text": "Know Go"}\n{"text": "Know SQL"}\n')

    first, second, third = _told(read_ads(path))

    assert first.startswith("ad-")
    assert first != second
    assert third == f"ads.jsonl, row 3, id: '{first}' stands in row 1 already"


def test_schema_org_postings_are_read_from_a_graph_and_from_lines(write: Write) -> None:
    posting = {
        "@type": "JobPosting",
        "url": "https://example.org/1",
        "description": "<p>Know SQL</p>",
        "datePosted": "oops",
    }
    good = {**posting, "datePosted": "2026-03-01", "title": "Clerk"}

    graph = write("g.json", json.dumps({"@context": "https://schema.org", "@graph": [good, posting]}, indent=1))
    lines = write("l.jsonl", json.dumps(good))

    assert _told(read_ads(graph)) == [
        "https://example.org/1",
        "g.json, row 1, datePosted: is not a date as YYYY-MM-DD: 'oops'",
    ]
    [ad] = read_ads(lines)
    assert isinstance(ad, JobAd)
    assert (ad.text, ad.title, ad.date_posted) == ("Know SQL", "Clerk", date(2026, 3, 1))


def test_ads_are_read_up_to_the_length_that_the_caller_states(write: Write) -> None:
    path = write("ads.jsonl", '{"id": "a", "text": "Know SQL"}\n{"id": "b", "text": "Know Python"}')

    assert _told(read_ads(path, max_characters=8)) == [
        "a",
        "ads.jsonl, row 2: text has 11 characters; at most 8 are read in one go",
    ]


def test_html_in_a_description_becomes_text_and_a_stray_tag_stays(write: Write) -> None:
    html, plain = "<p>You:</p><ul><li>SQL</li></ul>", "We use <br> in HTML"
    path = write("ads.jsonl", "\n".join(json.dumps({"id": i, "body": text}) for i, text in enumerate((html, plain))))

    assert [ad.text for ad in read_ads(path) if isinstance(ad, JobAd)] == ["You:\n\n• SQL", plain]


def test_our_sample_ads_are_whole_dated_and_marked_as_samples() -> None:
    ads = read_sample_ads()

    assert len(ads) >= 60
    assert all(ad.sample and ad.date_posted and ad.title and ad.sector for ad in ads)
    assert len({ad.id for ad in ads}) == len(ads)


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "read", "rejected", "first_date"),
    [
        ("nhs_jobs_2020.jsonl.gz", 11_679, 0, date(2018, 12, 27)),
        ("metro_library_jobs_2016_2019H1.jsonl.gz", 1_133, 0, date(2016, 4, 4)),
        ("pythonjobs_2015_2023.jsonl.gz", 252, 9, date(2015, 2, 19)),
        ("uk_adzuna_sample_776.jsonl.gz", 776, 0, None),
    ],
)
def test_real_ads_are_read_and_only_repeated_ids_rejected(
    name: str, read: int, rejected: int, first_date: date | None
) -> None:
    items = list(read_ads(shared_file(f"ads/{name}")))

    ads = [item for item in items if isinstance(item, JobAd)]
    bad = [item for item in items if isinstance(item, Rejected)]
    assert (len(ads), len(bad)) == (read, rejected)
    assert {item.field for item in bad} <= {"id"}
    assert min((ad.date_posted for ad in ads if ad.date_posted), default=None) == first_date
    assert not any("&#" in (ad.title or "") for ad in ads)


@pytest.mark.shared
def test_a_real_table_of_titles_without_texts_is_rejected_as_a_whole() -> None:
    [told] = read_ads(shared_file("ads/nyc_city_job_titles_2011_2024.csv.gz"))

    assert isinstance(told, Rejected)
    assert (told.row, told.field) == (None, "text")
