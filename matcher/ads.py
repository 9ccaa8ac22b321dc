"""A job ad as it comes in, and the library of ads that were read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Protocol

from matcher.demand import Demand
from matcher.vectors import Encoder, Vectors, unit

if TYPE_CHECKING:  # a slice is one of ads, which are defined here
    from matcher.slices import Slice


@dataclass(frozen=True, slots=True, kw_only=True)
class JobAd:
    id: str
    text: str
    """Every offset in an answer is a character position in this text."""
    title: str | None = None
    organisation: str | None = None
    location: str | None = None
    region: str | None = None
    """Of the location, where the source states it apart."""
    sector: str | None = None
    date_posted: date | None = None
    language: str | None = None
    """As stated by the source (BCP 47), not detected."""
    source: str | None = None
    sample: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)
    """Fields of the source that this product does not interpret."""


@dataclass(frozen=True, slots=True)
class SimilarAd:
    ad: JobAd
    similarity: float
    """Cosine, in [-1, 1]."""


class AdLibrary(Protocol):
    """Ads that were read, with what was read in them, to ask of; `ad_store` is where they are kept."""

    @property
    def version(self) -> str:
        """Changes with every change to the ads."""
        ...

    @property
    def outdated(self) -> int:
        """How many ads answer by what another version read in them, until they are read again."""
        ...

    def __len__(self) -> int: ...

    def get(self, ad_id: str) -> JobAd:
        """Raises UnknownAd."""
        ...

    def demands_of(self, ad_id: str) -> Sequence[Demand]:
        """What was read in the ad when it was indexed. Raises UnknownAd."""
        ...

    def nearest(self, vector: Vectors, k: int, within: "Slice | None" = None) -> Sequence[SimilarAd]:
        """The k ads nearest to a (1, dim) vector of `ad_vector`, nearest first, ties by position.

        Of a slice, or of all. Raises InvalidInput as `slices.inside` does.
        """
        ...


OPENING_CHARACTERS = 1_000
"""How much of an ad's text its vector sees; the encoder cuts off near there anyway."""


def ad_vector(title: str | None, text: str, encoder: Encoder) -> Vectors:
    """(1, dim): the mean of the title's and the opening's vectors; whichever is absent is left out."""
    parts = [part for part in (title, text[:OPENING_CHARACTERS]) if part and part.strip()]
    return unit(encoder.encode(parts).mean(axis=0))
