"""Which countries there are: ISO 3166 codes, and names in languages of Europe and in Māori."""

import re
import unicodedata
from functools import cache

from babel import Locale

from corpora.courses.elm.authorities import COUNTRIES

LANGUAGES = (
    "en", "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "ga", "hr", "hu", "it", "lt", "lv", "mi", "mt", "nb",
    "nl", "pl", "pt", "ro", "sk", "sl", "sv",
)  # fmt: skip
ALPHA_2 = 2
"""Letters of a code of ISO 3166-1; the regions of the tables have three digits."""
NO_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""Codes of two letters that stand for groups of countries, for none, or for tests."""
ALSO = frozenset(
    """
    uk, u k, u s a,
    great britain, england, scotland, wales, northern ireland, usa, united states of america, america, uae, turkey,
    czech republic, slovak republic, ivory coast, holland, the netherlands, russian federation, republic of korea,
    korea, burma, swaziland, macedonia, republic of ireland, viet nam, east timor, palestine, congo, drc, brunei,
    hong kong, hong kong sar, macao, macau, aotearoa new zealand, people s republic of china, republic of china, syrian
    arab republic, state of palestine, holy see, cabo verde, micronesia, the gambia, the bahamas, bosnia, trinidad
    """.replace("\n", " ").split(",")
)
"""Names in use, folded, which the tables of names lack."""
_APART = re.compile(r"[\W_]+")
_ASIDE = re.compile(r"\s*\([^)]*\)")


def is_country(text: str) -> bool:
    """Whether it is the code of a country in two or three letters, or its name, however it is written."""
    return _folded(text) in _known()


@cache
def _known() -> frozenset[str]:
    tables = [Locale(language).territories for language in LANGUAGES]
    codes = [code for code in map(str, tables[0]) if len(code) == ALPHA_2 and code.isalpha() and code not in NO_COUNTRY]
    named = [table[code] for table in tables for code in codes if code in table]
    whole = (*codes, *COUNTRIES.values(), *named, *(_ASIDE.sub("", name) for name in named), *ALSO)
    return frozenset(map(_folded, whole))


def _folded(text: str) -> str:
    """Without marks, case and what stands between words: "São Tomé" is "sao tome"."""
    plain = "".join(one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one))
    return _APART.sub(" ", plain.replace("&", " and ").replace("St.", "Saint")).strip().casefold()
