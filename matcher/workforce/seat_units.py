"""Hours and money as whole numbers, so that sums are exact: minutes, and the largest step that all prices share."""

import math
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

MINUTES = 60
BLUR = 1e-6
"""Of a minute: so much is rounding error of hours that were divided."""


def minutes_taken(hours: float) -> int:
    """Rounded up to the minute."""
    return math.ceil(hours * MINUTES - BLUR)


def minutes_given(hours: float | None) -> int | None:
    """Rounded down to the minute; None where nothing limits them."""
    return None if hours is None or math.isinf(hours) else math.floor(hours * MINUTES + BLUR)


def step_of(prices: Iterable[Decimal]) -> Fraction:
    """The largest amount of which all prices are whole multiples; 1 where all are 0."""
    step = Fraction(0)
    for price in set(prices):
        own = Fraction(price)
        step = Fraction(
            math.gcd(step.numerator * own.denominator, own.numerator * step.denominator),
            step.denominator * own.denominator,
        )
    return step or Fraction(1)


def steps_in(amount: Decimal | None, step: Fraction) -> int | None:
    """Whole steps within the amount; None where there is none."""
    return None if amount is None else math.floor(Fraction(amount) / step)
