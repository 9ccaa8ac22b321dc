"""Columns and rows of a linear program, collected one by one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.sparse import csr_array

from matcher.cover import Floats


@dataclass(slots=True)
class LinearRows:
    """Grows while a program is written; nothing keeps one afterwards."""

    columns: int = 0
    most: list[float] = field(default_factory=list)
    """Of each column."""
    least: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    """1 where the column must be a whole number."""
    lows: list[float] = field(default_factory=list)
    highs: list[float] = field(default_factory=list)
    scales: list[float] = field(default_factory=list)
    """What each row was divided by."""
    _at: list[int] = field(default_factory=list)
    _of: list[int] = field(default_factory=list)
    _values: list[float] = field(default_factory=list)

    def column(self, most: float, *, whole: bool = False, least: float = 0.0) -> int:
        self.most.append(most)
        self.least.append(least)
        self.whole.append(int(whole))
        self.columns += 1
        return self.columns - 1

    def row(self, terms: Iterable[tuple[int, float]], low: float, high: float) -> int:
        """low <= sum of value x column <= high, kept as parts of the largest value, to which tolerances refer."""
        own = list(terms)
        scale = max((abs(value) for _, value in own), default=1.0) or 1.0
        for column, value in own:
            self._at.append(len(self.lows))
            self._of.append(column)
            self._values.append(value / scale)
        self.lows.append(low / scale)
        self.highs.append(high / scale)
        self.scales.append(scale)
        return len(self.lows) - 1

    def matrix(self) -> csr_array:
        return csr_array((self._values, (self._at, self._of)), shape=(len(self.lows), self.columns), dtype=float)

    def dense(self, terms: Iterable[tuple[int, float]]) -> Floats:
        """(columns,)."""
        made = np.zeros(self.columns)
        for column, value in terms:
            made[column] += value
        return made
