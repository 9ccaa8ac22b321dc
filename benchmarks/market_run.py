"""Demand against supply on real ads: `python -m benchmarks.market_run`. Writes benchmarks/market/latest.json and .md.

MATCHER_HOME must be one into whose store the NHS and library ads were ingested, and into whose catalogue the Coursera
and edX courses were added (docs/demand.md); what is missing is said. Each question is asked in process, after the first
time. Stability: ads, and in another run employers with all their ads, are drawn again with replacement, and the areas
of unmet demand are ranked anew.
"""

import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from api.demand_asking import Portion, demand_page, emerging_page, skill_market, trends_page, unmet_page, what_if
from api.drafting import draft_of_text
from api.settings import read_settings
from api.wiring import Service, load_service, say_on_stderr
from matcher.ad_store import AdFacts, Facet, FacetKind
from matcher.market import Market
from matcher.periods import Grain
from matcher.provision import By
from matcher.slices import Mask, Slice
from matcher.unmet import unmet

TARGET = Path(__file__).parent / "market"
COMMAND = "MATCHER_HOME=... python -m benchmarks.market_run"
ROUNDS = 15
DRAWS = 200
MILLION, MILLION_ROUNDS = 1_000_000, 3
SEED = 20261126
TOP = 10
SLICES: Mapping[str, Slice] = {
    "all ads": Slice(),
    "library ads": Slice(facets={FacetKind.SOURCE: ("metro_library*",)}),
    "health ads": Slice(facets={FacetKind.SOURCE: ("nhs*",)}),
    "one employer's": Slice(facets={FacetKind.ORGANISATION: ("Queens Library",)}),
    "a year's": Slice(since=datetime.date(2018, 1, 1), until=datetime.date(2018, 12, 31)),
}
STABLE_IN = ("library ads", "health ads")
DRAFT = """Finding and judging information
- Search databases and library catalogues with a strategy
- Evaluate information and its sources critically
- Teach a group of users how to find information
"""
Question = Callable[[Service, Slice], object]
QUESTIONS: Mapping[str, Question] = {
    "skills": lambda s, w: demand_page(s, w, Portion()),
    "areas": lambda s, w: demand_page(s, w, Portion(by=By.AREAS)),
    "families": lambda s, w: demand_page(s, w, Portion(by=By.FAMILIES)),
    "unmet areas": lambda s, w: unmet_page(s, w, Portion(by=By.AREAS)),
    "unmet skills": lambda s, w: unmet_page(s, w, Portion()),
    "trends of areas, by quarter": lambda s, w: trends_page(s, w, Portion(by=By.AREAS), Grain.QUARTER),
    "one family": lambda s, w: skill_market(s, "information-literacy", w),
    "a draft course": lambda s, w: what_if(s, draft_of_text(DRAFT, 10_000), w),
}


def main() -> None:
    service = load_service(read_settings())
    began = time.perf_counter()
    market = service.provision.market()
    market.areas, market.area_askings, market.families  # noqa: B018 - made at the first question
    loaded = time.perf_counter() - began
    began = time.perf_counter()
    service.provision.unmet(Slice(), By.SKILLS)
    supplied = time.perf_counter() - began
    record = {
        "command": COMMAND,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "data": _data(service, market),
        "loading": {"market s": round(loaded, 2), "supply of all skills s": round(supplied, 2)},
        "questions": _questions(service),
        "a million": _million(service, market),
        "stability": {name: _stability(service, market, SLICES[name]) for name in STABLE_IN},
    }
    TARGET.mkdir(exist_ok=True)
    (TARGET / "latest.json").write_text(json.dumps(record, indent=1) + "\n")
    (TARGET / "latest.md").write_text(table(record))
    print(table(record))


