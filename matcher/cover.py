"""Budgeted maximum cover as arrays: what offers close, what they use up, and how two choices compare."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Floats: TypeAlias = npt.NDArray[np.float64]
Whole: TypeAlias = npt.NDArray[np.int64]
Choice: TypeAlias = tuple[int, ...]
"""Ascending row numbers of a Cover."""

UNITS = 1_000_000
"""Closed weight is compared in millionths of the gap: a smaller difference is no reason to pay more."""
NO_GAIN = 1e-12
"""Below this share of the gap an offer adds nothing but rounding error."""


class Unproven(Exception):
    """The search ended before it could prove its last answer best."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cover:
    """n offers against m gap skills. Rows stand in the order of the offers' ids, so row order breaks ties."""

    gains: Floats
    """(n, m): share of the whole gap that offer i closes at skill j; a choice closes the column maxima."""
    uses: Whole
    """(n, r): what each offer uses up, most important to save first; the last column is 1, the item itself."""
    limits: Whole
    """(r,): the most of each that a choice may use; a column without a limit holds its own sum."""
    after: tuple[tuple[int, int], ...] = ()
    """(row, row that must be chosen with it)."""

    def closed(self, choice: Choice) -> Floats:
        """(m,): what the choice closes of each skill, overlaps counted once."""
        if not choice:
            return np.zeros(self.gains.shape[1])
        best: Floats = self.gains[list(choice)].max(axis=0)
        return best

    def closes(self, choice: Choice) -> int:
        """What the choice closes, in UNITS of the whole gap."""
        return round(float(self.closed(choice).sum()) * UNITS)

    def used(self, choice: Choice) -> Whole:
        """(r,): what the choice uses up."""
        total: Whole = self.uses[list(choice)].sum(axis=0)
        return total

    def shares(self, used: Whole) -> Floats:
        """(..., r): amounts as shares of the limits."""
        part: Floats = used / np.maximum(self.limits, 1)
        return part

    def fits(self, choice: Choice) -> bool:
        return bool((self.used(choice) <= self.limits).all())

    def allows(self, choice: Choice) -> bool:
        """Whether every row that a chosen one needs is chosen too."""
        chosen = frozenset(choice)
        return all(needed in chosen for row, needed in self.after if row in chosen)

    def with_needed(self, rows: Iterable[int]) -> Choice:
        """The rows, and all that they need, however far back."""
        held = set(rows)
        while more := {needed for row, needed in self.after if row in held} - held:
            held |= more
        return tuple(sorted(held))

    def with_needing(self, row: int) -> Choice:
        """The row, and all that need it, however far back."""
        held = {row}
        while more := {other for other, needed in self.after if needed in held} - held:
            held |= more
        return tuple(sorted(held))

    def key(self, choice: Choice) -> tuple[int, ...]:
        """Smaller is better: most closed, then least used column by column, then first ids."""
        return (-self.closes(choice), *self.used(choice).tolist(), *choice)


def cover_of(gains: Floats, uses: Whole, limits: Whole, after: tuple[tuple[int, int], ...] = ()) -> Cover:
    """Each column of `uses` in its largest common step, so that no search looks between two steps."""
    steps = np.maximum(np.gcd.reduce(uses, axis=0), 1)
    return Cover(gains=gains, uses=uses // steps, limits=limits // steps, after=after)


def without_redundant(cover: Cover, choice: Choice) -> Choice:
    """Drop, last row first, whatever closes nothing that the others leave open and none needs: never a worse key."""
    closes = cover.closes(choice)
    for row in sorted(choice, reverse=True):
        rest = tuple(other for other in choice if other != row)
        if cover.closes(rest) == closes and cover.allows(rest):
            choice = rest
    return without_redundant(cover, choice) if cover.after and not _least(cover, choice) else choice


def _least(cover: Cover, choice: Choice) -> bool:
    """Whether no single row can go: what was needed may be superfluous once what needed it is gone."""
    closes = cover.closes(choice)
    rests = (tuple(other for other in choice if other != row) for row in choice)
    return not any(cover.allows(rest) and cover.closes(rest) == closes for rest in rests)


def undominated(cover: Cover) -> Whole:
    """Rows that fit, close something, and that no other makes superfluous; ascending.

    Row b replaces row a in every choice if it closes at least as much of every skill, fits wherever a fits, and
    comes first by (uses, id): then the swap never closes less and improves the key strictly. Closing more is
    not enough, since the surplus may be closed by others anyway and the ids would decide. What needs another row, or
    is needed by one, is kept, and replaces no other.
    """
    bound = {row for pair in cover.after for row in pair}
    tied = ~(cover.uses.sum(axis=0) <= cover.limits)
    order = np.lexsort((np.arange(len(cover.uses)), *cover.uses.T[::-1]))
    holders = (cover.gains > 0).sum(axis=0)
    kept_at: list[list[int]] = [[] for _ in range(cover.gains.shape[1])]
    kept: list[int] = []
    for row in order.tolist():
        skills = np.flatnonzero(cover.gains[row])
        if (cover.uses[row] > cover.limits).any():
            continue
        if row in bound:
            kept.append(row)
            continue
        if not len(skills):
            continue
        rivals = kept_at[skills[holders[skills].argmin()]]
        closes = (cover.gains[rivals] >= cover.gains[row]).all(axis=1)
        if (closes & (cover.uses[rivals][:, tied] <= cover.uses[row, tied]).all(axis=1)).any():
            continue
        kept.append(row)
        for skill in skills.tolist():
            kept_at[skill].append(row)
    return _with_all_needed(cover, np.sort(np.array(kept, dtype=np.int64)))


def _with_all_needed(cover: Cover, rows: Whole) -> Whole:
    """The rows without those that need one which is not among them, however far back."""
    while cover.after:
        held = frozenset(rows.tolist())
        lost = [row for row, needed in cover.after if row in held and needed not in held]
        if not lost:
            break
        rows = np.setdiff1d(rows, lost)
    return rows


def restricted(cover: Cover, rows: Whole) -> Cover:
    place = {row: i for i, row in enumerate(rows.tolist())}
    after = tuple((place[row], place[needed]) for row, needed in cover.after if row in place and needed in place)
    return Cover(gains=cover.gains[rows], uses=cover.uses[rows], limits=cover.limits, after=after)
