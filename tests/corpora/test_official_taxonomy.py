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
    [("KSC", "s:1", "SG", "g:1"), ("KSC", "s:1", "SG", "g:2"), ("SG", "g:1", "SG", "")],
)
GROUPS = csv_text(("conceptUri", "preferredLabel"), [("g:1", "supervising people"), ("g:2", "managing")])
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
    assert taxonomy.groups == {"g:1": "supervising people", "g:2": "managing"}
    assert taxonomy.collections == {"transversal": frozenset({"s:1"})}
    assert report.left_out == {"relation of type 'imagined'": 1}
    assert report.rejected == ()
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


def test_each_broken_row_is_named_by_file_row_and_field_and_the_good_ones_are_kept(tmp_path: Path) -> None:
    broken = RELEASE | {
        "skills_en.csv": SKILLS
        + "KSC,,knowledge,no uri,,\n"
        + "KSC,s:4,knowledge\n"
        + "KSC,s:5,knowledge,too many,,,cells\n"
        + 'KSC,s:1,knowledge,"manage\nothers",,\n'
        + "\n"
        + "KSC,s:6,knowledge,,,\n"
        + "KSC,s:7,knowledge,geodesy,,Earth.\n",
        "skillGroups_en.csv": GROUPS + "g:1,overseeing\n",
        "occupationSkillRelations_en.csv": RELATIONS + ",,essential,o:1,,\n",
    }

    taxonomy, report = read_official([write_zip(tmp_path / "x.zip", broken)])

    assert [str(row) for row in report.rejected] == [
        "x.zip/skills_en.csv, row 7, conceptUri: is missing or empty",
        "x.zip/skills_en.csv, row 8, preferredLabel: has 3 cells where the header has 6",
        "x.zip/skills_en.csv, row 9: has 7 cells where the header has 6",
        "x.zip/skills_en.csv, row 10, conceptUri: 's:1' stands in row 2 already",
        "x.zip/skills_en.csv, row 13, preferredLabel: is missing or empty",
        "x.zip/skillGroups_en.csv, row 4, conceptUri: 'g:1' stands in row 2 already",
        "x.zip/occupationSkillRelations_en.csv, row 5, skillUri: is missing or empty",
    ]
    assert sorted(taxonomy.skills) == ["s:1", "s:2", "s:3", "s:7"]
    assert taxonomy.skill(ConceptUri("s:1")).preferred_label == "manage staff"
    assert taxonomy.groups == {"g:1": "supervising people", "g:2": "managing"}


def test_the_printed_report_counts_the_rejected_rows_and_shows_the_first_of_them(tmp_path: Path) -> None:
    rows = "".join(f"KSC,,knowledge,skill {i},,\n" for i in range(25))

    _, report = read_official([write_zip(tmp_path / "x.zip", RELEASE | {"skills_en.csv": SKILLS + rows})])

    lines = str(report).splitlines()
    assert lines[-22:-20] == [
        "       25 rows rejected",
        "  rejected: x.zip/skills_en.csv, row 7, conceptUri: is missing or empty",
    ]
    assert lines[-1] == "  rejected: and 5 more"


def test_relations_of_which_an_end_is_missing_are_dropped_and_counted(tmp_path: Path) -> None:
    release = RELEASE | {
        "occupationSkillRelations_en.csv": RELATIONS
        + "s:9,,essential,o:1,,\ns:1,,essential,o:9,,\ns:1,,optional,o:1,,\n",
        "broaderRelationsSkillPillar_en.csv": BROADER + "KSC,s:9,SG,g:1\nKSC,s:2,SG,g:9\n",
        "transversalSkillsCollection_en.csv": COLLECTION + "s:9,gone\n",
    }

    taxonomy, report = read_official([write_zip(tmp_path / "x.zip", release)])

    assert report.left_out == {
        "relation of type 'imagined'": 1,
        "relation whose occupation or skill is missing": 2,
        "relation that is stated more than once": 1,
        "broader relation of which an end is missing": 2,
        "member of a collection that is missing": 1,
    }
    assert taxonomy.requirements == {"o:1": {"s:1": Requirement.ESSENTIAL, "s:2": Requirement.OPTIONAL}}
    assert taxonomy.broader == {"s:1": ("g:1", "g:2")}
    assert taxonomy.collections == {"transversal": frozenset({"s:1"})}


def test_a_cell_longer_than_most_readers_take_is_read_and_a_column_that_stands_twice_is_named(tmp_path: Path) -> None:
    long = SKILLS + f"KSC,s:4,knowledge,geodesy,,{'Earth ' * 30_000}\n"
    taxonomy, _ = read_official([write_zip(tmp_path / "x.zip", RELEASE | {"skills_en.csv": long})])
    assert len(taxonomy.skill(ConceptUri("s:4")).description or "") == 179_999

    twice = {"skills_en.csv": SKILLS.replace("conceptType", "conceptUri", 1)}
    with pytest.raises(UnreadableDocument, match=r"skills_en\.csv: has more than one column 'conceptUri'"):
        read_official([write_zip(tmp_path / "y.zip", RELEASE | twice)])


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
    taxonomy, report = read_official([shared_file(f"taxonomy/esco_v1.1.1_{name}.zip") for name in names])
    assert taxonomy.version == "esco-1.1.1"
    assert len(taxonomy.skills) == 13_896
    assert len(taxonomy.occupations) == 3_007
    assert sum(map(len, taxonomy.requirements.values())) + 67 == 123_855
    assert report.left_out == {
        "relation whose occupation or skill is missing": 67,
        "broader relation of which an end is missing": 8,
    }
    assert report.rejected == ()
    assert len(taxonomy.collections["transversal"]) == 96
