"""The taxonomy in use, with the families and names of this version of ours, extended by what the operator added."""

from dataclasses import dataclass
from pathlib import Path

from corpora.artefacts import read_current
from corpora.common_names import beside, read_common_names
from corpora.families import read_families, with_families
from corpora.own_skills.folder import load_own_terms
from corpora.taxonomies.build import KIND, REBUILD, load_current_taxonomy
from matcher.concepts import Taxonomy
from matcher.own_terms import OwnTerm, in_force, with_own_skills


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ExtendedTaxonomy:
    taxonomy: Taxonomy
    """With the operator's skills."""
    version: str
    """Of the taxonomy's contents, without them."""
    own: tuple[OwnTerm, ...]
    """Those in force, with the common names that come with this product."""
    own_version: str | None
    """None where there are none."""


def load_extended(home: Path) -> ExtendedTaxonomy:
    """Raises ArtefactMismatch."""
    known, _ = with_families(load_current_taxonomy(home), read_families())
    own, own_version = load_own_terms(home)
    taxonomy = with_own_skills(known, own)
    return ExtendedTaxonomy(
        taxonomy=taxonomy,
        version=taxonomy_version(home),
        own=tuple(in_force(beside(own, read_common_names()), taxonomy)),
        own_version=own_version,
    )


def taxonomy_version(home: Path) -> str:
    """The content version of the taxonomy in use; raises ArtefactMismatch."""
    return read_current(home / KIND, kind=KIND, rebuild=REBUILD)[1].version
