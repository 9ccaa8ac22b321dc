"""What to plan for a team, from YAML or JSON: docs/team.md has the format."""

import re
from collections.abc import Mapping
from pathlib import Path

from corpora.courses.money import CURRENCIES
from corpora.documents.document import MAX_CHARACTERS
from corpora.documents.sniffing import Kind, kind_of
from corpora.documents.text import TURNING, decode
from corpora.teams.brief_courses import courses_of
from corpora.teams.brief_roles import MAX_PEOPLE, ReadFile, roles_of
from corpora.teams.cells import line_of
from corpora.teams.fields import Field
from corpora.teams.gathering import MOST_HOURS
from corpora.teams.nodes import Node, read_json, read_yaml
from corpora.teams.personal import kind_of_pseudonyms
from matcher.errors import EmptyText, InvalidInput, UnreadableDocument
from matcher.offers import MOST_STATED
from matcher.workforce.brief import MOST_UNWANTED, Begin, Brief, RoleBrief, begin_of
from matcher.workforce.mastery import MasteryPolicy
from matcher.workforce.seats import MOST_QUARTERS
from matcher.workforce.team import Pseudonym

MAX_BYTES = 1_000_000
"""YAML takes some seconds for as much."""
KEYS = (
    "begin", "quarters", "budget", "budget_per_quarter", "currency", "hours_per_person", "hours_per_quarter", "holders",
    "together", "roles", "moves", "courses", "without", "names", "levels",
)  # fmt: skip
LEVELS = ("held", "wanted", "taught")
_CONTROL = re.compile(rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff{TURNING}]")


def read_brief(path: Path, *, max_characters: int = MAX_CHARACTERS) -> Brief:
    """The brief of a file; `ad:` names files beside it, or anywhere that whoever asks may read.

    `max_characters` are those of an ad. Raises what `brief_of` raises, UnreadableDocument where there is no such file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        reason = "does not exist" if isinstance(error, FileNotFoundError) else f"can't be read: {error.strerror}"
        raise UnreadableDocument(path.name, reason) from error
    return brief_of(
        path.name, data, read_file=lambda file: (path.parent / file).read_bytes(), max_characters=max_characters
    )


def brief_of(
    name: str, data: bytes, *, read_file: ReadFile | None = None, max_characters: int = MAX_CHARACTERS
) -> Brief:
    """The brief that was sent. Without `read_file` an ad must be given as text: a server reads no file for anybody.

    Raises InvalidInput naming the path in the file ("roles[2].skills.Python.level"), EmptyText, UnreadableDocument.
    """
    whole = Field(file=name, path="", node=_parsed(name, data))
    fields = whole.mapping(KEYS, "a mapping with `roles`")
    if "roles" not in fields:
        raise whole.wrong("has no `roles`: the plan needs at least one")
    roles = roles_of(fields["roles"], read_file, max_characters)
    quarters = fields["quarters"].whole(1, MOST_QUARTERS) if "quarters" in fields else None
    hours = {
        key: float(fields[key].amount(MOST_HOURS, "number of hours"))
        for key in ("hours_per_person", "hours_per_quarter")
        if key in fields
    }
    money = {
        key: fields[key].amount(MOST_STATED, "amount of money")
        for key in ("budget", "budget_per_quarter")
        if key in fields
    }
    return Brief(
        roles=roles,
        moves=_moves(fields["moves"], roles) if "moves" in fields else {},
        courses=courses_of(fields["courses"], quarters) if "courses" in fields else {},
        without=_without(fields["without"]) if "without" in fields else frozenset(),
        names=_names(fields["names"]) if "names" in fields else {},
        begin=_begin(fields["begin"]) if "begin" in fields else None,
        budget=money.get("budget"),
        budget_per_quarter=money.get("budget_per_quarter"),
        currency=fields["currency"].one_of(CURRENCIES, "currency (ISO 4217)") if "currency" in fields else None,
        hours_per_person=hours.get("hours_per_person"),
        hours_per_quarter=hours.get("hours_per_quarter"),
        quarters=quarters,
        holders=fields["holders"].whole(1, MAX_PEOPLE) if "holders" in fields else None,
        together=fields["together"].flag() if "together" in fields else None,
        mastery=_mastery(fields["levels"]) if "levels" in fields else MasteryPolicy(),
    )


def _parsed(name: str, data: bytes) -> Node:
    if len(data) > MAX_BYTES:
        reason = f"has {len(data):,} bytes; a brief has at most {MAX_BYTES:,}: keep ads in files of their own"
        raise UnreadableDocument(name, reason)
    if not data.strip():
        raise EmptyText(name)
    if data.startswith(b"PK") or kind_of(name, data) is not Kind.TEXT:
        raise UnreadableDocument(name, "is no YAML or JSON; the roles go into a text file, the team into the table")
    text = decode(name, data).removeprefix("\ufeff")
    control = _CONTROL.search(text)
    if control is not None:
        line = text.count("\n", 0, control.start()) + 1
        raise InvalidInput(name, f"line {line} holds a control character (U+{ord(control[0]):04X}); take it out")
    return read_json(name, text) if text.lstrip()[:1] == "{" else read_yaml(name, text)


def _moves(field: Field, roles: tuple[RoleBrief, ...]) -> Mapping[Pseudonym, str]:
    known = {role.name.casefold(): role.name for role in roles}
    moves: dict[Pseudonym, str] = {}
    for id, one in field.mapping().items():
        stated = one.words()
        if stated.casefold() not in known:
            one.one_of(tuple(known.values()), "role of this brief")
        moves[Pseudonym(line_of(id))] = known[stated.casefold()]
    found = kind_of_pseudonyms(list(moves))
    if found is not None:
        raise field.wrong(f"holds what looks like {found[0].value}; write the pseudonyms of the table instead")
    return moves


def _names(field: Field) -> Mapping[str, str | None]:
    return {line_of(name): None if one.is_nothing else one.words() for name, one in field.mapping().items()}


def _without(field: Field) -> frozenset[str]:
    ids = frozenset(one.words() for one in field.items())
    if len(ids) > MOST_UNWANTED:
        raise field.wrong(f"leaves out {len(ids):,} courses; at most {MOST_UNWANTED} can be")
    return ids


def _mastery(field: Field) -> MasteryPolicy:
    return MasteryPolicy(**{key: one.level() for key, one in field.mapping(LEVELS).items()})


def _begin(field: Field) -> Begin:
    try:
        return begin_of(field.words())
    except InvalidInput as error:
        raise field.wrong(error.reason) from None
