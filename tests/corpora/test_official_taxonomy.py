"""Any 1.1.x or 1.2.x English release is read by column name; what is missing is named."""

import zipfile
from pathlib import Path

import pytest

from corpora.taxonomies import tables
from corpora.taxonomies.official import merge_onet, read_official
from corpora.taxonomies.packaged import read_packaged
from matcher.concepts import ConceptUri, Occupation, Requirement, Skill, SkillKind
from matcher.errors import UnreadableDocument
from tests.corpora.packaged_wheels import csv_text, write_wheels
from tests.corpora.shared_data import shared_file

SKILLS = csv_text(
    ("conceptType", "conceptUri", "skillType", "preferredLabel", "altLabels", "description"),
    [
        (
            "KSC",
            "s:1",
            "skill/competence",
            "manage staff",
            "manage staff\nlead staff\ndirect staff",
            "Assign.",
        ),
        ("KSC", "s:2", "knowledge", "surveying", "", "Points."),
        ("KSC", "s:3", "", "ICT safety", "", ""),
    ],
)
OCCUPATIONS = csv_text(
    ("conceptUri", "iscoGroup", "preferredLabel", "altLabels", "description", "code"),
    [("o:1", "2654", "technical director", "head of technical", "Technical directors plan.", "2654.1")],
)
# The later releases: a language suffix, labels beside the URIs, another order.
RELATIONS = csv_text(
    ("skillUri", "skillLabel", "relationType", "occupationUri", "occupationLabel", "skillType"),
    [
        ("s:1", "manage staff", "essential", "o:1", "technical director", ""),
        ("s:2", "surveying", "optional", "o:1", "technical director", ""),
        ("s:3", "ICT safety", "imagined", "o:1", "technical director", ""),
    ],
)
BROADER = csv_text(
    ("conceptType", "conceptUri", "broaderType", "broaderUri"),
    [("KSC", "s:1", "SG", "g:1"), ("KSC", "s:1", "SG", "g:2")],
)
GROUPS = csv_text(("conceptUri", "preferredLabel"), [("g:1", "supervising people")])
COLLECTION = csv_text(("conceptUri", "preferredLabel"), [("s:1", "manage staff")])
RELEASE = {
    "skills_en.csv": SKILLS,
    "occupations_en.csv": OCCUPATIONS,
    "occupationSkillRelations_en.csv": RELATIONS,
    "broaderRelationsSkillPillar_en.csv": BROADER,
    "skillGroups_en.csv": GROUPS,
    "transversalSkillsCollection_en.csv": COLLECTION,
}


def write_zip(path: Path, files: dict[str, str], *, below: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as zipped:
        for name, text in files.items():
            zipped.writestr(below + name, "\ufeff" + text)
    return path


def test_a_release_gives_concepts_relations_hierarchy_and_collections(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "ESCO dataset - v1.2.0 - classification - en - csv.zip", RELEASE)
    taxonomy, report = read_official([path])
    assert taxonomy.version == "esco-1.2.0"
    assert taxonomy.skill(ConceptUri("s:1")) == Skill(
        uri=ConceptUri("s:1"),
        preferred_label="manage staff",
        kind=SkillKind.COMPETENCE,
        alt_labels=("lead staff", "direct staff"),
        description="Assign.",
    )
    assert taxonomy.occupation(ConceptUri("o:1")) == Occupation(
        uri=ConceptUri("o:1"),
        preferred_label="technical director",
        alt_labels=("head of technical",),
        description="Technical directors plan.",
        isco_group="2654",
    )
    assert taxonomy.requirements == {"o:1": {"s:1": Requirement.ESSENTIAL, "s:2": Requirement.OPTIONAL}}
    assert taxonomy.broader == {"s:1": ("g:1", "g:2")}
    assert taxonomy.groups == {"g:1": "supervising people"}
    assert taxonomy.collections == {"transversal": frozenset({"s:1"})}
    assert report.left_out == {"relation of type 'imagined'": 1}
    assert [(gap.uri, gap.missing) for gap in report.incomplete] == [("s:3", ("type", "description"))]


def test_folders_and_several_zips_read_the_same_as_one(tmp_path: Path) -> None:
    whole, _ = read_official([write_zip(tmp_path / "esco_v1.1.2.zip", RELEASE, below="nested/deeper/")])
    folder = tmp_path / "esco-1.1.2"
    folder.mkdir()
    (folder / "skills_en.csv").write_text(SKILLS)
    rest = {name: text for name, text in RELEASE.items() if name != "skills_en.csv"}
    parts, _ = read_official([folder, write_zip(tmp_path / "rest.zip", rest)])
    assert parts == whole


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "half.zip", {"skills_en.csv": SKILLS})
    with pytest.raises(UnreadableDocument, match=r"half\.zip: holds no occupations_en\.csv"):
        read_official([path])


