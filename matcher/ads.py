"""A job ad as it comes in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class JobAd:
    id: str
    text: str
    """Every offset in an answer is a character position in this text."""
    title: str | None = None
    organisation: str | None = None
    location: str | None = None
    sector: str | None = None
    date_posted: date | None = None
    language: str | None = None
    """As stated by the source (BCP 47), not detected."""
    source: str | None = None
    sample: bool = False
    extra: Mapping[str, str] = field(default_factory=dict)
    """Fields of the source that this product does not interpret."""
