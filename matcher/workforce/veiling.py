"""What a plan is made from where few may not be told of: not from who they are, nor from how many.

A plan that is made from a count which must not be told would tell it by what it buys. Without consent such counts are
exchanged, before anything is planned, for one that stands for all that may not be told apart. Whatever is made from
the outcome is then the same for every team that differs in nothing else.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from matcher.workforce.discretion import FEWEST, Discretion
from matcher.workforce.lacking import Lack
from matcher.workforce.mastery import LOWEST
from matcher.workforce.team import Pseudonym

STANDS_FOR_FEW = 1
"""Who are taken to hold what few hold: the fewest, so that the plan suffices whoever they are."""
FEW_LACKING = FEWEST - 1
"""Who are taken to lack what few lack: the most, for the same reason."""
SOMETHING = LOWEST + 1
"""Level of one of those whose levels are not told, so that these are not told as they are taken to be either."""


def veiled(lacks: Sequence[Lack], discretion: Discretion) -> tuple[Lack, ...]:
    if discretion.consented:
        return tuple(lacks)
    told = told_of(lacks, discretion)
    return tuple(_veiled(lack, discretion, told) for lack in lacks)


def told_of(lacks: Sequence[Lack], discretion: Discretion) -> Mapping[Pseudonym, tuple[int, ...]]:
    """Of each person, skill by skill, what is told of the group: a level, or whether it is enough; 0 where nothing is.

    Who stands for few is chosen by it. By the order of the table the plan would tell what its first and last rows hold.
    """
    found: defaultdict[Pseudonym, list[int]] = defaultdict(list)
    for lack in lacks:
        for who, level in lack.levels.items():
            found[who].append(_told(lack, level, discretion))
    return {who: tuple(own) for who, own in found.items()}


def _told(lack: Lack, level: int, discretion: Discretion) -> int:
    if discretion.part(lack.holding, len(lack.levels)) is None:
        return LOWEST
    reached = min(level, lack.level)
    return reached if reached == lack.level or _tells_levels(lack, discretion) else LOWEST


def _tells_levels(lack: Lack, discretion: Discretion) -> bool:
    below = [level for level in lack.levels.values() if level < lack.level]
    return all(discretion.may_tell(below.count(level)) for level in set(below))


def _veiled(lack: Lack, discretion: Discretion, told: Mapping[Pseudonym, tuple[int, ...]]) -> Lack:
    people = sorted(lack.levels, key=lambda who: told[who])
    holding = lack.holding
    if discretion.part(holding, len(people)) is None:
        holders = _standing_for(holding, len(people))
        levels = _levels(lack, people[:holders], people[holders:])
        return replace(lack, levels={who: levels[who] for who in lack.levels})
    if _tells_levels(lack, discretion):
        return lack
    learners = set(lack.learners)
    first, *others = (who for who in people if who in learners)
    untold = {**dict.fromkeys(others, LOWEST), first: SOMETHING}
    return replace(lack, levels={who: untold.get(who, level) for who, level in lack.levels.items()})


def _standing_for(holding: int, of: int) -> int:
    """Of a group in which few and all but few can't be told apart, all counts are one."""
    few = holding < FEWEST or of < 2 * FEWEST - 1
    return STANDS_FOR_FEW if few else of - FEW_LACKING


def _levels(lack: Lack, holders: Sequence[Pseudonym], others: Sequence[Pseudonym]) -> Mapping[Pseudonym, int]:
    return {**dict.fromkeys(holders, lack.level), **dict.fromkeys(others, LOWEST)}
