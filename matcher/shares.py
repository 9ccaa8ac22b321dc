"""What part of a whole something is, with how sure that is; and of kinds that make up the whole, period by period."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.errors import InvalidInput
from matcher.intervals import CONFIDENCE, Interval, wilson


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    count: int
    of: int
    value: float | None
    """count / of, in [0, 1]; None of nothing."""
    interval: Interval | None
    """Wilson's; None of nothing."""


def kind_shares(counts: npt.ArrayLike, confidence: float = CONFIDENCE) -> tuple[tuple[Share, ...], ...]:
    """For each kind (technical, transversal, ...) its share of all kinds' demand in each period.

    `counts` (kinds, periods) of demands; each demand is of one kind. The intervals take demands for independent ones.
    Raises InvalidInput for what are no counts.
    """
    each = np.asarray(counts, dtype=np.float64)
    if each.ndim != 2:
        raise InvalidInput("counts", f"of shape {each.shape}, where (kinds, periods) are needed")
    if not (np.isfinite(each) & (each >= 0)).all():
        raise InvalidInput("counts", "a count is a finite number from 0 on")
    whole = each.sum(axis=0)
    bounds = wilson(each, whole, confidence)
    return tuple(
        tuple(
            Share(
                count=int(count),
                of=int(of),
                value=float(count / of) if of else None,
                interval=bounds.at((kind, period)),
            )
            for period, (count, of) in enumerate(zip(row, whole, strict=True))
        )
        for kind, row in enumerate(each)
    )