def _data(service: Service, market: Market) -> dict[str, Any]:
    facts = market.facts
    return {
        "read ads": len(facts.ids),
        "demands": len(facts.ad_of),
        "skills": len(facts.concepts),
        "areas": len(market.areas),
        "courses": len(service.pipeline.catalogue),
        "sources": {
            name: int((facts.facets[FacetKind.SOURCE].of == at).sum())
            for at, name in enumerate(facts.facets[FacetKind.SOURCE].names, 1)
        },
    }


def _questions(service: Service) -> dict[str, Any]:
    emerging = service.emerging.now(say_on_stderr)
    asked = {**QUESTIONS, "emerging needs": lambda s, w: emerging_page(s, emerging, w, Portion())}
    found: dict[str, Any] = {}
    for name, ask in asked.items():
        times: list[float] = []
        for wanted in SLICES.values():
            ask(service, wanted)
            times += [_seconds(ask, service, wanted) for _ in range(ROUNDS)]
        found[name] = {"median ms": round(statistics.median(times) * 1e3, 1), "worst ms": round(max(times) * 1e3, 1)}
        sys.stderr.write(f"{name}: {found[name]}\n")
    return found


def _seconds(ask: Question, service: Service, wanted: Slice) -> float:
    began = time.perf_counter()
    ask(service, wanted)
    return time.perf_counter() - began


def _million(service: Service, market: Market) -> dict[str, Any]:
    """The same questions over so many ads, drawn with replacement from the real ones, in memory."""
    began = time.perf_counter()
    generator = np.random.default_rng(SEED)
    drawn = _resampled(market, generator.integers(0, len(market.facts.ids), MILLION))
    drawn.skills, drawn.area_askings, drawn.families  # noqa: B018 - made at the first question
    made = time.perf_counter() - began
    provision = replace(service.provision, market=lambda: drawn)
    large = replace(service, provision=provision)
    found: dict[str, Any] = {}
    for name, ask in QUESTIONS.items():
        times = []
        for wanted in (SLICES["all ads"], SLICES["library ads"]):
            times += [_seconds(ask, large, wanted) for _ in range(MILLION_ROUNDS)]
        found[name] = {"median ms": round(statistics.median(times) * 1e3), "worst ms": round(max(times) * 1e3)}
        sys.stderr.write(f"of a million, {name}: {found[name]}\n")
    return {"ads": MILLION, "demands": len(drawn.facts.ad_of), "made s": round(made, 1), "questions": found}


def _stability(service: Service, market: Market, wanted: Slice) -> dict[str, Any]:
    """How often the first TOP areas stay among the first TOP."""
    within = market.within(wanted)
    first = _ranked(service, market, within)[:TOP]
    found: dict[str, Any] = {"top": [_label(service, id) for id in first]}
    for name, draw in (("ads", _drawn_ads), ("employers", _drawn_employers)):
        stays: Counter[str] = Counter()
        generator = np.random.default_rng(SEED)
        for _ in range(DRAWS):
            drawn = _resampled(market, draw(market, within, generator))
            stays.update(set(_ranked(service, drawn, np.ones(len(drawn.facts.ids), bool))[:TOP]) & set(first))
        each = [stays[id] / DRAWS for id in first]
        found[f"by drawing {name}"] = {"mean": round(statistics.mean(each), 3), "each": [round(x, 3) for x in each]}
    return found


def _ranked(service: Service, market: Market, within: Mask) -> Sequence[str]:
    ids = [area.id for area in market.areas]
    demands = market.demand_of(market.area_askings, ids, within)
    provision = service.provision
    supplies = {own.id: provision.supply_of(provision.members(own.id)) for own in demands}
    found = (own.demand.id for own in unmet(demands, supplies, int(within.sum())))
    return [id for id in found if not provision.is_way_of_working(id)]


def _drawn_ads(_: Market, within: Mask, generator: np.random.Generator) -> np.ndarray[Any, Any]:
    places = np.flatnonzero(within)
    return generator.choice(places, len(places))


