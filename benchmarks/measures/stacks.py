"""Stacks for real ads from a real catalogue: what the exact program gains over the best of several greedy runs.

The gap is all that an ad asks for. The catalogue is edX's, of which nearly every course states its hours and none its
price, so hours are what is limited.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np

from api.settings import read_settings
from api.wiring import Reading
from corpora.ads.files import read_ads
from corpora.courses.catalogue import InMemoryCatalogue
from matcher.ads import JobAd
from matcher.demand import Demand
from matcher.needs import needs
from matcher.preferences import Preferences
from matcher.questions import StackQuestion, ask_for_stack
from matcher.recommendation import recommend
from matcher.stacking import StackResult, best_stack
from models.teaching import load_teaching_weights
from models.training.data import shared_data
from models.training.pairs import read_courses_of
from models.training.teaching import read_shelf

FILES = (
    "nhs_jobs_2020.jsonl.gz",
    "metro_library_jobs_2016_2019H1.jsonl.gz",
    "pythonjobs_2015_2023.jsonl.gz",
    "uk_adzuna_sample_776.jsonl.gz",
)
ADS = 50
"""Of each file, the first ones that ask for anything."""
WISHES = Preferences(hours=40.0)
SAME = 1e-6


def measure(reading: Reading) -> dict[str, Any]:
    shelf = read_shelf(read_courses_of("edx"), reading.courses, reading.encoder)
    weights = load_teaching_weights(read_settings().home, reading.encoder)
    catalogue = InMemoryCatalogue.build(shelf.courses)
    teaching = shelf.teaching(reading.linker, weights.fitted)
    pairs: list[tuple[StackResult, StackResult]] = []
    shares: list[float] = []
    for demands in _gaps(reading):
        found = recommend(demands, catalogue, teaching.taught([demand.skill for demand in demands]), WISHES).found
        closed = {closure.demand.skill for one in found for closure in one.closes}
        shares.append(len(closed) / len(demands))
        question = ask_for_stack(needs(demands), found, catalogue, WISHES)
        pairs.append((question.best(), _greedy(question)))
    timed = sum(course.opportunity.workload is not None for course in shelf.courses)
    return {"courses": len(shelf.courses), "courses with hours": timed, "hours": WISHES.hours} | _figures(pairs, shares)


def _gaps(reading: Reading) -> Iterator[Sequence[Demand]]:
    for file in FILES:
        texts = (ad.text for ad in read_ads(shared_data() / "ads" / file) if isinstance(ad, JobAd) and ad.text.strip())
        asked = (reading.ads.read(text).demands for text in texts)
        yield from islice((demands for demands in asked if demands), ADS)


def _greedy(question: StackQuestion) -> StackResult:
    """What is left where there is no time for the exact program."""
    return best_stack(question.gap, question.offers, question.limits, instead=question.instead, seconds=0.0)


def _figures(pairs: Sequence[tuple[StackResult, StackResult]], shares: Sequence[float]) -> dict[str, Any]:
    closed = np.array([[exact.closed_weight, greedy.closed_weight] for exact, greedy in pairs])
    alike = [
        (exact.hours or 0.0, greedy.hours or 0.0)
        for exact, greedy in pairs
        if exact.chosen and abs(exact.closed_weight - greedy.closed_weight) < SAME
    ]
    return {
        "ads": len(pairs),
        "with a stack": sum(bool(exact.chosen) for exact, _ in pairs),
        "proven optimal": sum(exact.optimal for exact, _ in pairs),
        "demands that a course closes": round(float(np.mean(shares)), 3),
        "exact closes more": int((closed[:, 0] > closed[:, 1] + SAME).sum()),
        "greedy closes more": int((closed[:, 1] > closed[:, 0] + SAME).sum()),
        "closed weight, greedy of exact": round(float(closed[:, 1].sum() / closed[:, 0].sum()), 4),
        "where both close the same, hours of exact and greedy": [
            round(sum(own), 1) for own in zip(*alike, strict=True)
        ],
        "and ads where exact takes fewer hours": sum(exact < greedy - SAME for exact, greedy in alike),
    }


def report(figures: Mapping[str, Any]) -> list[str]:
    hours = figures["where both close the same, hours of exact and greedy"]
    held, weight = figures["demands that a course closes"], figures["closed weight, greedy of exact"]
    return [
        "## Stacks",
        "",
        f"For {figures['ads']} real ads (50 of each of four files, all that they ask for as the gap) from "
        f"{figures['courses']} edX courses, {figures['courses with hours']} of which state hours, within "
        f"{figures['hours']:g} hours: {figures['with a stack']} have a stack, {figures['proven optimal']} are proven "
        f"optimal. A course is held to close {100 * held:.0f} % of an ad's demands on average. The exact program "
        f"closes more than the best greedy run in {figures['exact closes more']} ads (less in "
        f"{figures['greedy closes more']}); greedy runs reach {100 * weight:.1f} % of its weight. Where both close the "
        f"same, it takes {hours[0]:,g} hours in all and greedy {hours[1]:,g}; fewer in "
        f"{figures['and ads where exact takes fewer hours']} ads.",
    ]
