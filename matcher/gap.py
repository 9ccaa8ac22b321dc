"""Demand minus profile."""

from collections.abc import Iterable
from dataclasses import dataclass

from matcher.alike import doers
from matcher.demand import Demand
from matcher.prior_learning import PriorLearning
from matcher.profiles import Holding, Profile

POLICY = PriorLearning()


@dataclass(frozen=True, slots=True)
class Covered:
    demand: Demand
    holdings: tuple[Holding, ...]
    """At least one; of the skill itself, of one that is alike, or of an alternative that the ad accepts instead."""
    share: float
    """How far they close the demand by the policy of prior learning, in (0, 1]."""


@dataclass(frozen=True, slots=True)
class Gap:
    covered: tuple[Covered, ...]
    missing: tuple[Demand, ...]


def find_gap(wanted: Iterable[Demand], profile: Profile, policy: PriorLearning = POLICY) -> Gap:
    """Split the demands by whether the profile holds the skill, or one that does instead; order is kept."""
    wanted = tuple(wanted)
    covered: list[Covered] = []
    missing: list[Demand] = []
    instead = doers(wanted)
    for demand in wanted:
        holdings = [*profile.of(demand.skill)]
        for other in sorted(instead[demand.skill]):
            holdings.extend(profile.of(other))
        if holdings:
            covered.append(Covered(demand, tuple(holdings), policy.share(holdings)))
        else:
            missing.append(demand)
    return Gap(tuple(covered), tuple(missing))
