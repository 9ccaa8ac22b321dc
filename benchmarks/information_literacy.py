"""The figures of docs/information-literacy.md: `python -m benchmarks.information_literacy`.

Writes docs/information-literacy/figures.md and plots. MATCHER_HOME as for `benchmarks.market_run`.
"""

import datetime
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from api.demand_asking import Portion, skill_market, unmet_page
from api.demand_plots import write_plot
from api.demand_schemas import SkillMarketOut, UnmetPage
from api.settings import read_settings
from api.wiring import Service, load_service
from matcher.ad_store import FacetKind
from matcher.concepts import ConceptUri
from matcher.intervals import wilson
from matcher.market import Market
from matcher.natures import Nature
from matcher.periods import Grain
from matcher.provision import By
from matcher.slices import Mask, Slice

TARGET = Path(__file__).parents[1] / "docs" / "information-literacy"
COMMAND = "MATCHER_HOME=... python -m benchmarks.information_literacy"
FAMILY = "information-literacy"
LIBRARY = Slice(facets={FacetKind.SOURCE: ("metro_library*",)})
HEALTH = Slice(facets={FacetKind.SOURCE: ("nhs*",)})
PHRASE = re.compile(r"information[\s-]+litera(?:cy|te)", re.IGNORECASE)
SPEAKS = re.compile(
    r"information[\s-]+litera|media litera|evaluat\w+ (?:\w+ )?(?:sources|information)|critically evaluat|fact[- ]check"
    r"|misinformation|fake news|literature search|source criticism|(?:find|locat|search)\w* (?:and \w+ )?information",
    re.IGNORECASE,
)
"""What a course about it would say somewhere: for looking through the catalogue by eye, not for counting."""
AT_ONCE = 400


def main() -> None:
    service = load_service(read_settings())
    TARGET.mkdir(parents=True, exist_ok=True)
    market = skill_market(service, FAMILY, LIBRARY, Grain.HALF_YEAR)
    write_plot(TARGET / "by-half-year.svg", market)
    pages = {}
    for name, wanted in (("library", LIBRARY), ("health", HEALTH)):
        pages[name] = unmet_page(service, wanted, Portion(by=By.FAMILIES, limit=50))
        shown = pages[name].model_copy(update={"lines": pages[name].lines[:20]})
        write_plot(TARGET / f"unmet-{name}.svg", shown)
    (TARGET / "figures.md").write_text("\n".join(_told(service, market, pages)) + "\n")


def _told(service: Service, market: SkillMarketOut, pages: dict[str, UnmetPage]) -> Iterator[str]:
    commit = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip()
    yield "# Figures of information literacy"
    yield ""
    today = datetime.datetime.now(datetime.UTC).date()
    yield f"`{COMMAND}`, {today}, commit {commit}; read with {market.versions.concepts}."
    yield from _by_half_year(service, market)
    yield from _members(service)
    yield from _beside(market)
    for name, page in pages.items():
        yield from _families(name, page)
    yield from _courses(service, market)


def _by_half_year(service: Service, market: SkillMarketOut) -> Iterator[str]:
    own = service.provision.market()
    within = own.within(LIBRARY)
    saying = _saying(service, own, within)
    yield from ("", "## Library ads by half-year", "")
    yield from _table("half-year", "ads", "family", "share", "95 %", "say “information literacy”", "share", "95 %")
    days = own.facts.posted
    for point in market.course.points if market.course else ():
        year, half = int(point.period[:4]), int(point.period[-1])
        first = np.datetime64(f"{year}-{'01' if half == 1 else '07'}-01")
        last = np.datetime64(f"{year}-{'07-01' if half == 1 else '12-31'}")
        said = int((saying & within & (days >= first) & (days < last)).sum())
        name = point.period + (" (partly)" if point.partly else "")
        yield _line(name, point.ads, point.asking, *_share(point.asking, point.ads), said, *_share(said, point.ads))
    asked = own.asking(own.askings_for(FAMILY), within)
    ads, asking, said, both = (int(own.sum()) for own in (within, asked, saying, asked & saying))
    yield _line("all", ads, asking, *_share(asking, ads), said, *_share(said, ads))
    yield from ("", f"Of the {said} ads that say it, the family was read in {both}. Intervals: plain Wilson.")


