"""What a person decides holds: it is sure, it is told apart, and nothing else moves."""

from dataclasses import replace

from matcher.concepts import ConceptUri
from matcher.decisions import SAID, Decisions, decided_demands, decided_profile
from matcher.demand import Demand, Evidence, EvidenceSource, Importance
from matcher.mentions import Span
from matcher.profiles import Holding, HoldingSource, Profile

SQL, EXCEL, TEAM = ConceptUri("sql"), ConceptUri("excel"), ConceptUri("team")


def demand(skill: ConceptUri, importance: Importance, confidence: float, start: int, *others: ConceptUri) -> Demand:
    evidence = Evidence(
        source=EvidenceSource.AD, text=f"know {skill}", confidence=confidence, span=Span(start, start + 9)
    )
    return Demand(
        skill=skill, importance=importance, confidence=confidence, evidence=(evidence,), alternatives=frozenset(others)
    )


READ = (
    demand(SQL, Importance.ESSENTIAL, 0.9, 0, EXCEL),
    demand(EXCEL, Importance.OPTIONAL, 0.6, 20, SQL),
    demand(TEAM, Importance.IMPLIED, 0.5, 40),
)


def test_without_decisions_what_was_read_stands() -> None:
    assert decided_demands(READ, Decisions()) == READ
    assert not Decisions()


def test_what_is_rejected_is_no_demand() -> None:
    assert decided_demands(READ, Decisions(rejected=frozenset({EXCEL}))) == (READ[0], READ[2])


def test_what_is_accepted_is_sure_and_keeps_its_words_with_the_confidence_they_were_read_with() -> None:
    [_, own, _] = decided_demands(READ, Decisions(accepted=frozenset({EXCEL})))
    assert own == replace(READ[1], confidence=1.0)
    assert own.evidence[0].confidence == 0.6


def test_another_skill_takes_the_place_of_what_was_read_with_its_words() -> None:
    r = ConceptUri("r")
    own = decided_demands(READ, Decisions(instead={SQL: r}))[0]
    assert own == replace(READ[0], skill=r, confidence=1.0)


def test_a_skill_that_is_meant_twice_is_one_demand_with_the_words_of_both() -> None:
    joined, rest = decided_demands(READ, Decisions(instead={EXCEL: SQL}))
    assert joined.skill == SQL
    assert joined.importance is Importance.ESSENTIAL
    assert joined.evidence == (*READ[0].evidence, *READ[1].evidence)
    assert joined.alternatives == frozenset()
    assert rest == READ[2]


def test_an_added_skill_is_asked_for_by_the_person_s_own_word() -> None:
    own = decided_demands(READ, Decisions(added={ConceptUri("dutch"): "Dutch"}))[0]
    assert (own.skill, own.importance, own.confidence) == ("dutch", Importance.ESSENTIAL, 1.0)
    assert [(one.source, one.text) for one in own.evidence] == [(EvidenceSource.PERSON, "Dutch")]


def test_what_was_read_anyway_is_not_added_again() -> None:
    assert decided_demands(READ, Decisions(added={SQL: "sql"})) == READ


def test_what_a_person_says_to_have_or_not_decides() -> None:
    read = Profile(holdings=(Holding(skill=SQL, source=HoldingSource.INFERRED, confidence=0.4, text="databases"),))
    own = decided_profile(read, Decisions(held=frozenset({TEAM, SQL}), not_held=frozenset()))
    said = Holding(skill=TEAM, source=HoldingSource.SELF_CLAIMED, confidence=1.0, text=SAID)
    assert own.holdings == (*read.holdings, said)
    assert decided_profile(read, Decisions(not_held=frozenset({SQL}))).holdings == ()


SERVE, HELP, GREET = ConceptUri("serve"), ConceptUri("help"), ConceptUri("greet")
ONE_NEED = frozenset({SERVE, HELP, GREET})
ALIKE = tuple(
    replace(demand(skill, Importance.ESSENTIAL, confidence, 60), alike=ONE_NEED - {skill})
    for skill, confidence in ((SERVE, 0.8), (HELP, 0.7), (GREET, 0.6))
)


def skills(*said: Decisions) -> list[list[ConceptUri]]:
    return [[own.skill for own in decided_demands((*ALIKE, *READ), decisions)][:3] for decisions in said]


def test_what_else_the_words_were_read_as_goes_with_the_one_that_stands_for_it() -> None:
    rejected, replaced = Decisions(rejected=frozenset({SERVE})), Decisions(instead={SERVE: TEAM})
    assert skills(rejected, replaced) == [[SQL, EXCEL, TEAM], [TEAM, SQL, EXCEL]]


def test_of_what_something_is_said_by_itself_that_holds() -> None:
    kept = decided_demands(ALIKE, Decisions(rejected=frozenset({SERVE}), accepted=frozenset({GREET})))
    assert [(own.skill, own.confidence, own.alike) for own in kept] == [(GREET, 1.0, frozenset())]


def test_one_that_does_not_stand_for_the_others_goes_alone() -> None:
    kept = decided_demands(ALIKE, Decisions(rejected=frozenset({HELP})))
    assert [(own.skill, set(own.alike)) for own in kept] == [(SERVE, {GREET}), (GREET, {SERVE})]
