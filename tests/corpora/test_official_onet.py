"""An official O*NET release, zipped, unpacked or table by table, with the figures of each occupation."""

import gzip
import zipfile
from pathlib import Path

import pytest

from corpora.onet_skills import OWN, read_onet_skills, save_onet_skills
from corpora.taxonomies.build import build_taxonomy, current_figures, import_official, load_current_taxonomy
from corpora.taxonomies.onet import read_onet
from matcher.concepts import ConceptUri, Occupation, Skill, SkillKind, Taxonomy, Vocabulary
from matcher.errors import UnreadableDocument
from matcher.occupation_skills import OccupationSkills
from tests.corpora.packaged_wheels import write_wheels
from tests.corpora.shared_data import shared_file
from tests.corpora.test_official_taxonomy import RELEASE, write_zip
from tests.corpora.test_taxonomy_folder import fetch_fake, fetch_nothing

LAWYER, LOADER = "23-1011.00", "53-7062.00"
THINKING = "2.A.2.a\tCritical Thinking"
SKILLS = "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\tRecommend Suppress\n"
DATABASE = {
    "Occupation Data.txt": "O*NET-SOC Code\tTitle\tDescription\n"
    f'{LAWYER}\tLawyers\tRepresent "clients" in court.\n{LOADER}\tLoaders\tMove freight.\n',
    "Task Statements.txt": "O*NET-SOC Code\tTask ID\tTask\n"
    f"{LAWYER}\t1\tAdvise clients.\n{LAWYER}\t2\tDraft deeds.\n99-9999.00\t3\tVanish.\n",
    "Alternate Titles.txt": "O*NET-SOC Code\tAlternate Title\tShort Title\n"
    f"{LAWYER}\tAttorney at Law\tAttorney\n{LOADER}\tFreight Handler\tn/a\n",
    "Technology Skills.txt": "O*NET-SOC Code\tExample\tCommodity Code\tCommodity Title\n"
    f"{LAWYER}\tWestlaw\t43\tLegal research software\n{LOADER}\tWestlaw\t43\tLegal research software\n",
    "Skills.txt": SKILLS
    + "".join(
        f"{code}\t{THINKING}\t{scale}\t{value}\tN\n"
        for code, scale, value in (
            (LAWYER, "IM", "4.50"),
            (LAWYER, "LV", "5.00"),
            (LOADER, "IM", "2.50"),
            (LOADER, "LV", "2.00"),
        )
    ),
    "Read Me.txt": "No table at all.\n",
}
WIDE = (
    "O*NET-SOC Code,Title,Element ID,Element Name,importance,Date,level\n"
    f"{LAWYER},Lawyers,2.A.2.a,Critical Thinking,4.5,08/2023,5.0\n"
    f"{LOADER},Loaders,2.A.2.a,Critical Thinking,2.5,08/2023,2.0\n"
)


