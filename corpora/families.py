"""Hand-made skill families: the names that people use, and the ESCO skills that they mean by them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from matcher.concepts import ConceptUri, FamilyId, SkillFamily, Taxonomy
from matcher.errors import UnreadableDocument

OWN_FAMILIES = Path(__file__).with_name("families.json")


def read_families(path: Path = OWN_FAMILIES) -> tuple[SkillFamily, ...]:
    """Families in the order of the file, ids unique; raises UnreadableDocument naming the entry and field."""
    try:
        entries = orjson.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise UnreadableDocument(str(path), f"is not readable JSON ({error})") from error
    if not isinstance(entries, list):
        raise UnreadableDocument(str(path), "is not a list of families")
    families = tuple(_family(path, number, entry) for number, entry in enumerate(entries, start=1))
    ids = [family.id for family in families]
    for family_id in ids:
        if ids.count(family_id) > 1:
            raise UnreadableDocument(str(path), f"two families have the id {family_id!r}")
    return families


def with_families(taxonomy: Taxonomy, families: tuple[SkillFamily, ...]) -> tuple[Taxonomy, int]:
    """The taxonomy with these families, and how many of their members it doesn't hold and were dropped.

    A family that keeps no member is left out.
    """
    kept = tuple(replace(f, members=f.members & taxonomy.skills.keys()) for f in families)
    dropped = sum(len(f.members) for f in families) - sum(len(f.members) for f in kept)
    return replace(taxonomy, families=tuple(f for f in kept if f.members)), dropped


def _family(path: Path, number: int, entry: Any) -> SkillFamily:  # noqa: ANN401 (foreign JSON)
    try:
        return SkillFamily(
            id=FamilyId(_text(entry["id"])),
            label=_text(entry["label"]),
            alt_labels=tuple(map(_text, entry["alt_labels"])),
            members=frozenset(ConceptUri(_text(uri)) for uri in dict(entry["members"])),
            transversal=bool(entry["transversal"]),
        )
    except KeyError as error:
        raise UnreadableDocument(str(path), f"family {number} has no {error}") from None
    except (TypeError, ValueError) as error:
        raise UnreadableDocument(str(path), f"family {number} is malformed ({error})") from error


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"expected text, got {value!r}")
    return value
