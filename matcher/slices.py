"""Which of the kept ads a question is about: a slice, cut by what ads say of themselves and by the day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from fnmatch import fnmatchcase
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matcher.ad_store import AdFacts, Facet, FacetKind
from matcher.errors import InvalidInput

Mask: TypeAlias = npt.NDArray[np.bool_]
"""(ads,)"""
NEAR_NAMES = 3
MOST_COMPARED = 3_000
"""Names, letter by letter: 0.1 seconds."""
NEAR_FROM = 0.5
"""Share of common letters (Ratcliff and Obershelp 1988) from which a name is told as one that may be meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slice:
    """Ads that meet every condition that is set; all of them where none is."""

    facets: Mapping[FacetKind, tuple[str, ...]] = field(default_factory=dict)
    """Any one of the names will do; case does not count, and `*` stands for whatever."""
    since: date | None = None
    until: date | None = None
    """The last day that counts. Undated ads are in no slice that has a first or last day."""

    @property
    def is_whole(self) -> bool:
        """Whether no ad is left out."""
        return not self.facets and self.since is None and self.until is None


EVERYTHING = Slice()


def inside(facts: AdFacts, wanted: Slice) -> Mask:
    """Raises InvalidInput where it ends before it begins, or a name is that of no ad; an occupation may be of none."""
    require_days(wanted)
    found: Mask = np.ones(len(facts.ids), dtype=bool)
    for kind, names in sorted(wanted.facets.items()):
        found &= _named(facts.facets[kind], kind, names)
    if wanted.since:
        found &= facts.posted >= np.datetime64(wanted.since)
    if wanted.until:
        found &= facts.posted <= np.datetime64(wanted.until)
    return found


def require_days(wanted: Slice) -> None:
    """Raises InvalidInput where it ends before it begins."""
    if wanted.since and wanted.until and wanted.since > wanted.until:
        raise InvalidInput("since", f"{wanted.since} is after {wanted.until}, where the slice ends")


def places_meant(kind: FacetKind, wanted: Sequence[str], names: Sequence[str]) -> list[int]:
    """Of those among the names that are wanted. Raises InvalidInput as `inside` does."""
    folded = [name.casefold() for name in names]
    found: set[int] = set()
    for name in wanted:
        places = _places(folded, name.casefold())
        if not places and kind is not FacetKind.OCCUPATION:
            raise InvalidInput(kind.value, _unknown(name, names, folded))
        found.update(places)
    return sorted(found)


def _named(facet: Facet, kind: FacetKind, names: Sequence[str]) -> Mask:
    wanted = np.zeros(len(facet.names) + 1, dtype=bool)
    wanted[[place + 1 for place in places_meant(kind, names, facet.names)]] = True
    return wanted[facet.of]


def _places(folded: Sequence[str], name: str) -> list[int]:
    if "*" in name:
        pattern = name.replace("[", "[[]").replace("?", "[?]")
        return [place for place, own in enumerate(folded) if fnmatchcase(own, pattern)]
    return [place for place, own in enumerate(folded) if own == name]


def _unknown(name: str, names: Sequence[str], folded: Sequence[str]) -> str:
    if not names:
        return f"no ad states any, so none is {name!r}"
    beginnings = [own[: len(name) + 1] for own in folded[:MOST_COMPARED]]
    near = get_close_matches(name.casefold(), beginnings, NEAR_NAMES, NEAR_FROM)
    holding = [place for place, own in enumerate(folded) if name.casefold() in own][:NEAR_NAMES]
    places = list(dict.fromkeys([*holding, *(beginnings.index(own) for own in near)]))[:NEAR_NAMES]
    told = "; there is " + ", ".join(repr(names[place]) for place in places) if places else ""
    return f"no ad states {name!r}{told}; `*` stands for whatever"
