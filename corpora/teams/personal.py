"""What in a team's table tells of a person, and so stops the import: by headers, and by what cells look like."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from corpora.teams.cells import line_of, text_of
from corpora.teams.headers import plain_header
from corpora.teams.levels import is_level_cell
from corpora.teams.names_of_people import is_given_name, is_shaped_like_a_name
from matcher.phrases import word_set


class Kind(StrEnum):
    NAME = "names of people"
    EMAIL = "e-mail addresses"
    TELEPHONE = "telephone numbers"
    ADDRESS = "addresses"
    PHOTO = "pictures of people"
    BIRTH = "dates of birth"
    AGE = "ages"
    GENDER = "genders"
    ORIGIN = "nationality, origin or belief"
    LIFE = "facts of private life"
    NUMBER = "numbers that the state gives to a person"


HEADERS: Mapping[Kind, Sequence[str]] = {
    Kind.NAME: (
        "name", "names", "full name", "first name", "firstname", "first names", "forename", "given name", "given names",
        "last name", "lastname", "surname", "family name", "middle name", "maiden name", "preferred name",
        "display name", "nickname", "initials and name", "name surname", "first last name", "name first last",
        "team name", "user name",
        "username", "login", "salutation", "vorname", "nachname", "familienname", "prénom", "nom", "nombre", "apellido",
    ),
    Kind.EMAIL: ("email", "e mail", "mail", "emails", "email address", "e mail address", "mail address"),
    Kind.TELEPHONE: ("phone", "telephone", "mobile", "cell", "cellphone", "cell phone", "mobile phone", "tel", "fax",
                     "contact", "telefon", "handy"),
    Kind.ADDRESS: ("address", "street", "street address", "postcode", "postal code", "zip", "zip code",
                   "postal address", "adresse", "linkedin", "linkedin profile", "social media"),
    Kind.PHOTO: ("photo", "photograph", "picture", "portrait", "headshot", "foto"),
    Kind.BIRTH: ("dob", "d o b", "date birth", "birth date", "birthdate", "birthday", "birth", "born", "born on",
                 "date born", "year birth", "birth year", "place birth", "birthplace", "geburtsdatum",
                 "geburtstag", "geburtsjahr"),
    Kind.AGE: ("age", "ages", "age group", "age band", "age range", "age bracket", "age years", "alter"),
    Kind.GENDER: ("gender", "sex", "gender identity", "pronoun", "pronouns", "geschlecht", "m f", "male female"),
    Kind.ORIGIN: ("nationality", "citizenship", "country birth", "country origin", "origin", "ethnicity",
                  "ethnic group", "ethnic origin", "race", "religion", "faith", "iwi", "nationalität",
                  "staatsangehörigkeit",
                  "visa status", "immigration status", "mother tongue"),
    Kind.LIFE: ("marital status", "family status", "children", "number children", "disability", "disabilities",
                "health", "pregnancy", "sexual orientation", "union membership", "criminal record"),
    Kind.NUMBER: ("ssn", "social security", "social security number", "national insurance", "national id", "passport",
                  "passport number", "tax file", "tax id", "tfn", "ird", "nhs", "driver licence", "bank account"),
}  # fmt: skip
"""Without the words of OWNERS. German and French ones too, as workbooks of mixed teams have them."""
OWNERS = word_set("""
    employee employees staff member members person persons people worker participant colleague s the of their
    your personal work private home business number no num optional dd mm yy yyyy and m f
    """)
MAYBE_SKILLS = frozenset({Kind.EMAIL, Kind.TELEPHONE, Kind.ADDRESS, Kind.PHOTO})
"""Whose headers may name a skill too, where all cells under them are levels."""
MOST = 0.5
"""Of a column's cells: from so many on, what they look like is what they are."""
BORN = range(1930, 2013)
DATED = word_set("""
    course courses completed completion training trained certified certificate certification award awarded
    obtained start started starting begin began hired hire joined joining employed employment since contract
    appointed appointment review reviewed assessed assessment updated update expiry expires valid last date
    """)
