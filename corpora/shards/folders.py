"""Folders of shards, on this machine or in an object store, behind what pyarrow knows of file systems."""

import hashlib
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from corpora.rows import PARQUET_SUFFIXES
from matcher.errors import InvalidInput

WILD = "*["
HIDDEN = (".", "_")
"""What begins so is of whoever writes the folder, and no shard: so readers of Parquet folders have it too."""
PART = ".part"
BLOCK_BYTES = 1 << 20
_KEYS = re.compile(r"//[^/?\s]*@")


@dataclass(frozen=True, slots=True)
class Folder:
    files: Any
    """A pyarrow.fs.FileSystem, which travels between processes; what it signs on with is found where it is used."""
    path: str

    def at(self, name: str) -> str:
        return f"{self.path}/{name}" if self.path else name

    @property
    def here(self) -> Path | None:
        """None where it isn't on a disk of this machine."""
        return Path(self.path) if self.files.type_name == "local" else None


@dataclass(frozen=True, slots=True)
class Shard:
    name: str
    """Its path within the folder, with slashes."""
    bytes: int


def folder_of(named: str, field: str) -> Folder:
    """A path, or an address such as `s3://bucket/ads`. Raises InvalidInput that names the field."""
    from pyarrow import ArrowInvalid, fs  # noqa: PLC0415 - slow to import, and seldom needed

    if "://" not in named:
        return Folder(fs.LocalFileSystem(), os.path.abspath(named))
    try:
        files, path = fs.FileSystem.from_uri(named)
    except (ArrowInvalid, OSError, NotImplementedError) as error:
        raise InvalidInput(field, f"{shown(named)} can't be used: {shown(str(error))}") from error
    return Folder(files, path.rstrip("/"))


def shown(address: str) -> str:
    """Without the keys that may stand before its host."""
    return _KEYS.sub("//", address)


def shards_of(named: str) -> tuple[Folder, list[Shard]]:
    """Of a folder, however deep, of a pattern such as `ads/*.parquet`, or of one file; by name.

    Raises InvalidInput where there is none.
    """
    address, mark, query = named.partition("?") if "://" in named else (named, "", "")
    parts = address.split("/")
    fixed = next((place for place, part in enumerate(parts) if any(c in part for c in WILD)), len(parts))
    folder = folder_of(("/".join(parts[:fixed]) or ("/" if address.startswith("/") else ".")) + mark + query, "in")
    try:
        folder, shards = _listed(folder, parts[fixed:])
    except OSError as error:
        raise InvalidInput("in", f"{shown(named)} can't be listed: {shown(str(error))}") from error
    if not shards:
        raise InvalidInput("in", f"{shown(named)} names no Parquet file ({', '.join(sorted(PARQUET_SUFFIXES))})")
    return folder, shards


def _listed(folder: Folder, pattern: list[str]) -> tuple[Folder, list[Shard]]:
    from pyarrow import fs  # noqa: PLC0415 - as above

    [found] = folder.files.get_file_info([folder.path])
    if found.type == fs.FileType.File and not pattern:
        above, _, name = found.path.rpartition("/")
        return Folder(folder.files, above), [Shard(name, found.size)]
    under = folder.files.get_file_info(fs.FileSelector(folder.path, recursive=True, allow_not_found=True))
    files = ((info.path.removeprefix(folder.path).lstrip("/"), info) for info in under if info.is_file)
    shards = [Shard(name, info.size) for name, info in files if _is_shard(name, pattern)]
    return folder, sorted(shards, key=lambda shard: shard.name)


def _is_shard(name: str, pattern: list[str]) -> bool:
    parts = PurePosixPath(name).parts
    if PurePosixPath(name).suffix.lower() not in PARQUET_SUFFIXES or any(part.startswith(HIDDEN) for part in parts):
        return False
    return not pattern or (len(parts) == len(pattern) and all(map(fnmatchcase, parts, pattern)))


def sha256_in(folder: Folder, name: str) -> str:
    digest = hashlib.sha256()
    with folder.files.open_input_stream(folder.at(name)) as file:
        while block := file.read(BLOCK_BYTES):
            digest.update(block)
    return digest.hexdigest()


@contextmanager
def published(folder: Folder, name: str) -> Iterator[Any]:
    """A file to write into, which gets its name when it is whole; what an error leaves is removed.

    Whoever writes the same file at the same time writes another draft; the last one stays.
    """
    path = folder.at(name)
    above, _, last = path.rpartition("/")
    draft = f"{above}/.{last}.{uuid.uuid4().hex}{PART}"
    folder.files.create_dir(above, recursive=True)
    try:
        with folder.files.open_output_stream(draft) as file:
            yield file
        if folder.here is not None:
            _sync(draft)
        folder.files.move(draft, path)
    except BaseException:
        remove(folder, draft)
        raise


def remove(folder: Folder, path: str) -> None:
    """Whether or not it is there."""
    from pyarrow import fs  # noqa: PLC0415 - as above

    [found] = folder.files.get_file_info([path])
    if found.type != fs.FileType.NotFound:
        folder.files.delete_file(path)


def remove_drafts(folder: Folder) -> None:
    """What runs left that were killed; nobody may be writing the folder."""
    from pyarrow import fs  # noqa: PLC0415 - as above

    for info in folder.files.get_file_info(fs.FileSelector(folder.path, recursive=True, allow_not_found=True)):
        if info.is_file and info.base_name.startswith(".") and info.base_name.endswith(PART):
            folder.files.delete_file(info.path)


def _sync(path: str) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
