"""What the encoder is trained on, in one file: tokens of texts with what they name, labels, and texts to imitate on.

Making it needs the data and the taxonomy; training needs nothing but it, and so may happen on another machine.
"""

import gzip
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Ids: TypeAlias = Sequence[int]
"""Tokens of a text, with those that open and end it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    labels: Sequence[Ids]
    """Of every concept that an example names, and of those that none does."""
    texts: Sequence[Ids]
    named: Sequence[Sequence[int]]
    """For each text all that it is known to name: positions in `labels`, at least one."""
    unlabelled: Sequence[Ids]
    record: Mapping[str, object]
    """What it was made from: counts and hashes."""


def write_material(material: Material, path: Path) -> None:
    kept = {name: getattr(material, name) for name in Material.__slots__}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(json.dumps(kept).encode(), mtime=0))


def read_material(path: Path) -> Material:
    """Raises OSError, ValueError for a file that is none."""
    return Material(**json.loads(gzip.decompress(path.read_bytes())))
