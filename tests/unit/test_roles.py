"""A role name becomes an occupation, and its demand says where each part comes from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from matcher.concepts import ConceptUri, Occupation, Vocabulary
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.errors import EmptyText, UnknownRole
from matcher.index import ExactIndex
from matcher.mentions import Span
from matcher.roles import RESOLVES_FROM, OccupationFinder, RoleMatch, occupation_demands
from matcher.vectors import Vectors, unit
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
    small_finder,
    small_linker,
    small_pipeline,
    small_taxonomy,
)

TAXONOMY = small_taxonomy()
FINDER = small_finder(TAXONOMY)
LINKER = small_linker(TAXONOMY)


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


@dataclass(frozen=True, slots=True)
class OneVector:
    """Every text has the same (1, dim) vector."""

    vector: Vectors
    name: str = "one vector"

    @property
    def dim(self) -> int:
        return int(self.vector.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.repeat(self.vector, len(texts), axis=0)


def test_every_title_is_ranked_best_first_however_strange() -> None:
    librarian, strange = FINDER.rank(["Librarian", "🙂"], 3)
    assert [found.occupation for found in librarian] == [LIBRARIAN, ONET_LIBRARIAN, ANALYST]
    assert librarian[0].similarity == pytest.approx(1.0)
    assert [found.score for found in librarian] == sorted((found.score for found in librarian), reverse=True)
    assert {found.occupation for found in strange} == {LIBRARIAN, ANALYST, ONET_LIBRARIAN}


def test_ranking_stops_at_k_and_keeps_to_a_vocabulary() -> None:
    [[first]] = FINDER.rank(["librarian"], 1)
    assert first.occupation == LIBRARIAN
    [only_onet] = FINDER.rank(["librarian"], 3, Vocabulary.ONET)
    assert [found.occupation for found in only_onet] == [ONET_LIBRARIAN]


def test_an_alternative_label_finds_its_occupation() -> None:
    [[best]] = FINDER.rank(["library officer"], 1)
    assert (best.occupation, best.label) == (LIBRARIAN, "librarian")


def test_titles_are_ranked_one_by_one() -> None:
    together = FINDER.rank(["librarian", "data analyst"], 3)
    assert together == FINDER.rank(["librarian"], 3) + FINDER.rank(["data analyst"], 3)
    assert FINDER.rank([], 3) == []


def test_a_name_resolves_to_the_best_occupation_of_each_vocabulary_that_resembles_it() -> None:
    used, others = FINDER.resolve("librarian")
    assert [found.occupation for found in used] == [LIBRARIAN, ONET_LIBRARIAN]
    assert [found.occupation for found in others] == [ANALYST]


def test_an_occupation_that_does_not_resemble_the_name_is_not_used_for_want_of_a_better_one() -> None:
    used, others = FINDER.resolve("data analyst")
    assert [found.occupation for found in used] == [ANALYST]
    assert {found.occupation for found in others} == {LIBRARIAN, ONET_LIBRARIAN}


def test_a_name_that_resembles_nothing_is_an_unknown_role() -> None:
    with pytest.raises(UnknownRole, match="no occupation resembles the role 'xyzzy'"):
        FINDER.resolve("xyzzy")


def finder_where_the_first_is_nearest(*occupations: Occupation) -> OccupationFinder:
    """Every name has the cosine 0.29 with the first occupation and -0.96 with the others."""
    uris = [occupation.uri for occupation in occupations]
    near = ExactIndex(uris, unit([[1, 0], *([0, 1] for _ in occupations[1:])]))
    return OccupationFinder(
        encoder=OneVector(unit([[0.3, -1]])),
        names=near,
        descriptions=near,
        labels=build_labels(occupations),
        taxonomy=replace(TAXONOMY, occupations={occupation.uri: occupation for occupation in occupations}),
    )


def test_a_label_named_in_full_is_a_role_though_the_shares_of_its_words_add_up_to_less_than_one() -> None:
    label, others = "night garden map railway archive", ("night railway chief", "railway officer garden", "harbour")
    finder = finder_where_the_first_is_nearest(
        Occupation(uri=ConceptUri("o:mapper"), preferred_label=label),
        *(Occupation(uri=ConceptUri(f"o:{other}"), preferred_label=other) for other in others),
    )
    assert 0.999 < float(finder.labels.scores(label)[1].max()) < 1
    used, _ = finder.resolve(label)
    assert [(match.occupation, match.similarity < RESOLVES_FROM) for match in used] == [("o:mapper", True)]


def test_a_label_of_another_occupation_in_the_name_does_not_make_the_best_one_a_role() -> None:
    finder = finder_where_the_first_is_nearest(
        Occupation(uri=ConceptUri("o:keeper"), preferred_label="keeper"),
        Occupation(uri=ConceptUri("o:pilot"), preferred_label="pilot"),
        Occupation(uri=ConceptUri("o:warden"), preferred_label="warden", alt_labels=("night guard",)),
    )
    [[best]] = finder.rank(["night guard"], 1)
    assert best.occupation == "o:keeper"
    with pytest.raises(UnknownRole):
        finder.resolve("night guard")


@pytest.mark.parametrize("name", ["", "  ", "--"])
def test_a_name_without_letters_is_empty(name: str) -> None:
    with pytest.raises(EmptyText, match="the role is empty"):
        FINDER.resolve(name)


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
