"""Claim names are each one concept of the taxonomy, under its own label, and out of the way of labels and terms."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import orjson
import pytest

from api.wiring import Service
from benchmarks.measures.claims import read_judged_claims
from corpora.claim_names import CLAIM_NAMES, known_claim_names, read_claim_names
from corpora.common_names import read_common_names
from matcher.claim_names import ClaimName, key_of
from matcher.concepts import ConceptUri, Skill, Taxonomy
from matcher.errors import UnreadableDocument

A = ConceptUri("s:a")


@pytest.fixture(scope="module")
def skills(packaged: Taxonomy) -> Mapping[ConceptUri, Skill]:
    return packaged.skills


def test_all_mean_skills_of_the_packaged_taxonomy_by_the_labels_that_stand_beside_them(
    skills: Mapping[ConceptUri, Skill],
) -> None:
    for entry in orjson.loads(CLAIM_NAMES.read_bytes()):
        own = entry["concept"]
        assert entry["preferred_label"] == (skills[own].preferred_label if own else None)


def test_no_claim_name_is_a_preferred_label(skills: Mapping[ConceptUri, Skill]) -> None:
    preferred = {key_of(skill.preferred_label) for skill in skills.values()}
    assert [name for name in read_claim_names() if key_of(name.name) in preferred] == []


@pytest.mark.built
def test_every_name_holds_its_concept_where_it_is_claimed(built: Service) -> None:
    names = read_claim_names()
    found = built.pipeline.profiles.claimed(name.name for name in names)
    assert [(one.text, one.skill) for one in found] == [(name.name, name.concept) for name in names]


def test_what_was_judged_to_be_meant_is_in_the_packaged_taxonomy(skills: Mapping[ConceptUri, Skill]) -> None:
    assert {uri for claim in read_judged_claims() for uri in claim.concepts} <= skills.keys()


def test_no_two_names_are_the_same_and_none_is_a_common_name() -> None:
    ours = Counter(key_of(name.name) for name in read_claim_names())
    common = {key_of(name) for term in read_common_names() for name in term.names}
    assert (max(ours.values()), ours.keys() & common) == (1, set())


def test_names_whose_concept_a_taxonomy_lacks_are_left_out() -> None:
    names = known_claim_names([ClaimName("a", A), ClaimName("b", ConceptUri("s:b")), ClaimName("c", None)], {A})
    assert [names.meaning(name) for name in "abc"] == [ClaimName("a", A), None, ClaimName("c", None)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[", "is not readable JSON"),
        ("{}", "is no list of entries"),
        ('[{"concept": null, "names": ["a"]}, {"names": ["a"]}]', "entry 2 lacks a concept or names"),
        ('[{"concept": "s:a", "names": []}]', "entry 1 lacks"),
        ('[{"concept": "s:a", "names": "a"}]', "entry 1 lacks"),
        ('[{"concept": 7, "names": ["a"]}]', "entry 1 lacks"),
        ('["a"]', "entry 1 lacks"),
        ('[{"concept": "s:a", "names": ["a", " "]}]', "entry 1 holds a name that is no text"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_the_entry(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "names.json"
    path.write_text(text)
    with pytest.raises(UnreadableDocument, match=told) as refused:
        read_claim_names(path)
    assert "names.json" in str(refused.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match=r"absent\.json"):
        read_claim_names(tmp_path / "absent.json")
