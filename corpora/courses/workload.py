"""The hours that a provider's words come to; where the words do not say, there are none."""

import math
import re

from matcher.errors import InvalidInput
from matcher.opportunities import Workload

WEEKS_PER_MONTH = 4.345
"""365.25 / 12 / 7."""
HOURS_PER_DAY = 8.0
"""Of a course whose length is given in days alone: full working days."""
MAX_DAYS_ALONE = 60
"""More days than this are a period of access, not days of teaching."""
MAX_HOURS = 20_000.0

Range = tuple[float, float]

_NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d{1,6}(?:\.\d{1,3})?)"
_RANGE = rf"(?<![\d.,])(?P<sign>-)?(?P<low>{_NUMBER})(?:\s*(?:-|\u2013|\u2014|to|and)\s*(?P<high>{_NUMBER}))?"
_HOURS = r"\s*-?\s*(?:hours?|hrs?|h)\b\.?"
_PER = r"\s*(?:of\s+\w+\s+)?(?:(?:per|an?|each|every)\s+|/\s*)"

EFFORT_PER_WEEK = re.compile(rf"{_RANGE}{_HOURS}(?:{_PER}(?:week|wk)\b|\s*weekly)", re.IGNORECASE)
EFFORT_PER_DAY = re.compile(rf"{_RANGE}{_HOURS}(?:{_PER}day\b|\s*daily)", re.IGNORECASE)
TOTAL = re.compile(rf"{_RANGE}{_HOURS}", re.IGNORECASE)
MINUTES = re.compile(rf"{_RANGE}\s*-?\s*(?:minutes?|mins?)\b", re.IGNORECASE)
WEEKS = re.compile(rf"{_RANGE}\s*-?\s*(?:weeks?|wks?)\b", re.IGNORECASE)
MONTHS = re.compile(rf"{_RANGE}\s*-?\s*months?\b", re.IGNORECASE)
DAYS = re.compile(rf"{_RANGE}\s*-?\s*(?:full\s+)?days?\b", re.IGNORECASE)
BELOW = re.compile(r"less than|under|up to|at most|maximum|no more than|<", re.IGNORECASE)
ABOVE = re.compile(r"more than|at least|minimum|from|>|\d\s*\+|over\s+\d[\d.,]*\s*h", re.IGNORECASE)
IN_TOTAL = re.compile(
    r"\btotal\b|\bin all\b|\baltogether\b|\bspread\b"
    r"|\b(?:over|across)\s(?:(?!\b(?:over|across)\s)[^,;])*?(?:weeks?|months?)\b",
    re.IGNORECASE,
)


def read_workload(stated: str | None) -> Workload | None:
    """The hours: "5 weeks at 2 to 3 hours a week" is 10 to 15, "20 hours" is 20, "3 days" is 24 at 8 a day.

    None where the words leave them open ("1 - 3 months"). Raises InvalidInput for none or fewer hours.
    """
    if not stated or not stated.strip():
        return None
    stated = " ".join(stated.split())
    hours, assumption = _hours(stated)
    if hours is None:
        return None
    words = f"{stated} ({assumption})" if assumption else stated
    return workload(hours[0], hours[1], stated=words, from_nothing=bool(BELOW.search(stated)))


def workload(low: float, high: float, *, stated: str | None, from_nothing: bool = False) -> Workload:
    """A checked workload; `from_nothing` lets a range begin at 0. Raises InvalidInput naming the fault."""
    if not (math.isfinite(low) and math.isfinite(high)) or high > MAX_HOURS:
        raise InvalidInput("workload", f"is more than {MAX_HOURS:,.0f} hours: {stated or high!r}")
    if high <= 0 or low < 0 or (low == 0 and not from_nothing):
        raise InvalidInput("workload", f"must be more than 0 hours: {stated or low!r}")
    if low > high:
        raise InvalidInput("workload", f"begins above its end: {stated or (low, high)!r}")
    return Workload(hours_min=low, hours_max=high, stated=stated)


def _hours(stated: str) -> tuple[Range | None, str | None]:
    """The hours, and what had to be assumed for them."""
    hours, assumption = _plain_hours(stated)
    if hours is None:
        return None, None
    if BELOW.search(stated):
        return (0.0, hours[1]), assumption
    if ABOVE.search(stated) and hours[0] == hours[1]:
        return None, None
    return hours, assumption


def _plain_hours(stated: str) -> tuple[Range | None, str | None]:
    """The hours, as if no word set a bound."""
    weekly, daily = EFFORT_PER_WEEK.search(stated), EFFORT_PER_DAY.search(stated)
    rest = EFFORT_PER_DAY.sub(" ", EFFORT_PER_WEEK.sub(" ", stated))
    total = _total(rest)
    if total is not None:
        return total, None
    return _of_weeks(rest, _range(weekly)) if weekly else _of_days(rest, daily)


def _total(rest: str) -> Range | None:
    """Hours and minutes in all; None where they may be those of each week, or where several stand there."""
    hours, minutes = list(TOTAL.finditer(rest)), list(MINUTES.finditer(rest))
    if not hours + minutes or len(hours) > 1 or len(minutes) > 1:
        return None
    if (WEEKS.search(rest) or MONTHS.search(rest)) and not IN_TOTAL.search(rest):
        return None
    low, high = _range(hours[0]) if hours else (0.0, 0.0)
    if minutes:
        more = _range(minutes[0])
        low, high = low + more[0] / 60, high + more[1] / 60
    return low, high


def _of_days(rest: str, daily: re.Match[str] | None) -> tuple[Range | None, str | None]:
    days = DAYS.search(rest)
    if days is None or WEEKS.search(rest) or MONTHS.search(rest):
        return None, None
    if daily:
        return _product(_range(days), _range(daily)), None
    if _is_all(days, rest) and _range(days)[1] <= MAX_DAYS_ALONE:
        return _product(_range(days), (HOURS_PER_DAY, HOURS_PER_DAY)), f"at {HOURS_PER_DAY:g} hours a day"
    return None, None


def _of_weeks(rest: str, effort: Range) -> tuple[Range | None, str | None]:
    if effort[1] <= 0 or effort[0] < 0:
        raise InvalidInput("workload", f"must be more than 0 hours a week, not {effort[0]:g}")
    if weeks := WEEKS.search(rest):
        return _product(_range(weeks), effort), None
    if months := MONTHS.search(rest):
        low, high = _range(months)
        assumption = f"at {WEEKS_PER_MONTH} weeks a month"
        return _product((low * WEEKS_PER_MONTH, high * WEEKS_PER_MONTH), effort), assumption
    return None, None


def _range(match: re.Match[str]) -> Range:
    low = float(match["low"].replace(",", "")) * (-1 if match["sign"] else 1)
    return low, float(match["high"].replace(",", "")) if match["high"] else low


def _product(length: Range, effort: Range) -> Range:
    return round(length[0] * effort[0], 2), round(length[1] * effort[1], 2)


def _is_all(match: re.Match[str], stated: str) -> bool:
    """Whether the words hold nothing but this length."""
    left = stated[: match.start()] + stated[match.end() :]
    return re.fullmatch(r"[\s.,:()]*+(?:about|approx\w*|full[- ]time|ca)?[\s.,:()]*", left, re.IGNORECASE) is not None
