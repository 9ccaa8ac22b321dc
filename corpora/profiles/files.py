"""A profile from whatever a person has: JSON Resume, a list of skills, a CV, badges."""

import csv
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from io import StringIO
from pathlib import PurePath

from corpora.documents.document import MAX_BYTES, MAX_CHARACTERS
from corpora.documents.json_text import parse_json
from corpora.documents.reading import read_document
from corpora.documents.sniffing import Kind, kind_of, text_kind
from corpora.documents.text import clean_text, decode, require_clean, require_within
from corpora.profiles.badges.baked import badge_of_image
from corpora.profiles.badges.reading import Checks, held_credentials
from corpora.profiles.badges.statements import is_badges
from corpora.profiles.badges.tokens import tokens_of
from corpora.profiles.json_resume import claims_of_resume, is_json_resume
from matcher.errors import EmptyText, InvalidInput, UnreadableDocument
from matcher.profiles import ProfileClaims

MAX_CLAIM_WORDS = 6
MAX_CLAIM_CHARACTERS = 60
"""Longer lines are prose: a CV, not a list."""
HEADERS = frozenset({"skill", "skills", "name", "competency", "competence"})
TABLE_SUFFIXES = frozenset({".csv", ".tsv"})

_SEPARATOR = re.compile(r"[,;|\n]")
_ITEM_MARK = re.compile(r"^\s*(?:[-*•·▪◦‣]|\d{1,2}[.)])\s+")
_NO_CLAIM = re.compile(r"@|https?:|\d{4}|\+?\d[\d ()-]{6,}|[.!?:]$|[.!?] ")
"""Addresses, years, telephone numbers, sentences and headings."""

JSON_MAY_BEGIN_WITH = b"\xef\xbb\xbf \t\r\n"
"""Before its first brace: a mark of UTF-8, and blanks."""


def read_profile(
    name: str, data: bytes, *, max_characters: int = MAX_CHARACTERS, checks: Checks | None = None
) -> ProfileClaims:
    """Claimed skills, or the text of a CV of at most `max_characters`, or both; or credentials, held against `checks`.

    Without `checks` no issuer is trusted. Raises InvalidInput for JSON that is broken (with line and column) or of
    another shape, for a table that is no CSV (with the row), and for badges of which none counts (with the field),
    EmptyText where nothing is claimed, and what `read_document` raises.
    """
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(name, f"has {len(data):,} bytes; at most {MAX_BYTES:,} are read")
    if not data.strip():
        raise EmptyText(name)
    profile = _read(name, data, max_characters, checks or Checks(now=dt.datetime.now(dt.UTC)))
    if not profile.claims and not profile.text and not profile.credentials:
        raise EmptyText(name)
    return profile


def _read(name: str, data: bytes, max_characters: int, checks: Checks) -> ProfileClaims:
    badge = badge_of_image(name, data)
    if badge is not None:
        return held_credentials(name, badge, checks)
    if kind_of(name, data) is not Kind.TEXT:
        return ProfileClaims(text=read_document(name, data, max_characters=max_characters).text)
    text = decode(name, data)
    tokens = tokens_of(text)
    if tokens:
        return held_credentials(name, list(tokens), checks)
    kind = text_kind(name, text)
    if kind is Kind.JSON:
        return _from_json(name, text.removeprefix("\ufeff"), max_characters, checks)
    if kind is Kind.HTML:
        return ProfileClaims(text=read_document(name, data, max_characters=max_characters).text)
    cleaned = require_clean(name, text, max_characters)
    is_table = PurePath(name.lower()).suffix in TABLE_SUFFIXES
    claims = tuple(dict.fromkeys(_from_table(name, text) if is_table else _listed(cleaned)))
    return ProfileClaims(claims=claims) if claims else ProfileClaims(text=cleaned)


