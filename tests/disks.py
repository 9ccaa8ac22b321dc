"""Disks of a few megabytes, for tests that fill them up or let nobody write: where this user may mount one."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Disk:
    place: Path

    def fill(self, leave: int = 0) -> None:
        """So that just this many bytes are left."""
        found = os.statvfs(self.place)
        taken = self.place / "taken"
        taken.write_bytes(bytes(max(found.f_bavail * found.f_frsize - leave, 0)))

    def make_room(self) -> None:
        (self.place / "taken").unlink()

    def forbid_writing(self) -> None:
        _run("mount", "-o", "remount,ro", str(self.place))

    def allow_writing(self) -> None:
        _run("mount", "-o", "remount,rw", str(self.place))


@contextmanager
def small_disk(place: Path, megabytes: int) -> Iterator[Disk]:
    place.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root may mount a disk")
    try:
        _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place))
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"no disk can be mounted here: {error}")
    try:
        yield Disk(place)
    finally:
        _run("umount", "--lazy", str(place))


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)
