"""Emerging needs as they are kept: grouped once, counted on what the store holds now, and without its sentences."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from corpora.store.signatures import signature_of
from matcher.ad_store import Forgetting, ReadAd, ReadWith, Unlinked
from matcher.ads import JobAd
from matcher.emerging import Emerging, Lack
from matcher.emerging_counts import emerging_needs, grounds
from matcher.errors import ArtefactMismatch
from matcher.mentions import Span
from matcher.need_kinds import NeedKind
from models.concept_index import ConceptIndex, build_concept_index, load_concept_index
from models.emerging import KIND, NeedReader, build_emerging, load_emerging
from models.parser import load_parser
from tests.fake_store import ListAdStore
from tests.fakes import INTERVIEWS, SQL, TrigramEncoder, small_taxonomy

ENCODER = TrigramEncoder()
MADE_WITH = ReadWith(reading="reading-1", encoder=ENCODER.name)
ASKED = (
    ("A", "Experience of ArchivesSpace is desirable"),
    ("B", "You have used ArchivesSpace before"),
    ("C", "Knowledge of ArchivesSpace"),
    ("C", "Registered with the NMC"),
    ("D", "You are registered with the NMC"),
    ("D", "Knowledge of a thing that nobody else asks for"),
)


def read(number: int, employer: str, text: str) -> ReadAd:
    ad = JobAd(
        id=f"ad:{number}",
        text=" ".join([text, *(f"{number}-{word}" for word in range(40))]),
        organisation=employer,
        date_posted=date(2020, 1, 1 + number),
        source="ads.jsonl",
    )
    return ReadAd(
        ad=ad,
        made_with=MADE_WITH,
        demands=(),
        unlinked=(Unlinked(span=Span(0, len(text)), text=text, section="required", named=False),),
        language="en",
        vector=np.ones((1, ENCODER.dim), dtype=np.float32),
        signature=signature_of(ad),
    )


def store_of(*asked: tuple[str, str]) -> ListAdStore:
    store = ListAdStore(lambda: date(2026, 5, 4))
    store.save([read(number, employer, text) for number, (employer, text) in enumerate(asked)], [])
    return store


@pytest.fixture(scope="module")
def concepts(tmp_path_factory: pytest.TempPathFactory) -> ConceptIndex:
    home = tmp_path_factory.mktemp("concepts")
    build_concept_index(home, small_taxonomy(), "taxonomy-1", ENCODER)
    return load_concept_index(home, "taxonomy-1", ENCODER)


@pytest.fixture(scope="module")
def reader(concepts: ConceptIndex) -> NeedReader:
    return NeedReader(encoder=ENCODER, concepts=concepts, taxonomy=small_taxonomy(), parser=load_parser())


@pytest.fixture
def load(tmp_path: Path, concepts: ConceptIndex) -> Callable[[ListAdStore], Emerging]:
    return lambda store: load_emerging(tmp_path, store, encoder=ENCODER.name, concepts=concepts.version)


def test_what_ads_ask_for_beside_the_concepts_is_found_in_their_own_words(
    tmp_path: Path, reader: NeedReader, load: Callable[[ListAdStore], Emerging]
) -> None:
    store = store_of(*ASKED)
    build_emerging(tmp_path, store, reader)
    found = load(store)
    needs = emerging_needs(found)
    assert [(need.group.label, need.group.kind, need.ads, need.employers) for need in needs] == [
        ("ArchivesSpace", NeedKind.SKILL, 3, 3),
        ("NMC", NeedKind.QUALIFICATION, 2, 2),
    ]
    assert [example.text for example in needs[0].examples] == [ASKED[2][1], ASKED[1][1], ASKED[0][1]]
    assert {one.uri for one in needs[0].group.near} <= set(small_taxonomy().skills)
    assert (found.is_behind, grounds(found).mentions, grounds(found).grouped) == (False, 6, 5)


def test_the_same_store_gives_the_same_artefact(tmp_path: Path, reader: NeedReader) -> None:
    store = store_of(*ASKED)
    one = build_emerging(tmp_path / "one", store, reader)
    assert build_emerging(tmp_path / "two", store, reader).version == one.version


def test_no_sentence_of_an_ad_is_in_the_artefact(tmp_path: Path, reader: NeedReader) -> None:
    build_emerging(tmp_path, store_of(*ASKED), reader)
    kept = b"".join(path.read_bytes() for path in (tmp_path / KIND).rglob("*") if path.is_file())
    assert b"ArchivesSpace" in kept
    assert not any(text.encode() in kept for _, text in ASKED)


def test_what_is_forgotten_in_the_store_is_forgotten_here_and_what_came_since_counts_where_it_says_the_same(
    tmp_path: Path, reader: NeedReader, load: Callable[[ListAdStore], Emerging]
) -> None:
    store = store_of(*ASKED)
    build_emerging(tmp_path, store, reader)
    store.forget(Forgetting(ids=frozenset({"ad:0"})))
    store.save([read(9, "E", ASKED[1][1]), read(10, "F", "Experience with ArchivesSpace in other words")], [])
    found = load(store)
    [need, _] = emerging_needs(found)
    assert (need.ads, need.employers, found.is_behind) == (3, 3, True)
    assert [example.ad for example in need.examples] == ["ad:9", "ad:2"]


def test_a_concept_that_is_called_so_covers_a_need(
    tmp_path: Path, reader: NeedReader, load: Callable[[ListAdStore], Emerging]
) -> None:
    store = store_of(("A", "Experience of SQL"), ("B", "Knowledge of SQL"))
    build_emerging(tmp_path, store, reader)
    [need] = emerging_needs(load(store))
    assert need.group.covered_by is not None
    assert (need.group.covered_by.uri, need.group.covered_by.named) == (SQL, True)


def test_a_concept_whose_name_holds_all_words_of_a_phrase_may_cover_it(
    tmp_path: Path, reader: NeedReader, load: Callable[[ListAdStore], Emerging]
) -> None:
    store = store_of(("A", "Experience of research interviews"), ("B", "Knowledge of the research interview"))
    build_emerging(tmp_path, store, reader)
    [need] = emerging_needs(load(store))
    assert need.group.covered_by is not None
    assert (need.group.covered_by.uri, need.group.covered_by.named) == (INTERVIEWS, True)


@pytest.mark.parametrize(
    ("asked", "lack"),
    [
        ((), Lack.NO_ADS),
        ((("A", "Knowledge of ArchivesSpace"),), Lack.NOTHING_SHARED),
        ((("A", "ArchivesSpace"), ("A", "ArchivesSpace")), Lack.NOTHING_SHARED),
    ],
)
def test_that_there_is_nothing_to_group_is_an_answer(
    asked: tuple[tuple[str, str], ...],
    lack: Lack,
    tmp_path: Path,
    reader: NeedReader,
    load: Callable[[ListAdStore], Emerging],
) -> None:
    store = store_of(*asked)
    build_emerging(tmp_path, store, reader)
    found = load(store)
    assert (emerging_needs(found), grounds(found).lack) == ((), lack)


def test_a_store_whose_ads_have_everything_linked_says_so(
    tmp_path: Path, reader: NeedReader, load: Callable[[ListAdStore], Emerging]
) -> None:
    store = ListAdStore()
    one = read(1, "A", "Knowledge of SQL")
    store.save([ReadAd(**{**{name: getattr(one, name) for name in ReadAd.__slots__}, "unlinked": ()})], [])
    build_emerging(tmp_path, store, reader)
    assert grounds(load(store)).lack is Lack.NOTHING_UNLINKED


def test_what_was_built_with_other_parts_or_is_missing_or_damaged_is_refused(
    tmp_path: Path, reader: NeedReader, concepts: ConceptIndex
) -> None:
    store = store_of(*ASKED)
    with pytest.raises(ArtefactMismatch, match="not built yet"):
        load_emerging(tmp_path, store, encoder=ENCODER.name, concepts=concepts.version)
    version = build_emerging(tmp_path, store, reader).version
    with pytest.raises(ArtefactMismatch, match="encoder"):
        load_emerging(tmp_path, store, encoder="another", concepts=concepts.version)
    with pytest.raises(ArtefactMismatch, match="concepts"):
        load_emerging(tmp_path, store, encoder=ENCODER.name, concepts="another")
    (tmp_path / KIND / version / "groups.json").write_bytes(b"[")
    with pytest.raises(ArtefactMismatch, match="not what was built"):
        load_emerging(tmp_path, store, encoder=ENCODER.name, concepts=concepts.version)
