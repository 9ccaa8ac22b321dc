"""The store in a SQLite file: its tables, its pages, and each ad and course against its fingerprint."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from api.doctor.finding import Finding, Remedy, State, ok
from api.settings import Settings
from api.wiring import open_store
from corpora.store.database import FILE, Database
from corpora.store.health import Changed, changed_in, log_bytes, loose_rows, page_faults
from corpora.store.recovery import log_without_exchange
from matcher.errors import MatcherError, StoreDamaged, StoreOutdated

ABOUT = "store"
LONG_LOG_BYTES = 1_000_000_000
"""Of changes that are not in the file yet: somebody has been reading, or writing, for very long."""
NAMED = 3
"""Ads, courses or faults that are named; the others are counted."""
RECOVER = (
    "put a backup back in its place, without the store.db-wal of this one; or run `matcher doctor --repair`, which "
    "sets the file aside and makes a new one of all that can still be read"
)


def examine_store(settings: Settings) -> Iterator[Finding]:
    log = log_without_exchange(settings.place / FILE)
    if log is not None:
        yield _damaged(f"a repair was cut off, and the log of the store waits as {log}")
        return
    try:
        with closing(open_store(settings)) as store:
            yield from examine_file(store.database)
    except StoreOutdated as missing:
        said = str(missing).rpartition("; run ")[0]
        yield Finding(
            about=ABOUT,
            state=State.BROKEN,
            said=said,
            means=_meant_by_missing(settings),
            advice="where ads or courses were kept, put a backup of it in its place first; then run `matcher setup`",
            remedy=Remedy.BUILD if (settings.place / FILE).exists() or not _was_kept(settings) else None,
        )
    except StoreDamaged as damage:
        yield _damaged(damage.reason)
    except MatcherError as error:
        yield Finding(about=ABOUT, state=State.BROKEN, said=str(error), means="it can't be used as it is", advice=None)


def examine_file(database: Database) -> Iterator[Finding]:
    """Raises what `Database.told` raises."""
    faults = page_faults(database)
    if faults:
        yield _damaged(_some(faults, "faults"))
        return
    loose = loose_rows(database)
    if loose:
        yield _damaged(f"{loose:,} rows point at one that is not there")
    changed = changed_in(database)
    if changed.ads or changed.courses:
        yield _not_as_kept(changed)
    if not (loose or changed.ads or changed.courses):
        size = Path(database.name).stat().st_size / 1e6
        yield ok(ABOUT, f"{database.name}, {size:,.1f} MB, whole, and every ad and course says what it said")
    log = log_bytes(database)
    if log > LONG_LOG_BYTES:
        yield Finding(
            about=ABOUT,
            state=State.WARNING,
            said=f"its log is {log / 1e9:.1f} GB long",
            means="changes are safe in it, but not in the file yet: somebody has been reading for very long",
            advice="end what has been running for long; the log is put into the file when all have let go of it",
        )


def _damaged(said: str) -> Finding:
    return Finding(
        about=ABOUT,
        state=State.BROKEN,
        said=said,
        means="some of it can't be read any more: the disk, or whatever wrote into the file, spoilt it",
        advice=RECOVER,
        remedy=Remedy.RECOVER_STORE,
    )


def _not_as_kept(changed: Changed) -> Finding:
    told = [_some(own, kind) for own, kind in ((changed.ads, "ads"), (changed.courses, "courses")) if own]
    return Finding(
        about=ABOUT,
        state=State.BROKEN,
        said=f"{' and '.join(told)} do not say what they said when they were kept",
        means="bytes of the file have changed where SQLite does not look; what they were is not known here",
        advice=f"{RECOVER}; then ingest or add their files again, which puts them right",
        remedy=Remedy.RECOVER_STORE,
    )


def _some(found: Sequence[str], kind: str) -> str:
    more = f" and {len(found) - NAMED:,} more {kind}" if len(found) > NAMED else ""
    return ", ".join(found[:NAMED]) + more


def _was_kept(settings: Settings) -> bool:
    """Whether a store was here: the index of its courses is."""
    return (settings.place / "catalogue" / "CURRENT").is_file()


def _meant_by_missing(settings: Settings) -> str:
    if _was_kept(settings):
        return "a store was here, since an index of its courses is: it was removed, emptied, or is in another place"
    return "nothing was ever kept here"
