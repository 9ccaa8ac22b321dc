"""The slice of the ads that a page is about, as it stands in the page's address, and what it can be cut by."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import quote, urlencode

import numpy as np
from pydantic import ValidationError
from starlette.datastructures import FormData, QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.slicing import MAX_NAMES, SliceIn
from matcher.ad_store import AdFacts, FacetKind
from matcher.concepts import ConceptUri, Taxonomy
from matcher.errors import InvalidInput

NAMES: Mapping[FacetKind, str] = MappingProxyType(
    {
        FacetKind.SECTOR: "Sector",
        FacetKind.OCCUPATION: "Occupation",
        FacetKind.REGION: "Region",
        FacetKind.LOCATION: "Place",
        FacetKind.ORGANISATION: "Employer",
        FacetKind.SOURCE: "Source",
    }
)
"""Of the fields of the form, in their order."""
SINCE, UNTIL = "since", "until"
FIELDS = (*(kind.value for kind in NAMES), SINCE, UNTIL)
APART = ";"
"""Between several names in one field."""
OFFERED = 60
"""Names that a field offers: those of the most ads."""
SHOWN = 40
"""Characters of what was typed that an error repeats."""
MAX_NAME = 300
SEE_OTHER = 303
Sent = FormData | QueryParams


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A slice as it was typed."""

    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the name of the field; none is empty."""
    since: str = ""
    until: str = ""

    def __bool__(self) -> bool:
        """Whether it cuts anything away."""
        return bool(self.names or self.since or self.until)

    def shown(self, name: str) -> str:
        """What the field of that name holds."""
        if name in (SINCE, UNTIL):
            return self.since if name == SINCE else self.until
        return f"{APART} ".join(self.names.get(name, ()))

    def asked(self) -> SliceIn:
        """Raises InvalidInput, naming the field."""
        typed: dict[str, object] = {name: list(own) for name, own in self.names.items()}
        days = {name: own for name, own in ((SINCE, self.since), (UNTIL, self.until)) if own}
        try:
            return SliceIn.model_validate({**typed, **days})
        except ValidationError as error:
            name = str(error.errors()[0]["loc"][0])
            raise InvalidInput(name, self._fault(name)) from error

    def _fault(self, name: str) -> str:
        if name in (SINCE, UNTIL):
            return f"{self.shown(name)[:SHOWN]!r} is no day: write 2027-03-31"
        return f"give at most {MAX_NAMES} names, of at most {MAX_NAME} characters each"

    def pairs(self) -> Iterator[tuple[str, str]]:
        """(field, value) of all that is typed."""
        yield from ((name, own) for name, several in self.names.items() for own in several)
        yield from ((name, own) for name, own in ((SINCE, self.since), (UNTIL, self.until)) if own)

    def query(self, **more: object) -> str:
        """The part of an address behind its path, with what else is asked; what is None or empty is left out."""
        found = [*self.pairs(), *((name, str(own)) for name, own in more.items() if own not in (None, ""))]
        return f"?{urlencode(found)}" if found else ""


def cut_in(sent: Sent) -> Cut:
    names = {kind.value: tuple(_several(sent.getlist(kind.value))) for kind in NAMES}
    return Cut(
        names={name: own for name, own in names.items() if own},
        since=one_of(sent, SINCE),
        until=one_of(sent, UNTIL),
    )


def one_of(sent: Sent, name: str) -> str:
    """The text that was sent under the name; empty where none was."""
    found = sent.get(name)
    return found.strip() if isinstance(found, str) else ""


def tidied(request: Request) -> Response | None:
    """The same page under an address without the fields of a form that were left empty; None where there are none."""
    pairs = request.query_params.multi_items()
    said = [(name, value) for name, value in pairs if value.strip()]
    if len(said) == len(pairs):
        return None
    return RedirectResponse(f"?{urlencode(said)}" if said else quote(request.url.path), SEE_OTHER)


def _several(typed: Sequence[object]) -> Iterator[str]:
    for words in typed:
        if isinstance(words, str):
            yield from (one for part in words.split(APART) if (one := part.strip()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A field of the form, with the names of most ads."""

    name: str
    label: str
    choices: tuple[tuple[str, int], ...]
    """(name, ads)"""


def offers(facts: AdFacts, taxonomy: Taxonomy) -> tuple[Offer, ...]:
    """Of what ads state at all; ads that we made up count only where there are no others."""
    counts = ~facts.sample if not facts.sample.all() else np.ones(len(facts.ids), dtype=bool)
    found = []
    for kind, label in NAMES.items():
        facet = facts.facets[kind]
        ads = np.bincount(facet.of[counts], minlength=len(facet.names) + 1)[1:].tolist()
        order = sorted((at for at, n in enumerate(ads) if n), key=lambda at: (-ads[at], facet.names[at]))[:OFFERED]
        choices = tuple((_told(kind, facet.names[at], taxonomy), ads[at]) for at in order)
        if choices:
            found.append(Offer(name=kind.value, label=label, choices=choices))
    return tuple(found)


def _told(kind: FacetKind, name: str, taxonomy: Taxonomy) -> str:
    """An occupation is typed in words."""
    known = taxonomy.occupations
    if kind is FacetKind.OCCUPATION and ConceptUri(name) in known:
        return known[ConceptUri(name)].preferred_label
    return name
