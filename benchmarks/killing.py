"""A command killed at a moment, what is there afterwards, and what the same command then makes of it.

The command runs in a child that is forked from this process, which has everything imported: it begins at once, so that
a moment is one of its own work and not of its start.
"""

import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from api.command import main
from api.commands.loading import Loading
from api.doctor.leftovers import KINDS
from api.settings import Settings
from api.wiring import Reading, load_service
from benchmarks.fault_homes import Task
from corpora.artefact_history import dead_drafts
from corpora.artefacts import POINTER, read_current
from corpora.store.database import FILE
from matcher.errors import ArtefactMismatch, MatcherError
from models.catalogue_index import KIND as CATALOGUE
from models.concept_index import KIND as CONCEPTS

IN_USE = (*KINDS[:2], CONCEPTS, CATALOGUE)
PROBE = "You must know SQL and first aid."
BROKE = 99
AUDIT = ('INSERT INTO "audit"', """INSERT INTO "sqlite_sequence" VALUES('audit',""")
"""It tells of every run, how many there were, and when."""


@dataclass(frozen=True, slots=True, eq=False)
class Killing:
    task: Task
    reading: Reading | None
    """For a command that reads with what is loaded; None where it loads for itself."""
    folder: Path
    """Of this runner alone."""

    @property
    def said(self) -> Path:
        """What the command wrote; beside the folder, which may be a disk without room."""
        return self.folder.with_suffix(".said")

    def undisturbed(self, *, real: bool) -> dict[str, Any]:
        """How it ends, what is there then, and how long it takes."""
        home = self.fresh()
        began = time.monotonic()
        code = wait(self.start(home, real=real))
        return {"seconds": time.monotonic() - began, "code": code, **self.told(lambda: end_of(home))}

    def kill(self, moment: float, expected: Mapping[str, Any], *, real: bool) -> dict[str, Any] | None:
        """What was found; None where the command had finished by then."""
        home = self.fresh()
        before = kept_in(home)
        process = self.start(home, real=real)
        time.sleep(moment)
        seen = kept_in(home)
        os.killpg(process, signal.SIGKILL)
        if os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) != -signal.SIGKILL:
            return None
        after, versions = kept_in(home), end_of(home)
        in_place = sorted(key for key in versions if versions[key] == expected[key] and key != "integrity")
        found = self.told(lambda: served(home))
        again = wait(self.start(home, real=False))
        end = self.told(lambda: end_of(home))
        return {
            "task": self.task.name,
            "real_process": real,
            "moment_s": round(moment, 3),
            "lost": sorted(key for key, said in (before | seen).items() if after.get(key) != said),
            "kept_at_kill": len(seen),
            "in_place_at_kill": in_place,
            **found,
            "ended_again_with": again,
            "as_undisturbed": all(end[key] == expected[key] for key in end) and again == expected["code"],
            "differs_in": sorted(key for key in end if end[key] != expected[key]),
        }

    def fresh(self) -> Path:
        home = self.folder / "home"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self.task.home, home)
        return home

    def start(self, home: Path, *, real: bool) -> int:
        """The id of the process, which leads a group of its own."""
        said = self.said.open("wb")
        if real:
            command = [sys.executable, "-m", "api.command", *self.task.command]
            environment = {**os.environ, "MATCHER_HOME": str(home)}
            return subprocess.Popen(command, env=environment, stdout=said, stderr=said, start_new_session=True).pid
        process = os.fork()
        if process:
            said.close()
            os.setpgid(process, process)
            return process
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
        settings, reading = Settings(home=home), self.reading
        given = Loading(read_settings=lambda: settings)
        if reading is not None:
            given = Loading(read_settings=lambda: settings, load_reading=lambda _: reading)
        return _end(lambda: main(list(self.task.command), given))

    def told(self, ask: Callable[[], Mapping[str, Any]]) -> dict[str, Any]:
        """The answer of a child: what it loads is gone with it."""
        answer = self.said.with_suffix(".json")
        answer.unlink(missing_ok=True)
        process = os.fork()
        if not process:
            _end(lambda: answer.write_text(json.dumps(ask())) and 0)
        if wait(process):
            raise SystemExit(f"{self.task.name}: what was to look at {self.folder} broke")
        told: dict[str, Any] = json.loads(answer.read_text())
        return told


def kept_in(home: Path) -> dict[str, str]:
    """Every ad and course that is there, and what it says: what anybody who asks the store is told is kept."""
    with closing(sqlite3.connect(home / FILE, timeout=30)) as connection:
        ads = connection.execute("SELECT 'ad ' || id, text FROM ads JOIN ad_texts USING (ad)")
        courses = connection.execute("SELECT 'course ' || id, hex(fingerprint) FROM achievements")
        return dict([*ads, *courses])


def served(home: Path) -> dict[str, Any]:
    """Whether a service loads, by what, and what it answers; or why it does not."""
    drafts = sum(len(dead_drafts(home / kind)) for kind in KINDS)
    half = [kind for kind in IN_USE if (home / kind / POINTER).is_file() and not _is_whole(home, kind)]
    told: dict[str, Any] = {"drafts": drafts, "half_made": half}
    try:
        service = load_service(Settings(home=home))
    except MatcherError as error:
        return {**told, "refused": type(error).__name__, "says_what_to_do": "run `matcher " in str(error)}
    reading = service.pipeline.read(PROBE)
    return {**told, "refused": None, "says_what_to_do": None, "answered": len(reading.demands)}


def _is_whole(home: Path, kind: str) -> bool:
    try:
        read_current(home / kind, kind=kind, rebuild="")
    except ArtefactMismatch:
        return False
    return True


def end_of(home: Path) -> dict[str, str]:
    """Versions of all that is in use, and a hash of every row of the store, but those of the audit."""
    versions = {
        kind: (home / kind / POINTER).read_text().strip() for kind in IN_USE if (home / kind / POINTER).is_file()
    }
    with closing(sqlite3.connect(home / FILE)) as connection:
        rows = hashlib.sha256(
            "\n".join(sorted(row for row in connection.iterdump() if not row.startswith(AUDIT))).encode()
        ).hexdigest()
        whole = str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    return {**versions, "rows": rows, "integrity": whole}


def wait(process: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def _end(work: Callable[[], int]) -> NoReturn:
    """Of a child: nothing of its parent's is flushed or cleaned up by it."""
    code = BROKE
    try:
        code = work()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)
