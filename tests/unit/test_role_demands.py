"""What a role demands says where each part comes from, and how sure that is."""

import math
from dataclasses import replace

import pytest

from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.mentions import Span, whole
from matcher.role_demands import (
    CITED_FROM,
    NAMED_WEIGHT,
    OPTIONAL_CONFIDENCE,
    READ_FROM,
    occupation_demands,
    ranked_skills,
)
from matcher.roles import RoleMatch
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
    FixedCandidates,
    small_finder,
    small_linker,
    small_pipeline,
    small_role_ranker,
    small_taxonomy,
)

TAXONOMY = small_taxonomy()
FINDER = small_finder(TAXONOMY)
LINKER = small_linker(TAXONOMY)
READ_COUNTS = small_role_ranker(TAXONOMY, read=10, bias=-4)
"""Thinks a skill likely where the linker read it surely, and unlikely otherwise."""
ALL_LIKELY = small_role_ranker(TAXONOMY, described=1, bias=2)


def match(uri: ConceptUri) -> RoleMatch:
    occupation = TAXONOMY.occupation(uri)
    return RoleMatch(
        occupation=uri,
        label=occupation.preferred_label,
        vocabulary=occupation.vocabulary,
        similarity=1.0,
        score=1.0,
    )


def evidence(wanted: tuple[Demand, ...]) -> dict[str, list[tuple[EvidenceSource, str | None]]]:
    return {d.skill: [(e.source, e.reference) for e in d.evidence] for d in wanted}


def test_tasks_are_read_and_cited_with_their_occupation() -> None:
    [demand] = occupation_demands([match(ONET_LIBRARIAN)], TAXONOMY, LINKER)
    assert (demand.skill, demand.importance) == (BUDGETS, Importance.ESSENTIAL)
    [found] = demand.evidence
    assert (found.source, found.reference) == (EvidenceSource.TASK, ONET_LIBRARIAN)
    assert found.text == "Manage budgets of the collection."
    assert found.span is None


def test_description_and_official_relations_are_cited_too() -> None:
    wanted = occupation_demands([match(LIBRARIAN)], TAXONOMY, LINKER)
    assert evidence(wanted) == {
        LEADING: [(EvidenceSource.OFFICIAL_RELATION, LIBRARIAN)],
        INTERVIEWS: [(EvidenceSource.DESCRIPTION, LIBRARIAN)],
        PYTHON: [(EvidenceSource.OFFICIAL_RELATION, LIBRARIAN)],
    }
    by_skill = {demand.skill: demand for demand in wanted}
    assert (by_skill[LEADING].importance, by_skill[LEADING].confidence) == (Importance.ESSENTIAL, 1.0)
    assert (by_skill[PYTHON].importance, by_skill[PYTHON].confidence) == (Importance.OPTIONAL, 0.5)
    assert by_skill[LEADING].evidence[0].text == "librarian: essential skill lead a team"


def test_what_similar_ads_ask_counts_less_and_names_the_ad_without_offsets() -> None:
    asked = Demand(
        skill=SQL,
        importance=Importance.OPTIONAL,
        confidence=0.9,
        evidence=(
            Evidence(source=EvidenceSource.AD, text="SQL", confidence=0.9, span=Span(5, 8)),
            Evidence(source=EvidenceSource.AD, text="more SQL", confidence=0.8, span=Span(9, 17)),
        ),
    )
    [demand] = occupation_demands([], TAXONOMY, LINKER, [("ad:7", [asked]), ("ad:8", [asked])])
    found, other = demand.evidence
    assert other == replace(found, reference="ad:8")
    assert found.confidence == pytest.approx(0.63)
    assert found == Evidence(
        source=EvidenceSource.SIMILAR_AD, text="SQL", confidence=found.confidence, reference="ad:7"
    )
    assert demand.importance is Importance.OPTIONAL


def test_what_one_similar_ad_alone_asks_is_no_demand_of_the_role() -> None:
    sql, java = (small_pipeline().read(f"Required:\n- {name}").demands for name in ("SQL", "Java"))
    found = occupation_demands([], TAXONOMY, LINKER, [("ad:1", [*sql, *java]), ("ad:2", sql)])
    assert [demand.skill for demand in found] == [SQL]
    described = occupation_demands([match(ANALYST)], TAXONOMY, LINKER, [("ad:1", [*sql, *java])])
    [demand] = [demand for demand in described if demand.skill == SQL]
    assert {evidence.reference for evidence in demand.evidence} == {ANALYST, "ad:1"}