def _drawn_employers(market: Market, within: Mask, generator: np.random.Generator) -> np.ndarray[Any, Any]:
    """All ads of employers drawn again; as many employers as there are."""
    places = np.flatnonzero(within)
    employer = market.facts.facets[FacetKind.ORGANISATION].of[places]
    order = np.argsort(employer, kind="stable")
    portions = np.split(places[order], np.flatnonzero(np.diff(employer[order])) + 1)
    return np.concatenate([portions[at] for at in generator.choice(len(portions), len(portions))])


def _resampled(market: Market, ads: np.ndarray[Any, Any]) -> Market:
    """The market of these ads, each as often as it was drawn; its areas are those of the whole."""
    facts = market.facts
    start = np.searchsorted(facts.ad_of, np.arange(len(facts.ids) + 1))
    sizes = np.diff(start)[ads]
    ad_of = np.repeat(np.arange(len(ads)), sizes)
    rows = np.repeat(start[:-1][ads], sizes) + np.arange(len(ad_of)) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    drawn = replace(
        facts,
        ids=tuple(str(at) for at in range(len(ads))),
        facets={kind: Facet(own.names, own.of[ads]) for kind, own in facts.facets.items()},
        posted=facts.posted[ads],
        copies=facts.copies[ads],
        sample=facts.sample[ads],
        ad_of=ad_of.astype(np.int32),
        concept_of=facts.concept_of[rows],
        importance=facts.importance[rows],
        confidence=facts.confidence[rows],
    )
    return _with_areas(market, drawn)


def _with_areas(market: Market, facts: AdFacts) -> Market:
    drawn = Market(facts=facts, groups=market.groups, names=market.names)
    drawn.__dict__["areas"] = market.areas
    return drawn


def _label(service: Service, id: str) -> str:
    uri = id.removeprefix("area:")
    skills = service.pipeline.taxonomy.skills
    return skills[uri].preferred_label if uri in skills else id  # type: ignore[index]


def table(record: Mapping[str, Any]) -> str:
    data, loading = record["data"], record["loading"]
    sources = ", ".join(f"{n:,} of {name}" for name, n in data["sources"].items())
    lines = [
        "# Demand against supply",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, {record['machine']}.",
        f"{data['read ads']:,} read ads ({sources}), {data['demands']:,} demands for {data['skills']:,} skills, "
        f"{data['areas']:,} areas; {data['courses']:,} courses.",
        f"Made at the first question: market {loading['market s']} s, who teaches each skill "
        f"{loading['supply of all skills s']} s, once for a catalogue.",
        "",
        f"| question ({len(SLICES)} slices, {ROUNDS} times each) | median ms | worst ms |",
        "| --- | ---: | ---: |",
    ]
    lines += [f"| {name} | {own['median ms']} | {own['worst ms']} |" for name, own in record["questions"].items()]
    large = record["a million"]
    lines += [
        "",
        f"The same over {large['ads']:,} ads drawn with replacement from these, {large['demands']:,} demands, in "
        f"memory (sorted for counting in {large['made s']} s; reading them from the store: benchmarks/store):",
        "",
        "| question (all ads and library ads) | median ms | worst ms |",
        "| --- | ---: | ---: |",
    ]
    lines += [f"| {name} | {own['median ms']:,} | {own['worst ms']:,} |" for name, own in large["questions"].items()]
    lines += ["", f"How often the first {TOP} unmet areas stay among the first {TOP}, of {DRAWS} draws:", ""]
    for name, own in record["stability"].items():
        lines += [f"| {name} | drawing ads | drawing employers |", "| --- | ---: | ---: |"]
        ads, employers = own["by drawing ads"], own["by drawing employers"]
        lines += [
            f"| {label} | {a:.2f} | {e:.2f} |"
            for label, a, e in zip(own["top"], ads["each"], employers["each"], strict=True)
        ]
        lines += [f"| mean | {ads['mean']:.2f} | {employers['mean']:.2f} |", ""]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
