"""What is built from taxonomy and store: whether it is there, whole, and of what there is now."""

from collections.abc import Callable, Iterator
from contextlib import closing

from api.doctor.finding import Finding, Remedy, State, ok
from api.settings import Settings
from api.wiring import Reading, load_reading, open_store
from corpora.store.courses import SqlCatalogueStore
from matcher.errors import ArtefactMismatch, MatcherError
from models.catalogue_index import load_catalogue_index

BUILD = "run `matcher index build`, or `matcher doctor --repair`"
Load = Callable[[Settings], Reading]


def examine_indexes(settings: Settings, load: Load = load_reading) -> Iterator[Finding]:
    """The concept index, the index of courses, and whether each ad was read by what is loaded now."""
    try:
        reading = load(settings)
    except ArtefactMismatch as missing:
        yield _to_build("concept index", str(missing).rpartition("; run ")[0], "no text can be read")
        return
    except MatcherError as error:
        yield Finding(
            about="concept index", state=State.BROKEN, said=str(error), means="no text can be read", advice=None
        )
        return
    yield ok(
        "concept index", f"version {reading.concepts.version}, {len(reading.concepts.skills.ids):,} skills by meaning"
    )
    try:
        with closing(open_store(settings)) as store:
            yield _courses(settings, reading, SqlCatalogueStore(store.database))
            waiting = store.counts().unread + store.outdated(reading.version)
            kept = store.counts().ads
    except MatcherError:
        return  # the check of the store tells
    if waiting:
        yield _to_build(
            "ads", f"{waiting:,} of {kept:,} are not read, or not as they would be now", "they count nowhere"
        )
    else:
        yield ok("ads", f"{kept:,} are kept, and none waits to be read")


def _courses(settings: Settings, reading: Reading, store: SqlCatalogueStore) -> Finding:
    try:
        found = load_catalogue_index(settings.place, store, reading.encoder, reading.version)
    except ArtefactMismatch as missing:
        reason = str(missing).rpartition("; run ")[0]
        return _to_build("courses", reason, "a server starts only when they are indexed; one that runs goes on")
    return ok("courses", f"{len(found.catalogue):,} are offered, indexed as the store has them")


def _to_build(about: str, said: str, means: str) -> Finding:
    return Finding(about=about, state=State.BROKEN, said=said, means=means, advice=BUILD, remedy=Remedy.BUILD)
