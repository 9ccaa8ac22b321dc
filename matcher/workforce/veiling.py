"""What a plan is made from where few may not be told of: not from who they are, nor from how many.

A plan that is made from a count which must not be told would tell it by what it buys. Without consent such counts are
exchanged, before anything is planned, for one that stands for all that may not be told apart. Whatever is made from
the outcome is then the same for every team that differs in nothing else.
"""

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
    return tuple(lacks) if discretion.consented else tuple(_veiled(lack, discretion) for lack in lacks)


def _veiled(lack: Lack, discretion: Discretion) -> Lack:
    people = [*lack.levels]
    holding = lack.holding
    if discretion.part(holding, len(people)) is None:
        holders = _standing_for(holding, len(people))
        return replace(lack, levels=_levels(lack, people[:holders], people[holders:]))
    open_to = [level for level in lack.levels.values() if level < lack.level]
    if all(discretion.may_tell(open_to.count(level)) for level in set(open_to)):
        return lack
    first, *others = lack.learners
    untold = {**dict.fromkeys(others, LOWEST), first: SOMETHING}
    return replace(lack, levels={who: untold.get(who, level) for who, level in lack.levels.items()})


def _standing_for(holding: int, of: int) -> int:
    """Of a group in which few and all but few can't be told apart, all counts are one."""
    few = holding < FEWEST or of < 2 * FEWEST - 1
    return STANDS_FOR_FEW if few else of - FEW_LACKING


def _levels(lack: Lack, holders: Sequence[Pseudonym], others: Sequence[Pseudonym]) -> Mapping[Pseudonym, int]:
    return {**dict.fromkeys(holders, lack.level), **dict.fromkeys(others, LOWEST)}
