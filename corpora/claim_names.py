"""Everyday names of skills that ESCO lacks, for claims only; they come with this product.

Chosen by us, each with the one concept that fits, or with none where what it resembles is something else.
"""

from collections.abc import Container, Iterable, Iterator
from pathlib import Path

import orjson

from matcher.claim_names import ClaimName, ClaimNames, claim_names
from matcher.concepts import ConceptUri
from matcher.errors import UnreadableDocument

CLAIM_NAMES = Path(__file__).with_name("claim_names.json")


def read_claim_names(path: Path = CLAIM_NAMES) -> tuple[ClaimName, ...]:
    """Raises UnreadableDocument, naming the entry."""
    try:
        entries = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UnreadableDocument(str(path), f"is not readable JSON ({error})") from error
    if not isinstance(entries, list):
        raise UnreadableDocument(str(path), "is no list of entries")
    return tuple(name for number, entry in enumerate(entries, start=1) for name in _names(path, number, entry))


def known_claim_names(names: Iterable[ClaimName], skills: Container[ConceptUri]) -> ClaimNames:
    """Those whose concept the taxonomy holds, or that mean none."""
    return claim_names(one for one in names if one.concept is None or one.concept in skills)


def _names(path: Path, number: int, entry: object) -> Iterator[ClaimName]:
    stated = entry if isinstance(entry, dict) else {}
    concept, names = stated.get("concept", ""), stated.get("names")
    if not (concept is None or (isinstance(concept, str) and concept)) or not names or not isinstance(names, list):
        raise UnreadableDocument(str(path), f"entry {number} lacks a concept or names")
    if not all(isinstance(name, str) and name.strip() for name in names):
        raise UnreadableDocument(str(path), f"entry {number} holds a name that is no text")
    yield from (ClaimName(name, None if concept is None else ConceptUri(concept)) for name in names)
