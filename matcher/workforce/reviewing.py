"""The review list: every name of the table and of the team's own lists, what it was taken for, the doubtful first."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from matcher.workforce.brief import RoleBrief
from matcher.workforce.discretion import Discretion
from matcher.workforce.naming import Meaning, Standing
from matcher.workforce.report import ReviewLine
from matcher.workforce.team import Member, Place, Pseudonym

DOUBTFUL = (Standing.UNKNOWN, Standing.UNSURE)


def listed_names(members: Iterable[Member], roles: Iterable[RoleBrief]) -> tuple[str, ...]:
    """Each once, those of the table first."""
    held = (entry.name for member in members for entry in member.entries)
    wanted = (line.name for role in roles for line in role.skills)
    return tuple(dict.fromkeys((*held, *wanted)))


def review(meant: Mapping[str, Meaning], members: Iterable[Member], discretion: Discretion) -> tuple[ReviewLine, ...]:
    """Unknown names, then unsure ones, then the others; each by name."""
    places: dict[str, Place] = {}
    holders: defaultdict[str, set[Pseudonym]] = defaultdict(set)
    team = tuple(members)
    for member in team:
        for entry in member.entries:
            places.setdefault(entry.name, entry.place)
            holders[entry.name].add(member.id)
    lines = [
        ReviewLine(
            meaning=meaning,
            place=_told(places.get(name), discretion),
            people=len(holders[name]) if name in places and discretion.consented else None,
        )
        for name, meaning in meant.items()
    ]
    return tuple(sorted(lines, key=lambda line: (_rank(line.meaning), line.meaning.name.casefold(), line.meaning.name)))


def _rank(meaning: Meaning) -> int:
    return DOUBTFUL.index(meaning.standing) if meaning.standing in DOUBTFUL else len(DOUBTFUL)


def _told(place: Place | None, discretion: Discretion) -> Place | None:
    """The row is somebody's: it stays, where few may be told of, in the operator's table."""
    return place if place is None or discretion.consented else replace(place, row=None)
