"""The packaged build joins labels, aliases, types and descriptions to URIs, and says what it lacks."""

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpora.taxonomies.alias_split import split_by_agreement
from corpora.taxonomies.official import read_official
from corpora.taxonomies.packaged import VERSION, read_packaged
from corpora.taxonomies.report import BuildReport, Incomplete
from corpora.taxonomies.run_on import Parts, split_aliases, take_apart_occupation
from matcher.concepts import ConceptUri, Occupation, Skill, SkillKind, Taxonomy, Vocabulary
from matcher.errors import UnreadableDocument
from tests.corpora.packaged_wheels import (
    BROWSE,
    DATA_PROCESSING,
    DIRECTOR,
    ISCO_0,
    MANAGE_STAFF,
    SURVEYING,
    WAITER,
    write_wheels,
)
from tests.corpora.shared_data import shared_file

Built = tuple[Taxonomy, BuildReport]


@pytest.fixture
def built(tmp_path: Path) -> Built:
    return read_packaged(*write_wheels(tmp_path))


def test_a_competence_has_uri_label_aliases_and_description(built: Built) -> None:
    assert built[0].skill(ConceptUri(MANAGE_STAFF)) == Skill(
        uri=ConceptUri(MANAGE_STAFF),
        preferred_label="manage staff",
        kind=SkillKind.COMPETENCE,
        alt_labels=("direct staff", "lead staff"),
        description="Assign and manage tasks.",
    )


def test_a_comma_inside_an_alias_is_told_from_one_between_aliases_by_the_run_on_text(built: Built) -> None:
    assert built[0].skill(ConceptUri(BROWSE)).alt_labels == ("search, browse, and filter data", "seek data")


def test_knowledge_finds_its_uri_by_label_and_description_whatever_the_white_space(built: Built) -> None:
    skill = built[0].skill(ConceptUri(SURVEYING))
    assert (skill.preferred_label, skill.kind, skill.description) == (
        "surveying",
        SkillKind.KNOWLEDGE,
        "Determining the position of points.",
    )


def test_a_concept_in_neither_list_is_kept_and_reported_as_lacking_its_type(built: Built) -> None:
    taxonomy, report = built
    uri = ConceptUri(DATA_PROCESSING)
    assert taxonomy.skill(uri).preferred_label == "data processing"
    assert taxonomy.skill(uri).description == "Identify and store data."
    assert report.incomplete == (Incomplete(uri=uri, label="data processing", missing=("type",)),)


def test_technologies_get_distinct_stable_uris_and_their_commodity_group(built: Built) -> None:
    found = {s.uri: s for s in built[0].skills.values() if s.kind is SkillKind.TECHNOLOGY}
    assert {uri: (s.preferred_label, s.description, s.alt_labels) for uri, s in found.items()} == {
        "urn:onet:technology:c": ("C", "Development software", ()),
        "urn:onet:technology:c-sharp": ("C#", "Development software", ()),
        "urn:onet:technology:git": ("Git", "File versioning software", ()),
    }
    assert {s.vocabulary for s in found.values()} == {Vocabulary.ONET}


def test_a_technology_named_like_an_esco_alias_is_left_out_and_counted(built: Built) -> None:
    assert built[1].left_out == {"O*NET technology named like an ESCO concept": 1}


def test_occupations_get_their_label_back_from_the_plural_that_opens_the_description(built: Built) -> None:
    assert built[0].occupation(ConceptUri(DIRECTOR)) == Occupation(
        uri=ConceptUri(DIRECTOR),
        preferred_label="technical director",
        alias_text="head of technical technical manager",
        description="Technical directors plan. They realise.",
    )
    assert built[0].occupation(ConceptUri(WAITER)).preferred_label == "head waiter/head waitress"


def test_onet_occupations_carry_their_tasks_in_order(built: Built) -> None:
    occupation = built[0].occupation(ConceptUri("urn:onet:occupation:chief-executives"))
    assert occupation.tasks == ("Plan budgets.", "Confer with staff.")
    assert occupation.vocabulary is Vocabulary.ONET


def test_isco_groups_are_groups_and_not_occupations(built: Built) -> None:
    assert built[0].groups == {ISCO_0: "Armed forces occupations"}
    assert ISCO_0 not in built[0].occupations


def test_the_build_states_version_counts_and_both_attributions(built: Built) -> None:
    taxonomy, report = built
    assert taxonomy.version == report.version == VERSION
    assert report.counts == {
        "ESCO knowledge": 1,
        "ESCO skill/competence": 3,
        "O*NET technology": 3,
        "ESCO occupations": 2,
        "O*NET occupations": 2,
    }
    assert taxonomy.attribution[0] == "This service uses the ESCO classification of the European Commission."
    assert "O*NET 30.2 Database" in taxonomy.attribution[1]
    assert "CC BY 4.0" in taxonomy.attribution[1]


