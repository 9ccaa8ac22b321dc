"""A damaged SQLite file set aside, never deleted, and a new one with all that could be read put in its place."""

import filecmp
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from corpora.store.damaged_file import open_damaged
from corpora.store.database import open_database
from corpora.store.salvage import salvage
from corpora.store.salvaged import Salvaged
from corpora.store.schema import migrate
from corpora.store.sqlite_file import LOG, SHARED
from matcher.errors import StoreDamaged

SCRATCH = ".recovering-"
ASIDE = ".damaged-"
"""In the name of a file that is set aside, after that of the store."""


class Step(StrEnum):
    """What a kill may come after; each is whole or not done."""

    SALVAGED = "all that can be read is in a new file"
    COPIED = "the damaged file is also beside its place"
    LOG_MOVED = "its log is beside it, and gone from its place"
    SHARED_REMOVED = "nothing is left beside the place"
    EXCHANGED = "the new file is in the place"


Reached = Callable[[Step], None]


def _go_on(step: Step) -> None:
    """What a caller does at each who only wants it done."""
    del step


@dataclass(frozen=True, slots=True, eq=False)
class Recovered:
    salvaged: Salvaged
    aside: Path
    """Where the damaged file is now, as it was, with its log beside it."""


def set_aside(file: Path) -> Sequence[Path]:
    """What earlier recoveries of it left, with what lies beside them."""
    return sorted(file.parent.glob(f"{file.name}{ASIDE}*"))


def recover(file: Path, called: str, reached: Reached = _go_on) -> Recovered:
    """`called`: ends the name of the file that is set aside, `store.db.damaged-CALLED`.

    Until the last step the damaged file stays where it is; cut off anywhere, the same again does all of it. For one
    process at a time. Raises StoreDamaged where nothing at all can be read, and what the new file meets, such as
    StoreFull.
    """
    _put_back_log(file)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=file.parent) as name:
        scratch = Path(name)
        new = scratch / "new" / file.name
        salvaged = _salvaged(_copied(file, scratch), new)
        reached(Step.SALVAGED)
        return Recovered(salvaged, _exchange(file, new, file.with_name(f"{file.name}{ASIDE}{called}"), reached))


def _copied(file: Path, scratch: Path) -> Path:
    """With its log: to read a file is to change it."""
    copy = scratch / "damaged.db"
    shutil.copyfile(file, copy)
    log = _beside(file, LOG)
    if log.is_file():
        shutil.copyfile(log, _beside(copy, LOG))
    return copy


def _salvaged(damaged: Path, new: Path) -> Salvaged:
    try:
        with open_damaged(damaged) as readable, closing(open_database(new.parent)) as database:
            migrate(database)
            return salvage(readable, database)
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(str(damaged), f"not even its list of tables can be read: {error}") from error


def log_without_exchange(file: Path) -> Path | None:
    """The log of this very file, where it was set aside by somebody who was cut off before the exchange."""
    for aside in sorted(file.parent.glob(f"{file.name}{ASIDE}*{LOG}")):
        copy = aside.with_name(aside.name.removesuffix(LOG))
        if copy.is_file() and not _holds_any(_beside(file, LOG)) and filecmp.cmp(file, copy, shallow=False):
            return aside
    return None


def _put_back_log(file: Path) -> None:
    """What was acknowledged may be in nothing else. The copy beside it goes: it is the same as what is in its place."""
    log = log_without_exchange(file)
    if log is not None:
        _beside(file, SHARED).unlink(missing_ok=True)
        log.replace(_beside(file, LOG))
        log.with_name(log.name.removesuffix(LOG)).unlink()


def _exchange(file: Path, new: Path, aside: Path, reached: Reached) -> Path:
    """In such an order that a kill in between leaves a file in its place, and none with a log of another one."""
    _copy_whole(file, new.with_name("aside"), aside)
    reached(Step.COPIED)
    log = _beside(file, LOG)
    if log.is_file():
        log.rename(_beside(aside, LOG))
    reached(Step.LOG_MOVED)
    _beside(file, SHARED).unlink(missing_ok=True)
    reached(Step.SHARED_REMOVED)
    new.replace(file)
    reached(Step.EXCHANGED)
    return aside


def _copy_whole(file: Path, draft: Path, copy: Path) -> None:
    """No link: what is done to the one is not to be done to the other."""
    shutil.copyfile(file, draft)
    with draft.open("rb") as written:
        os.fsync(written.fileno())
    draft.rename(copy)


def _holds_any(file: Path) -> bool:
    return file.is_file() and file.stat().st_size > 0


def _beside(file: Path, suffix: str) -> Path:
    return file.with_name(file.name + suffix)
