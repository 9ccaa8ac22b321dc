"""Numbers, money and days as the reader's locale writes them: the browser states it, or else plain English."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from babel import Locale, UnknownLocaleError, dates, numbers

Figure: TypeAlias = int | float | Decimal

PLAIN = Locale("en", "NZ")
ONE_IN_A_HUNDRED = 0.01
MAX_STATED = 20
"""Locales of one header that are looked at."""


@dataclass(frozen=True, slots=True)
class Telling:
    locale: Locale = PLAIN

    def number(self, value: Figure, digits: int = 1) -> str:
        """With at most so many decimals."""
        return numbers.format_decimal(round(Decimal(str(value)), digits), locale=self.locale)

    def money(self, value: Figure, currency: str) -> str:
        """With the currency as its code: a dollar sign would not say which."""
        amount = Decimal(str(value))
        pattern = "#,##0" if amount == amount.to_integral_value() else "#,##0.00"
        return f"{currency} {numbers.format_decimal(amount, format=pattern, locale=self.locale)}"

    def share(self, value: Figure) -> str:
        """A share in [0, 1] as a percentage: a small one with a decimal."""
        if 0 < value < ONE_IN_A_HUNDRED:
            small = round(Decimal(str(value)), 3)
            return numbers.format_percent(small, locale=self.locale, decimal_quantization=False)
        return numbers.format_percent(value, locale=self.locale)

    def day(self, value: dt.date) -> str:
        return dates.format_date(value, "medium", locale=self.locale)


def telling_for(accept_language: str | None) -> Telling:
    """By the first locale of the header that is known; what can't be read is passed over."""
    for stated in (accept_language or "").split(",")[:MAX_STATED]:
        tag = stated.partition(";")[0].strip()
        try:
            return Telling(Locale.parse(tag, sep="-")) if tag else Telling()
        except (ValueError, UnknownLocaleError):
            continue
    return Telling()
