"""The concept index: built once, loaded equal, and refused where it does not fit what is loaded."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from matcher.attention import label_tokens
from matcher.concepts import ConceptUri, SkillKind, Taxonomy
from matcher.errors import ArtefactMismatch
from matcher.mentions import Span
from matcher.own_terms import OwnKind, OwnTerm, with_own_skills
from matcher.vectors import TextVectors, Vectors
from models.concept_index import (
    KIND,
    REBUILD,
    ConceptIndex,
    build_concept_index,
    encode_with_progress,
    linkable,
    load_concept_index,
)
from models.labels import build_labels
from tests.fakes import (
    ANALYST,
    BUDGETS,
    INTERVIEWS,
    JAVA,
    LEADING,
    LIBRARIAN,
    ONET_LIBRARIAN,
    PYTHON,
    SQL,
    TABLEAU,
    THINKING,
    TrigramEncoder,
    small_taxonomy,
)

ENCODER = TrigramEncoder()
SKILLS = (BUDGETS, INTERVIEWS, JAVA, LEADING, PYTHON, SQL, THINKING)
OCCUPATIONS = (ANALYST, LIBRARIAN, ONET_LIBRARIAN)


def built(home: Path, taxonomy: Taxonomy) -> ConceptIndex:
    build_concept_index(home, taxonomy, "taxonomy-1", ENCODER)
    return load_concept_index(home, "taxonomy-1", ENCODER)


def test_skills_are_indexed_by_uri_with_the_vectors_of_their_preferred_labels(tmp_path: Path) -> None:
    taxonomy = small_taxonomy()
    index = built(tmp_path, taxonomy)
    assert tuple(index.skills.ids) == SKILLS
    labels = [taxonomy.skills[uri].preferred_label for uri in SKILLS]
    np.testing.assert_array_equal(index.skills.vectors(range(len(SKILLS))), ENCODER.encode(labels))


def test_products_are_kept_apart_and_found_by_name_only(tmp_path: Path) -> None:
    index = built(tmp_path, small_taxonomy())
    assert [(name.name, name.uri) for name in index.products.names] == [("Tableau", TABLEAU)]
    assert [found.span for found in index.products.found("charts in Tableau")] == [Span(10, 17)]


def test_labels_share_their_positions_with_the_vectors(tmp_path: Path) -> None:
    index, expected = built(tmp_path, small_taxonomy()), build_labels(linkable(small_taxonomy()))
    for text in ("critical thinking and SQL", "team leadership"):
        assert index.skill_labels.exact(text) == expected.exact(text)
        for mine, theirs in zip(index.skill_labels.scores(text), expected.scores(text), strict=True):
            np.testing.assert_array_equal(mine, theirs)
    [hit] = index.skill_labels.exact("critical thinking")
    assert index.skills.ids[hit.position] == THINKING


def test_the_tokens_of_the_preferred_labels_share_their_positions_too(tmp_path: Path) -> None:
    index = built(tmp_path, small_taxonomy())
    labels = [skill.preferred_label for skill in linkable(small_taxonomy())]
    expected = label_tokens(ENCODER.encode_tokens(labels))
    np.testing.assert_array_equal(index.label_tokens.vectors, expected.vectors.astype(np.float16).astype(np.float32))
    assert index.label_tokens.first.tolist() == expected.first.tolist()
    tokens, [sql] = ENCODER.encode(["some", "SQL"]), [SKILLS.index(SQL)]
    mean, weakest = index.label_tokens.found_in(tokens, np.array([sql]))
    assert [*mean.tolist(), *weakest.tolist()] == pytest.approx([1, 1], abs=1e-3)


def test_occupations_have_labels_names_and_descriptions_at_the_same_positions(tmp_path: Path) -> None:
    index = built(tmp_path, small_taxonomy())
    assert tuple(index.occupations.ids) == tuple(index.occupation_descriptions.ids) == OCCUPATIONS
    described = [
        "Data analysts query data with SQL.",
        "Librarians conduct research interviews with readers.",
        "Manage budgets of the collection. Greet people.",
    ]
    np.testing.assert_array_equal(index.occupation_descriptions.vectors([0, 1, 2]), ENCODER.encode(described))
    [hit] = index.occupation_labels.exact("library officer")
    assert index.occupations.ids[hit.position] == LIBRARIAN


def test_building_again_from_the_same_gives_the_same_version(tmp_path: Path) -> None:
    first = build_concept_index(tmp_path, small_taxonomy(), "taxonomy-1", ENCODER)
    assert build_concept_index(tmp_path, small_taxonomy(), "taxonomy-1", ENCODER) == first
    assert load_concept_index(tmp_path, "taxonomy-1", ENCODER).version == first.version
    fewer = replace(small_taxonomy(), occupations={})
    assert build_concept_index(tmp_path / "other", fewer, "taxonomy-1", ENCODER).version != first.version


def test_an_index_that_was_never_built_is_refused_and_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMismatch, match="not built yet; run `matcher index build`"):
        load_concept_index(tmp_path, "taxonomy-1", ENCODER)


def test_an_index_of_another_taxonomy_or_encoder_is_refused(tmp_path: Path) -> None:
    build_concept_index(tmp_path, small_taxonomy(), "taxonomy-1", ENCODER)
    with pytest.raises(ArtefactMismatch, match="built with taxonomy 'taxonomy-1', but 'taxonomy-2' is loaded"):
        load_concept_index(tmp_path, "taxonomy-2", ENCODER)
    with pytest.raises(
        ArtefactMismatch, match="built with encoder 'trigrams-256', but 'trigrams-64' is loaded"
    ) as error:
        load_concept_index(tmp_path, "taxonomy-1", TrigramEncoder(64))
    assert error.value.rebuild == REBUILD


def test_a_damaged_index_is_refused(tmp_path: Path) -> None:
    manifest = build_concept_index(tmp_path, small_taxonomy(), "taxonomy-1", ENCODER)
    for name in manifest.files:
        path = tmp_path / KIND / manifest.version / name
        whole = path.read_bytes()
        path.write_bytes(whole[:-1])
        with pytest.raises(ArtefactMismatch, match=f"{name} is not what was built"):
            load_concept_index(tmp_path, "taxonomy-1", ENCODER)
        path.write_bytes(whole)
    load_concept_index(tmp_path, "taxonomy-1", ENCODER)


def test_a_taxonomy_without_products_or_occupations_can_be_indexed(tmp_path: Path) -> None:
    small = small_taxonomy()
    plain = {uri: skill for uri, skill in small.skills.items() if skill.kind is not SkillKind.TECHNOLOGY}
    index = built(tmp_path, replace(small, skills=plain, occupations={}))
    assert index.products.names == ()
    assert index.products.found("Tableau") == []
    assert list(index.occupations.ids) == []
    assert [scores.tolist() for scores in index.occupation_labels.scores("librarian")] == [[], []]


def test_many_texts_are_encoded_in_order() -> None:
    texts = [f"text number {i}" for i in range(600)]
    np.testing.assert_array_equal(encode_with_progress(ENCODER, texts, "texts"), ENCODER.encode(texts))
    assert encode_with_progress(ENCODER, [], "texts").shape == (0, ENCODER.dim)


def test_where_only_own_skills_are_new_only_they_are_encoded_and_the_rest_is_as_it_was(tmp_path: Path) -> None:
    first = build_concept_index(tmp_path, small_taxonomy(), "taxonomy-1", ENCODER)
    before = load_concept_index(tmp_path, "taxonomy-1", ENCODER)
    own = OwnTerm(kind=OwnKind.SKILL, label="hand over patients", concept=ConceptUri("urn:own:skill:hand-over"))
    seen = Overheard(ENCODER)
    extended = with_own_skills(small_taxonomy(), [own])
    build_concept_index(tmp_path, extended, "taxonomy-1", seen, "own-1")
    after = load_concept_index(tmp_path, "taxonomy-1", ENCODER, "own-1")
    label_and_meaning = ["hand over patients"] * 2
    assert seen.texts == label_and_meaning
    assert after.skills.ids == (*before.skills.ids, own.concept)
    everything = range(len(before.skills.ids))
    assert np.array_equal(after.skills.vectors(everything), before.skills.vectors(everything))
    assert np.allclose(after.skills.vectors([len(everything)]), ENCODER.encode(["hand over patients"]))
    assert np.array_equal(after.label_tokens.vectors[: len(before.label_tokens.vectors)], before.label_tokens.vectors)
    assert [hit.label for hit in after.skill_labels.exact("to hand over patients")] == ["hand over patients"]
    assert build_concept_index(tmp_path, small_taxonomy(), "taxonomy-1", seen) == first
    assert seen.texts == label_and_meaning


SAP = OwnTerm(
    kind=OwnKind.SKILL,
    label="Lorenzo SAP",
    concept=ConceptUri("urn:own:skill:lorenzo-sap"),
    description="Lorenzo is a software platform that provides a patient record.",
)


def test_an_index_built_at_once_with_own_skills_is_the_one_to_which_they_were_added(tmp_path: Path) -> None:
    extended = with_own_skills(small_taxonomy(), [SAP, replace(SAP, label="(SAP)", concept=ConceptUri("urn:own:s"))])
    at_once = build_concept_index(tmp_path / "at-once", extended, "taxonomy-1", ENCODER, "own-1")
    build_concept_index(tmp_path / "later", small_taxonomy(), "taxonomy-1", ENCODER)
    assert build_concept_index(tmp_path / "later", extended, "taxonomy-1", ENCODER, "own-1") == at_once
    index = load_concept_index(tmp_path / "at-once", "taxonomy-1", ENCODER, "own-1")
    assert [name.name for name in index.products.names] == ["Tableau"]
    assert SAP.concept not in index.products.named_only


def test_own_skills_leave_nothing_behind(tmp_path: Path) -> None:
    plain = build_concept_index(tmp_path / "never", small_taxonomy(), "taxonomy-1", ENCODER)
    extended = with_own_skills(small_taxonomy(), [SAP])
    build_concept_index(tmp_path / "once", extended, "taxonomy-1", ENCODER, "own-1")
    assert build_concept_index(tmp_path / "once", small_taxonomy(), "taxonomy-1", ENCODER) == plain


def test_an_index_of_other_own_terms_or_of_none_does_not_fit(tmp_path: Path) -> None:
    build_concept_index(tmp_path, small_taxonomy(), "taxonomy-1", ENCODER, "own-1")
    with pytest.raises(ArtefactMismatch, match="built with own 'own-1', but None is loaded"):
        load_concept_index(tmp_path, "taxonomy-1", ENCODER)
    with pytest.raises(ArtefactMismatch, match="'own-2' is loaded"):
        load_concept_index(tmp_path, "taxonomy-1", ENCODER, "own-2")


@dataclass(frozen=True)
class Overheard:
    """An encoder that notes what it is given."""

    inner: TrigramEncoder
    texts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def dim(self) -> int:
        return self.inner.dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts.extend(texts)
        return self.inner.encode(texts)

    def encode_tokens(self, texts: Sequence[str]) -> list[TextVectors]:
        self.texts.extend(texts)
        return self.inner.encode_tokens(texts)
