"""The file that SQLite keeps: how it is opened where it may be written and where not, and what its errors mean."""

import os
import shutil
import sqlite3
from enum import StrEnum
from pathlib import Path

from matcher.errors import MatcherError, StoreDamaged, StoreFull, StoreGone, StoreLocked, StoreOutdated, StoreReadOnly

LOG, SHARED = "-wal", "-shm"
"""Beside the file while it is in use: the changes that are not in it yet, and what those who use it share."""
FULL_BELOW_BYTES = 1_000_000
"""SQLite may say that it can't open or read a file where it is room that lacks."""
NOT_CLOSED = "changes to it wait in its log, which can't be read where nothing may be written; open it once elsewhere"


class Opening(StrEnum):
    """Parameters of the address."""

    TO_WRITE = "mode=rw"
    """Never `rwc`: a file that has gone is not to come back empty."""
    TO_READ = "mode=ro"
    """Beside a writer in another place: the log is there to be read."""
    UNCHANGING = "mode=ro&immutable=1"
    """Without log and locks, where nobody writes."""


def connect(path: Path, busy_seconds: int) -> sqlite3.Connection:
    """As its folder lets it be used. Raises sqlite3.Error."""
    address = f"{path.absolute().as_uri()}?{opening_of(path)}"
    connection = sqlite3.connect(address, timeout=busy_seconds, uri=True, check_same_thread=False)
    connection.isolation_level = None  # transactions are begun by `Database`
    return connection


def opening_of(path: Path) -> Opening:
    if may_write(path):
        return Opening.TO_WRITE
    return Opening.TO_READ if _waiting_bytes(path) else Opening.UNCHANGING


def may_write(path: Path) -> bool:
    """SQLite makes files beside it: the folder counts, too."""
    return os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)


def identity(path: Path) -> tuple[object, ...] | None:
    """Equal for as long as who opened it has the right file open in the right way; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    opening = opening_of(path)
    changing = (found.st_size, found.st_mtime_ns) if opening is Opening.UNCHANGING else ()
    return (found.st_dev, found.st_ino, opening, *changing)


def meaning(path: Path, busy_seconds: int, error: BaseException) -> MatcherError | None:
    """Of what the driver raised, in our words; None where it was asked for something that makes no sense."""
    said = str(error).strip().splitlines()
    reason, code = said[0] if said else type(error).__name__, _code(error)
    if code in ("SQLITE_BUSY", "SQLITE_LOCKED"):
        return StoreLocked(str(path), busy_seconds)
    if reason.startswith("no such table"):
        return StoreOutdated(str(path), None, "")
    if code == "SQLITE_FULL":
        return StoreFull(str(path))
    if code == "SQLITE_READONLY":
        return StoreReadOnly(str(path))
    if code in ("SQLITE_CANTOPEN", "SQLITE_IOERR"):
        return _out_of_reach(path, reason)
    return None if isinstance(error, sqlite3.ProgrammingError) else StoreDamaged(str(path), reason)


def _out_of_reach(path: Path, reason: str) -> MatcherError:
    if not path.is_file():
        return StoreGone(str(path))
    if not may_write(path):
        return StoreReadOnly(str(path), NOT_CLOSED if _waiting_bytes(path) else f"it may only be read here ({reason})")
    if shutil.disk_usage(path.parent).free < FULL_BELOW_BYTES:
        return StoreFull(str(path))
    return StoreDamaged(str(path), reason)


def _code(error: BaseException) -> str:
    """The primary one: SQLITE_IOERR of SQLITE_IOERR_WRITE."""
    return "_".join(str(getattr(error, "sqlite_errorname", "")).split("_")[:2])


def _waiting_bytes(path: Path) -> int:
    log = path.with_name(path.name + LOG)
    return log.stat().st_size if log.is_file() else 0