def write_database(path: Path, files: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as zipped:
        for name, text in files.items():
            zipped.writestr(f"{path.stem}/{name}", text)
    return path


def figures_of(paths: list[Path], folder: Path) -> OccupationSkills:
    release, _ = read_onet(paths)
    assert release.figures is not None
    save_onet_skills(release.figures, folder / "figures.json", release.concepts.version)
    return read_onet_skills(Taxonomy(version="v", skills={}, occupations={}), folder / "figures.json")


def test_a_release_gives_occupations_tasks_titles_technologies_and_figures(tmp_path: Path) -> None:
    release, report = read_onet([write_database(tmp_path / "db_30_1_text.zip", DATABASE)])
    assert release.concepts.version == "onet-30.1"
    assert release.concepts.occupation(ConceptUri("urn:onet:occupation:lawyers")) == Occupation(
        uri=ConceptUri("urn:onet:occupation:lawyers"),
        preferred_label="Lawyers",
        vocabulary=Vocabulary.ONET,
        alt_labels=("Attorney at Law", "Attorney"),
        description='Represent "clients" in court.',
        tasks=("Advise clients.", "Draft deeds."),
    )
    assert list(release.concepts.skills.values()) == [
        Skill(
            uri=ConceptUri("urn:onet:technology:westlaw"),
            preferred_label="Westlaw",
            kind=SkillKind.TECHNOLOGY,
            vocabulary=Vocabulary.ONET,
            description="Legal research software",
        )
    ]
    assert release.figures is not None
    assert release.figures.occupations == {
        "Lawyers": {"2.A.2.a": (4.5, 5.0)},
        "Loaders": {"2.A.2.a": (2.5, 2.0)},
    }
    assert report.left_out == {"row of Task Statements.txt whose occupation is missing": 1}
    assert report.rejected == ()


def test_a_folder_and_gzipped_tables_under_changed_headers_read_the_same_as_the_zip(tmp_path: Path) -> None:
    zipped, _ = read_onet([write_database(tmp_path / "db_30_1_text.zip", DATABASE)])
    folder = tmp_path / "db_30_1_text"
    folder.mkdir()
    for name, text in DATABASE.items():
        (folder / name).write_text(text)
    assert read_onet([folder])[0] == zipped
    tables = [tmp_path / "onet_occupation_data.txt.gz", tmp_path / "onet_skills_importance_level.csv.gz"]
    tables[0].write_bytes(gzip.compress(DATABASE["Occupation Data.txt"].encode()))
    tables[1].write_bytes(gzip.compress(WIDE.encode()))
    loose, _ = read_onet(tables)
    assert loose.figures == zipped.figures
    assert loose.concepts.version == "onet-unstated"


def test_each_broken_row_is_named_by_file_row_and_column_and_the_good_ones_are_kept(tmp_path: Path) -> None:
    broken = DATABASE | {
        "Occupation Data.txt": DATABASE["Occupation Data.txt"]
        + f"{LAWYER}\tJudges\tJudge.\n11-1011.00\tLoaders\tAgain.\n11-1011.00\t\tNo title.\n11-1011.00\tChiefs\n",
        "Skills.txt": DATABASE["Skills.txt"]
        + f"{LAWYER}\t2.A.1.a\tReading\tIM\tmuch\tN\n{LAWYER}\t2.A.1.a\tReading\tLV\t7.5\tN\n"
        + f"{LAWYER}\t2.A.1.b\tListening\tIM\t4.0\tN\n{LAWYER}\t2.A.1.b\tListening\tLV\t4.0\tY\n"
        + f"{LAWYER}\t2.A.1.c\tWriting\tXX\t4.0\tN\n99-9999.00\t{THINKING}\tIM\t4.0\tN\n",
    }
    release, report = read_onet([write_database(tmp_path / "db.zip", broken)])
    assert [str(row) for row in report.rejected] == [
        f"db.zip/db/Occupation Data.txt, row 4, O*NET-SOC Code: {LAWYER!r} stands in row 2 already",
        "db.zip/db/Occupation Data.txt, row 5, Title: 'Loaders' stands in row 3 already",
        "db.zip/db/Occupation Data.txt, row 6, Title: is missing or empty",
        "db.zip/db/Occupation Data.txt, row 7, Description: has 2 cells where the header has 3",
        "db.zip/db/Skills.txt, row 6, Data Value: is not a number: 'much'",
        "db.zip/db/Skills.txt, row 7, Data Value: is 7.5, not from 0 to 7",
    ]
    assert report.left_out == {
        "row of Task Statements.txt whose occupation is missing": 1,
        "figure that O*NET recommends to suppress": 1,
        "figure on another scale, 'XX'": 1,
        "row of Skills.txt whose occupation is missing": 1,
        "importance without a level, or the other way round": 1,
    }
    assert release.figures is not None
    assert release.figures.occupations["Lawyers"] == {"2.A.2.a": (4.5, 5.0)}


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    without = {name: text for name, text in DATABASE.items() if name != "Occupation Data.txt"}
    with pytest.raises(UnreadableDocument, match=r'a\.zip: holds no "Occupation Data\.txt"'):
        read_onet([write_database(tmp_path / "a.zip", without)])
    empty = DATABASE | {"Occupation Data.txt": "O*NET-SOC Code\tTitle\tDescription\n"}
    with pytest.raises(UnreadableDocument, match="holds no row that can be used; nothing was imported"):
        read_onet([write_database(tmp_path / "b.zip", empty)])
    other = DATABASE | {"Skills.txt": "O*NET-SOC Code\tElement ID\n"}
    with pytest.raises(UnreadableDocument, match=r"Skills\.txt: has no column 'Element Name'"):
        read_onet([write_database(tmp_path / "c.zip", other)])
    cut = tmp_path / "onet_occupation_data.txt.gz"
    cut.write_bytes(gzip.compress(DATABASE["Occupation Data.txt"].encode() * 99_000)[:5_000])
    with pytest.raises(UnreadableDocument, match=r"onet_occupation_data\.txt\.gz: is not readable CSV in UTF-8"):
        read_onet([cut])


def test_an_occupation_s_own_figures_are_kept_beside_the_means_of_its_group(tmp_path: Path) -> None:
    more = DATABASE | {
        "Occupation Data.txt": DATABASE["Occupation Data.txt"] + "23-1012.00\tClerks of Law\tHelp.\n",
        "Skills.txt": DATABASE["Skills.txt"] + f"23-1012.00\t{THINKING}\tIM\t3.50\tN\n"
        f"23-1012.00\t{THINKING}\tLV\t4.00\tN\n",
    }
    found = figures_of([write_database(tmp_path / "db.zip", more)], tmp_path)
    [own] = found.own["Lawyers"].figures
    assert (own.name, own.importance, own.level, found.own["Lawyers"].whose) == (
        "Critical Thinking",
        4.5,
        5.0,
        "of Lawyers",
    )
    [mean] = found.groups["23"].figures
    assert (mean.importance, mean.level) == (4.0, 4.5)
    assert found.groups["23"].whose == "on average of 2 occupations in Legal"


def test_which_of_esco_and_onet_is_not_given_stays_as_it_was_imported(tmp_path: Path) -> None:
    esco, onet = (
        write_zip(tmp_path / "esco_v1.1.1.zip", RELEASE),
        write_database(tmp_path / "db_30_1_text.zip", DATABASE),
    )
    home = tmp_path / "home"
    build_taxonomy(home, fetch=fetch_fake)
    assert current_figures(home) == OWN
    report = import_official(home, [onet], fetch=fetch_nothing)
    assert report.version == load_current_taxonomy(home).version == "esco-1.2.0-packaged+onet-30.1"
    assert current_figures(home) != OWN
    report = import_official(home, [esco], fetch=fetch_nothing)
    taxonomy = load_current_taxonomy(home)
    assert taxonomy.version == "esco-1.1.1+onet-30.1"
    assert "O*NET 30.1 Database" in taxonomy.attribution[1]
    assert {o.preferred_label for o in taxonomy.occupations.values()} == {"technical director", "Lawyers", "Loaders"}
    assert read_onet_skills(taxonomy, current_figures(home)).own["Lawyers"].whose == "of Lawyers"
    both = tmp_path / "both"
    import_official(both, [esco, onet], fetch=fetch_nothing)
    assert load_current_taxonomy(both) == taxonomy


def test_figures_that_were_imported_stay_though_the_packaged_build_is_of_the_same_release(tmp_path: Path) -> None:
    onet = write_database(tmp_path / "db_30_2_text.zip", DATABASE)
    home = tmp_path / "home"
    build_taxonomy(home, fetch=fetch_fake)
    import_official(home, [onet], fetch=fetch_nothing)
    import_official(home, [write_zip(tmp_path / "esco_v1.1.1.zip", RELEASE)], fetch=fetch_nothing)
    taxonomy = load_current_taxonomy(home)
    assert taxonomy.version == "esco-1.1.1+onet-30.2"
    assert read_onet_skills(taxonomy, current_figures(home)).own["Lawyers"].whose == "of Lawyers"


def test_an_import_that_fails_leaves_the_former_taxonomy(tmp_path: Path) -> None:
    write_wheels(tmp_path)
    home = tmp_path / "home"
    build_taxonomy(home, fetch=fetch_fake)
    before = load_current_taxonomy(home)
    (tmp_path / "other.csv").write_text("a,b\n1,2\n")
    with pytest.raises(UnreadableDocument, match=r"other\.csv: holds no table of ESCO, and none of O\*NET"):
        import_official(home, [tmp_path / "other.csv"], fetch=fetch_nothing)
    assert load_current_taxonomy(home) == before


@pytest.mark.shared
def test_the_real_figures_say_more_of_a_lawyer_and_a_loader_than_those_of_their_groups(tmp_path: Path) -> None:
    names = ("occupation_data.txt", "skills_importance_level.csv")
    imported = figures_of([shared_file(f"taxonomy/onet_{name}.gz") for name in names], tmp_path)
    shipped = read_onet_skills(Taxonomy(version="v", skills={}, occupations={}))
    titles = ("Lawyers", "Laborers and Freight, Stock, and Material Movers, Hand")
    assert [thinking(shipped, title) for title in titles] == [4.11, 3.23]
    assert [thinking(imported, title) for title in titles] == [4.5, 2.5]
    assert len(imported.own) == 879
    for code, group in shipped.groups.items():
        means = [figure.importance for figure in imported.groups[code].figures]
        assert means == pytest.approx([figure.importance for figure in group.figures], abs=0.00501)


def thinking(skills: OccupationSkills, title: str) -> float:
    found = skills.figures_of(title)
    assert found is not None
    return next(figure.importance for figure in found.figures if figure.name == "Critical Thinking")
