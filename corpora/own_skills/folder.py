"""The operator's terms as they are kept: HOME/own-skills, one JSON line a term, versions by content."""

from collections.abc import Iterable
from pathlib import Path

import orjson

from corpora.artefacts import POINTER, Manifest, publish, read_current
from corpora.own_skills.records import own_term_of, record_of
from matcher.errors import ArtefactMismatch, InvalidInput
from matcher.own_terms import OwnTerm

KIND = "own-skills"
FILE = "terms.jsonl"
RESET = "matcher skills reset"
"""Named where they can't be read: they are the operator's, so nothing else puts something in their place."""


def save_own_terms(home: Path, terms: Iterable[OwnTerm]) -> Manifest:
    """Put these in place of the former ones, which stay on the disk until the next change."""
    lines = [orjson.dumps(record_of(term)) + b"\n" for term in sorted(terms, key=lambda term: term.id)]
    return publish(home / KIND, kind=KIND, made_from={}, fill=lambda folder: _write(folder / FILE, lines))


def load_own_terms(home: Path) -> tuple[tuple[OwnTerm, ...], str | None]:
    """The terms by name, and their version; none, and None, where none were added. Raises ArtefactMismatch."""
    if not (home / KIND / POINTER).is_file():
        return (), None
    folder, manifest = read_current(home / KIND, kind=KIND, rebuild=RESET)
    try:
        terms = tuple(own_term_of(orjson.loads(line)) for line in (folder / FILE).read_bytes().splitlines())
    except (OSError, ValueError, InvalidInput) as error:
        raise ArtefactMismatch(f"{KIND} in {folder}", f"can't be read ({error})", RESET) from error
    return terms, manifest.version if terms else None


def _write(path: Path, lines: Iterable[bytes]) -> None:
    path.write_bytes(b"".join(lines))