def test_a_missing_column_is_named_with_its_file(tmp_path: Path) -> None:
    broken = RELEASE | {"occupations_en.csv": "conceptUri,preferredLabel\n"}
    with pytest.raises(UnreadableDocument, match=r"x\.zip/occupations_en\.csv: has no column 'iscoGroup'"):
        read_official([write_zip(tmp_path / "x.zip", broken)])


def test_a_file_that_is_no_zip_and_one_that_is_not_there_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "note.zip").write_text("hello")
    with pytest.raises(UnreadableDocument, match="neither a zip nor a folder"):
        read_official([tmp_path / "note.zip"])
    with pytest.raises(UnreadableDocument, match="does not exist"):
        read_official([tmp_path / "absent.zip"])


def test_a_table_that_unpacks_beyond_the_limit_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        with zipped.open("skills_en.csv", "w") as member:
            for _ in range(tables.MAX_MEMBER_BYTES // 1_000_000 + 1):
                member.write(bytes(1_000_000))
        zipped.writestr("occupations_en.csv", OCCUPATIONS)
    with pytest.raises(UnreadableDocument, match=r"skills_en\.csv: unpacks to 201,000,000 bytes; at most 200,000,000"):
        read_official([path])


def test_text_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "skills_en.csv").write_bytes(SKILLS.encode("utf-16"))
    (tmp_path / "occupations_en.csv").write_text(OCCUPATIONS)
    with pytest.raises(UnreadableDocument, match=r"skills_en\.csv: is not readable CSV in UTF-8"):
        read_official([tmp_path])


def test_onet_concepts_join_an_official_release_except_names_that_it_has(tmp_path: Path) -> None:
    esco, _ = read_official(
        [write_zip(tmp_path / "esco_v1.1.1.zip", RELEASE | {"skills_en.csv": SKILLS + ",g,,GIT,,\n"})]
    )
    packaged, _ = read_packaged(*write_wheels(tmp_path))
    merged = merge_onet(esco, packaged)
    assert merged.version == "esco-1.1.1+onet-30.2"
    assert sorted(merged.skills.keys() - esco.skills.keys()) == [
        "urn:onet:technology:c",
        "urn:onet:technology:c-sharp",
    ]
    assert sorted(merged.occupations.keys() - esco.occupations.keys()) == [
        "urn:onet:occupation:bell-ringers",
        "urn:onet:occupation:chief-executives",
    ]
    assert merged.requirements == esco.requirements
    assert len(merged.attribution) == 2


@pytest.mark.shared
def test_the_real_release_has_its_published_counts() -> None:
    names = ("classification_en_csv", "relations_csv")
    taxonomy, _ = read_official([shared_file(f"taxonomy/esco_v1.1.1_{name}.zip") for name in names])
    assert taxonomy.version == "esco-1.1.1"
    assert len(taxonomy.skills) == 13_896
    assert len(taxonomy.occupations) == 3_007
    assert sum(map(len, taxonomy.requirements.values())) == 123_855
    assert len(taxonomy.collections["transversal"]) == 96
