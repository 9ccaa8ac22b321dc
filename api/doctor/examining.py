"""All checks, in the order in which one rests on the other."""

import os
from collections.abc import Iterator

from api.doctor.finding import Finding, State, ok
from api.doctor.home import examine_home
from api.doctor.indexes import examine_indexes
from api.doctor.leftovers import examine_leftovers
from api.doctor.models import examine_models
from api.doctor.postgresql import examine_postgresql
from api.doctor.store import examine_store
from api.doctor.versions import examine_own_skills, examine_taxonomy
from api.settings import Settings, unknown
from matcher.errors import InvalidInput


def examine(settings: Settings) -> Iterator[Finding]:
    """As they are made; nothing is changed by them."""
    yield _settings()
    yield from examine_home(settings)
    if not settings.home.is_dir():
        return
    yield from examine_models(settings)
    yield from examine_taxonomy(settings)
    yield from examine_own_skills(settings)
    yield from examine_store(settings) if settings.database_url is None else examine_postgresql(settings)
    yield from examine_indexes(settings)
    yield from examine_leftovers(settings)


def unusable_settings(error: InvalidInput) -> Finding:
    """Where there are no settings to go by, nothing else can be looked at."""
    return Finding(
        about="settings",
        state=State.BROKEN,
        said=str(error),
        means="matcher does not start",
        advice="put right what is named",
    )


def _settings() -> Finding:
    passed_over = unknown(os.environ)
    if not passed_over:
        return ok("settings", "can be read")
    return Finding(
        about="settings",
        state=State.WARNING,
        said=f"{', '.join(passed_over)}: no such setting",
        means="it is passed over, and what it was to change is as it is without",
        advice="see `docs/` for the names, or remove it",
    )
