"""Figures and names as they are said in a dossier."""

from datetime import date

from matcher.intervals import Interval

MOST_LETTERS = 160
"""Of a name: a longer one is cut, so that no cell of a table outgrows a page."""
MOST_SAID = 400
"""The same of a sentence."""


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def between(interval: Interval) -> str:
    return f"{100 * interval.low:.1f} to {percent(interval.high)}"


def counted(number: int, one: str, more: str | None = None) -> str:
    """ "1 ad", "2 ads"."""
    return f"{number:,} {one if number == 1 else more or one + 's'}"


def on(day: date) -> str:
    """ "26 November 2026"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short(text: str, most: int = MOST_LETTERS) -> str:
    """On one line, at most so many characters."""
    words = " ".join(text.split())
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
