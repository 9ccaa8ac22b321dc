"""Built folders that are either whole or absent: a manifest with hashes, published by one atomic rename.

ROOT/CURRENT              the name of the folder in use
ROOT/<version>/manifest.json, and the files it lists
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import ArtefactMismatch

POINTER = "CURRENT"
MANIFEST = "manifest.json"


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
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=root))
    try:
        fill(draft)
        files = {path.name: sha256_of(path) for path in sorted(draft.iterdir())}
        described = json.dumps([kind, dict(sorted(made_from.items())), files], sort_keys=True)
        version = hashlib.sha256(described.encode()).hexdigest()[:16]
        manifest = Manifest(kind=kind, version=version, made_from=dict(made_from), files=files)
        (draft / MANIFEST).write_text(
            json.dumps({"kind": kind, "version": version, "made_from": dict(made_from), "files": files}, indent=1)
        )
        _sync(draft)
        final = root / version
        if final.exists():
            shutil.rmtree(final)
        draft.rename(final)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _point(root, version)
    _remove_others(root, version)
    return manifest


def read_current(root: Path, *, kind: str, rebuild: str) -> tuple[Path, Manifest]:
    """The current folder and its verified manifest.

    Raises ArtefactMismatch, naming the command to run, if it is missing, half-made, damaged or of another kind.
    """
    pointer = root / POINTER
    if not pointer.is_file():
        raise ArtefactMismatch(f"{kind} in {root}", "not built yet", rebuild)
    folder = root / pointer.read_text().strip()
    try:
        raw = json.loads((folder / MANIFEST).read_text())
        manifest = Manifest(kind=raw["kind"], version=raw["version"], made_from=raw["made_from"], files=raw["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtefactMismatch(f"{kind} in {folder}", f"unreadable manifest ({error})", rebuild) from error
    if manifest.kind != kind:
        raise ArtefactMismatch(f"{folder}", f"is a {manifest.kind}, not a {kind}", rebuild)
    for name, expected in manifest.files.items():
        path = folder / name
        if not path.is_file():
            raise ArtefactMismatch(f"{kind} in {folder}", f"{name} is missing", rebuild)
        if sha256_of(path) != expected:
            raise ArtefactMismatch(f"{kind} in {folder}", f"{name} is not what was built", rebuild)
    return folder, manifest


def require(manifest: Manifest, rebuild: str, **expected: str) -> None:
    """Raises ArtefactMismatch where the manifest was made from something else than what is loaded now."""
    for key, value in expected.items():
        got = manifest.made_from.get(key)
        if got != value:
            raise ArtefactMismatch(manifest.kind, f"built with {key} {got!r}, but {value!r} is loaded", rebuild)


def _sync(folder: Path) -> None:
    for path in [*(p for p in folder.iterdir() if p.is_file()), folder]:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _point(root: Path, version: str) -> None:
    draft = root / f".{POINTER}-{os.getpid()}"
    draft.write_text(version + "\n")
    os.replace(draft, root / POINTER)
    _sync(root)


def _remove_others(root: Path, keep: str) -> None:
    for path in root.iterdir():
        if path.is_dir() and path.name != keep:
            shutil.rmtree(path, ignore_errors=True)
