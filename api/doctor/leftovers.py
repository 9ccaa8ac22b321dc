"""What builds left behind that were killed: it takes room, and nobody uses it."""

from collections.abc import Iterator
from pathlib import Path

from api.doctor.finding import Finding, Remedy, State, ok
from api.settings import Settings
from corpora.artefact_history import dead_drafts, remove_drafts
from corpora.own_skills.folder import KIND as OWN_SKILLS
from corpora.taxonomies.build import KIND as TAXONOMY
from models.ad_index import CACHE
from models.catalogue_index import KIND as CATALOGUE
from models.concept_index import KIND as CONCEPTS
from models.emerging import KIND as EMERGING

ABOUT = "leftovers"
KINDS = (TAXONOMY, OWN_SKILLS, CONCEPTS, CATALOGUE, CACHE, EMERGING)


def examine_leftovers(settings: Settings) -> Iterator[Finding]:
    dead = [draft for kind in KINDS for draft in dead_drafts(settings.home / kind)]
    if not dead:
        yield ok(ABOUT, "none")
        return
    yield Finding(
        about=ABOUT,
        state=State.WARNING,
        said=f"{len(dead):,} drafts of builds that were cut off, {sum(map(_bytes, dead)) / 1e6:,.1f} MB",
        means="nobody uses them, and nothing is lost with them",
        advice="the next build of the same kind removes them; so does `matcher doctor --repair`",
        remedy=Remedy.REMOVE_DRAFTS,
    )


def remove_leftovers(settings: Settings) -> int:
    return sum(remove_drafts(settings.home / kind) for kind in KINDS if (settings.home / kind).is_dir())


def _bytes(path: Path) -> int:
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file()]
    return sum(one.stat().st_size for one in files)
