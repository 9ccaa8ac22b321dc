"""The tenants of an installation, for commands: over its own store, closed afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from api.settings import Settings
from corpora.courses.former import KIND as CATALOGUE
from corpora.store.audit import AuditLog
from corpora.store.schema import require_schema
from corpora.store.tenants import Tenants, tenant_database
from matcher.access import MAIN
from matcher.audit import Action, Deed, Result
from matcher.errors import MatcherError
from models.ad_index import CACHE as AD_INDEX
from models.ad_index import KIND as ADS
from models.emerging import KIND as EMERGING
from models.judged_courses import FOLDER as JUDGED

CACHES = (CATALOGUE, ADS, AD_INDEX, EMERGING, JUDGED)
"""Folders in that of a tenant. Of an installation that earlier versions made, some hold more than caches."""


@contextmanager
def opened_tenants(settings: Settings) -> Iterator[Tenants]:
    """Raises as `require_schema` does: nothing is made here."""
    main = tenant_database(settings.home, settings.database_url, MAIN)
    try:
        require_schema(main)
        yield Tenants(main=main, home=settings.home, url=settings.database_url, caches=CACHES)
    finally:
        main.close()


def note_done(settings: Settings, action: Action, things: int, result: Result = Result.DONE) -> None:
    """What a command did to what its tenant keeps, into the audit log."""
    with opened_tenants(settings) as tenants:
        deed = Deed(tenant=settings.own, key=None, action=action, things=things, result=result)
        AuditLog(tenants.main).note(deed)


@dataclass(slots=True)
class Doing:
    """What a command has done so far."""

    things: int = 0
    left_out: bool = False
    """Some of its input."""


@contextmanager
def audited(settings: Settings, action: Action) -> Iterator[Doing]:
    """What takes long is noted also where it is broken off, as far as it came."""
    doing = Doing()
    try:
        yield doing
    except BaseException:
        if doing.things:
            with suppress(MatcherError):  # what broke it off says more than what keeps us from noting that
                note_done(settings, action, doing.things, Result.FAILED)
        raise
    note_done(settings, action, doing.things, Result.IN_PART if doing.left_out else Result.DONE)