"""Words of headers over dates that are of work."""
PLACES = word_set("site location campus branch office library city town building department team unit division school")
"""Words of headers over places, of which many are called after somebody."""
_GENDERS = frozenset(
    {"m", "f", "male", "female", "man", "woman", "non-binary", "nonbinary", "nb", "diverse", "mr", "ms"}
)

EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8}")
TELEPHONE = re.compile(
    r"""
    (?<![\w+])\+\d[\d ().-]{6,18}\d                  # with a country before it
    | (?<![\w(])\(0\d{0,4}\)[\d ()-]{5,14}\d          # an area in brackets
    | \b0\d{1,4}[ -]\d{3,4}[ -]?\d{3,5}\b             # an area and a number
    | \b0\d{1,3}[ -]\d{2,3}[ -]\d{2,3}[ -]\d{2,4}\b
    | \b\d{3}[ .-]\d{3}[ .-]\d{4}\b                   # as in North America
    """,
    re.VERBOSE,
)
_DATES = (
    re.compile(r"(\d{4})-\d{2}-\d{2}(?:T.*)?"),
    re.compile(r"\d{1,2}[./-]\d{1,2}[./-](\d{4})"),
    re.compile(r"\d{1,2}\.?\s+[^\W\d]{3,9}\.?\s+(\d{4})"),
    re.compile(r"[^\W\d]{3,9}\.?\s+\d{1,2},?\s+(\d{4})"),
)


def kind_of_header(header: str, cells: Iterable[object] = ()) -> Kind | None:
    """What a column is by its header; `cells` tell a skill called "Email" from addresses."""
    plain = plain_header(header)
    core = " ".join(word for word in plain.split() if word not in OWNERS)
    kind = next((kind for kind, known in HEADERS.items() if core in known or plain in known), None)
    if kind in MAYBE_SKILLS:
        stated = [cell for cell in cells if text_of(cell)]
        return None if stated and all(map(is_level_cell, stated)) else kind
    return kind


def kind_of_pseudonyms(cells: Sequence[object]) -> tuple[Kind, int] | None:
    """(what they are instead of pseudonyms, the place of the first such cell); None where they may be some."""
    lines = [line_of(cell) for cell in cells]
    texts = list(dict.fromkeys(lines))
    tests = {
        Kind.EMAIL: [EMAIL.search(text) is not None for text in texts],
        Kind.TELEPHONE: [TELEPHONE.fullmatch(text) is not None for text in texts],
        Kind.NAME: [is_given_name(text) for text in texts],
    }
    for kind, hits in tests.items():
        if any(hits):
            return kind, lines.index(texts[hits.index(True)])
    for kind, hits in ((Kind.NAME, [*map(is_shaped_like_a_name, texts)]), (Kind.BIRTH, [*map(_is_birth, texts)])):
        if _are_most(hits, texts):
            return kind, lines.index(texts[hits.index(True)])
    return None


def kind_of_others(header: str, cells: Sequence[object]) -> tuple[Kind, int] | None:
    """The same of a column that is none of ours."""
    lines = [line_of(cell) for cell in cells]
    texts = list(dict.fromkeys(lines))
    headed = set(plain_header(header).split())
    dated = DATED & headed
    tests = {
        Kind.TELEPHONE: [TELEPHONE.fullmatch(text) is not None for text in texts],
        Kind.NAME: [not headed & PLACES and is_given_name(text) for text in texts],
        Kind.BIRTH: [not dated and _is_birth(text) for text in texts],
        Kind.GENDER: [text.casefold().rstrip(".") in _GENDERS for text in texts],
    }
    for kind, hits in tests.items():
        if _are_most(hits, texts):
            return kind, lines.index(texts[hits.index(True)])
    return None


def first_email(cells: Sequence[object]) -> int | None:
    """The place of the first cell with an e-mail address in it."""
    places = (i for i, cell in enumerate(cells) if isinstance(cell, str) and "@" in cell and EMAIL.search(cell))
    return next(places, None)


def _are_most(hits: Sequence[bool], texts: Sequence[str]) -> bool:
    return any(hits) and sum(hits) >= MOST * sum(map(bool, texts))


def _is_birth(text: str) -> bool:
    match = next((found for pattern in _DATES if (found := pattern.fullmatch(text))), None)
    return match is not None and int(match[1]) in BORN
