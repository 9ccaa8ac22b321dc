"""A damaged SQLite file set aside, never deleted, and a new one with all that could be read put in its place."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from corpora.store.damaged_file import open_damaged
from corpora.store.database import open_database
from corpora.store.salvage import salvage
from corpora.store.salvaged import Salvaged
from corpora.store.schema import migrate
from corpora.store.sqlite_file import LOG, SHARED
from matcher.errors import StoreDamaged

SCRATCH = ".recovering-"
ASIDE = "damaged-"
"""What is added to the name of a file that was set aside begins so."""


@dataclass(frozen=True, slots=True, eq=False)
class Recovered:
    salvaged: Salvaged
    aside: Path
    """Where the damaged file is now, as it was, with its log beside it."""


def set_aside(file: Path) -> Sequence[Path]:
    """What earlier recoveries of it left, with what lies beside them."""
    return sorted(file.parent.glob(f"{file.name}.{ASIDE}*"))


def recover(file: Path, called: str) -> Recovered:
    """`called`: what is added to the name of the file that is set aside.

    Until the last step the damaged file stays where it is. Raises StoreDamaged where nothing at all can be read, and
    what the new file meets, such as StoreFull.
    """
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=file.parent) as name:
        scratch = Path(name)
        new = scratch / "new" / file.name
        salvaged = _salvaged(_copied(file, scratch), new)
        return Recovered(salvaged, _exchange(file, new, file.with_name(f"{file.name}.{called}")))


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


def _exchange(file: Path, new: Path, aside: Path) -> Path:
    """In such an order that a kill in between leaves a file in its place."""
    os.link(file, aside)
    log = _beside(file, LOG)
    if log.is_file():
        log.rename(_beside(aside, LOG))
    _beside(file, SHARED).unlink(missing_ok=True)
    new.replace(file)
    return aside


def _beside(file: Path, suffix: str) -> Path:
    return file.with_name(file.name + suffix)
