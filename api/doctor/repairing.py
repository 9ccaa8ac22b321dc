"""What `matcher doctor --repair` does: only what is safe, and told."""

from collections.abc import Iterator
from datetime import datetime

from api.doctor.finding import Remedy
from api.doctor.leftovers import remove_leftovers
from api.keeping import Say, alone
from api.settings import Settings
from api.wiring import build_missing
from corpora.artefact_history import restore, whole_versions
from corpora.own_skills.folder import KIND as OWN_SKILLS
from corpora.store.database import FILE
from corpora.store.recovery import ASIDE, Recovered, recover
from corpora.taxonomies.build import KIND as TAXONOMY
from models.ad_index import KIND as ADS
from models.catalogue_index import KIND as CATALOGUE

NAMED = 50
"""Lost ads or courses that are named on one line."""


def repair(remedy: Remedy, settings: Settings, now: datetime, say: Say) -> Iterator[str]:
    """Do it, and tell what was done, a line at a time. Raises what it meets; what is damaged then is as it was."""
    match remedy:
        case Remedy.RECOVER_STORE:
            with alone(settings.place / ADS, say), alone(settings.place / CATALOGUE, say):
                yield from told(recover(settings.place / FILE, f"{ASIDE}{now:%Y%m%d-%H%M%S}"))
        case Remedy.RESTORE_TAXONOMY:
            yield from _restored(settings, TAXONOMY, say)
        case Remedy.RESTORE_OWN_SKILLS:
            yield from _restored(settings, OWN_SKILLS, say)
        case Remedy.REMOVE_DRAFTS:
            yield f"removed {remove_leftovers(settings):,} drafts of builds that were cut off"
        case Remedy.BUILD:
            build_missing(settings, say)
            yield "built and read what was missing"


def _restored(settings: Settings, kind: str, say: Say) -> Iterator[str]:
    root = settings.home / kind
    with alone(root, say):
        former = whole_versions(root, kind)
        if former:
            restore(root, former[0])
            yield f"{kind}: back to version {former[0]}; what was changed after it is not in it"
        else:
            yield f"{kind}: no version of it is whole"


def told(found: Recovered) -> Iterator[str]:
    """What came over into the new store, and exactly what did not."""
    own = found.salvaged
    yield f"the damaged store is set aside as {found.aside}"
    yield f"the new one has {own.ads:,} ads and {own.courses:,} courses"
    for lost, kind in ((own.lost_ads, "ads"), (own.lost_courses, "courses")):
        yield f"lost {kind}: {_named(lost)}"
    for changed, kind in ((own.changed_ads, "ads"), (own.changed_courses, "courses")):
        if changed:
            yield f"{kind} that do not say what they said: {_named(changed)}; ingest or add their files again"
    if own.nameless:
        yield f"lost ads whose ids can't be read: {own.nameless:,}"
    for kind in own.unlisted:
        yield f"more {kind} may be lost than are named: their list is damaged, too"
    if own.unread:
        yield f"{own.unread:,} ads have to be read again"


def _named(ids: list[str]) -> str:
    more = f" and {len(ids) - NAMED:,} more" if len(ids) > NAMED else ""
    return (", ".join(ids[:NAMED]) or "none") + more
