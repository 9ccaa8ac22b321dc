"""The review list: every name of the table and of the team's own lists, what it was taken for, the doubtful first."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from matcher.concepts import ConceptUri
from matcher.workforce.brief import RoleBrief
from matcher.workforce.discretion import Discretion
from matcher.workforce.held import Held
from matcher.workforce.naming import Meaning, Standing, same_name
from matcher.workforce.report import ReviewLine
from matcher.workforce.team import Member, Place, Pseudonym
from matcher.workforce.text_readings import Reading

TEXT = "text"
"""Stands for the column of texts where words were read in one."""
DOUBTFUL = (Standing.UNKNOWN, Standing.UNSURE)


def listed_names(members: Iterable[Member], roles: Iterable[RoleBrief]) -> tuple[str, ...]:
    """Each once, those of the table first."""
    held = (entry.name for member in members for entry in member.entries)
    wanted = (line.name for role in roles for line in role.skills)
    return tuple(dict.fromkeys((*held, *wanted)))


def readings(people: Iterable[Held], asked: Container[ConceptUri]) -> dict[Pseudonym, tuple[Reading, ...]]:
    """Of each person what was decided of their text, and read without being sure of the skills that are asked for."""
    return {
        own.member: tuple(one for one in own.readings if one.standing is not Standing.UNSURE or one.skill in asked)
        for own in people
    }


def review(
    meant: Mapping[str, Meaning],
    members: Iterable[Member],
    read: Mapping[Pseudonym, Sequence[Reading]],
    discretion: Discretion,
) -> tuple[ReviewLine, ...]:
    """Unknown names, then unsure ones, then the others; each by name. Words of texts are somebody's: with consent."""
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
    if discretion.consented:
        lines += _of_texts(team, read, frozenset(map(same_name, meant)))
    return tuple(sorted(lines, key=lambda line: (_rank(line.meaning), line.meaning.name.casefold(), line.meaning.name)))


def _of_texts(
    team: Iterable[Member], read: Mapping[Pseudonym, Sequence[Reading]], listed: Container[str]
) -> Iterator[ReviewLine]:
    """One for each wording that is no name of the lists, which its line decides already."""
    by_words: defaultdict[str, list[tuple[Member, Reading]]] = defaultdict(list)
    for member in team:
        for one in read.get(member.id, ()):
            if same_name(one.words) not in listed:
                by_words[same_name(one.words)].append((member, one))
    for own in by_words.values():
        first, reading = own[0]
        yield ReviewLine(
            meaning=Meaning(
                name=reading.words,
                skills=tuple(dict.fromkeys(one.skill for _, one in own if one.skill is not None)),
                confidence=min((one.confidence for _, one in own if one.confidence is not None), default=None),
                standing=reading.standing,
            ),
            place=replace(first.place, column=TEXT),
            people=len({member.id for member, _ in own}),
        )


def _rank(meaning: Meaning) -> int:
    return DOUBTFUL.index(meaning.standing) if meaning.standing in DOUBTFUL else len(DOUBTFUL)


def _told(place: Place | None, discretion: Discretion) -> Place | None:
    """The row is somebody's: it stays, where few may be told of, in the operator's table."""
    return place if place is None or discretion.consented else replace(place, row=None)
