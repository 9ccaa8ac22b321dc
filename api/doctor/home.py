"""The folder that all is kept in: whether it is there, can be written, and has room."""

import os
import shutil
from collections.abc import Iterator

from api.doctor.finding import Finding, State, ok
from api.settings import Settings

ABOUT = "home"
LITTLE_BYTES = 1_000_000_000
"""Less room than this is told: indexes are built beside those in use, and a store's log grows while it is written."""
NO_BYTES = 20_000_000


def examine_home(settings: Settings) -> Iterator[Finding]:
    home = settings.home
    if not home.is_dir():
        yield Finding(
            about=ABOUT,
            state=State.BROKEN,
            said=f"there is no folder {home}",
            means="nothing was ever built here, or MATCHER_HOME names another place than it did",
            advice="run `matcher setup`, or set MATCHER_HOME to where your store is",
        )
        return
    if not os.access(home, os.W_OK):
        yield Finding(
            about=ABOUT,
            state=State.WARNING,
            said=f"{home} can't be written",
            means="it serves; no ad and no course can be added here, and nothing can be built or repaired",
            advice="where that is not meant, mount it to be written, or make it the folder of who runs matcher",
        )
    yield _room(home, shutil.disk_usage(home).free)


def _room(home: os.PathLike[str], free: int) -> Finding:
    said = f"{home}, {free / 1e9:.1f} GB are free"
    if free >= LITTLE_BYTES:
        return ok(ABOUT, said)
    return Finding(
        about=ABOUT,
        state=State.BROKEN if free < NO_BYTES else State.WARNING,
        said=said,
        means="what is written next may find no room; it is then refused whole, and nothing that is kept is lost",
        advice="make room on that disk",
    )
