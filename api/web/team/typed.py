"""What an HR team types into the form of its page; all of it travels back with each answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from itertools import zip_longest

from starlette.datastructures import FormData

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
    """Terms that were offered, as YAML."""
    consented: str = ""
    roles: tuple[TypedRole, ...] = ()
    names: tuple[TypedName, ...] = ()


PLAIN = tuple(f.name for f in fields(TypedTeam) if f.name not in {"roles", "names"})


def typed_of(form: FormData) -> TypedTeam:
    plain = {name: _unix(text) for name in PLAIN if isinstance(text := form.get(name), str)}
    return TypedTeam(**plain, roles=tuple(_roles(form)), names=tuple(_names(form)))


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


def _texts(form: FormData, name: str) -> Sequence[str]:
    return [_unix(text) for text in form.getlist(name) if isinstance(text, str)]


def _unix(text: str) -> str:
    """Forms send every line end as two characters."""
    return text.replace("\r\n", "\n")
