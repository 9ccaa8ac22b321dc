"""How many independent ads the ads of a slice are worth, where those of one employer are alike."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.errors import InvalidInput
from matcher.intervals import Array
from matcher.kendall import Places


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """For each skill (skills,), what `wilson(sample.asking, sample.n)` takes; n is nan where nothing can be said."""

    asking: Array
    n: Array


def effective_sample(
    skill: npt.ArrayLike, employer: npt.ArrayLike, asking: npt.ArrayLike, *, totals: npt.ArrayLike, skills: int
) -> Sample:
    """Ads divided by the design effect of their being several of an employer (Kish 1965; Rao and Scott 1992).

    Employer e posted `totals[e]` ads of the slice (employers,); `asking[i]` of `employer[i]`'s ask for `skill[i]`, each
    pair given once, those without any left out. An ad without a known employer counts as an employer of its own. The
    design effect is the larger of the skill's own, v / (p (1-p) / N) with v the variance of its share between
    employers, and of 1 + (n̄-1) r, with n̄ = Σn² / N and r the mean likeness within employers over all skills of the
    slice: what is known of one rare skill is little. It is 1 at least. Nothing can be said of fewer than two employers.
    Raises InvalidInput for what are no counts or places, for a pair given twice, and where more ads ask than the
    employer has.
    """
    sizes = np.asarray(totals, dtype=np.float64)
    place, owner = np.asarray(skill, dtype=np.int64), np.asarray(employer, dtype=np.int64)
    counts = np.asarray(asking, dtype=np.float64)
    _check(place, owner, counts, sizes, skills)
    whole = float(sizes.sum())
    hits = np.bincount(place, counts, minlength=skills).astype(np.float64)
    if np.count_nonzero(sizes) < 2:
        return Sample(hits, np.full(skills, np.nan))
    share = hits / whole
    own = _own_effect(place, owner, counts, sizes, share)
    alike = float((sizes**2).sum()) / whole - 1
    likeness = np.clip((own - 1) / alike, 0, 1) if alike > 0 else np.zeros(skills)
    known = likeness[~np.isnan(likeness)]
    effect = np.fmax(np.fmax(own, 1 + alike * (float(known.mean()) if len(known) else 1.0)), 1.0)
    return Sample(hits / effect, whole / effect)


def _own_effect(place: Places, owner: Places, counts: Array, sizes: Array, share: Array) -> Array:
    """(skills,) nan where all or none of the ads ask.

    v = Σ (x - p n)² / (1 - n / N) / N², each employer's difference freed of its own part in the share (as Bell and
    McCaffrey 2002 do).
    """
    whole = sizes.sum()
    weight = 1 / (1 - sizes / whole)
    squares = np.bincount(place, counts**2 * weight[owner], minlength=len(share))
    crossed = np.bincount(place, counts * (sizes * weight)[owner], minlength=len(share))
    between = squares - 2 * share * crossed + share**2 * float((sizes**2 * weight).sum())
    binomial = share * (1 - share) * whole
    result: Array = np.divide(between, binomial, out=np.full(len(share), np.nan), where=binomial > 0)
    return result


def _check(place: Places, owner: Places, counts: Array, sizes: Array, skills: int) -> None:
    if not len(place) == len(owner) == len(counts):
        raise InvalidInput(
            "asking", f"{len(place)} skills, {len(owner)} employers, {len(counts)} counts: as many of each"
        )
    for field, places, limit in (("skill", place, skills), ("employer", owner, len(sizes))):
        if ((places < 0) | (places >= limit)).any():
            raise InvalidInput(field, f"a place from 0 to {limit - 1} is needed")
    if len(np.unique(place * max(1, len(sizes)) + owner)) < len(place):
        raise InvalidInput("asking", "a skill and an employer are given twice")
    for field, numbers in (("asking", counts), ("totals", sizes)):
        if not (np.isfinite(numbers) & (numbers >= 0)).all():
            raise InvalidInput(field, "a count is a finite number from 0 on")
    if (counts > sizes[owner]).any():
        row = int(np.flatnonzero(counts > sizes[owner])[0])
        of = f"{counts[row]:g} of {sizes[owner[row]]:g} ads of employer {owner[row]}"
        raise InvalidInput("asking", f"skill {place[row]}: {of}, more than there are")
