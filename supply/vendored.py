"""What no package manager installs: files taken over into this repository, our weights, and data that setup fetches."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from corpora.wheels import EXTRACTOR, LAISER

ROOT = Path(__file__).parents[1]
FRONT_END = Path("api/static/vendored")
TESTED_WITH = Path("tests/web/vendored")
WEIGHTS = Path("models/weights")
DATA_LICENCE = "ESCO and O*NET with attribution: NOTICE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vendored:
    name: str
    version: str
    licence: str
    sha256: str
    place: str
    """In the repository; or what is done with it."""
    purl: str | None
    """None for what is our own."""
    shipped: bool


def vendored() -> tuple[Vendored, ...]:
    return (*_from_npm(FRONT_END, shipped=True), *_from_npm(TESTED_WITH, shipped=False), *_weights(), *_data())


def _from_npm(folder: Path, *, shipped: bool) -> Iterator[Vendored]:
    for entry in json.loads((ROOT / folder / "manifest.json").read_text("utf-8")):
        yield Vendored(
            name=entry["package"],
            version=entry["version"],
            licence=entry["licence"],
            sha256=entry["sha256"],
            place=str(folder / entry["file"]),
            purl=f"pkg:npm/{entry['package'].replace('@', '%40')}@{entry['version']}",
            shipped=shipped,
        )


def _weights() -> Iterator[Vendored]:
    """Trained by us; the encoder from all-MiniLM-L6-v2, which is Apache-2.0 too."""
    for path in sorted((ROOT / WEIGHTS).rglob("*")):
        if path.is_file():
            digest = sha256(path.read_bytes()).hexdigest()
            yield Vendored(
                name=str(path.relative_to(ROOT / WEIGHTS)),
                version=digest[:12],
                licence="Apache-2.0",
                sha256=digest,
                place=str(path.relative_to(ROOT)),
                purl=None,
                shipped=True,
            )


def _data() -> Iterator[Vendored]:
    """Read as zip files, never installed or run."""
    for wheel in (LAISER, EXTRACTOR):
        yield Vendored(
            name=wheel.name,
            version=wheel.version,
            licence=DATA_LICENCE,
            sha256=wheel.sha256,
            place="fetched by setup, read as data",
            purl=f"pkg:pypi/{wheel.name}@{wheel.version}",
            shipped=True,
        )
