"""Concepts that say how somebody works or is minded: asked for often, but no course ends with a proof of them.

Chosen by us among the skills that real ads ask for most.
"""

from pathlib import Path

import orjson

from matcher.concepts import ConceptUri
from matcher.errors import UnreadableDocument

OWN = Path(__file__).with_name("ways_of_working.json")


def read_ways_of_working(path: Path = OWN) -> frozenset[ConceptUri]:
    """Raises UnreadableDocument."""
    try:
        entries = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UnreadableDocument(str(path), f"is not readable JSON ({error})") from error
    if not isinstance(entries, dict):
        raise UnreadableDocument(str(path), "is no object of URIs with their labels")
    return frozenset(map(ConceptUri, entries))
