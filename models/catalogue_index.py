"""The catalogue as it serves: the courses that the store offers, and the vectors of their passages, a cache of it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tqdm import tqdm

from corpora.artefacts import publish, read_current, require, unless_changing
from corpora.courses.catalogue import InMemoryCatalogue
from matcher.achievements import Achievement
from matcher.ad_store import NEVER_USED
from matcher.alignment import CourseReader, is_tag
from matcher.catalogue_store import CatalogueStore, KeptCatalogue
from matcher.errors import ArtefactMismatch
from matcher.teaching import Place, passage_id
from matcher.vectors import Encoder
from models.concept_index import encode_with_progress
from models.faiss_index import FaissIndex, build_index, load_index, save_index

KIND = "catalogue"
REBUILD = "matcher index build"
LAYOUT = "4"
"""Of what is indexed: goes up whenever passages are cut or named in another way."""
PASSAGES = "passages"
BATCH = 16
"""Courses that are read and kept in one go: what a kill can cost."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CatalogueIndex:
    catalogue: InMemoryCatalogue
    passages: FaissIndex
    """Sentences of all courses; ids are `passage_id`s."""
    version: str
    offered: str
    """Version of what the store offers that this was built from."""


def read_courses(store: CatalogueStore, courses: Sequence[Achievement], reader: CourseReader, reading: str) -> None:
    """Read those in which nothing was read with this version, and keep that, some at a time; none is offered by it."""
    known = store.readings(courses, reading)
    new = [course for course in courses if course.id not in known]
    for batch in _progress(new):
        read = reader.align(batch)
        store.keep_readings([(said, own.alignments) for said, own in zip(batch, read, strict=True)], reading)


def index_passages(courses: Sequence[Achievement], reader: CourseReader, encoder: Encoder) -> FaissIndex:
    """In the order of ids, whatever the order of the courses; what was read in them changes nothing."""
    ordered = sorted(courses, key=lambda course: course.id)
    passages = [passage for one in ordered for passage in passages_of(one, reader)]
    vectors = encode_with_progress(encoder, [text for _, text in passages], "course passages")
    return build_index([key for key, _ in passages], vectors)


def publish_catalogue_index(home: Path, passages: FaissIndex, encoder: Encoder, concepts: str, offered: str) -> None:
    """`passages`: of what the store offers by this version. `concepts`: version of what the courses were read with."""
    publish(
        home / KIND,
        kind=KIND,
        made_from={"encoder": encoder.name, "concepts": concepts, "layout": LAYOUT, "offered": offered},
        fill=lambda folder: save_index(passages, folder, PASSAGES),
    )


def index_here(home: Path, store: CatalogueStore, reader: CourseReader, encoder: Encoder, concepts: str) -> bool:
    """Where another home has changed what a store offers that both share.

    False where nothing was ever offered, a course is unread, or a command is at it here.
    """
    kept = store.kept(concepts)
    with unless_changing(home / KIND) as free:
        if not free or kept.version == NEVER_USED or kept.unread(concepts):
            return False
        passages = index_passages([one.stated for one in kept.courses], reader, encoder)
        publish_catalogue_index(home, passages, encoder, concepts, kept.version)
    return True


def load_catalogue_index(home: Path, store: CatalogueStore, encoder: Encoder, concepts: str) -> CatalogueIndex:
    """Raises ArtefactMismatch where it is missing, damaged, or made with or from something else than there is now."""
    kept = store.kept(concepts)
    if kept.version == NEVER_USED:
        raise ArtefactMismatch(KIND, "not built yet", REBUILD)
    folder, manifest = read_current(home / KIND, kind=KIND, rebuild=REBUILD)
    require(manifest, REBUILD, encoder=encoder.name, concepts=concepts, layout=LAYOUT, offered=kept.version)
    if unread := kept.unread(concepts):
        raise ArtefactMismatch(KIND, f"{len(unread):,} courses were not read with {concepts!r} yet", REBUILD)
    return catalogue_index(kept, load_index(folder, PASSAGES), manifest.version)


def catalogue_index(kept: KeptCatalogue, passages: FaissIndex, version: str) -> CatalogueIndex:
    catalogue = InMemoryCatalogue.build(one.course for one in kept.courses)
    return CatalogueIndex(catalogue=catalogue, passages=passages, version=version, offered=kept.version)


def passages_of(achievement: Achievement, reader: CourseReader) -> Iterable[tuple[str, str]]:
    """`passage_id` and text of each of its sentences; tags are none."""
    for field, sentence in reader.sentences(achievement):
        if is_tag(field):
            continue
        yield passage_id(achievement.id, Place(field, sentence.span)), sentence.text


def _progress(courses: Sequence[Achievement]) -> Iterator[Sequence[Achievement]]:
    with tqdm(total=len(courses), desc="reading courses", unit="course", delay=2) as bar:
        for start in range(0, len(courses), BATCH):
            batch = courses[start : start + BATCH]
            yield batch
            bar.update(len(batch))
