"""An everyday name is what a claim means where it is the whole claim, between preferred and alternative labels."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.claim_names import NO_CLAIM_NAMES, ClaimName, ClaimNames, claim_names, key_of
from matcher.claims import Claimed, ClaimPolicy, ProfileReader
from matcher.own_terms import OwnKind, OwnTerm
from matcher.profiles import HeldCredential, HoldingSource, Issued, ProfileClaims
from tests.fakes import BUDGETS, INTERVIEWS, JAVA, SQL, THINKING, LineSplitter, small_linker

NAMES = claim_names(
    [
        ClaimName("fieldwork", INTERVIEWS),
        ClaimName("digitisation", JAVA),
        ClaimName("presentation skills", THINKING),
        ClaimName("juggling", None),
    ]
)


def read(claim: str, names: ClaimNames = NAMES, own: tuple[OwnTerm, ...] = ()) -> Claimed:
    reader = ProfileReader(splitter=LineSplitter(), linker=small_linker(own=own), policy=ClaimPolicy(), names=names)
    [claimed] = reader.claimed([claim])
    return claimed


def test_a_claim_name_holds_its_concept_at_a_confidence_of_its_own() -> None:
    assert read("Fieldwork") == Claimed("Fieldwork", INTERVIEWS, 0.9)
    assert read("Fieldwork", NO_CLAIM_NAMES) == Claimed("Fieldwork")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Problem-Solving", "problem  solving"),
        ("Digitisation", "digitization"),
        ("cataloguing", "Cataloging"),
        ("catalogues", "catalog"),
        ("questionnaires", "questionnaire"),
        ("R&D", "r and d"),
        ("UI/UX.", "ui ux"),
    ],
)
def test_names_are_the_same_whatever_their_case_hyphens_spelling_or_closing_plural(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(("one", "other"), [("access", "acces"), ("analysis", "analysi"), ("teaching", "teacher")])
def test_names_of_other_words_differ(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


@given(st.from_regex(r"[a-z]{1,9}(?: [a-z]{1,9}){0,3}", fullmatch=True))
def test_case_hyphens_and_spaces_around_never_make_another_name(name: str) -> None:
    assert {key_of(name.title().replace(" ", "-")), key_of(f" {name.upper()}. ")} == {key_of(name)}


def test_skills_after_a_name_say_nothing_more() -> None:
    assert read("fieldwork skills").skill == INTERVIEWS
    assert read("presentation skills").skill == THINKING
    assert read("presentation").skill is None


def test_a_claim_that_only_contains_a_claim_name_is_not_it() -> None:
    assert read("fieldwork in geology").skill is None


def test_a_preferred_label_goes_before_a_claim_name_and_an_alternative_label_does_not() -> None:
    spelt_out = "structured query language"
    names = claim_names([ClaimName("SQL", JAVA), ClaimName(spelt_out, THINKING)])
    assert read("SQL", names) == Claimed("SQL", SQL, 0.95)
    assert read(spelt_out, NO_CLAIM_NAMES) == Claimed(spelt_out, SQL, 0.95)
    assert read(spelt_out, names) == Claimed(spelt_out, THINKING, 0.9)


def test_a_preferred_label_with_its_words_turned_round_still_goes_before() -> None:
    names = claim_names([ClaimName("budget management", THINKING)])
    assert read("budget management", names) == Claimed("budget management", BUDGETS, 0.95)


def test_a_claim_name_that_is_a_label_of_its_concept_too_is_as_sure_as_a_label() -> None:
    names = claim_names([ClaimName("structured query language", SQL)])
    assert read("structured query language", names) == Claimed("structured query language", SQL, 0.95)


def test_what_the_operator_says_a_name_means_goes_before_what_we_say() -> None:
    own = (OwnTerm(kind=OwnKind.ALIAS, label="fieldwork", concept=SQL),)
    assert read("fieldwork", own=own) == Claimed("fieldwork", SQL, 0.95)
    stop = (OwnTerm(kind=OwnKind.STOP, label="fieldwork"),)
    assert read("fieldwork", own=stop).skill is None


def test_a_name_that_means_none_is_linked_to_nothing_however_near_a_label_is() -> None:
    near = "conduct research interviews well"
    assert read(near).skill == INTERVIEWS
    assert read(near, claim_names([ClaimName(near, None)])) == Claimed(near)


def test_of_equal_names_the_first_counts() -> None:
    names = claim_names([ClaimName("field-work", SQL), ClaimName("Field Work", JAVA)])
    assert names.meaning("field work") == ClaimName("field-work", SQL)
    assert replace(names, by_key={}).meaning("field work") is None


def test_no_signature_vouches_for_what_a_claim_name_means() -> None:
    issued = Issued(credential="Badge", issuer="Harbour Institute", date="2026-02-01", checked="signed")
    badge = HeldCredential(issued=issued, source=HoldingSource.VERIFIED, claims=("fieldwork", "SQL"))
    reader = ProfileReader(splitter=LineSplitter(), linker=small_linker(), policy=ClaimPolicy(), names=NAMES)
    found = reader.read(ProfileClaims(credentials=(badge,))).holdings
    assert {(one.skill, one.source) for one in found} == {
        (INTERVIEWS, HoldingSource.INFERRED),
        (SQL, HoldingSource.VERIFIED),
    }
