"""The catalogue as it serves: achievements with their alignments, and the vectors of their passages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from corpora.artefacts import POINTER, Manifest, publish, read_current, require
from corpora.courses.catalogue import InMemoryCatalogue
from corpora.courses.folder import line_of, load_achievements, save_achievements
from matcher.achievements import Achievement
from matcher.alignment import CourseReader, is_tag
from matcher.errors import ArtefactMismatch
from matcher.teaching import Place, passage_id
from matcher.vectors import Encoder
from models.concept_index import encode_with_progress
from models.faiss_index import FaissIndex, build_index, load_index, save_index

KIND = "catalogue"
REBUILD = "matcher index build"
RESET = "matcher catalogue reset"
LAYOUT = "3"
"""Of what is indexed: goes up whenever passages are cut or named in another way."""
BATCH = 16


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CatalogueIndex:
    catalogue: InMemoryCatalogue
    passages: FaissIndex
    """Sentences of all courses; ids are `passage_id`s."""
    version: str


def build_catalogue_index(
    home: Path, achievements: Sequence[Achievement], reader: CourseReader, encoder: Encoder, concepts: str
) -> Manifest:
    """Read every achievement for what it teaches, index its passages, publish; their order changes nothing.

    `concepts`: version of the index they were read with.
    """
    made_from = {"encoder": encoder.name, "concepts": concepts, "layout": LAYOUT}
    known = _already_read(home, made_from)
    new = [a for a in achievements if line_of(a) not in known]
    read = [a for batch in _progress(new) for a in reader.align(batch)]
    read += (known[line_of(a)] for a in achievements if line_of(a) in known)
    ordered = sorted(read, key=lambda achievement: achievement.id)
    return publish(
        home / KIND, kind=KIND, made_from=made_from, fill=lambda folder: _fill(folder, ordered, reader, encoder)
    )


def load_catalogue_index(home: Path, encoder: Encoder, concepts: str) -> CatalogueIndex:
    """Raises ArtefactMismatch where it is missing, damaged, or read with another encoder or concept index."""
    folder, manifest = read_current(home / KIND, kind=KIND, rebuild=REBUILD)
    require(manifest, REBUILD, encoder=encoder.name, concepts=concepts, layout=LAYOUT)
    catalogue = InMemoryCatalogue.build(load_achievements(folder))
    return CatalogueIndex(catalogue=catalogue, passages=load_index(folder, "passages"), version=manifest.version)


def kept_achievements(home: Path) -> tuple[Achievement, ...] | None:
    """What the last catalogue held, as its providers stated it; None where there never was one.

    Raises ArtefactMismatch where it is damaged: a catalogue that somebody imported is never replaced unasked.
    """
    if not (home / KIND / POINTER).is_file():
        return None
    folder, _ = read_current(home / KIND, kind=KIND, rebuild=RESET)
    return tuple(_as_stated(achievement) for achievement in load_achievements(folder))


def _as_stated(achievement: Achievement) -> Achievement:
    return replace(achievement, alignments=tuple(a for a in achievement.alignments if a.stated))


def _already_read(home: Path, made_from: Mapping[str, str]) -> dict[bytes, Achievement]:
    """Achievement as its provider stated it -> as it was read, where it was read in the same way."""
    try:
        folder, manifest = read_current(home / KIND, kind=KIND, rebuild=REBUILD)
    except ArtefactMismatch:
        return {}
    same = dict(manifest.made_from) == dict(made_from)
    return {line_of(_as_stated(a)): a for a in load_achievements(folder)} if same else {}


def _progress(achievements: Sequence[Achievement]) -> Iterable[tuple[Achievement, ...]]:
    with tqdm(total=len(achievements), desc="reading courses", unit="course", delay=2) as bar:
        for batch in _batched(achievements):
            yield batch
            bar.update(len(batch))


def _batched(achievements: Sequence[Achievement]) -> Iterable[tuple[Achievement, ...]]:
    for start in range(0, len(achievements), BATCH):
        yield tuple(achievements[start : start + BATCH])


def _fill(folder: Path, achievements: Sequence[Achievement], reader: CourseReader, encoder: Encoder) -> None:
    save_achievements(folder, achievements)
    passages = [passage for one in achievements for passage in passages_of(one, reader)]
    vectors = encode_with_progress(encoder, [text for _, text in passages], "course passages")
    save_index(build_index([key for key, _ in passages], vectors), folder, "passages")


def passages_of(achievement: Achievement, reader: CourseReader) -> Iterable[tuple[str, str]]:
    """`passage_id` and text of each of its sentences; tags are none."""
    for field, sentence in reader.sentences(achievement):
        if is_tag(field):
            continue
        yield passage_id(achievement.id, Place(field, sentence.span)), sentence.text
