"""What a dossier is about: the skill, the ads, the courses, and in whose name it is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from matcher.ad_store import FacetKind
from matcher.errors import NoEvidence, OnlySamples
from matcher.market import Demanded, Market
from matcher.provision import SkillMarket
from matcher.slices import Slice
from matcher.unmet import Unmet

OLD_DAYS = 2 * 365
"""Between the newest ad and the day of the dossier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    name: str
    """Of the skill, the area or the family."""
    found: SkillMarket
    members: tuple[Demanded, ...]
    """What of a group is asked for, most asked first; empty for a skill that stands for itself."""
    label: Callable[[str], str]
    sliced: tuple[str, ...]
    """The slice in words, one condition each."""
    sources: tuple[tuple[str, int], ...]
    """Where the ads are from, with how many."""
    courses: int
    """In the catalogue."""
    sample_courses: bool
    """Whether they were made up by us."""
    versions: tuple[tuple[str, str], ...]
    attribution: tuple[str, ...]
    day: date
    organisation: str | None = None
    """That writes the proposal."""
    title: str | None = None
    """Of the micro-credential that is proposed."""
    plot: bytes | None = None
    """PNG of the demand over time."""

    @property
    def is_old(self) -> bool:
        """Whether the newest of the ads is older than what regulators take for current, or none is dated."""
        last = self.found.totals.last
        return last is None or (self.day - last).days > OLD_DAYS

    @property
    def unmet(self) -> Unmet:
        """Raises NoEvidence."""
        return require_evidence(self.name, self.found)


def require_evidence(name: str, found: SkillMarket) -> Unmet:
    """Raises NoEvidence where no ad of the slice asks for it, OnlySamples where those are made up by us."""
    if found.unmet is None:
        within = (
            f"{found.totals.ads:,} ads lie in this slice and none" if found.totals.ads else "no ad lies in it, so none"
        )
        raise NoEvidence(name, f"{within} asks for it")
    if found.totals.sample:
        raise OnlySamples(name)
    return found.unmet


def sources_of(market: Market, wanted: Slice) -> tuple[tuple[str, int], ...]:
    """(name, ads) of each source of the slice, those with most ads first, ties by name. Raises what `inside` raises."""
    facet = market.facts.facets[FacetKind.SOURCE]
    places, ads = np.unique(facet.of[market.within(wanted)], return_counts=True)
    named = [(facet.names[place - 1], int(n)) for place, n in zip(places, ads, strict=True) if place > 0]
    return tuple(sorted(named, key=lambda own: (-own[1], own[0])))