def test_a_wheel_without_the_expected_column_names_file_and_column(tmp_path: Path) -> None:
    laiser, extractor = write_wheels(tmp_path)
    with zipfile.ZipFile(laiser, "w") as zipped:
        zipped.writestr("laiser/public/faiss_skills.csv", "skill_name,aliases\n")
    with pytest.raises(UnreadableDocument, match=r"faiss_skills\.csv: has no column 'description'"):
        read_packaged(laiser, extractor)


def test_aliases_that_the_run_on_text_does_not_repeat_are_not_split() -> None:
    assert split_aliases("lead staff, guide staff", "lead staff direct staff") is None


@pytest.mark.parametrize(
    ("text", "label", "description"),
    [
        ("nanny au pair Nannies provide care. Nannies play.", "nanny", "Nannies provide care. Nannies play."),
        ("monk/nun friar Monks/nuns pray.", "monk/nun", "Monks/nuns pray."),
        ("editor-in-chief head Editors-in-chief lead.", "editor-in-chief", "Editors-in-chief lead."),
        (
            "buyer of meat and meat products trader Buyers of meat and meat products buy.",
            "buyer of meat and meat products",
            "Buyers of meat and meat products buy.",
        ),
        (
            "ICT system tester ICT systems tester ICT system testers perform tests.",
            "ICT system tester",
            "ICT system testers perform tests.",
        ),
        ("3D animator CGI designer 3D animators animate.", "3D animator", "3D animators animate."),
    ],
)
def test_irregular_occupation_labels_are_recovered(text: str, label: str, description: str) -> None:
    parts = take_apart_occupation(text)
    assert parts is not None
    assert (parts.label, parts.description) == (label, description)


def test_an_occupation_whose_description_never_repeats_it_is_not_taken_apart() -> None:
    assert take_apart_occupation("usher doorkeeper people who show seats") is None
    assert take_apart_occupation("usher Ushers show seats.") == Parts("usher", "", "Ushers show seats.")


def test_aliases_run_together_are_split_only_where_every_weighting_agrees() -> None:
    assert split_by_agreement("contract law", "law of contract contract laws principles of contract law") == (
        "law of contract",
        "contract laws",
        "principles of contract law",
    )
    assert split_by_agreement("philology", "language history study") is None


@pytest.mark.shared
def test_the_real_build_agrees_with_the_official_release_as_recorded(packaged_build: Built) -> None:
    """The figures stand in corpora/SOURCES.md; the inputs are pinned, so they are exact."""
    official, _ = read_official([shared_file("taxonomy/esco_v1.1.1_classification_en_csv.zip")])
    packaged, report = packaged_build
    assert sum(s.vocabulary is Vocabulary.ESCO for s in packaged.skills.values()) == 13_939
    assert {gap.missing for gap in report.incomplete} == {("type",)}
    assert len(report.incomplete) == 5
    assert _agreeing_labels(packaged.skills, official.skills) == (13_601, 13_702)
    assert _agreeing_labels(packaged.occupations, official.occupations) == (2_989, 3_004)
    assert _alias_figures(packaged, official, SkillKind.COMPETENCE) == (0.978, 0.988)
    assert _alias_figures(packaged, official, SkillKind.KNOWLEDGE) == (0.911, 0.272)


def _agreeing_labels(
    ours: Mapping[ConceptUri, Skill] | Mapping[ConceptUri, Occupation],
    theirs: Mapping[ConceptUri, Skill] | Mapping[ConceptUri, Occupation],
) -> tuple[int, int]:
    """Equal labels, letter case aside, and common URIs."""
    common = ours.keys() & theirs.keys()
    same = (ours[uri].preferred_label.lower() == theirs[uri].preferred_label.lower() for uri in common)
    return sum(same), len(common)


def _alias_figures(ours: Taxonomy, theirs: Taxonomy, kind: SkillKind) -> tuple[float, float]:
    """Precision and recall of alternative labels on the common URIs; texts left unsplit count as misses.

    Where the release lists no alternative label at all, ours say nothing about the split and are not counted.
    """
    listed = {uri: set(theirs.skills[uri].alt_labels) for uri in ours.skills.keys() & theirs.skills.keys()}
    compared = [s for s in ours.skills.values() if s.kind is kind and listed.get(s.uri)]
    right = sum(len(listed[s.uri].intersection(s.alt_labels)) for s in compared)
    found = sum(len(s.alt_labels) for s in compared)
    return round(right / found, 3), round(right / sum(len(listed[s.uri]) for s in compared), 3)
