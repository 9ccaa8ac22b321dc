"""A share that drifts, seen through samples of ads: the more ads, the more the last period counts."""

from dataclasses import dataclass

import numpy as np

from matcher.intervals import Array

FIRST = 3
"""Periods that the level starts from."""
PRIOR_PERIODS = 4.0
"""That the slice's usual error counts for, beside a skill's own errors."""
MOST_SURPRISING = 25.0
"""A squared error of more than five spreads counts as one of five."""


@dataclass(frozen=True, slots=True, eq=False)
class Outlook:
    level: Array
    """(skills,) the share to expect, now and later."""
    spread: Array
    """(skills, horizon) how far a share is from it, as a standard deviation."""


@dataclass(frozen=True, slots=True, eq=False)
class _State:
    """After some periods."""

    level: Array
    unsure: Array
    """Variance of the level."""
    surprise: Array
    """Sum of the squared errors of one period's forecast, in units of the variance expected."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalLevel:
    """Harrison and Stevens' (1976) steady model by Kalman's filter.

    y_t = l_t + e_t with variance l(1-l)/n_t + noise · l², and l_{t+1} = l_t + d_t with variance drift · l²; n_t are the
    ads of the period. In the variances l is taken for one ad at least. Of q = 0.003 to 0.04 and w = 0.01 to 0.1 these
    erred least on half of 2,335 skills over 36 months.
    """

    drift: float = 0.003
    noise: float = 0.01

    def expected(self, asking: Array, ads: Array, horizon: int) -> Array:
        """As `Forecaster` has it."""
        return np.repeat(self.outlook(asking, ads, horizon).level[:, None], horizon, axis=1)

    def outlook(self, asking: Array, ads: Array, horizon: int, lately: int = 12) -> Outlook:
        """Of asking ads (skills, periods) among ads (periods,), of which FIRST at least are not 0.

        The next periods are taken to have as many ads as the last `lately` had on average. Each skill's spread is
        widened by its own errors so far, shrunk to those of all skills given.
        """
        state = self._filtered(asking, ads)
        recent = ads[-lately:] if ads[-lately:].any() else ads
        next_ads = float(recent[recent > 0].mean())
        observed = int(np.count_nonzero(ads)) - FIRST
        usual = float(state.surprise.mean()) / max(1, observed) if len(asking) else 1.0
        widened = (PRIOR_PERIODS * usual + state.surprise) / (PRIOR_PERIODS + observed)
        variance = (state.unsure + self._seen(state.level, next_ads))[:, None]
        drifted = self._drifted(state.level, next_ads)[:, None] * np.arange(horizon)
        return Outlook(state.level, np.sqrt((variance + drifted) * widened[:, None]))

    def _seen(self, level: Array, ads: float) -> Array:
        return level * (1 - level) / ads + self.noise * np.maximum(level, 1 / ads) ** 2

    def _drifted(self, level: Array, ads: float) -> Array:
        return self.drift * np.maximum(level, 1 / ads) ** 2

    def _filtered(self, asking: Array, ads: Array) -> _State:
        """Periods without ads only make the level less sure."""
        first = np.flatnonzero(ads)[:FIRST]
        level = (asking[:, first].sum(axis=1) + 0.5) / (ads[first].sum() + 1)
        unsure, surprise = level**2, np.zeros(len(asking))
        usual_ads = float(ads[ads > 0].mean())
        for period in range(int(first[0]), len(ads)):
            n = float(ads[period])
            drifted = self._drifted(level, n or usual_ads)
            if n:
                seen = self._seen(level, n)
                error, total = asking[:, period] / n - level, unsure + seen
                if period > first[-1]:
                    surprise = surprise + np.minimum(error**2 / total, MOST_SURPRISING)
                level, unsure = level + error * unsure / total, unsure * seen / total
            unsure = unsure + drifted
        return _State(level, unsure, surprise)
