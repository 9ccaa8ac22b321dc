"""How often Wilson's interval holds the share: of independent ads, and of ads of employers who repeat themselves."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import binom

from matcher.effective_sample import effective_sample
from matcher.intervals import Array, Bounds, wilson

SEED = 12
ADS = (5, 10, 20, 50, 100, 200, 500, 1000, 2000)
SHARES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
SKILLS = 2000
EMPLOYERS = (30, 100, 500)
LIKENESS = (0.0, 0.05, 0.1, 0.2, 0.3)
CLUSTERED_SHARES = (0.02, 0.1, 0.4)


def measure() -> dict[str, Any]:
    rng = np.random.default_rng(SEED)
    each = {(n, share): _exact(n, share) for n in ADS for share in SHARES}
    frequent = [value for (n, share), value in each.items() if n * share >= 5]
    return {
        "independent": _summary(list(each.values())),
        "independent, 5 asking ads or more expected": _summary(frequent),
        "clustered": {str(likeness): _clustered(rng, likeness) for likeness in LIKENESS},
    }


def _exact(n: int, share: float) -> float:
    """The probability that the interval holds the share: over all counts, nothing is drawn."""
    counts = np.arange(n + 1)
    return float(binom.pmf(counts, n, share)[_holds(wilson(counts, n), np.float64(share))].sum())


def _holds(bounds: Bounds, share: Array | np.float64) -> npt.NDArray[np.bool_]:
    result: npt.NDArray[np.bool_] = (bounds.low <= share) & (share <= bounds.high)
    return result


def _summary(values: list[float]) -> dict[str, float]:
    return {"mean": round(float(np.mean(values)), 3), "least": round(min(values), 3), "most": round(max(values), 3)}


def _clustered(rng: np.random.Generator, likeness: float) -> dict[str, dict[str, float]]:
    """Over slices of 30 to 500 employers, alike in size or by Zipf's law, each with skills of three shares."""
    plain, ours = [], []
    for employers in EMPLOYERS:
        for sizes in (np.full(employers, 5), np.ceil(employers / np.arange(1, employers + 1)).astype(np.int64)):
            share = np.repeat(CLUSTERED_SHARES, SKILLS // len(CLUSTERED_SHARES))
            asking = _drawn(rng, share, sizes, likeness)
            skill, employer = np.nonzero(asking)
            sample = effective_sample(skill, employer, asking[skill, employer], totals=sizes, skills=len(share))
            for kind, bounds in (
                (plain, wilson(asking.sum(axis=1), sizes.sum())),
                (ours, wilson(sample.asking, sample.n)),
            ):
                held = _holds(bounds, share)
                kind.extend(float(held[share == one].mean()) for one in CLUSTERED_SHARES)
    return {"plain": _summary(plain), "effective sample": _summary(ours)}


def _drawn(rng: np.random.Generator, share: Array, sizes: npt.NDArray[np.int64], likeness: float) -> Array:
    """(skills, employers) asking ads; the shares of employers are beta, with that intra-class correlation."""
    of_employer = np.repeat(share[:, None], len(sizes), axis=1)
    if likeness:
        strength = (1 - likeness) / likeness
        of_employer = rng.beta(of_employer * strength, (1 - of_employer) * strength)
    return rng.binomial(sizes, of_employer).astype(np.float64)


def report(figures: Mapping[str, Any]) -> list[str]:
    whole, frequent = figures["independent"], figures["independent, 5 asking ads or more expected"]
    return [
        f"Wilson's interval of 95 % holds the share of independent ads with {whole['mean']:.3f} on average "
        f"({whole['least']:.3f} to {whole['most']:.3f}; exact, over {ADS[0]} to {ADS[-1]} ads and shares from "
        f"{SHARES[0]} to {SHARES[-1]}); where five asking ads or more are expected with {frequent['mean']:.3f} "
        f"({frequent['least']:.3f} to {frequent['most']:.3f}).",
        "",
        f"Where ads of one employer are alike ({len(EMPLOYERS) * 2 * len(CLUSTERED_SHARES)} kinds of slice and share: "
        f"{EMPLOYERS[0]} to {EMPLOYERS[-1]} employers, of one size or by Zipf's law; {SKILLS} skills a slice):",
        "",
        "| intra-class correlation | plain: mean | least | effective sample: mean | least | most |",
        "| ---: | ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {likeness} | {row['plain']['mean']:.3f} | {row['plain']['least']:.3f} | "
            + " | ".join(f"{row['effective sample'][name]:.3f}" for name in ("mean", "least", "most"))
            + " |"
            for likeness, row in figures["clustered"].items()
        ),
    ]
