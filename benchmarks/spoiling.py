"""A store whose bytes were spoilt, and a disk that is full at every size: what is noticed, and what is left."""

import os
import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from api.doctor.finding import State
from api.doctor.store import examine_store
from api.settings import Settings
from benchmarks.fault_homes import Task
from benchmarks.killing import Killing, end_of, kept_in, wait
from corpora.store.ads import SqlAdStore
from corpora.store.database import FILE, open_database
from corpora.store.health import changed_in, page_faults
from corpora.store.recovery import recover
from matcher.errors import StoreDamaged

PAGE_BYTES = 4_096
ROOM_STEP_BYTES = 48 * 1_024


def spoil(home: Path, folder: Path, times: int, seed: int) -> dict[str, Any]:
    """One bit turned over, a page of rubbish, a file cut off: each drawn anew, checked, recovered and checked again."""
    told: dict[str, Any] = {}
    rng = random.Random(seed)
    for way in ("one bit", "one page", "cut off"):
        counted: Counter[str] = Counter()
        for _ in range(times):
            counted.update(_spoilt(home, folder / "spoilt", way, rng))
        told[way] = dict(sorted(counted.items()))
    return told


def _spoilt(home: Path, place: Path, way: str, rng: random.Random) -> Iterator[str]:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(home, place)
    before = kept_in(place)
    _spoil(place / FILE, way, rng)
    settings = Settings(home=place)
    broken = any(one.state is State.BROKEN for one in examine_store(settings))
    yield "told by doctor" if broken else "not told"
    if not broken:
        yield "not told, and every ad and course as it was" if kept_in(place) == before else "NOT TOLD, AND CHANGED"
        return
    try:
        found = recover(place / FILE, f"{datetime.now(UTC):%H%M%S%f}").salvaged
    except StoreDamaged:
        yield "nothing could be recovered, and doctor says so"
        return
    named = {f"ad {key}" for key in (*found.lost_ads, *found.changed_ads)}
    named |= {f"course {key}" for key in (*found.lost_courses, *found.changed_courses)}
    after = kept_in(place)
    silently = {key for key, said in before.items() if after.get(key) != said} - named
    if silently and not (found.unlisted or found.nameless):
        yield "LOST WITHOUT A WORD"
    elif silently:
        yield "recovered, and told that more is lost than can be named"
    else:
        yield "recovered, with all that was lost named" if named else "recovered whole"
    with closing(open_database(place)) as database:
        changed = changed_in(database)
        if page_faults(database) or changed.ads or changed.courses:
            yield "RECOVERED, AND DAMAGED AGAIN"
        SqlAdStore(database).facts()


def _spoil(file: Path, way: str, rng: random.Random) -> None:
    data = bytearray(file.read_bytes())
    if way == "one bit":
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    elif way == "one page":
        page = rng.randrange(len(data) // PAGE_BYTES)
        data[page * PAGE_BYTES : (page + 1) * PAGE_BYTES] = rng.randbytes(PAGE_BYTES)
    else:
        del data[rng.randrange(len(data)) :]
    file.write_bytes(data)


def fill(task: Task, folder: Path, sizes: int, expected: dict[str, Any], reading: Any) -> dict[str, Any]:  # noqa: ANN401
    """The command on a disk with ever more room; then room is made, and it runs again."""
    told: Counter[str] = Counter()
    used = sum(path.stat().st_size for path in task.home.rglob("*") if path.is_file())
    for step in range(sizes):
        with _disk(folder / "disk", used + (step + 8) * ROOM_STEP_BYTES) as disk:
            if disk is None:
                return {"skipped": "a disk of a few megabytes can't be mounted by this user"}
            told.update(_filled(Killing(task, reading, disk), expected))
    return dict(sorted(told.items()))


def _filled(run: Killing, expected: dict[str, Any]) -> Iterator[str]:
    try:
        run.fresh()
    except OSError:
        yield "no room for the home itself"
        return
    home = run.folder / "home"
    before = kept_in(home)
    code = wait(run.start(home, real=False))
    said = run.said.read_text(errors="replace")
    yield f"ended with {code}"
    if code and not ("no room is left" in said or "No space left" in said):
        yield "ENDED WITHOUT SAYING THAT THERE IS NO ROOM: " + said[-300:]
    subprocess.run(["mount", "-o", "remount,size=64m", str(run.folder)], check=True)
    after = kept_in(home)
    if any(after.get(key) != words for key, words in before.items()):
        yield "LOST"
    again = wait(run.start(home, real=False))
    end = run.told(lambda: end_of(home))
    same = again == expected["code"] and all(end[key] == expected[key] for key in end)
    yield "finished as undisturbed once there was room" if same else f"FINISHED OTHERWISE ({again})"


@contextmanager
def _disk(place: Path, size: int) -> Iterator[Path | None]:
    place.mkdir(exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)
