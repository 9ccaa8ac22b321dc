"""What an HR team types into the form of its page; all of it travels back with each answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from itertools import islice, zip_longest

from starlette.datastructures import FormData

from matcher.workforce.brief import MOST_UNWANTED

MOST_OFFERS = 500
"""Rows of what was offered."""
MOST_ID_CHARACTERS = 300
"""Of a course."""
MOST_NAMES = 2_000
"""Decisions on skill names that travel."""


class By(StrEnum):
    """What a role is given by; the keys of a brief."""

    SKILLS = "skills"
    AD = "text"
    OCCUPATION = "role"


class Toward(StrEnum):
    TABLE = ""
    """As the table says; where it says nothing, together."""
    ALL = "all"
    """Everybody toward the one role."""
    EACH = "each"
    TOGETHER = "together"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedRole:
    name: str = ""
    by: str = By.SKILLS.value
    text: str = ""
    """A list, an ad or an occupation."""
    people: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.name.strip() or self.text.strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedName:
    """What somebody decided a skill name to mean."""

    said: str
    means: str = ""
    """A skill's address; empty is undecided, PASS_OVER leaves it out."""
    other: str = ""
    """A skill's name instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedOffer:
    """What a team was offered for a course, where its catalogue says otherwise."""

    course: str = ""
    """Its id."""
    price: str = ""
    """Of a seat in the least group."""
    least: str = ""
    """Seats that it needs to run."""
    group: str = ""
    """Seats from which on `each` is the price of one."""
    each: str = ""
    most: str = ""
    """Seats at the most."""
    hours: str = ""

    @property
    def says_something(self) -> bool:
        return any(getattr(self, own.name).strip() for own in fields(self) if own.name != "course")


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedTeam:
    table: str = ""
    """As CSV, whatever it was sent as."""
    table_name: str = ""
    """Of the file that it came in."""
    unread: str = ""
    """What could not be read of that file, as `unread_of` reads it."""
    sheet: str = ""
    toward: str = ""
    moves: str = ""
    holders: str = ""
    budget: str = ""
    budget_per_quarter: str = ""
    currency: str = ""
    hours_per_person: str = ""
    hours_per_quarter: str = ""
    coverage: str = ""
    """In per cent."""
    begin: str = ""
    quarters: str = ""
    held: str = ""
    wanted: str = ""
    taught: str = ""
    courses: str = ""
    """Terms that were offered, as YAML: those that a row of `offers` has no room for."""
    consented: str = ""
    reach_budget: str = ""
    """How far its slider went before: under a hand it does not shrink."""
    reach_hours: str = ""
    roles: tuple[TypedRole, ...] = ()
    names: tuple[TypedName, ...] = ()
    offers: tuple[TypedOffer, ...] = ()
    without: tuple[str, ...] = ()
    """Ids of courses that the plan leaves out, in the order in which that was said."""


PLAIN = tuple(f.name for f in fields(TypedTeam) if f.type == "str" or f.type is str)


def typed_of(form: FormData) -> TypedTeam:
    plain = {name: _unix(text) for name in PLAIN if isinstance(text := form.get(name), str)}
    return TypedTeam(
        **plain,
        roles=tuple(_roles(form)),
        names=tuple(_names(form)),
        offers=tuple(islice(_offers(form), MOST_OFFERS + 1)),
        without=_without(form),
    )


def _roles(form: FormData) -> Iterator[TypedRole]:
    """By rows: what a row lacks is as in a row left blank, so that no role is lost."""
    blank = TypedRole()
    columns = (_texts(form, f"role_{part}") for part in ("name", "by", "text", "people"))
    for name, by, text, people in zip_longest(*columns):
        yield TypedRole(name=name or "", by=by or blank.by, text=text or "", people=people or "")


def _names(form: FormData) -> Iterator[TypedName]:
    said, means, other = (_texts(form, name)[:MOST_NAMES] for name in ("said", "means", "other"))
    for name, meaning, instead in zip(said, means, other, strict=False):
        if name and (meaning.strip() or instead.strip()):
            yield TypedName(said=name, means=meaning.strip(), other=instead.strip())


def _offers(form: FormData) -> Iterator[TypedOffer]:
    """Those of which anything is said."""
    parts = [own.name for own in fields(TypedOffer)]
    for row in zip_longest(*(_texts(form, f"offer_{part}") for part in parts), fillvalue=""):
        own = TypedOffer(**dict(zip(parts, row, strict=True)))
        if own.course and own.says_something:
            yield replace(own, course=own.course[: MOST_ID_CHARACTERS + 1])


def _without(form: FormData) -> tuple[str, ...]:
    """With what the button that was pressed adds or takes back; one more than may be tells that there are too many."""
    back = _texts(form, "take_back")
    ids = (*_texts(form, "without"), *_texts(form, "leave_out"))
    known = dict.fromkeys(id[: MOST_ID_CHARACTERS + 1] for id in ids if id and id not in back)
    return tuple(islice(known, MOST_UNWANTED + 1))


def _texts(form: FormData, name: str) -> Sequence[str]:
    return [_unix(text) for text in form.getlist(name) if isinstance(text, str)]


def _unix(text: str) -> str:
    """Forms send every line end as two characters. Half a character, which no file of ours could hold, is a "?"."""
    return text.replace("\r\n", "\n").encode("utf-8", "replace").decode()
