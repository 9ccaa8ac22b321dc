"""What somebody imported is kept: changed by one command at a time, and never given up for the sample unasked."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TypeVar

from corpora.ads.former import read_former_ads
from corpora.artefacts import POINTER, changing, was_built
from matcher.achievements import Achievement
from matcher.ads import JobAd
from matcher.errors import ArtefactMismatch, MatcherError
from models.ad_index import KIND as ADS
from models.catalogue_index import KIND as CATALOGUE
from models.catalogue_index import kept_achievements

Say = Callable[[str], None]
T = TypeVar("T")


def alone(root: Path, say: Say) -> AbstractContextManager[None]:
    """Hold this from reading what is in `root` to publishing what follows; who has to wait for it is told why."""
    return changing(root, lambda: say(f"matcher: waiting for another command that changes {root}"))


def fits(load: Callable[[], object]) -> bool:
    try:
        load()
    except ArtefactMismatch:
        return False
    return True


def ensure(root: Path, load: Callable[[], object], build: Callable[[], object], say: Say) -> None:
    """Build what can't be loaded, unless another process has done so by the time that this one may."""
    if fits(load):
        return
    with alone(root, say):
        if not fits(load):
            build()


def imported_courses(home: Path) -> tuple[Achievement, ...] | None:
    """As their providers stated them; None where there never were any. Raises ArtefactMismatch where damaged."""
    return _imported(home / CATALOGUE, CATALOGUE, lambda: kept_achievements(home))


def former_ads(home: Path) -> tuple[JobAd, ...] | None:
    """What earlier versions kept in a folder; None where they kept none. Raises ArtefactMismatch where damaged."""
    try:
        return read_former_ads(home / ADS)
    except MatcherError as damage:
        reason = f"can't be read ({damage}) and were not replaced by the sample; to have the sample"
        raise ArtefactMismatch(f"the ads in {home / ADS}", reason, "matcher ads reset") from damage


def _imported(root: Path, kind: str, read: Callable[[], Sequence[T] | None]) -> tuple[T, ...] | None:
    try:
        kept = read()
    except ArtefactMismatch as damage:
        raise _unreadable(root, kind, str(damage).rpartition("; run ")[0]) from damage
    if kept is None and was_built(root):
        raise _unreadable(root, kind, f"{root / POINTER} is missing")
    return None if kept is None else tuple(kept)


def _unreadable(root: Path, kind: str, damage: str) -> ArtefactMismatch:
    reason = (
        f"can't be read ({damage}) and was not replaced by the sample; "
        f"import your own again with `matcher {kind} add FILE --replace`, or to have the sample"
    )
    return ArtefactMismatch(f"{kind} in {root}", reason, f"matcher {kind} reset")
