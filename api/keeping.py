"""What somebody imported is kept: changed by one command at a time, and never given up for the sample unasked."""

import errno
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from corpora.ads.former import read_former_ads
from corpora.artefacts import POINTER, changing
from corpora.courses.former import KIND as CATALOGUE
from corpora.courses.former import FormerCatalogue, read_former_courses
from corpora.store.database import FILE
from corpora.taxonomies.build import KIND as TAXONOMY
from corpora.taxonomies.build import build_taxonomy, is_packaged
from matcher.ads import JobAd
from matcher.errors import ArtefactMismatch, FolderReadOnly, MatcherError, StoreDamaged
from models.ad_index import KIND as ADS

Say = Callable[[str], None]
MAY_NOT_WRITE = (errno.EROFS, errno.EACCES)


@contextmanager
def alone(root: Path, say: Say) -> Iterator[None]:
    """Hold this from reading what is in `root` to publishing what follows; who has to wait for it is told why.

    Raises FolderReadOnly.
    """
    with ExitStack() as held:
        try:
            held.enter_context(changing(root, lambda: say(f"matcher: waiting for another command that changes {root}")))
        except OSError as error:
            if error.errno in MAY_NOT_WRITE:
                raise FolderReadOnly(str(root)) from error
            raise
        yield


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


def build_packaged(home: Path, say: Say) -> None:
    """Our taxonomy where there is none, or where ours is damaged. Raises ArtefactMismatch where another one is."""
    root = home / TAXONOMY
    if (root / POINTER).is_file() and not is_packaged(home):
        reason = (
            "can't be read and was not replaced by ours; import yours again with `matcher taxonomy import FILE`, "
            "go back to the former version of it with `matcher doctor --repair`, or to have ours"
        )
        raise ArtefactMismatch(f"the taxonomy in {root}", reason, "matcher taxonomy build")
    build_taxonomy(home, progress=say)


def require_not_emptied(home: Path) -> None:
    """Raises StoreDamaged for a store without a byte where courses of one were indexed: it was not always so."""
    file = home / FILE
    if file.is_file() and file.stat().st_size == 0 and (home / CATALOGUE / POINTER).is_file():
        raise StoreDamaged(str(file), "it was emptied: there is an index of courses that were kept in it")


def former_courses(home: Path) -> FormerCatalogue | None:
    """What earlier versions kept in a folder; None where they kept none. Raises ArtefactMismatch where damaged."""
    root = home / CATALOGUE
    try:
        return read_former_courses(root)
    except ArtefactMismatch as damage:
        reason = (
            f"can't be read ({str(damage).rpartition('; run ')[0]}) and was not replaced by the sample; "
            "import your own again with `matcher catalogue add FILE --replace`, or to have the sample"
        )
        raise ArtefactMismatch(f"the catalogue in {root}", reason, "matcher catalogue reset") from damage


def former_ads(home: Path) -> tuple[JobAd, ...] | None:
    """What earlier versions kept in a folder; None where they kept none. Raises ArtefactMismatch where damaged."""
    try:
        return read_former_ads(home / ADS)
    except MatcherError as damage:
        reason = f"can't be read ({damage}) and were not replaced by the sample; to have the sample"
        raise ArtefactMismatch(f"the ads in {home / ADS}", reason, "matcher ads reset") from damage
