"""Monthly demand that forecasts are judged on: of skills that nothing was fitted on.

The series are counts of 2,335 anonymous skills over three years; a share is that of all counts of the month. They are
taken as they are, thinned by chance to what an installation may hold, and within some fields.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.intervals import Array
from models.training.forecasting import SKILLS_BY_FIELD, fitted_half, read_demand

SEED = 13
THINNED = (300, 1000)
"""Of so many counts one is kept."""
FIELDS = (2, 4, 5, 9)


@dataclass(frozen=True, slots=True, eq=False)
class Slice:
    name: str
    asking: Array
    """(skills, periods)"""
    ads: Array

    def quarters(self) -> "Slice":
        by_quarter = self.asking.reshape(len(self.asking), -1, 3).sum(axis=2)
        return Slice(self.name, by_quarter, self.ads.reshape(-1, 3).sum(axis=1))


def read_slices() -> Sequence[Slice]:
    """Raises SourceUnavailable."""
    rng = np.random.default_rng(SEED)
    _, counts = read_demand()
    held_out = ~fitted_half(len(counts))
    slices = [Slice("all", counts[held_out], counts.sum(axis=0))]
    for part in THINNED:
        kept = rng.binomial(counts.astype(np.int64), 1 / part).astype(np.float64)
        slices.append(Slice(f"one in {part:,}", kept[held_out], kept.sum(axis=0)))
    fields, by_field = read_demand(SKILLS_BY_FIELD)
    for field in FIELDS:
        within = by_field[fields == field]
        slices.append(Slice(f"field {field}", within[held_out], within.sum(axis=0)))
    return slices


def read_fitted() -> Slice:
    """What was fitted on. Raises SourceUnavailable."""
    _, counts = read_demand()
    return Slice("fitted on", counts[fitted_half(len(counts))], counts.sum(axis=0))
