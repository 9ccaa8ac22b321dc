"""What a person types into the form of the page, and the wishes that it means."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from api.amounts import MOST_HOURS, MOST_MONEY, read_amount
from api.wishes import LANGUAGE_TAG, level_range
from corpora.courses.money import CURRENCIES
from matcher.errors import InvalidInput
from matcher.opportunities import Mode
from matcher.preferences import LevelRange, Preferences

HOURS_OF_A_WEEK = 168
MOST_WEEKS = 1_000
MAX_LISTED = 100
"""Languages or providers in one field."""
WISHES = (
    "mode", "languages", "level_from", "level_to", "starts_from", "starts_by", "providers", "without_providers",
)  # fmt: skip
SHOWN = 40
"""Characters of what was typed that an error repeats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """To be shown again beside the answer or the error."""

    ad: str = ""
    role: str = ""
    profile: str = ""
    budget: str = ""
    currency: str = ""
    hours: str = ""
    hours_per_week: str = ""
    weeks: str = ""
    mode: str = ""
    languages: str = ""
    level_from: str = ""
    level_to: str = ""
    starts_from: str = ""
    starts_by: str = ""
    providers: str = ""
    without_providers: str = ""

    @property
    def has_wishes(self) -> bool:
        """Whether anything is asked of the courses besides money and hours."""
        return any(getattr(self, wish).strip() for wish in WISHES)

    def within(self, limit: int) -> "Typed":
        """Without the texts that are too long to be read: they need not travel back."""
        return replace(self, **{f.name: "" for f in fields(self) if len(getattr(self, f.name)) > limit})


def preferences_of(typed: Typed, default_currency: str) -> Preferences:
    """Raises InvalidInput, naming the field."""
    hours = _hours(typed)
    starts_from, starts_by = _day("starts_from", typed.starts_from), _day("starts_by", typed.starts_by)
    if starts_from and starts_by and starts_by < starts_from:
        raise InvalidInput("starts_by", f"lies before {starts_from}, the first day to begin")
    return Preferences(
        budget=_amount("budget", typed.budget, MOST_MONEY),
        currency=_currency(typed.currency or default_currency),
        hours=hours,
        modes=_modes(typed.mode),
        languages=frozenset(_languages(typed.languages)),
        levels=_levels(typed),
        starts_from=starts_from,
        starts_by=starts_by,
        providers=frozenset(_listed("providers", typed.providers)),
        without_providers=frozenset(_listed("without_providers", typed.without_providers)),
    )


def weekly_hours(typed: Typed) -> float | None:
    """For a timetable. Raises InvalidInput."""
    hours = _amount("hours_per_week", typed.hours_per_week, HOURS_OF_A_WEEK)
    if hours == 0:
        raise InvalidInput("hours_per_week", "must be more than 0")
    return float(hours) if hours is not None else None


def _hours(typed: Typed) -> float | None:
    """In all: as stated, and as so many weeks hold."""
    hours, weeks = _amount("hours", typed.hours, MOST_HOURS), _amount("weeks", typed.weeks, MOST_WEEKS)
    weekly = weekly_hours(typed)
    if weeks is not None and weekly is None:
        raise InvalidInput("hours_per_week", "is needed to know how much fits into the weeks")
    stated = [float(hours)] if hours is not None else []
    within = [float(weeks) * weekly] if weeks is not None and weekly is not None else []
    return min((*stated, *within), default=None)


def _amount(field: str, typed: str, most: int) -> Decimal | None:
    """None for nothing. Raises InvalidInput."""
    if not typed.strip():
        return None
    try:
        return read_amount(typed, most)
    except ValueError as error:
        alone = ": write the figure alone" if _has_sign_or_word(typed) else ""
        raise InvalidInput(field, f"{error}{alone}") from None


def _has_sign_or_word(typed: str) -> bool:
    """As "£200" and "2 weeks" have."""
    return re.fullmatch(r"\s*(?:[^\d\s,.+-]+\s*\d+|\d+\s*[^\d\s,.]+)\s*", typed) is not None


def _currency(typed: str) -> str:
    code = typed.strip().upper()
    if code not in CURRENCIES:
        raise InvalidInput("currency", f"{_shown(typed)} is no three-letter currency code such as AUD")
    return code


def _modes(typed: str) -> frozenset[Mode]:
    if not typed.strip():
        return frozenset()
    try:
        return frozenset({Mode(typed.strip())})
    except ValueError:
        raise InvalidInput("mode", f"{_shown(typed)} is none of {', '.join(Mode)}") from None


def _languages(typed: str) -> Iterator[str]:
    for one in _listed("languages", typed.replace(",", ";")):
        if not re.fullmatch(LANGUAGE_TAG, one):
            raise InvalidInput("languages", f"{_shown(one)} is no code of a language such as en or mi")
        yield one


def _levels(typed: Typed) -> LevelRange | None:
    try:
        return level_range(typed.level_from, typed.level_to)
    except InvalidInput as error:
        raise InvalidInput("level_to" if error.field == "levels" else error.field, error.reason) from error


def _day(field: str, typed: str) -> dt.date | None:
    if not typed.strip():
        return None
    try:
        return dt.date.fromisoformat(typed.strip())
    except ValueError:
        raise InvalidInput(field, f"{_shown(typed)} is no day such as 2026-12-31") from None


def _listed(field: str, typed: str) -> tuple[str, ...]:
    """What stands between semicolons."""
    found = tuple(one for part in typed.split(";") if (one := part.strip()))
    if len(found) > MAX_LISTED:
        raise InvalidInput(field, f"lists {len(found):,}; at most {MAX_LISTED} are taken")
    return found


def _shown(typed: str) -> str:
    return repr(typed.strip()[:SHOWN])
