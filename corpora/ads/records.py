"""One record with named fields, under whatever names are usual, as a JobAd."""

import hashlib
import re
from collections.abc import Iterable, Mapping

from corpora.cells import as_text, date_in, flag_in, line_in, text_in
from corpora.documents.document import MAX_CHARACTERS
from corpora.documents.leftovers import without_leftovers
from corpora.documents.markup import fragment_text
from corpora.documents.text import clean_text, require_text
from matcher.ads import JobAd
from matcher.errors import InvalidInput

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "jobid", "adid", "uid", "identifier", "reference", "ref"),
    "title": ("title", "jobtitle", "businesstitle", "position"),
    "text": ("text", "description", "body", "content", "jobdescription", "fulltext"),
    "organisation": (
        "organisation", "organization", "company", "employer", "companyname", "hiringorganization", "agency",
    ),
    "location": ("location", "locality", "city", "place", "joblocation"),
    "region": ("region", "state", "province", "county", "addressregion"),
    "sector": ("sector", "industry", "category", "jobcategory"),
    "date_posted": ("dateposted", "posted", "postingdate", "created", "published", "date"),
    "language": ("language", "lang", "inlanguage"),
    "source": ("source",),
    "sample": ("sample",),
}  # fmt: skip
"""Our field -> the names it goes by, likeliest first; compared without case, spaces and punctuation."""

_NOT_IN_NAMES = re.compile(r"[^a-z0-9]")


def normalised(name: str) -> str:
    return _NOT_IN_NAMES.sub("", name.lower())


def columns_of(names: Iterable[str]) -> dict[str, str]:
    """Our field -> the column that holds it; fields without a column are missing."""
    present: dict[str, str] = {}
    for name in names:
        present.setdefault(normalised(name), name)
    found = {field: [present[n] for n in usual if n in present] for field, usual in NAMES.items()}
    return {field: columns[0] for field, columns in found.items() if columns}


def ad_of(record: Mapping[str, object], *, source: str | None = None, max_characters: int = MAX_CHARACTERS) -> JobAd:
    """The ad. Raises InvalidInput naming the field as the record calls it, EmptyText, TextTooLong."""
    columns = columns_of(record)
    if "text" not in columns:
        raise InvalidInput("text", f"is missing; one of {', '.join(NAMES['text'])} is needed")

    def line(field: str) -> str | None:
        return line_in(record, columns[field]) if field in columns else None

    text = clean_text(without_leftovers(clean_text(fragment_text(text_in(record, columns["text"]) or ""))).text)
    require_text(columns["text"], text, max_characters)
    used = set(columns.values())
    extra = {name: as_text(value) for name, value in record.items() if name not in used}
    return JobAd(
        id=line("id") or content_id(line("title"), text),
        text=text,
        title=line("title"),
        organisation=line("organisation"),
        location=line("location"),
        region=line("region"),
        sector=line("sector"),
        date_posted=date_in(record, columns["date_posted"]) if "date_posted" in columns else None,
        language=line("language"),
        source=line("source") or source,
        sample=flag_in(record, columns["sample"]) if "sample" in columns else False,
        extra={name: value for name, value in extra.items() if value is not None},
    )


def content_id(title: str | None, text: str) -> str:
    """An id for an ad that states none: the same ad gets the same one in every file."""
    return "ad-" + hashlib.sha256(f"{title or ''}\n{text}".encode()).hexdigest()[:16]