def listed_skills(text: str) -> tuple[str, ...]:
    """The items of a text that is a list of skills, each once; none where it is prose. Raises what cleaning raises."""
    return tuple(dict.fromkeys(_listed(clean_text(text))))


def resume_claims(name: str, resume: Mapping[str, object], max_characters: int = MAX_CHARACTERS) -> ProfileClaims:
    """What a JSON Resume claims. Raises InvalidInput where it is none, TextTooLong."""
    if not is_json_resume(resume):
        raise InvalidInput(name, "is no JSON Resume: it has none of its sections")
    profile = claims_of_resume(resume)
    own = [profile.text, *(credential.own_text for credential in profile.credentials)]
    require_within(name, "".join(text for text in own if text), max_characters)
    return profile


def resume_in(name: str, data: bytes) -> dict[str, object] | None:
    """The JSON Resume that a file is, whole; None where it is anything else. Raises InvalidInput for broken JSON."""
    if not data.lstrip(JSON_MAY_BEGIN_WITH).startswith(b"{"):
        return None
    text = decode(name, data)
    if text_kind(name, text) is not Kind.JSON:
        return None
    value = parse_json(name, text.removeprefix("\ufeff"))
    return value if isinstance(value, dict) and is_json_resume(value) else None


def _from_json(name: str, text: str, max_characters: int, checks: Checks) -> ProfileClaims:
    value = parse_json(name, text)
    if is_badges(value):
        return held_credentials(name, value, checks)
    if isinstance(value, Mapping) and is_json_resume(value):
        return resume_claims(name, value, max_characters)
    listed = value.get("skills") if isinstance(value, Mapping) else value
    if not isinstance(listed, list):
        raise InvalidInput(name, "is neither JSON Resume, nor a list of skills, nor an object with 'skills'")
    claims = [clean_text(claim).strip() for i, item in enumerate(listed) for claim in _names(name, i, item)]
    stated = value.get("text") if isinstance(value, Mapping) else None
    prose = clean_text(require_within(name, stated, max_characters)).strip() if isinstance(stated, str) else ""
    return ProfileClaims(claims=tuple(dict.fromkeys(filter(None, claims))), text=prose or None)


def _names(name: str, i: int, item: object) -> list[str]:
    named = item.get("name") if isinstance(item, Mapping) else item
    if not isinstance(named, str):
        raise InvalidInput(f"{name}: skills[{i}]", "is neither a text nor an object with a name")
    return [named]


def _from_table(name: str, text: str) -> Iterator[str]:
    """The column headed as skills; without such a header every cell is a claim."""
    rows = list(_table_rows(name, text))
    headed = [i for i, cell in enumerate(rows[0]) if cell.lower() in HEADERS]
    for row in rows[1:] if headed else rows:
        cells = [row[i] for i in headed[:1] if i < len(row)] if headed else row
        yield from (cell for cell in cells if cell)


def _table_rows(name: str, text: str) -> Iterator[list[str]]:
    """The clean cells of each row, each on one line, without the blank rows. Raises InvalidInput naming the row."""
    delimiter = max(",;\t", key=text.lstrip().partition("\n")[0].count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    ended = 0
    try:
        for row in reader:
            ended = reader.line_num
            cells = [" ".join(clean_text(cell).split()) for cell in row]
            if any(cells):
                yield cells
    except csv.Error as error:
        raise InvalidInput(f"{name}, row {ended + 1}", f"is not CSV: {error}") from error


def _listed(text: str) -> list[str]:
    """The items of a text that is nothing but a list; none where any of it reads like prose."""
    items = [_ITEM_MARK.sub("", item).strip() for item in _SEPARATOR.split(text)]
    items = [item for item in items if item]
    return items if all(map(_is_claim, items)) else []


def _is_claim(item: str) -> bool:
    return len(item) <= MAX_CLAIM_CHARACTERS and len(item.split()) <= MAX_CLAIM_WORDS and _NO_CLAIM.search(item) is None
