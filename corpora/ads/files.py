"""Files of job ads: JSON Lines, JSON, JSON-LD, CSV, XLSX, Parquet; bad rows are named, good ones kept."""

from collections.abc import Iterable, Iterator
from importlib.resources import as_file, files
from pathlib import Path

from corpora.ads.posting import ad_of_posting, is_posting, postings_in
from corpora.ads.records import NAMES, ad_of, columns_of
from corpora.documents.document import MAX_CHARACTERS
from corpora.rows import Row, is_table, read_rows, read_rows_of, rejected
from matcher.ads import JobAd
from matcher.errors import InvalidInput, MatcherError, Rejected, SourceUnavailable

SAMPLE = "ads.jsonl"


def read_ads(
    path: Path, *, max_characters: int = MAX_CHARACTERS, sheet: str | None = None
) -> Iterator[JobAd | Rejected]:
    """Every ad in order, streaming; a record that can't be one is a Rejected in its place.

    A text of more than `max_characters` can't. A table without a column for the text gives one Rejected for
    the whole file. Raises what `read_rows` raises.
    """
    for _, item in read_numbered_ads(path, max_characters=max_characters, sheet=sheet):
        yield item


def read_numbered_ads(
    path: Path, *, max_characters: int = MAX_CHARACTERS, sheet: str | None = None
) -> Iterator[tuple[int | None, JobAd | Rejected]]:
    """The same, each with its row. Raises what `read_rows` raises."""
    yield from _numbered(path, read_rows(path, sheet), max_characters)


def ads_in_lines(name: str, data: bytes, *, max_characters: int) -> Iterator[tuple[int | None, JobAd | Rejected]]:
    """Every ad, or reject, of JSON Lines that were sent, each with its line."""
    yield from _numbered(Path(name), read_rows_of(name, data, lines=True), max_characters)


def _numbered(
    path: Path, rows: Iterable[Row | Rejected], max_characters: int
) -> Iterator[tuple[int | None, JobAd | Rejected]]:
    seen: dict[str, int] = {}
    for row in rows:
        if isinstance(row, Rejected):
            yield row.row, row
        elif not seen and is_table(path) and "text" not in columns_of(row.fields):
            yield None, _no_text_column(path, row)
            return
        else:
            yield from ((row.number, item) for item in _unseen(path, row, seen, max_characters))


def read_sample_ads() -> tuple[JobAd, ...]:
    """The ads that we wrote ourselves and ship. Raises SourceUnavailable where they are not installed."""
    resource = files("corpora").joinpath("sample", SAMPLE)
    if not resource.is_file():
        raise SourceUnavailable(SAMPLE, "the sample ads are not installed with this package")
    with as_file(resource) as path:
        return tuple(_required(item) for item in read_ads(path))


def _unseen(path: Path, row: Row, seen: dict[str, int], max_characters: int) -> Iterator[JobAd | Rejected]:
    for item in _ads_of(path, row, max_characters):
        if isinstance(item, JobAd) and item.id in seen:
            reason = f"{item.id!r} stands in row {seen[item.id]} already"
            yield Rejected(file=path.name, row=row.number, field="id", reason=reason)
            continue
        if isinstance(item, JobAd):
            seen[item.id] = row.number
        yield item


def _ads_of(path: Path, row: Row, max_characters: int) -> Iterator[JobAd | Rejected]:
    postings = [row.fields] if is_posting(row.fields) else _nested(row)
    if not postings:
        yield _attempt(path, row, max_characters)
    for posting in postings:
        try:
            yield ad_of_posting(posting, source=path.name)
        except MatcherError as error:
            yield rejected(path, row.number, error)


def _nested(row: Row) -> list[dict[str, object]]:
    """Postings inside a JSON-LD document; a record with fields of its own has none."""
    if not {"@graph", "@context", "@type", "itemListElement"} & row.fields.keys():
        return []
    return [dict(posting) for posting in postings_in(dict(row.fields))]


def _attempt(path: Path, row: Row, max_characters: int) -> JobAd | Rejected:
    try:
        return ad_of(row.fields, source=path.name, max_characters=max_characters)
    except MatcherError as error:
        return rejected(path, row.number, error)


def _no_text_column(path: Path, row: Row) -> Rejected:
    reason = f"no column holds it (one of {', '.join(NAMES['text'])}); there are {', '.join(row.fields)}"
    return Rejected(file=path.name, row=None, field="text", reason=reason)


def _required(item: JobAd | Rejected) -> JobAd:
    if isinstance(item, Rejected):
        raise InvalidInput(SAMPLE, str(item))
    return item
