"""Alternatives of one another are one need; everything else is a need of its own."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.gap import find_gap
from matcher.needs import Need, closed_demands, needs
from matcher.profiles import Holding, HoldingSource, Profile

GO, JAVA, PYTHON, SQL = SKILLS = tuple(ConceptUri(f"s:{name}") for name in ("go", "java", "python", "sql"))


def demand(skill: ConceptUri, *others: ConceptUri, confidence: float = 0.5) -> Demand:
    evidence = Evidence(source=EvidenceSource.AD, text="words", confidence=confidence)
    return Demand(
        skill=skill,
        importance=Importance.ESSENTIAL,
        confidence=confidence,
        evidence=(evidence,),
        alternatives=frozenset(others) - {skill},
    )


def test_a_demand_without_alternatives_is_a_need_and_the_weightiest_comes_first() -> None:
    light, heavy = demand(GO, confidence=0.4), demand(SQL, confidence=0.8)
    found = needs([light, heavy])
    assert found == (Need((heavy,)), Need((light,)))
    assert [(need.skill, need.weight) for need in found] == [(SQL, 0.8), (GO, 0.4)]
    assert [need.closers for need in found] == [{SQL}, {GO}]


def test_alternatives_of_each_other_are_one_need_that_weighs_what_the_weightiest_does() -> None:
    java, python = demand(JAVA, PYTHON, SQL, confidence=0.6), demand(PYTHON, JAVA, SQL, confidence=0.9)
    sql = demand(SQL, JAVA, PYTHON, confidence=0.3)
    [need] = needs([sql, java, python])
    assert need == Need((python, java, sql))
    assert (need.skill, need.weight) == (PYTHON, 0.9)
    assert need.closers == {JAVA, PYTHON, SQL}


def test_two_lists_that_share_a_skill_are_one_need() -> None:
    assert needs([demand(GO, JAVA), demand(JAVA, GO, SQL), demand(SQL, JAVA)])[0].closers == {GO, JAVA, SQL}


def test_two_lists_without_a_common_skill_are_two_needs() -> None:
    found = needs([demand(GO, SQL), demand(SQL, GO), demand(JAVA, PYTHON), demand(PYTHON, JAVA)])
    assert [need.closers for need in found] == [{GO, SQL}, {JAVA, PYTHON}]


def test_what_another_sentence_asks_for_by_itself_is_a_need_by_itself_that_closes_its_alternative_too() -> None:
    java, python = demand(JAVA), demand(PYTHON, JAVA)
    found = needs([java, python])
    assert found == (Need((java,)), Need((python,)))
    assert closed_demands(found, [JAVA]) == {JAVA, PYTHON}
    assert closed_demands(found, [PYTHON]) == {PYTHON}


def test_one_skill_taught_closes_every_demand_of_its_need_and_no_other() -> None:
    found = needs([demand(JAVA, PYTHON), demand(PYTHON, JAVA), demand(SQL)])
    assert closed_demands(found, [PYTHON]) == {JAVA, PYTHON}
    assert closed_demands(found, []) == frozenset()


def test_nothing_missing_is_no_need() -> None:
    assert needs([]) == ()


gaps = st.dictionaries(st.sampled_from(SKILLS), st.frozensets(st.sampled_from(SKILLS))).map(
    lambda wanted: [demand(skill, *others) for skill, others in wanted.items()]
)


@given(gaps, st.randoms(use_true_random=False))
def test_each_demand_is_in_one_need_whatever_the_order(missing: list[Demand], random: Random) -> None:
    shuffled = list(missing)
    random.shuffle(shuffled)
    found = needs(missing)
    assert found == needs(shuffled)
    assert sorted(d.skill for need in found for d in need.demands) == sorted(d.skill for d in missing)


@given(gaps, st.sampled_from(SKILLS))
def test_what_a_holding_would_cover_is_closed_by_a_course_in_it_too(missing: list[Demand], skill: ConceptUri) -> None:
    learned = Profile(holdings=(Holding(skill=skill, source=HoldingSource.VERIFIED, confidence=1.0, text="learned"),))
    covered = {one.demand.skill for one in find_gap(missing, learned).covered}
    assert covered <= closed_demands(needs(missing), [skill])
