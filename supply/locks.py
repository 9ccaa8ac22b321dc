"""Locked packages as pip's requirements files hold them: name, version, where it applies, hashes of all its files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

FOLDER = Path(__file__).parents[1] / "requirements"
TORCH, SERVER, DEVELOP = (FOLDER / f"{name}.lock" for name in ("torch", "server", "develop"))
"""torch by itself; what the server is made of; that with what developers need besides."""
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?: ; (?P<marker>[^\\]+?))? \\$")
_HASH = re.compile(r"^    --hash=sha256:(?P<digest>[0-9a-f]{64})(?: \\)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    name: str
    """Canonical: lower case, hyphens."""
    version: str
    marker: str | None
    hashes: tuple[str, ...]
    """SHA-256 of every file of this version, of which pip takes one."""

    @property
    def applies_here(self) -> bool:
        return self.marker is None or Marker(self.marker).evaluate()


def read_lock(path: Path) -> tuple[Locked, ...]:
    """Raises ValueError that names the line which is neither a pin, nor a hash, nor a remark."""
    return tuple(_locked(path.name, path.read_text("utf-8")))


def _locked(name: str, text: str) -> Iterator[Locked]:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line and line[0] != "#"]
    pins = [(number, found) for number, line in lines if (found := _PIN.match(line))]
    hashes = {number: found["digest"] for number, line in lines if (found := _HASH.match(line))}
    known = {number for number, _ in pins} | hashes.keys()
    for number, line in lines:
        if number not in known:
            raise ValueError(f"{name}, line {number}: neither a pinned package nor a hash: {line[:60]!r}")
    ends = [number for number, _ in pins[1:]] + [max(known, default=0) + 1]
    for (begin, pin), end in zip(pins, ends, strict=True):
        yield Locked(
            name=canonicalize_name(pin["name"]),
            version=pin["version"],
            marker=pin["marker"],
            hashes=tuple(digest for number, digest in hashes.items() if begin < number < end),
        )
