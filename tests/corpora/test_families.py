"""Skill families are hand-made, well-formed, and hold only concepts that exist."""

import json
from pathlib import Path

import pytest

from corpora.families import OWN_FAMILIES, read_families, with_families
from matcher.concepts import ConceptUri, FamilyId, Skill, SkillFamily, SkillKind, Taxonomy
from matcher.errors import UnreadableDocument

ENTRY = {
    "id": "x",
    "label": "X",
    "alt_labels": ["ex"],
    "transversal": True,
    "members": {"s:1": "one", "s:9": "gone"},
}
SKILL = Skill(uri=ConceptUri("s:1"), preferred_label="one", kind=SkillKind.COMPETENCE)
TAXONOMY = Taxonomy(version="t", skills={SKILL.uri: SKILL}, occupations={})


def write(path: Path, *entries: object) -> Path:
    path.write_text(json.dumps(entries))
    return path


def test_a_family_is_read_with_its_other_names_and_members(tmp_path: Path) -> None:
    assert read_families(write(tmp_path / "f.json", ENTRY)) == (
        SkillFamily(
            id=FamilyId("x"),
            label="X",
            alt_labels=("ex",),
            members=frozenset({ConceptUri("s:1"), ConceptUri("s:9")}),
            transversal=True,
        ),
    )


def test_members_that_the_taxonomy_lacks_are_dropped_and_counted(tmp_path: Path) -> None:
    families = read_families(write(tmp_path / "f.json", ENTRY, ENTRY | {"id": "y", "members": {"s:8": "gone"}}))
    taxonomy, dropped = with_families(TAXONOMY, families)
    assert [(f.id, f.members) for f in taxonomy.families] == [("x", frozenset({"s:1"}))]
    assert dropped == 2
    assert [f.id for f in taxonomy.families_of(SKILL.uri)] == ["x"]


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({k: v for k, v in ENTRY.items() if k != "label"}, "family 1 has no 'label'"),
        (ENTRY | {"id": ""}, "family 1 is malformed"),
        (ENTRY | {"members": 3}, "family 1 is malformed"),
        ("x", "family 1 is malformed"),
    ],
)
def test_a_malformed_family_is_named(tmp_path: Path, entry: object, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_families(write(tmp_path / "f.json", entry))


def test_two_families_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="two families have the id 'x'"):
        read_families(write(tmp_path / "f.json", ENTRY, ENTRY))


def test_our_own_families_begin_with_the_unmet_demand_and_are_neither_tiny_nor_huge() -> None:
    families = read_families()
    assert [f.label for f in families[:3]] == ["Information literacy", "Critical thinking", "Collaboration"]
    assert all(f.transversal for f in families[:3])
    assert len(families) >= 30
    assert {f.id: len(f.members) for f in families if not 8 <= len(f.members) <= 40} == {}


def test_no_name_belongs_to_two_families() -> None:
    names = [name.casefold() for f in read_families() for name in {f.label, *f.alt_labels}]
    assert sorted({name for name in names if names.count(name) > 1}) == []


@pytest.mark.shared
def test_every_member_of_our_families_exists_under_the_label_written_beside_it(packaged: Taxonomy) -> None:
    written = {uri: label for entry in json.loads(OWN_FAMILIES.read_text()) for uri, label in entry["members"].items()}
    assert {uri: packaged.skill(ConceptUri(uri)).preferred_label for uri in written} == written