def _saying(service: Service, market: Market, within: Mask) -> Mask:
    found: Mask = np.zeros_like(within)
    places = np.flatnonzero(within).tolist()
    for start in range(0, len(places), AT_ONCE):
        some = places[start : start + AT_ONCE]
        ads = service.store.ads([market.facts.ids[at] for at in some])
        for at in some:
            ad = ads[market.facts.ids[at]]
            found[at] = bool(PHRASE.search(f"{ad.title or ''}\n{ad.text}"))
    return found


def _members(service: Service) -> Iterator[str]:
    provision, market = service.provision, service.provision.market()
    within = market.within(LIBRARY)
    yield from ("", "## Its skills in library ads", "")
    yield from _table("skill", "ads", "indeed", "courses surely", "courses perhaps")
    rows = []
    for uri in provision.members(FAMILY):
        asking = market.askings_for(uri)
        kept = within[asking.ad_of]
        supply = provision.supply_of([uri])
        perhaps = len(supply.teachers) - len(supply.closing)
        label = service.pipeline.taxonomy.skills[ConceptUri(uri)].preferred_label
        rows.append((int(kept.sum()), label, round(float(asking.confidence[kept].sum())), len(supply.closing), perhaps))
    for ads, label, expected, surely, perhaps in sorted(rows, key=lambda row: (-row[0], row[1])):
        if ads:
            yield _line(label, ads, expected, surely, perhaps)


def _beside(market: SkillMarketOut) -> Iterator[str]:
    yield from ("", "## What the same library ads ask for more often than others", "")
    yield from _table("skill", "ads", "share", "times its usual share")
    for own in market.beside:
        yield _line(own.label, own.ads, f"{own.share:.1%}", f"{own.lift:.1f}")


def _families(name: str, page: UnmetPage) -> Iterator[str]:
    totals = page.totals
    yield from ("", f"## Unmet demand by family, {name} ads ({totals.ads:,} of {totals.employers:,} employers)", "")
    yield from _table("rank", "family", "nature", "ads", "share", "indeed", "courses surely", "perhaps", "score")
    for rank, own in enumerate(page.lines, start=1):
        if rank <= 12 or own.nature == Nature.TRANSVERSAL:
            supply = own.supply
            perhaps = supply.courses_may_close - supply.courses_closing
            cells = (own.ads, f"{own.share:.1%}", round(own.expected_ads), supply.courses_closing, perhaps)
            yield _line(rank, own.label, own.nature, *cells, f"{own.score:.4f}")


def _courses(service: Service, market: SkillMarketOut) -> Iterator[str]:
    yield from ("", "## Courses that may teach it (probability 0.3 or more)", "")
    yield from _table("probability", "course", "provider", "skill")
    for own in market.teachers:
        yield _line(f"{own.probability:.2f}", own.name, own.provider or "", own.skill.label)
    catalogue = service.pipeline.catalogue
    courses = catalogue.page(after=None, limit=len(catalogue))
    yield from ("", f"## Words of it in any of the {len(courses):,} courses", "")
    yield from _table("course", "provider", "words")
    for course in courses:
        text = " ".join(words for _, words in course.passages())
        if found := SPEAKS.search(text):
            yield _line(course.name, course.opportunity.provider or "", f"“{found.group()}”")


def _share(count: int, of: int) -> tuple[str, str]:
    if not of:
        return "-", "-"
    bounds = wilson([count], [of])
    return f"{count / of:.1%}", f"{bounds.low[0]:.1%} to {bounds.high[0]:.1%}"


def _table(*names: str) -> Sequence[str]:
    return [_line(*names), _line(*("---" for _ in names))]


def _line(*cells: object) -> str:
    return "| " + " | ".join(f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in cells) + " |"


if __name__ == "__main__":
    main()
