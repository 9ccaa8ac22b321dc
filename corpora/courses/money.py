"""Prices as an amount in one currency (ISO 4217); what is no price of the course itself is none."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from matcher.errors import InvalidInput
from matcher.opportunities import Money

CURRENCIES = frozenset(
    re.findall(
        "[A-Z]{3}",
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD
        CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP
        GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD
        KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
        NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP
        SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND
        VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
        """,
    )
)
SYMBOLS: Mapping[str, str] = {
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "US$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "S$": "SGD",
    "HK$": "HKD",
    "€": "EUR",
    "£": "GBP",
    "₹": "INR",
    "₩": "KRW",
    "₺": "TRY",
    "₽": "RUB",
    "₴": "UAH",
    "₦": "NGN",
    "₱": "PHP",
}
"""Symbols of one currency only: `$`, `¥` and `kr` are left to the currency field."""

FREE = re.compile(r"\b(?:free|gratis|no cost|no fee)\b", re.IGNORECASE)
RECURRING = re.compile(r"(?:/|\bper\b|\ba\b)\s*(?:month|year|week|mo\b)|\bmonthly\b|\bsubscription\b", re.IGNORECASE)
UNSTATED = re.compile(r"\b(?:tba|tbc|n/?a|on request|varies|contact us|see website|unknown)\b|^-$", re.IGNORECASE)

_AMOUNT = re.compile(
    r"(?P<sign>-\s*)?(?<![\d.,])"
    r"(?P<number>\d{1,3}(?:[ ,']\d{3})+(?:\.\d{1,2})?|\d{1,12}(?:[.,]\d{1,2})?)(?![.,]?\d)"
)
"""Not `1.299`: that is a thousand here and one there."""
_SYMBOL = re.compile("|".join(re.escape(s) for s in sorted(SYMBOLS, key=len, reverse=True)))
_CODE = re.compile(r"\b[A-Z]{3}\b")


def read_price(stated: str | None, currency: str | None, as_of: date | None = None) -> Money | None:
    """The price: "€79", "AUD 1,250", "250" with a currency; "free" is 0 of the stated currency.

    None where nothing is stated, where only a subscription has a price, and for a free course without a
    currency, which can't be set against a budget. Raises InvalidInput for what is no price or currency.
    """
    code = _checked(currency)
    if stated is None or UNSTATED.search(stated) or RECURRING.search(stated):
        return None
    amounts = list(_AMOUNT.finditer(stated))
    if not amounts and FREE.search(stated):
        return None if code is None else Money(Decimal(0), code, as_of)
    if len(amounts) != 1:
        raise InvalidInput("price", f"is not one amount of money: {stated!r}")
    code = _agreed(code, _currency_in(stated), stated)
    amount = _decimal(amounts[0], stated)
    if code is None:
        if amount:
            raise InvalidInput("currency", f"is missing: the price {stated!r} needs an ISO 4217 code")
        return None
    return Money(amount, code, as_of)


def _checked(currency: str | None) -> str | None:
    if currency is None:
        return None
    code = SYMBOLS.get(currency, currency.upper())
    if code not in CURRENCIES:
        raise InvalidInput("currency", f"is no current ISO 4217 code: {currency!r}")
    return code


def _currency_in(stated: str) -> str | None:
    """The currency that the price's own words name; None for none, or for a symbol of several."""
    symbol = _SYMBOL.search(stated)
    if symbol:
        return SYMBOLS[symbol[0]]
    return next((code for code in _CODE.findall(stated) if code in CURRENCIES), None)


def _agreed(code: str | None, named: str | None, stated: str) -> str | None:
    if code and named and code != named:
        raise InvalidInput("currency", f"is {code}, but the price says {stated!r}")
    return code or named


def _decimal(match: re.Match[str], stated: str) -> Decimal:
    if match["sign"]:
        raise InvalidInput("price", f"is below zero: {stated!r}")
    number = re.sub(r"[ ']|,(?=\d{3}(?!\d))", "", match["number"]).replace(",", ".")
    return Decimal(number)
