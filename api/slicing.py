"""The slice of the ads that a question is about, as it is asked for and as it was understood."""

from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import Field

from api.days import Day
from api.schemas import Given
from matcher.ad_store import FacetKind
from matcher.concepts import ConceptUri, Vocabulary
from matcher.errors import EmptyText, InvalidInput, UnknownRole
from matcher.roles import OccupationFinder
from matcher.slices import Slice

Names = list[Annotated[str, Field(min_length=1, max_length=300)]]
MAX_NAMES = 50


class SliceIn(Given):
    """Of one kind any name will do; of different kinds, and the days, all count."""

    sector: Names = Field(default_factory=list, max_length=MAX_NAMES, description="`*` stands for whatever")
    occupation: Names = Field(default_factory=list, max_length=MAX_NAMES, description="words or URI")
    region: Names = Field(default_factory=list, max_length=MAX_NAMES)
    location: Names = Field(default_factory=list, max_length=MAX_NAMES)
    organisation: Names = Field(default_factory=list, max_length=MAX_NAMES)
    source: Names = Field(default_factory=list, max_length=MAX_NAMES, description="name of the file that held the ads")
    since: Day | None = Field(None, description="first day that counts; undated ads are then left out")
    until: Day | None = Field(None, description="last day that counts")


def slice_of(asked: SliceIn, finder: OccupationFinder) -> Slice:
    """Raises InvalidInput where words name no occupation."""
    names = {kind: tuple(getattr(asked, kind.value)) for kind in FacetKind}
    if names[FacetKind.OCCUPATION]:
        named = (uri for words in names[FacetKind.OCCUPATION] for uri in occupations_named(words, finder))
        names[FacetKind.OCCUPATION] = tuple(dict.fromkeys(named))
    return Slice(facets={kind: own for kind, own in names.items() if own}, since=asked.since, until=asked.until)


def occupations_named(words: str, finder: OccupationFinder) -> Sequence[ConceptUri]:
    """That of the URI; else the ESCO occupation that the words name best, and all whose own name holds them.

    Raises InvalidInput where they name none.
    """
    known = finder.taxonomy.occupations
    if ConceptUri(words) in known:
        return [ConceptUri(words)]
    try:
        matches, others = finder.resolve(words)
    except (EmptyText, UnknownRole) as unknown:
        raise InvalidInput("occupation", str(unknown)) from unknown
    best = next((own.occupation for own in (*matches, *others) if own.vocabulary is Vocabulary.ESCO), None)
    found = list(dict.fromkeys([*([best] if best else []), *_holding(words.casefold().split(), finder)]))
    if not found:  # an empty list would cut nothing away
        raise InvalidInput("occupation", f"no occupation of ESCO, by which ads are known, is called {words!r}")
    return found


def _holding(words: Sequence[str], finder: OccupationFinder) -> Iterable[ConceptUri]:
    for own in finder.taxonomy.occupations.values():
        if own.vocabulary is Vocabulary.ESCO and set(words) <= set(own.preferred_label.casefold().split()):
            yield own.uri
