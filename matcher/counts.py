"""Ads of a slice and those that ask for each skill, period by period: checked before anything is made of them."""

import numpy as np
import numpy.typing as npt

from matcher.errors import InvalidInput
from matcher.intervals import Array
from matcher.periods import MAX_PERIODS


def checked_counts(asking: npt.ArrayLike, ads: npt.ArrayLike) -> tuple[Array, Array]:
    """`asking` (skills, periods) and `ads` (periods,). Raises InvalidInput for other shapes, more than MAX_PERIODS
    periods, what are no counts, and more asking ads than there are.
    """
    wanted, total = np.asarray(asking, dtype=np.float64), np.asarray(ads, dtype=np.float64)
    if total.ndim != 1 or wanted.ndim != 2 or wanted.shape[1] != len(total):
        raise InvalidInput("asking", f"of shape {wanted.shape}, where ads of {total.shape} need (skills, periods)")
    if len(total) > MAX_PERIODS:
        raise InvalidInput("periods", f"{len(total):,}; at most {MAX_PERIODS} are compared")
    for field, counts in (("ads", total), ("asking", wanted)):
        if not (np.isfinite(counts) & (counts >= 0)).all():
            raise InvalidInput(field, "a count is a finite number from 0 on")
    if (wanted > total).any():
        skill, period = (int(place) for place in np.argwhere(wanted > total)[0])
        more = f"{wanted[skill, period]:g} of {total[period]:g} ads"
        raise InvalidInput("asking", f"skill {skill}, period {period}: {more}, more than there are")
    return wanted, total
