"""Who asks for what, as columns, and how it is counted over any slice of the ads."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from matcher.ad_store import AdFacts, FacetKind
from matcher.demand import ORDER
from matcher.effective_sample import effective_sample
from matcher.slices import Mask

Ints: TypeAlias = npt.NDArray[np.int64]
Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Askings:
    """An ad asks for a thing: (n,) each, in the order of the things, of employers, of ads. Each pair stands once."""

    things: int
    """How many there are to ask for."""
    thing_of: npt.NDArray[np.int32]
    employer_of: npt.NDArray[np.int32]
    """0 where the ad names none."""
    ad_of: npt.NDArray[np.int32]
    importance: npt.NDArray[np.int8]
    confidence: npt.NDArray[np.float32]

    def of(self, thing: int) -> slice:
        """Where it stands in the columns."""
        start, end = np.searchsorted(self.thing_of, [thing, thing + 1])
        return slice(int(start), int(end))

    def only(self, thing: int) -> "Askings":
        """The askings for this thing, as the only one."""
        rows = self.of(thing)
        columns = {name: getattr(self, name)[rows] for name in _COLUMNS}
        return Askings(things=1, **{**columns, "thing_of": np.zeros_like(columns["thing_of"])})


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Counts:
    """(things,) each, over the ads of a slice."""

    ads: Ints
    """That ask for it."""
    expected: Floats
    """Sum of the calibrated confidences: how many of them ask for it indeed."""
    importance: Ints
    """(things, importances)"""
    named: Ints
    """Ads that ask for it and name their employer."""
    employers: Ints
    largest: Ints
    """Ads of the employer that asks for it most often."""
    effective_employers: Floats
    """How many equal employers would be as varied: the inverse of Simpson's index (1949); 0 where none is named."""


def askings_in(facts: AdFacts) -> Askings:
    """Who asks for which concept; things are places in `facts.concepts`."""
    employer_of = facts.facets[FacetKind.ORGANISATION].of[facts.ad_of]
    order = np.lexsort((facts.ad_of, employer_of, facts.concept_of))
    return Askings(
        things=len(facts.concepts),
        thing_of=facts.concept_of[order],
        employer_of=employer_of[order],
        ad_of=facts.ad_of[order],
        importance=facts.importance[order],
        confidence=facts.confidence[order],
    )


def joined_askings(of: Askings, groups: Sequence[Sequence[int]]) -> Askings:
    """The same for groups of things: an ad asks for a group where it asks for any thing of it.

    With the strongest importance, and the confidence that one of them is asked for: 1 - Π(1 - c), as if they were
    independent of each other.
    """
    member = [(thing, place) for place, things in enumerate(groups) for thing in things]
    thing_of, group_of = np.array(sorted(member), dtype=np.int64).reshape(-1, 2).T
    first = np.searchsorted(thing_of, of.thing_of)
    many = np.searchsorted(thing_of, of.thing_of, side="right") - first
    row = np.repeat(np.arange(len(many)), many)
    within = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many)
    group = group_of[first[row] + within]
    order = np.lexsort((of.ad_of[row], of.employer_of[row], group))
    row, group = row[order], group[order]
    starts = _starts(group, of.ad_of[row])
    if not len(starts):
        return Askings(things=len(groups), **{name: getattr(of, name)[:0] for name in _COLUMNS})
    missed = np.log1p(-np.minimum(of.confidence[row].astype(np.float64), 1 - 1e-9))
    return Askings(
        things=len(groups),
        thing_of=group[starts].astype(np.int32),
        employer_of=of.employer_of[row][starts],
        ad_of=of.ad_of[row][starts],
        importance=np.minimum.reduceat(of.importance[row], starts),
        confidence=-np.expm1(np.add.reduceat(missed, starts)).astype(np.float32),
    )


_COLUMNS = ("thing_of", "employer_of", "ad_of", "importance", "confidence")


def count(own: Askings, within: Mask) -> Counts:
    """Over the ads in the mask."""
    rows = np.flatnonzero(within[own.ad_of])
    thing, employer = own.thing_of[rows], own.employer_of[rows]
    size = own.things
    weighed = thing.astype(np.int64) * len(ORDER) + own.importance[rows]
    starts = _starts(thing, employer)
    runs = np.diff(starts, append=len(rows))
    told = employer[starts] > 0 if len(starts) else np.zeros(0, dtype=bool)
    of, asked = thing[starts][told], runs[told]
    named = np.bincount(of, weights=asked, minlength=size)
    squares = np.bincount(of, weights=asked.astype(np.float64) ** 2, minlength=size)
    largest = np.zeros(size, dtype=np.int64)
    np.maximum.at(largest, of, asked)
    return Counts(
        ads=np.bincount(thing, minlength=size),
        expected=np.bincount(thing, weights=own.confidence[rows], minlength=size).astype(np.float64),
        importance=np.bincount(weighed, minlength=size * len(ORDER)).reshape(size, len(ORDER)),
        named=named.astype(np.int64),
        employers=np.bincount(of, minlength=size),
        largest=largest,
        effective_employers=np.divide(named**2, squares, out=np.zeros(size), where=squares > 0),
    )


def independent_ads(own: Askings, within: Mask, employers: npt.NDArray[np.int32]) -> Floats:
    """(things,) how many independent ads those of the slice are worth for each thing (`effective_sample`).

    `employers`: (ads,), 0 for none; an ad that names none is an employer by itself. All of them where the slice has
    fewer than two employers, of whose likeness nothing can be said.
    """
    named = int(employers.max(initial=0)) + 1
    by_ad = np.where(employers > 0, employers, named + np.arange(len(employers)))
    totals = np.bincount(by_ad[within], minlength=named + len(employers))
    rows = np.flatnonzero(within[own.ad_of])
    thing, employer = own.thing_of[rows], by_ad[own.ad_of[rows]]
    starts = _starts(thing, employer)
    runs = np.diff(starts, append=len(rows))
    found = effective_sample(thing[starts], employer[starts], runs, totals=totals, skills=own.things)
    return np.where(np.isnan(found.n), within.sum(), found.n)


def count_by(own: Askings, bins: npt.NDArray[np.int32], size: int) -> Ints:
    """(things, size): ads that ask, by bin; `bins` is (ads,), with -1 for an ad that is not to be counted."""
    place = bins[own.ad_of]
    rows = place >= 0
    flat = own.thing_of[rows].astype(np.int64) * size + place[rows]
    return np.bincount(flat, minlength=own.things * size).reshape(own.things, size)


def _starts(*columns: npt.NDArray[Any]) -> Ints:
    """Where a run of equal values in all of the columns begins."""
    if not len(columns[0]):
        return np.zeros(0, dtype=np.int64)
    changes = np.zeros(len(columns[0]) - 1, dtype=bool)
    for column in columns:
        changes |= column[1:] != column[:-1]
    return np.concatenate([[0], np.flatnonzero(changes) + 1])
