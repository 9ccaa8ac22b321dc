"""What a gap comes down to: needs, each a missing demand or a list of alternatives that one of them closes."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from matcher.concepts import ConceptUri
from matcher.demand import Demand, Importance
from matcher.gap import Gap
from matcher.prior_learning import PriorLearning

WEIGHT = {Importance.ESSENTIAL: 1.0, Importance.OPTIONAL: 0.4, Importance.IMPLIED: 0.3}
"""What closing a demand is worth, before its confidence."""


NOTHING_HELD: Mapping[ConceptUri, float] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Need:
    """Worth closing once, however many of its demands are closed."""

    demands: tuple[Demand, ...]
    """At least one, the weightiest first; several are alike or alternatives, directly or through others."""
    left: float = 1.0
    """The share that what is held of it leaves open."""

    @property
    def skill(self) -> ConceptUri:
        """Stands for the need."""
        return self.demands[0].skill

    @property
    def weight(self) -> float:
        return weight(self.demands[0]) * self.left

    @property
    def closers(self) -> frozenset[ConceptUri]:
        """Skills of which any one closes it."""
        return frozenset(uri for demand in self.demands for uri in (demand.skill, *demand.alternatives, *demand.alike))


def weight(demand: Demand) -> float:
    """What closing the demand is worth, in (0, 1]: importance by confidence."""
    return WEIGHT[demand.importance] * demand.confidence


def needs(missing: Iterable[Demand], left: Mapping[ConceptUri, float] = NOTHING_HELD) -> tuple[Need, ...]:
    """Each demand in one need, with those that are alike, or that it is an alternative of and that are one of it.

    The weightiest first.

    `left`: the share that stays open of skills which are held in part; a need is as open as its least open demand.
    A demand that others do instead of, but that does not do instead of them, is a need by itself.
    """
    by_skill = {demand.skill: demand for demand in missing}
    groups = {skill: {skill} for skill in by_skill}
    for skill, demand in by_skill.items():
        for other in (demand.alternatives | demand.alike) & by_skill.keys():
            if skill in by_skill[other].alternatives | by_skill[other].alike:
                groups[skill] |= groups[other]
                groups.update(dict.fromkeys(groups[skill], groups[skill]))
    distinct = {min(group): group for group in groups.values()}
    found = [
        Need(
            tuple(sorted((by_skill[uri] for uri in group), key=_weightiest)),
            min(left.get(uri, 1.0) for uri in group),
        )
        for group in distinct.values()
    ]
    return tuple(sorted(found, key=lambda need: (-need.weight, need.skill)))


def open_needs(gap: Gap, policy: PriorLearning) -> tuple[Need, ...]:
    """What is missing, and what the profile covers so weakly that it stays to be stacked for."""
    weak = [own for own in gap.covered if own.share < policy.open_below]
    return needs([*gap.missing, *(own.demand for own in weak)], {own.demand.skill: 1 - own.share for own in weak})


def closed_demands(found: Iterable[Need], taught: Collection[ConceptUri]) -> frozenset[ConceptUri]:
    """The skills of every need of which at least one closer is taught."""
    known = frozenset(taught)
    return frozenset(demand.skill for need in found if need.closers & known for demand in need.demands)


def _weightiest(demand: Demand) -> tuple[float, ConceptUri]:
    return -weight(demand), demand.skill
