"""Demand minus profile."""

from matcher.concepts import ConceptUri
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.gap import Covered, Gap, find_gap
from matcher.profiles import Holding, HoldingSource, Profile

JAVA, GO, SQL = (ConceptUri(f"s:{name}") for name in ("java", "go", "sql"))


def demand(skill: ConceptUri, *others: ConceptUri) -> Demand:
    evidence = Evidence(source=EvidenceSource.AD, text="words", confidence=0.9)
    return Demand(
        skill=skill,
        importance=Importance.ESSENTIAL,
        confidence=0.9,
        evidence=(evidence,),
        alternatives=frozenset(others),
    )


def held(skill: ConceptUri, source: HoldingSource = HoldingSource.SELF_CLAIMED) -> Holding:
    return Holding(skill=skill, source=source, confidence=0.8, text=str(skill))


SHARE = 0.9 * 0.8
"""Of what `held` says the person claims."""


def test_what_is_held_is_covered_by_its_holdings_and_the_rest_is_missing_in_order() -> None:
    listed, inferred = held(SQL), held(SQL, HoldingSource.INFERRED)
    wanted = (demand(JAVA), demand(SQL), demand(GO))
    gap = find_gap(wanted, Profile(holdings=(listed, inferred)))
    assert gap == Gap(covered=(Covered(demand(SQL), (listed, inferred), SHARE),), missing=(demand(JAVA), demand(GO)))


def test_an_alternative_that_is_held_covers_every_demand_of_its_list() -> None:
    go = held(GO)
    gap = find_gap((demand(JAVA, GO), demand(GO, JAVA)), Profile(holdings=(go,)))
    assert gap == Gap(
        covered=(
            Covered(demand(JAVA, GO), (go,), SHARE),
            Covered(demand(GO, JAVA), (go,), SHARE),
        ),
        missing=(),
    )


def test_the_skill_s_own_holdings_come_before_those_of_alternatives() -> None:
    java, go, sql = held(JAVA), held(GO), held(SQL)
    [covered] = find_gap((demand(SQL, JAVA, GO),), Profile(holdings=(java, go, sql))).covered
    assert covered.holdings == (sql, go, java)


def test_an_empty_profile_leaves_everything_missing() -> None:
    assert find_gap((demand(SQL, GO),), Profile()) == Gap(covered=(), missing=(demand(SQL, GO),))


def test_no_demand_is_no_gap() -> None:
    assert find_gap((), Profile(holdings=(held(SQL),))) == Gap(covered=(), missing=())
