"""What lies beside the version in use: versions that were in use before, and drafts of builds that died."""

import os
import shutil
from pathlib import Path

from corpora.artefacts import DRAFT, MANIFEST, POINTER, PUBLISHING, held, is_locked, point, read_version
from matcher.errors import ArtefactMismatch


def whole_versions(root: Path, kind: str) -> tuple[str, ...]:
    """Undamaged ones, in use or not, the newest first."""
    folders = [path for path in root.iterdir() if _is_version(path)] if root.is_dir() else []
    newest = sorted(folders, key=lambda folder: (folder / MANIFEST).stat().st_mtime_ns, reverse=True)
    return tuple(folder.name for folder in newest if _is_whole(folder, kind))


def restore(root: Path, version: str) -> None:
    """Use this version, which is there, from now on; what was in use stays beside it."""
    with held(root / PUBLISHING):
        point(root, version)


def dead_drafts(root: Path) -> tuple[Path, ...]:
    """What builds left that were killed; nobody uses it."""
    found = sorted(root.iterdir()) if root.is_dir() else []
    return tuple(path for path in found if _is_dead(path))


def remove_drafts(root: Path) -> int:
    """How many."""
    with held(root / PUBLISHING):
        dead = dead_drafts(root)
        for path in dead:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
    return len(dead)


def _is_version(folder: Path) -> bool:
    return folder.is_dir() and not folder.name.startswith(".") and (folder / MANIFEST).is_file()


def _is_whole(folder: Path, kind: str) -> bool:
    try:
        read_version(folder, kind=kind, rebuild="")
    except ArtefactMismatch:
        return False
    return True


def _is_dead(path: Path) -> bool:
    if path.is_dir():
        return path.name.startswith(DRAFT) and not is_locked(path)
    pointer, _, process = path.name.removeprefix(".").partition("-")
    return path.name.startswith(".") and pointer == POINTER and process.isdigit() and not _lives(int(process))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
