"""Where demand is unmet: one score, made of parts that are always shown with it.

score = asked * wanted * breadth * open, in [0, 1]

asked    lower bound (Wilson, 95 %) of the share of the slice's ads that ask for the skill indeed: of the expected
         number of ads by calibrated confidence, not of all in which it was read, and of as many ads as they are worth,
         since those of one employer are alike
wanted   mean weight of those demands: an essential one 1, an optional 0.4, an implied 0.3
breadth  1 - 1 / E, with E how many equal employers would be as varied: nothing for the wish of a single one
open     1 / (1 + C), with C the expected number of courses in the catalogue that teach it
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.intervals import wilson
from matcher.market import Demanded, Doubt
from matcher.needs import WEIGHT
from matcher.supply import Supply


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmet:
    """A demand beside its supply. Two scores are comparable within one slice and one catalogue."""

    demand: Demanded
    supply: Supply
    asked: float
    wanted: float
    breadth: float | None
    """None where most ads that ask name no employer; it then does not count."""
    open: float

    @property
    def score(self) -> float:
        return self.asked * self.wanted * (1.0 if self.breadth is None else self.breadth) * self.open


def unmet(demands: Sequence[Demanded], supplies: Mapping[str, Supply], ads: int) -> tuple[Unmet, ...]:
    """Solid ones before small ones, by score, then by id. `ads`: in the slice; `supplies`: of every demand's id."""
    worth = np.array([own.independent for own in demands])
    expected = np.array([own.expected for own in demands]) * worth / max(ads, 1)
    asked = wilson(np.minimum(expected, worth), worth).low.tolist()
    found = (_unmet(own, supplies[own.id], low) for own, low in zip(demands, asked, strict=True))
    return in_order(found)


def in_order(found: Iterable[Unmet]) -> tuple[Unmet, ...]:
    return tuple(sorted(found, key=lambda own: (own.demand.is_small, -own.score, own.demand.id)))


def _unmet(demand: Demanded, supply: Supply, asked: float) -> Unmet:
    weights = sum(WEIGHT[kind] * ads for kind, ads in demand.importance.items())
    return Unmet(
        demand=demand,
        supply=supply,
        asked=asked,
        wanted=weights / demand.ads,
        breadth=None if Doubt.NO_EMPLOYERS in demand.doubts else 1 - 1 / max(demand.effective_employers, 1),
        open=1 / (1 + supply.expected),
    )