def test_alternatives_of_a_similar_ad_stay_alternatives_of_the_role() -> None:
    asked = small_pipeline().read("Required:\n- SQL or Java").demands
    found = occupation_demands([], TAXONOMY, LINKER, [("ad:9", asked), ("ad:10", asked)])
    assert {demand.skill: demand.alternatives for demand in found} == {SQL: {JAVA}, JAVA: {SQL}}


def test_the_threshold_of_a_call_holds_for_what_is_read() -> None:
    assert occupation_demands([match(ONET_LIBRARIAN)], TAXONOMY, LINKER, min_confidence=0.9999) == ()


def test_no_occupation_demands_nothing() -> None:
    assert occupation_demands([], TAXONOMY, LINKER) == ()


def test_a_role_joins_its_sources_by_skill() -> None:
    role = small_pipeline().role("librarian")
    assert [found.occupation for found in role.matches] == [LIBRARIAN, ONET_LIBRARIAN]
    assert evidence(role.demands)[INTERVIEWS] == [
        (EvidenceSource.DESCRIPTION, LIBRARIAN),
        (EvidenceSource.SIMILAR_AD, "ad:1"),
    ]
    assert evidence(role.demands)[BUDGETS] == [(EvidenceSource.TASK, ONET_LIBRARIAN)]


MATCHES = [match(LIBRARIAN), match(ONET_LIBRARIAN)]


def test_a_likely_skill_is_told_by_the_text_that_names_it_with_the_confidence_of_the_ranking() -> None:
    wanted = occupation_demands([match(LIBRARIAN), match(ONET_LIBRARIAN)], TAXONOMY, LINKER, ranker=READ_COUNTS)
    by_skill = {demand.skill: demand for demand in wanted}
    assert evidence(wanted)[BUDGETS] == [(EvidenceSource.TASK, ONET_LIBRARIAN)]
    read = next(LINKER.candidates([whole("Manage budgets of the collection.")]))[0].confidence
    assert by_skill[BUDGETS].confidence == pytest.approx(1 / (1 + math.exp(4 - 10 * read)), abs=1e-4)
    assert by_skill[BUDGETS].importance is Importance.ESSENTIAL


def test_a_likely_skill_that_no_text_names_is_told_by_the_words_it_lies_nearest_to() -> None:
    wanted = occupation_demands([match(ANALYST)], TAXONOMY, LINKER, ranker=ALL_LIKELY)
    found = {demand.skill: demand.evidence[0] for demand in wanted}
    assert found[SQL].source is EvidenceSource.DESCRIPTION
    assert (found[THINKING].source, found[THINKING].reference) == (EvidenceSource.LIKELY, ANALYST)
    assert found[THINKING].text in ("data analyst", "Data analysts query data with SQL.")
    assert TABLEAU not in found


def test_what_a_text_surely_names_without_being_likely_is_optional_and_counts_less() -> None:
    unlikely = small_role_ranker(TAXONOMY, bias=-4)
    wanted = occupation_demands([match(LIBRARIAN), match(ONET_LIBRARIAN)], TAXONOMY, LINKER, ranker=unlikely)
    [budgets] = [demand for demand in wanted if demand.skill == BUDGETS]
    assert (budgets.importance, budgets.evidence[0].source) == (Importance.OPTIONAL, EvidenceSource.TASK)
    read = next(LINKER.candidates([whole("Manage budgets of the collection.")]))[0].confidence
    assert budgets.confidence == pytest.approx(read * NAMED_WEIGHT)


def test_the_text_that_names_a_likely_skill_most_surely_comes_first() -> None:
    tasks = ("Make manage budgets of all.", "Manage budgets.")
    onet = replace(TAXONOMY.occupation(ONET_LIBRARIAN), tasks=tasks)
    taxonomy = replace(TAXONOMY, occupations={**TAXONOMY.occupations, ONET_LIBRARIAN: onet})
    linker = small_linker(TAXONOMY, weights=FixedCandidates(-2, {"sentence_cosine": 4}))
    wanted = occupation_demands([match(LIBRARIAN), match(ONET_LIBRARIAN)], taxonomy, linker, ranker=ALL_LIKELY)
    [budgets] = [demand for demand in wanted if demand.skill == BUDGETS]
    first, second = budgets.evidence
    assert (first.text, second.text) == ("Manage budgets.", "Make manage budgets of all.")
    assert first.confidence == budgets.confidence > second.confidence


def test_a_text_that_is_hardly_read_as_naming_a_likely_skill_is_not_cited_for_it() -> None:
    hardly = small_linker(TAXONOMY, weights=FixedCandidates(-1.5))
    wanted = occupation_demands([match(LIBRARIAN), match(ONET_LIBRARIAN)], TAXONOMY, hardly, ranker=ALL_LIKELY)
    assert READ_FROM < 1 / (1 + math.exp(1.5)) < CITED_FROM
    [budgets] = [demand for demand in wanted if demand.skill == BUDGETS]
    assert [found.source for found in budgets.evidence] == [EvidenceSource.LIKELY]


