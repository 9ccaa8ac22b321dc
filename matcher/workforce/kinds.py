"""Learners who are alike, and what each of them could take together: the patterns of a plan."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from matcher.workforce.seating import Seating

Pattern = tuple[int, ...]
"""Ascending places in a Kind's offers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Learners of equal hours, for whom all offers close the same: which of them gets what makes no difference."""

    learners: tuple[int, ...]
    time: float
    """In spells; infinite where nothing limits them."""
    offers: tuple[int, ...]
    pairs: tuple[int, ...]
    """Of the first learner, by place."""
    closes: tuple[tuple[tuple[int, float], ...], ...]
    """By place: (need, share)."""
    spells: tuple[int, ...]
    needed: tuple[frozenset[int], ...]
    """By place: places of all that must be taken with it, itself included."""


class Fits(Protocol):
    """Whether one learner can take these offers in some quarters, as far as their own time and order go."""

    def __call__(self, offers: frozenset[int]) -> bool: ...


def kinds_of(seating: Seating, kept: Sequence[int]) -> tuple[Kind, ...]:
    """With these pairs alone, ascending; by their first learner."""
    own: defaultdict[int, list[int]] = defaultdict(list)
    for pair in kept:
        own[seating.pairs[pair][0]].append(pair)
    alike: defaultdict[tuple[object, ...], list[int]] = defaultdict(list)
    for learner, pairs in own.items():
        closes = tuple((seating.pairs[pair][1], seating.closes[pair]) for pair in pairs)
        alike[seating.time[learner], closes].append(learner)
    return tuple(_kind(seating, learners, own[learners[0]]) for learners in alike.values())


def _kind(seating: Seating, learners: Sequence[int], pairs: Sequence[int]) -> Kind:
    offers = tuple(seating.pairs[pair][1] for pair in pairs)
    place = {offer: i for i, offer in enumerate(offers)}
    after = {key: [place[needed] for needed in _after(seating, offer)] for key, offer in enumerate(offers)}
    time = seating.time[learners[0]]
    return Kind(
        learners=tuple(learners),
        time=float("inf") if time is None else float(time),
        offers=offers,
        pairs=tuple(pairs),
        closes=tuple(seating.closes[pair] for pair in pairs),
        spells=tuple(seating.spells[offer] for offer in offers),
        needed=tuple(_with_all_before(i, after) for i in place.values()),
    )


def _after(seating: Seating, offer: int) -> list[int]:
    ids = {one.id: i for i, one in enumerate(seating.offers)} if seating.offers[offer].after else {}
    return [ids[one] for one in sorted(seating.offers[offer].after)]


def _with_all_before(place: int, after: Mapping[int, Sequence[int]]) -> frozenset[int]:
    found: set[int] = set()
    waiting = [place]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting.extend(after[one])
    return frozenset(found)


def fitting(seating: Seating) -> Fits:
    """Remembers what it found, since the same sets are asked for again and again."""
    free = seating.quarter_time is None and all(
        len(own) == seating.quarters or not any(offer.after for offer in seating.offers) for own in seating.begins
    )
    if free and all(seating.begins):
        return lambda offers: True  # noqa: ARG005
    before = {offer: frozenset(_after(seating, offer)) for offer in range(len(seating.offers))}

    @cache
    def fits(offers: frozenset[int]) -> bool:
        return _placed(seating, before, sorted(offers, key=lambda one: (-seating.spells[one], one)), {})

    return fits


def _placed(
    seating: Seating, before: Mapping[int, frozenset[int]], offers: Sequence[int], begun: Mapping[int, int]
) -> bool:
    """Whether the rest can be begun too; longest first, since those are hardest to place."""
    if len(begun) == len(offers):
        return True
    offer = offers[len(begun)]
    for quarter in seating.begins[offer]:
        trial = {**begun, offer: quarter}
        if _in_order(seating, before, trial) and _in_time(seating, trial) and _placed(seating, before, offers, trial):
            return True
    return False


def _in_order(seating: Seating, before: Mapping[int, frozenset[int]], begun: Mapping[int, int]) -> bool:
    return all(
        begun[needed] + seating.long[needed] - 1 <= quarter
        for offer, quarter in begun.items()
        for needed in before[offer]
        if needed in begun
    )


def _in_time(seating: Seating, begun: Mapping[int, int]) -> bool:
    if seating.quarter_time is None:
        return True
    spent = [0] * seating.quarters
    for offer, quarter in begun.items():
        for place, spells in enumerate(seating.spent_in(offer)):
            spent[quarter + place] += spells
    return max(spent) <= seating.quarter_time
