"""One field of a foreign record as the type we want: absent is None, wrong is an InvalidInput naming it."""

import html
import json
import math
import re
from collections.abc import Mapping
from datetime import date

from corpora.documents.text import clean_text
from matcher.errors import InvalidInput

TYPE_NAMES = {dict: "an object", list: "a list", bool: "true or false", int: "a number", float: "a number"}
TRUE = frozenset({"true", "yes", "1", "y"})
FALSE = frozenset({"false", "no", "0", "n"})

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
"""With its semicolon: `&section=4` of an address is none."""
_LIST_SEPARATOR = re.compile(r"[;|\n]")
_NUMBER = re.compile(r"[-+]?\d{1,12}(?:\.\d{1,20})?")
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ].*)?")


def text_in(record: Mapping[str, object], field: str) -> str | None:
    """The cleaned text; a number becomes its digits. Empty is absent."""
    value = record.get(field)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise InvalidInput(field, f"is {TYPE_NAMES.get(type(value), 'no text')}, expected text")
    return clean_text(str(value)).strip() or None


def line_in(record: Mapping[str, object], field: str) -> str | None:
    """A short text on one line, with HTML entities resolved: a title, a name."""
    text = text_in(record, field)
    return " ".join(_ENTITY.sub(lambda match: html.unescape(match[0]), text).split()) if text else None


def list_in(record: Mapping[str, object], field: str) -> tuple[str, ...]:
    """The distinct items in order; in a text they stand apart by `;`, `|` or line ends."""
    value = record.get(field)
    if value is None:
        return ()
    if isinstance(value, str):
        value = _LIST_SEPARATOR.split(value)
    if not isinstance(value, list | tuple):
        raise InvalidInput(field, f"is {TYPE_NAMES.get(type(value), 'no list')}, expected a list of texts")
    items = (line_in({f"{field}[{i}]": item}, f"{field}[{i}]") for i, item in enumerate(value))
    return tuple(dict.fromkeys(item for item in items if item))


def number_in(record: Mapping[str, object], field: str) -> float | None:
    """A finite number, as JSON or as text with a decimal point."""
    value = record.get(field)
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return float(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_finite(value):
        raise InvalidInput(field, f"is not a number: {shortened(value)}")
    return float(value)


def date_in(record: Mapping[str, object], field: str) -> date | None:
    """An ISO 8601 date, or the date of a date and time."""
    text = text_in(record, field)
    if text is None:
        return None
    match = _DATE.fullmatch(text)
    try:
        if match is None:
            raise ValueError
        return date.fromisoformat(match[1])
    except ValueError as error:
        raise InvalidInput(field, f"is not a date as YYYY-MM-DD: {shortened(text)}") from error


def flag_in(record: Mapping[str, object], field: str) -> bool:
    """True or false, also as words; absent is false."""
    value = record.get(field)
    word = str(value).strip().lower() if value is not None else ""
    if word in TRUE:
        return True
    if not word or word in FALSE:
        return False
    raise InvalidInput(field, f"is neither true nor false: {shortened(value)}")


def as_text(value: object) -> str | None:
    """Any JSON value as text, for fields that we only pass on; None for an empty one."""
    if value is None or value in ("", [], {}):
        return None
    if isinstance(value, list) and all(isinstance(item, str | int | float) for item in value):
        return clean_text("; ".join(str(item) for item in value))
    if isinstance(value, dict | list):
        return clean_text(json.dumps(value, ensure_ascii=False, sort_keys=True))
    return clean_text(str(value)).strip() or None


def shortened(value: object, length: int = 60) -> str:
    """The value as a message may quote it."""
    text = repr(value)
    return text if len(text) <= length else text[: length - 1] + "…"


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:
        return False
