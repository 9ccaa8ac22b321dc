"""Money and hours, as people write them and within bounds."""

import re
from decimal import Decimal, InvalidOperation

MOST_HOURS = 100_000
"""More than a working life; beyond, minutes no longer fit the solver's numbers."""
MOST_MONEY = 1_000_000_000
"""In any currency; its cents are still counted exactly."""
MOST_DECIMALS = 6
"""More are no money and no time, and 1e-999999999 as a fraction takes all the memory there is."""
SHOWN_CHARACTERS = 40

_GROUPED = re.compile(r"[+-]?\d{1,3}(?:(?:,\d{3})+|(?:[ \u00a0\u202f]\d{3})+)(?:\.\d*)?")
_BETWEEN_GROUPS = str.maketrans("", "", ", \u00a0\u202f")


def read_amount(typed: str, most: int) -> Decimal:
    """A number from 0 to `most`, its thousands grouped by commas or spaces or not at all.

    Raises ValueError, which says what is wrong.
    """
    text = typed.strip()
    shown = text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "..."
    try:
        amount = Decimal(text.translate(_BETWEEN_GROUPS) if _GROUPED.fullmatch(text) else text)
    except InvalidOperation:
        why = ": a comma only groups thousands (1,200), and a point starts the decimals" if "," in text else ""
        raise ValueError(f"{shown!r} is not a number{why}") from None
    if amount.is_nan():
        raise ValueError(f"{shown!r} is not a number")
    if amount.is_finite() and int(amount.as_tuple().exponent) < -MOST_DECIMALS:
        raise ValueError(f"has more than {MOST_DECIMALS} decimals")
    if amount < 0:
        raise ValueError(f"must be 0 or more, not {shown}")
    if amount > most:
        raise ValueError(f"must be at most {most:,}")
    return amount
