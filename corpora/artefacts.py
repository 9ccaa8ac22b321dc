"""Built folders that are either whole or absent: a manifest with hashes, published by one atomic rename.

ROOT/CURRENT              the name of the folder in use
ROOT/<version>/manifest.json, and the files it lists
ROOT/.lock                held from the read of what is there to the publishing of what follows
ROOT/.publishing          held while a folder is renamed, pointed at, and others are removed
"""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import ArtefactMismatch

POINTER = "CURRENT"
MANIFEST = "manifest.json"
DRAFT = ".draft-"
LOCK = ".lock"
PUBLISHING = ".publishing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    kind: str
    version: str
    """Derived from the contents: equal contents, equal version."""
    made_from: Mapping[str, str]
    """What it was built with or from: encoder, dim, taxonomy version, sources."""
    files: Mapping[str, str]
    """File name -> sha256."""


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def publish(root: Path, *, kind: str, made_from: Mapping[str, str], fill: Callable[[Path], None]) -> Manifest:
    """Let `fill` write files into a fresh folder, then make it the current one.

    Until the last step readers see the former folder, or none; a killed build leaves only a folder that
    nobody points to, which the next build removes.
    """
    root.mkdir(parents=True, exist_ok=True)
    with _draft_in(root) as draft:
        fill(draft)
        manifest = _described(draft, kind, made_from)
        with held(root / PUBLISHING):
            final = root / manifest.version
            if not _is_whole(final, manifest):
                shutil.rmtree(final, ignore_errors=True)
                draft.rename(final)
            former = _pointed_to(root)
            point(root, manifest.version)
            _remove_others(root, {manifest.version, former})
    return manifest


@contextmanager
def changing(root: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Nobody else changes `root` between the read of what is there and the publishing of what follows.

    `waiting` is called first where another process is at it. Not to be nested for the same folder.
    """
    root.mkdir(parents=True, exist_ok=True)
    with held(root / LOCK, waiting):
        yield


@contextmanager
def unless_changing(root: Path) -> Iterator[bool]:
    """Whether nobody is `changing` this folder; if so, nobody does meanwhile."""
    root.mkdir(parents=True, exist_ok=True)
    handle = os.open(root / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        yield _is_taken(handle)
    finally:
        os.close(handle)


def _is_taken(handle: int) -> bool:
    """Whether the lock is ours now."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def read_current(root: Path, *, kind: str, rebuild: str) -> tuple[Path, Manifest]:
    """The current folder and its verified manifest.

    Raises ArtefactMismatch, naming the command to run, if it is missing, half-made, damaged or of another kind.
    """
    version = _pointed_to(root)
    if version is None:
        raise ArtefactMismatch(f"{kind} in {root}", "not built yet", rebuild)
    return root / version, read_version(root / version, kind=kind, rebuild=rebuild)


def read_version(folder: Path, *, kind: str, rebuild: str) -> Manifest:
    """The verified manifest of one version, in use or not. Raises as `read_current` does."""
    try:
        raw = json.loads((folder / MANIFEST).read_text())
        manifest = Manifest(kind=raw["kind"], version=raw["version"], made_from=raw["made_from"], files=raw["files"])
        told = _version(manifest.kind, manifest.made_from, manifest.files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ArtefactMismatch(f"{kind} in {folder}", f"unreadable manifest ({error})", rebuild) from error
    if not manifest.version == told == folder.name:
        raise ArtefactMismatch(f"{kind} in {folder}", "the manifest is not what was built", rebuild)
    if manifest.kind != kind:
        raise ArtefactMismatch(f"{folder}", f"is a {manifest.kind}, not a {kind}", rebuild)
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise ArtefactMismatch(f"{kind} in {folder}", f"{name} is missing", rebuild)
        if sha256_of(path) != expected:
            raise ArtefactMismatch(f"{kind} in {folder}", f"{name} is not what was built", rebuild)
    return manifest


def require(manifest: Manifest, rebuild: str, **expected: str | None) -> None:
    """Raises ArtefactMismatch where the manifest was made from something else than what is loaded; None: from none."""
    for key, value in expected.items():
        got = manifest.made_from.get(key)
        if got != value:
            raise ArtefactMismatch(manifest.kind, f"built with {key} {got!r}, but {value!r} is loaded", rebuild)


def _wait_in_silence() -> None:
    """For what another process holds for a moment only."""


@contextmanager
def held(path: Path, waiting: Callable[[], None] = _wait_in_silence) -> Iterator[None]:
    """The lock on this file; the system frees it when its holder dies."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _is_taken(handle):
            waiting()
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


@contextmanager
def _draft_in(root: Path) -> Iterator[Path]:
    """A fresh folder, locked for as long as its build lives, and gone afterwards unless it was renamed."""
    with held(root / PUBLISHING):
        draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=root))
        handle = os.open(draft, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield draft
    finally:
        shutil.rmtree(draft, ignore_errors=True)
        os.close(handle)


def _described(draft: Path, kind: str, made_from: Mapping[str, str]) -> Manifest:
    """The manifest of what was written, put beside it; all of it is on the disk afterwards."""
    files = {path.name: sha256_of(path) for path in sorted(draft.iterdir())}
    version = _version(kind, made_from, files)
    (draft / MANIFEST).write_text(
        json.dumps({"kind": kind, "version": version, "made_from": dict(made_from), "files": files}, indent=1)
    )
    _sync(draft)
    return Manifest(kind=kind, version=version, made_from=dict(made_from), files=files)


def _version(kind: str, made_from: Mapping[str, str], files: Mapping[str, str]) -> str:
    described = json.dumps([kind, dict(sorted(made_from.items())), dict(files)], sort_keys=True)
    return hashlib.sha256(described.encode()).hexdigest()[:16]


def _sync(folder: Path) -> None:
    for path in [*(p for p in folder.iterdir() if p.is_file()), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def point(root: Path, version: str) -> None:
    draft = root / f".{POINTER}-{os.getpid()}"
    draft.write_text(version + "\n")
    os.replace(draft, root / POINTER)
    _sync(root)


def _pointed_to(root: Path) -> str | None:
    """As far as it can be a name: what is damaged points to nothing that is there."""
    pointer = root / POINTER
    return Path(pointer.read_text(errors="replace").strip()).name if pointer.is_file() else None


def _is_whole(folder: Path, manifest: Manifest) -> bool:
    """The same version is there already and undamaged: it may be in use, so it is left where it is."""
    files = manifest.files.items()
    return (
        all((folder / name).is_file() and sha256_of(folder / name) == expected for name, expected in files)
        and (folder / MANIFEST).is_file()
    )


def _remove_others(root: Path, keep: Collection[str | None]) -> None:
    """Versions before the former one, which a process may still be loading, and drafts whose build has died."""
    for path in root.iterdir():
        if path.is_dir() and path.name not in keep and not (path.name.startswith(DRAFT) and is_locked(path)):
            shutil.rmtree(path, ignore_errors=True)


def is_locked(folder: Path) -> bool:
    """Whether the build that made it still lives; a folder that has just gone counts as if it did."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except FileNotFoundError:
        return True
    try:
        return not _is_taken(handle)
    finally:
        os.close(handle)