def test_a_product_that_a_task_names_is_a_demand_though_products_are_not_ranked() -> None:
    onet = replace(TAXONOMY.occupation(ONET_LIBRARIAN), tasks=("Draw charts with Tableau.",))
    taxonomy = replace(TAXONOMY, occupations={**TAXONOMY.occupations, ONET_LIBRARIAN: onet})
    wanted = occupation_demands([match(LIBRARIAN), match(ONET_LIBRARIAN)], taxonomy, LINKER, ranker=READ_COUNTS)
    [tableau] = [demand for demand in wanted if demand.skill == TABLEAU]
    assert (tableau.importance, tableau.confidence) == (Importance.ESSENTIAL, LINKER.policy.product_confidence)


def test_official_relations_stand_before_what_is_likely() -> None:
    wanted = occupation_demands([match(LIBRARIAN)], TAXONOMY, LINKER, ranker=ALL_LIKELY)
    assert (wanted[0].skill, wanted[0].evidence[0].source) == (LEADING, EvidenceSource.OFFICIAL_RELATION)
    assert wanted[0].confidence == 1


def test_the_threshold_of_a_call_takes_the_place_of_the_policy() -> None:
    def essential(threshold: float | None) -> set[ConceptUri]:
        found = occupation_demands([match(ANALYST)], TAXONOMY, LINKER, (), threshold, ranker=READ_COUNTS)
        return {demand.skill for demand in found if demand.importance is Importance.ESSENTIAL}

    assert essential(None) == {SQL}
    assert essential(0.01) == {BUDGETS, INTERVIEWS, JAVA, LEADING, PYTHON, SQL, THINKING}


def test_a_threshold_that_a_likely_skill_misses_leaves_it_out_and_never_makes_it_optional() -> None:
    def told(threshold: float | None) -> dict[ConceptUri, Demand]:
        wanted = occupation_demands(MATCHES, TAXONOMY, LINKER, (), threshold, ranker=READ_COUNTS)
        return {demand.skill: demand for demand in wanted}

    confidence = told(None)[BUDGETS].confidence
    assert READ_COUNTS.policy.likely_from < confidence < 1
    assert told(confidence)[BUDGETS].importance is Importance.ESSENTIAL
    assert BUDGETS not in told(confidence + 0.0001)


def test_what_is_only_named_has_to_reach_the_threshold_too() -> None:
    unlikely = small_role_ranker(TAXONOMY, bias=-4)
    [least] = {
        d.confidence for d in occupation_demands(MATCHES, TAXONOMY, LINKER, ranker=unlikely) if d.skill == BUDGETS
    }
    for threshold, told in ((least, True), (least + 0.0001, False)):
        wanted = occupation_demands(MATCHES, TAXONOMY, LINKER, (), threshold, ranker=unlikely)
        assert (BUDGETS in {demand.skill for demand in wanted}) is told


def test_official_relations_stand_whatever_the_threshold_and_similar_ads_do_not() -> None:
    ads = [(ad, occupation_demands([match(ANALYST)], TAXONOMY, LINKER)) for ad in ("ad:1", "ad:2")]
    assert SQL in {demand.skill for demand in occupation_demands([match(LIBRARIAN)], TAXONOMY, LINKER, ads)}
    wanted = occupation_demands([match(LIBRARIAN)], TAXONOMY, LINKER, ads, 0.9999, ranker=READ_COUNTS)
    assert [(demand.skill, demand.confidence) for demand in wanted] == [(LEADING, 1.0), (PYTHON, OPTIONAL_CONFIDENCE)]
    assert {found.source for demand in wanted for found in demand.evidence} == {EvidenceSource.OFFICIAL_RELATION}


def test_without_an_esco_occupation_the_texts_are_read_as_before() -> None:
    wanted = occupation_demands([match(ONET_LIBRARIAN)], TAXONOMY, LINKER, ranker=READ_COUNTS)
    assert wanted == occupation_demands([match(ONET_LIBRARIAN)], TAXONOMY, LINKER)


@pytest.mark.parametrize("title", ["librarian", "xyzzy"])
def test_every_title_gets_every_skill_once_however_strange(title: str) -> None:
    found = ranked_skills(title, FINDER, LINKER, READ_COUNTS).ranked
    assert sorted(found) == [BUDGETS, INTERVIEWS, JAVA, LEADING, PYTHON, SQL, THINKING]
    assert title == "xyzzy" or set(found[:2]) == {BUDGETS, INTERVIEWS}
