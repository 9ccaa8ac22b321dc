"""The store in a PostgreSQL: whether it answers, and is new enough."""

from collections.abc import Iterator
from contextlib import closing

from api.doctor.finding import Finding, Remedy, State, ok
from api.settings import Settings
from api.wiring import open_store
from corpora.store.health import changed_in, postgresql_of
from matcher.errors import MatcherError, StoreOutdated

ABOUT = "store"


def examine_postgresql(settings: Settings) -> Iterator[Finding]:
    try:
        with closing(open_store(settings)) as store:
            found, changed = postgresql_of(store.database), changed_in(store.database)
            name = store.database.name
    except StoreOutdated as missing:
        said, means = str(missing).rpartition("; run ")[0], "its tables are not those that this version uses"
        yield _broken(said, means, "run `matcher setup`", Remedy.BUILD)
        return
    except MatcherError as error:
        yield _broken(str(error), "nothing can be asked or kept as long as this lasts; what is in it is not lost", None)
        return
    spoilt = (*changed.ads, *changed.courses)
    if spoilt:
        advice = "ingest or add their files again; if there are many, have a backup put back, and the disk looked at"
        said = f"{len(spoilt):,} ads and courses do not say what they said, {spoilt[0]!r} first"
        yield _broken(said, "their rows were changed by something else than matcher", advice)
    if found.pgvector is None:
        yield _broken(
            f"{name} has no pgvector", "vectors can't be kept", "have a superuser run `CREATE EXTENSION vector`"
        )
    if found.pgvector is not None and not spoilt:
        yield ok(ABOUT, f"{name}, PostgreSQL {found.server}, pgvector {found.pgvector}")


def _broken(said: str, means: str, advice: str | None, remedy: Remedy | None = None) -> Finding:
    return Finding(about=ABOUT, state=State.BROKEN, said=said, means=means, advice=advice, remedy=remedy)
