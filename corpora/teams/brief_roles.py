"""The roles of a brief: each by a job ad, by the name of an occupation, or by the team's own list."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from corpora.documents.reading import read_document
from corpora.documents.text import require_clean
from corpora.teams.fields import Field
from corpora.teams.lists import name_of
from corpora.teams.nodes import Listed, Scalar
from matcher.demand import Importance
from matcher.errors import InvalidInput, MatcherError
from matcher.workforce.brief import OwnRequirement, RoleBrief

MAX_ROLES = 100
MAX_PEOPLE = 5_000
MAX_REQUIREMENTS = 500
"""Of one role."""
KEYS = ("name", "ad", "text", "role", "skills", "people")
BY = ("ad", "text", "role", "skills")
STATED = (Importance.ESSENTIAL, Importance.OPTIONAL)
"""What a team's own list may say."""
NO_FILES = "a file can't be read from here; give the words of the ad under `text`"

ReadFile = Callable[[str], bytes]
"""The bytes of a file as it is named in a brief. Raises OSError."""


def roles_of(field: Field, read_file: ReadFile | None, max_characters: int) -> tuple[RoleBrief, ...]:
    """At least one, names distinct. Without `read_file` no file is read. Raises InvalidInput."""
    roles: dict[str, RoleBrief] = {}
    for one in field.items():
        role = _role(one, read_file, max_characters)
        key = role.name.casefold()
        if key in roles:
            raise one.wrong(f"a role {roles[key].name!r} stands further up already; name each role once")
        roles[key] = role
        if len(roles) > MAX_ROLES:
            raise one.wrong(f"is one role too many: a brief has at most {MAX_ROLES}")
    if not roles:
        raise field.wrong("names no role")
    return tuple(roles.values())


def _role(field: Field, read_file: ReadFile | None, max_characters: int) -> RoleBrief:
    if isinstance(field.node, Scalar) and not field.is_nothing:  # a name alone is an occupation's
        return RoleBrief(name=field.words(), occupation=field.words())
    fields = field.mapping(KEYS, "a role: a name with `ad`, `text`, `role` or `skills`")
    by = [key for key in BY if key in fields]
    if len(by) != 1:
        found = f"is given by {' and '.join(by)}" if by else "has nothing to read"
        hint = "" if by or "name" not in fields else f"; for what an occupation asks: `role: {fields['name'].words()}`"
        raise field.wrong(f"{found}; say by exactly one of {', '.join(BY)}{hint}")
    named = fields.get("name") or fields.get("role")
    if named is None:
        raise field.wrong("has no name")
    return RoleBrief(
        name=named.words(),
        ad=_ad(fields, read_file, max_characters),
        occupation=fields["role"].words() if "role" in fields else None,
        skills=tuple(_requirements(fields["skills"])) if "skills" in fields else (),
        people=fields["people"].whole(1, MAX_PEOPLE) if "people" in fields else 1,
        file=fields["ad"].words() if "ad" in fields else None,
    )


def _ad(fields: Mapping[str, Field], read_file: ReadFile | None, max_characters: int) -> str | None:
    if "text" in fields:
        stated = fields["text"]
        return _worded(stated, lambda: require_clean(stated.path, stated.scalar(), max_characters))
    if "ad" not in fields:
        return None
    field = fields["ad"]
    file = field.words()
    if "\n" in field.scalar().strip():
        raise field.wrong("is a text of several lines, expected the name of a file; give words under `text`")
    if read_file is None:
        raise field.wrong(NO_FILES)
    try:
        data = read_file(file)
    except FileNotFoundError:
        raise field.wrong(f"there is no file {file!r} beside this one") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        raise field.wrong(f"the file {file!r} can't be read: {reason}") from error
    return _worded(field, lambda: read_document(Path(file).name, data, max_characters=max_characters).text)


def _worded(field: Field, read: Callable[[], str]) -> str:
    """The text. Raises InvalidInput that names the place in the brief, whatever was wrong with the ad."""
    try:
        return read()
    except MatcherError as error:
        raise field.wrong(str(error).removeprefix(f"{field.path} ").removeprefix(f"{field.path}: ")) from error


def _requirements(field: Field) -> Iterator[OwnRequirement]:
    seen: dict[str, str] = {}
    listed = isinstance(field.node, Listed)
    named = [(one.words(), one) for one in field.items()] if listed else list(field.mapping().items())
    if not named:
        raise field.wrong("lists no skill, and a role must ask for something")
    if len(named) > MAX_REQUIREMENTS:
        raise field.wrong(f"lists {len(named):,} skills; at most {MAX_REQUIREMENTS} are read")
    for words, one in named:
        try:
            name = name_of(words)
        except InvalidInput as error:
            raise one.wrong(error.reason.removesuffix("; left out")) from None
        if name.casefold() in seen:
            raise one.wrong(f"{seen[name.casefold()]!r} is listed twice")
        seen[name.casefold()] = name
        yield OwnRequirement(name=name) if listed else _requirement(name, one)


def _requirement(name: str, field: Field) -> OwnRequirement:
    if field.is_nothing:
        return OwnRequirement(name=name)
    if isinstance(field.node, Scalar):
        return OwnRequirement(name=name, level=field.level())
    fields = field.mapping(("level", "importance"), "a level, or `level` and `importance`")
    stated = (
        fields["importance"].one_of(tuple(STATED), "importance; one of " + ", ".join(STATED))
        if ("importance" in fields)
        else Importance.ESSENTIAL
    )
    return OwnRequirement(
        name=name, level=fields["level"].level() if "level" in fields else None, importance=Importance(stated)
    )
