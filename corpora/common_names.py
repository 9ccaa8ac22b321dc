"""Names in common use that ESCO lacks, and that real ads were not read by: aliases that come with this product.

Of several words each: one is found in all its forms, and "cataloging" in every catalog.
"""

import hashlib
from collections.abc import Collection
from pathlib import Path

import orjson

from matcher.concepts import ConceptUri
from matcher.errors import UnreadableDocument
from matcher.own_terms import OwnKind, OwnTerm

COMMON_NAMES = Path(__file__).with_name("common_names.json")
VERSION_CHARACTERS = 8


def read_common_names(path: Path = COMMON_NAMES) -> tuple[OwnTerm, ...]:
    """Raises UnreadableDocument, naming the entry."""
    try:
        entries = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UnreadableDocument(str(path), f"is not readable JSON ({error})") from error
    return tuple(_term(path, number, entry) for number, entry in enumerate(entries, start=1))


def common_names_version(path: Path = COMMON_NAMES) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:VERSION_CHARACTERS]


def beside(own: Collection[OwnTerm], common: Collection[OwnTerm]) -> tuple[OwnTerm, ...]:
    """The operator's terms, and ours without the names that the operator gave a meaning."""
    taken = {name.casefold() for term in own for name in term.names}
    left = ((term, [name for name in term.names if name.casefold() not in taken]) for term in common)
    ours = (
        OwnTerm(kind=term.kind, label=names[0], aliases=tuple(names[1:]), concept=term.concept)
        for term, names in left
        if names
    )
    return (*own, *ours)


def _term(path: Path, number: int, entry: object) -> OwnTerm:
    if not isinstance(entry, dict) or not entry.get("names") or not isinstance(entry.get("concept"), str):
        raise UnreadableDocument(str(path), f"entry {number} lacks a concept or names")
    first, *others = map(str, entry["names"])
    return OwnTerm(kind=OwnKind.ALIAS, label=first, aliases=tuple(others), concept=ConceptUri(entry["concept"]))
