"""What a file says, whatever its format, and the bounds on it."""

from dataclasses import dataclass

from matcher.ads import JobAd

MAX_BYTES = 20_000_000
MAX_CHARACTERS = 1_000_000
"""Of a document's text, where the caller states no limit of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    text: str
    """Every offset in an answer is a character position in this text."""
    media_type: str
    title: str | None = None
    posting: JobAd | None = None
    """The job posting that the file states in a structured way; its text is the document's text."""
    notes: tuple[str, ...] = ()
    """What the reader should know about how the text came about: "two-column layout"."""
