"""Names in common use: each means one concept that is there, and yields to what the operator means by it."""

from collections import Counter
from pathlib import Path

import orjson
import pytest

from api.demand_asking import named_skill
from api.wiring import Service
from corpora.common_names import COMMON_NAMES, beside, common_names_version, read_common_names
from matcher.concepts import ConceptUri
from matcher.errors import UnreadableDocument
from matcher.own_terms import OwnKind, OwnTerm
from models.own_terms import build_own_terms, findable

LITERACY = ConceptUri("http://data.europa.eu/esco/skill/fef96bad-e623-42cd-b961-d1adf39db8b9")
A, B = ConceptUri("s:a"), ConceptUri("s:b")


def alias(label: str, *others: str, concept: ConceptUri = A) -> OwnTerm:
    return OwnTerm(kind=OwnKind.ALIAS, label=label, aliases=others, concept=concept)


def test_the_names_that_ship_are_aliases_each_of_one_concept() -> None:
    terms = read_common_names()
    assert {term.kind for term in terms} == {OwnKind.ALIAS}
    names = Counter(name.casefold() for term in terms for name in term.names)
    assert max(names.values()) == 1
    assert {term.concept for term in terms if "information literacy" in term.names} == {LITERACY}
    assert all(findable(name) for name in names)


@pytest.mark.built
def test_the_names_that_ship_mean_concepts_of_the_taxonomy_by_the_labels_that_stand_beside_them(
    built: Service,
) -> None:
    skills = built.pipeline.taxonomy.skills
    for entry in orjson.loads(COMMON_NAMES.read_bytes()):
        assert skills[entry["concept"]].preferred_label == entry["preferred_label"]


@pytest.mark.built
def test_demand_is_asked_about_by_a_common_name(built: Service) -> None:
    for term in read_common_names():
        for name in term.names:
            assert named_skill(built, name.capitalize(), families=False) == term.concept


def test_a_common_name_is_found_in_a_sentence() -> None:
    [found] = build_own_terms(read_common_names()).named("You teach information literacy to students.")
    assert (found.concept, found.span.start, found.span.end) == (LITERACY, 10, 30)


def test_the_longer_name_of_another_concept_wins() -> None:
    terms = build_own_terms(read_common_names())
    meant = {name: term.concept for term in read_common_names() for name in term.names}
    found = terms.named("Information literacy instruction")
    assert [own.concept for own in found if own.span.end == 32] == [meant["information literacy instruction"]]


def test_the_operators_names_come_before_ours_whatever_their_case() -> None:
    own = [alias("Source Evaluation", concept=B), OwnTerm(kind=OwnKind.STOP, label="cataloguing")]
    common = [
        alias("critical appraisal", "source evaluation"),
        alias("cataloguing", "cataloging"),
        alias("CATALOGUING"),
    ]
    assert beside(own, common) == (*own, alias("critical appraisal"), alias("cataloging"))


def test_without_names_of_the_operators_ours_stand_as_they_are() -> None:
    common = [alias("a", "b"), alias("c", concept=B)]
    assert beside([], common) == tuple(common)


def test_the_version_follows_the_contents(tmp_path: Path) -> None:
    path = tmp_path / "names.json"
    path.write_text("[]")
    first = common_names_version(path)
    path.write_text('[{"concept": "s:a", "names": ["a"]}]')
    assert first != common_names_version(path)
    assert len(first) == 8
    path.write_text("[]")
    assert common_names_version(path) == first


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[", "is not readable JSON"),
        ('[{"concept": "s:a", "names": ["a"]}, {"concept": "s:b"}]', "entry 2 lacks a concept or names"),
        ('[{"names": ["a"]}]', "entry 1 lacks"),
        ('[{"concept": "s:a", "names": []}]', "entry 1 lacks"),
        ('[{"concept": 7, "names": ["a"]}]', "entry 1 lacks"),
        ('["a"]', "entry 1 lacks"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_entry(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "names.json"
    path.write_text(text)
    with pytest.raises(UnreadableDocument, match=told) as refused:
        read_common_names(path)
    assert "names.json" in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"absent\.json"):
        read_common_names(tmp_path / "absent.json")
