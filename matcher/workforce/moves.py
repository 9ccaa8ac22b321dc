"""Who moves toward which role: what the table says, else what the brief says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matcher.errors import InvalidInput
from matcher.workforce.brief import Brief
from matcher.workforce.lacking import Target
from matcher.workforce.team import Member, Pseudonym, Team


@dataclass(frozen=True, slots=True, kw_only=True)
class Moves:
    target: Target
    role_of: Mapping[Pseudonym, str]
    """The name as the brief writes it; whoever is not in it moves nowhere."""


def moves(team: Team, brief: Brief) -> Moves:
    """Raises InvalidInput for a role or a pseudonym that is not there, and where moves are wanted and none is given."""
    by_name = {_same(role.name): role.name for role in brief.roles}
    known = {member.id for member in team.members}
    strangers = [who for who in brief.moves if who not in known]
    if strangers:
        raise InvalidInput(f"moves, {strangers[0]}", f"nobody is called so in {team.file}")
    found: dict[Pseudonym, str] = {}
    for member in team.members:
        toward = member.toward if member.toward is not None else brief.moves.get(member.id)
        if toward is not None:
            found[member.id] = _role(toward, member, by_name)
    if brief.together or (brief.together is None and not found):
        return Moves(target=Target.TOGETHER, role_of={})
    if not found:
        raise InvalidInput(
            "moves", "nobody moves toward a role; say who does, or that the team covers the roles together"
        )
    return Moves(target=Target.MOVES, role_of=found)


def _role(toward: str, member: Member, by_name: Mapping[str, str]) -> str:
    role = by_name.get(_same(toward))
    if role is None:
        where = f"{member.place}, role of {member.id}" if member.toward is not None else f"moves, {member.id}"
        raise InvalidInput(where, f"there is no role {toward!r}; there is {_listed(by_name.values())}")
    return role


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(repr, names))


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()
