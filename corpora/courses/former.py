"""The folder in which earlier versions kept the catalogue, for taking it over into the store."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from corpora.artefacts import DRAFT, POINTER, read_current
from corpora.courses.lines import achievement_in
from matcher.achievements import Achievement
from matcher.errors import ArtefactMismatch

KIND = "catalogue"
FILE = "achievements.jsonl"
REBUILD = "matcher catalogue reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerCatalogue:
    courses: tuple[Achievement, ...]
    """With what was read in them."""
    made_from: Mapping[str, str]
    """What they were read with."""


def read_former_courses(root: Path) -> FormerCatalogue | None:
    """None where none were kept here. Raises ArtefactMismatch where they are damaged."""
    if not root.is_dir() or not any(map(_kept_courses, root.iterdir())):
        return None
    if not (root / POINTER).is_file():
        raise ArtefactMismatch(f"{KIND} in {root}", f"{root / POINTER} is missing", REBUILD)
    folder, manifest = read_current(root, kind=KIND, rebuild=REBUILD)
    if FILE not in manifest.files:
        return None
    lines = (folder / FILE).read_bytes().splitlines()
    return FormerCatalogue(courses=tuple(map(achievement_in, lines)), made_from=manifest.made_from)


def _kept_courses(path: Path) -> bool:
    return not path.name.startswith(DRAFT) and (path / FILE).is_file()
