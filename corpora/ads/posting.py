"""schema.org JobPosting, wherever it stands in JSON-LD, as a JobAd (https://schema.org/JobPosting)."""

from collections.abc import Iterator, Mapping

from corpora.ads.records import content_id
from corpora.cells import as_text, date_in, line_in
from corpora.documents.markup import fragment_text
from corpora.documents.text import clean_text
from matcher.ads import JobAd
from matcher.errors import EmptyText, InvalidInput

MAX_DEPTH = 12
MIN_REPEATED = 40

HEADED: Mapping[str, str] = {
    "responsibilities": "Responsibilities",
    "qualifications": "Qualifications",
    "skills": "Skills",
    "experienceRequirements": "Experience",
    "educationRequirements": "Education",
}
"""Properties besides the description that say what the job asks, with the heading they get in the text."""
INTERPRETED = frozenset(
    {*HEADED, "@context", "@type", "description", "identifier", "title", "hiringOrganization", "jobLocation"}
    | {"industry", "datePosted", "inLanguage"}
)
READ_BY_US = "read in the description, not stated by the employer"
"""Of a skill that we wrote: the description of its DefinedTerm."""
NAMING = ("name", "value", "credentialCategory", "description", "@value")
"""Where an object in place of a text says its text."""


def postings_in(value: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    """Every JobPosting in a JSON-LD value: alone, in arrays, in @graph, inside other things; in order."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from postings_in(item, depth + 1)
    elif isinstance(value, dict):
        if is_posting(value):
            yield value
        else:
            yield from postings_in(list(value.values()), depth + 1)


def is_posting(record: Mapping[str, object]) -> bool:
    types = record.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _local(name) == "JobPosting" for name in names)


def ad_of_posting(record: Mapping[str, object], *, source: str | None = None) -> JobAd:
    """The ad; its text is the description and whatever else says what the job asks.

    Raises InvalidInput for a bad field or too deep a nesting, EmptyText where nothing says anything.
    """
    try:
        return _ad(record, source)
    except RecursionError:
        raise InvalidInput("JobPosting", "is nested too deeply") from None


def _ad(record: Mapping[str, object], source: str | None) -> JobAd:
    record = {_local(name) if not name.startswith("@") else name: value for name, value in record.items()}
    text = _text(record)
    if not any(c.isalnum() for c in text):
        raise EmptyText("description")
    title = line_in({"title": _plain(record.get("title") or record.get("name"))}, "title")
    extra = {name: as_text(value) for name, value in record.items() if name not in INTERPRETED}
    return JobAd(
        id=_plain(record.get("identifier")) or _plain(record.get("url")) or content_id(title, text),
        text=text,
        title=title,
        organisation=_plain(record.get("hiringOrganization")),
        location=_place(record.get("jobLocation")),
        region=_region(record.get("jobLocation")),
        sector=_plain(record.get("industry")),
        date_posted=date_in({"datePosted": _plain(record.get("datePosted"))}, "datePosted"),
        language=_plain(record.get("inLanguage")),
        source=source,
        extra={name: value for name, value in extra.items() if value is not None},
    )


def _local(name: str) -> str:
    """`https://schema.org/JobPosting` and `schema:JobPosting` as `JobPosting`."""
    return name.rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def _text(record: Mapping[str, object]) -> str:
    described = record.get("description")
    if described is not None and not isinstance(described, str | list | dict):
        raise InvalidInput("description", "is not a text")
    text = clean_text(fragment_text("\n".join(_words(described))))
    for name, heading in HEADED.items():
        said = clean_text("\n".join(fragment_text(words) for words in _words(record.get(name)))).strip()
        if said and not _repeats(text, said):
            text = f"{text}\n\n{heading}\n{said}" if text else f"{heading}\n{said}"
    return text


def _words(value: object) -> list[str]:
    """The texts in a value: a text, a list of them, or an object that names or describes itself."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [words for item in value for words in _words(item)]
    if isinstance(value, dict) and value.get("description") != READ_BY_US:
        months = value.get("monthsOfExperience")
        stated = [f"{months} months of experience"] if isinstance(months, str | int | float) else []
        named = next((_words(value[name]) for name in NAMING if value.get(name)), [])
        return stated + named + _words(value.get("competencyRequired"))
    return []


def _plain(value: object) -> str | None:
    """One line for a text, a number, or an object that names itself; several are joined by a comma."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, dict) and isinstance(value.get("value"), int | str):
        value = str(value["value"])
    words = (line_in({"text": fragment_text(text)}, "text") for text in _words(value))
    return ", ".join(dict.fromkeys(word for word in words if word)) or None


def _place(value: object) -> str | None:
    if isinstance(value, list):
        places = dict.fromkeys(place for place in map(_place, value) if place)
        return "; ".join(places) or None
    if not isinstance(value, dict) or "address" not in value:
        return _plain(value)
    address = value["address"]
    if not isinstance(address, dict):
        return _plain(address)
    named = _plain(value.get("name"))
    if named and address.keys() <= {"@type", "addressRegion"}:
        return named
    parts = (_plain(address.get(part)) for part in ("addressLocality", "addressRegion", "addressCountry"))
    return ", ".join(dict.fromkeys(part for part in parts if part)) or named


def _region(value: object) -> str | None:
    """Of the first place that states one."""
    if isinstance(value, list):
        return next((region for region in map(_region, value) if region), None)
    address = value.get("address") if isinstance(value, dict) else None
    return _plain(address.get("addressRegion")) if isinstance(address, dict) else None


def _repeats(text: str, said: str) -> bool:
    """Whether a passage stands in the text already; a short one may do so by chance and is kept."""
    return len(said) >= MIN_REPEATED and _squeezed(said) in _squeezed(text)


def _squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
