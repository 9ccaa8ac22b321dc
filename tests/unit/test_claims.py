"""A profile becomes holdings with their evidence; what fits no concept stays unlinked."""

import pytest

from matcher.claims import ClaimPolicy, ProfileReader
from matcher.concepts import ConceptUri
from matcher.linking import LinkingPolicy
from matcher.mentions import Span
from matcher.profiles import HeldCredential, Holding, HoldingSource, Issued, Profile, ProfileClaims
from tests.fakes import BUDGETS, INTERVIEWS, JAVA, PYTHON, SQL, TABLEAU, THINKING, LineSplitter, small_linker


def reader(policy: ClaimPolicy | None = None, linking: LinkingPolicy | None = None) -> ProfileReader:
    return ProfileReader(splitter=LineSplitter(), linker=small_linker(policy=linking), policy=policy or ClaimPolicy())


def listed(*claims: str) -> Profile:
    return reader().read(ProfileClaims(claims=claims))


def from_text(text: str) -> dict[tuple[str, HoldingSource], Holding]:
    return {(h.skill, h.source): h for h in reader().read(ProfileClaims(text=text)).holdings}


def test_a_claim_that_is_a_label_is_held_at_the_confidence_of_claims() -> None:
    assert listed("critical thinking", " SQL ").holdings == (
        Holding(skill=SQL, source=HoldingSource.SELF_CLAIMED, confidence=0.95, text="SQL"),
        Holding(skill=THINKING, source=HoldingSource.SELF_CLAIMED, confidence=0.95, text="critical thinking"),
    )


def test_case_and_word_forms_do_not_matter_in_a_longer_label() -> None:
    assert [holding.skill for holding in listed("Managing Budgets").holdings] == [BUDGETS]


def test_a_product_can_be_claimed() -> None:
    assert [(h.skill, h.confidence) for h in listed("Tableau").holdings] == [(TABLEAU, 0.95)]


def test_a_claim_spelled_nearly_like_a_label_is_held_by_its_cosine() -> None:
    [holding] = listed("conduct research interviews well").holdings
    assert holding.skill == INTERVIEWS
    assert 0.7 <= holding.confidence < 0.95


def test_a_claim_that_fits_nothing_is_unlinked_and_never_forced() -> None:
    profile = listed("juggling", "SQL", "R")
    assert [holding.skill for holding in profile.holdings] == [SQL]
    assert profile.unlinked == ("juggling", "R")


def test_a_claim_that_only_contains_a_label_is_not_that_skill() -> None:
    profile = listed("everything there is to say against SQL")
    assert profile.holdings == ()
    assert profile.unlinked == ("everything there is to say against SQL",)


def test_claims_without_letters_are_no_claims() -> None:
    assert listed("", "  ", "🙂", "-") == Profile()


def test_a_skill_claimed_twice_is_held_once_on_the_surest_words() -> None:
    assert [
        (h.skill, h.text) for h in listed("conduct research interviews well", "conduct research interview").holdings
    ] == [(INTERVIEWS, "conduct research interview")]


def test_a_label_in_the_text_is_a_claim_with_its_sentence_and_its_words() -> None:
    text = "Jane\n• I query data with SQL daily"
    holding = from_text(text)[SQL, HoldingSource.SELF_CLAIMED]
    assert holding.text == "I query data with SQL daily"
    assert holding.span is not None
    assert holding.span.of(text) == "SQL"


def test_words_that_only_resemble_a_skill_are_inferred() -> None:
    loose = reader(linking=LinkingPolicy(min_confidence=0.05))
    found = loose.read(ProfileClaims(text="Planned budgets"))
    assert [(h.skill, h.source) for h in found.holdings] == [(BUDGETS, HoldingSource.INFERRED)]


def test_what_the_person_says_to_lack_is_not_held() -> None:
    assert {skill for skill, _ in from_text("No experience of Java\nSQL")} == {SQL}


def test_wishes_denials_colleagues_and_referees_hold_nothing_for_the_writer() -> None:
    text = (
        "I know SQL but have never managed budgets.\nI would like to learn Java.\n"
        "Worked with a team who used Python\nREFERENCES\nDr Bo, Head of critical thoughts\n"
    )
    assert {skill for skill, _ in from_text(text)} == {SQL}
    [holding] = reader().read(ProfileClaims(text=text)).holdings
    assert holding.text == "I know SQL but have never managed budgets."


def test_a_claim_in_the_very_words_of_the_ad_holds_what_they_were_read_as() -> None:
    claims = ProfileClaims(claims=("Public speaking.", "juggling"))
    assert reader().read(claims).unlinked == ("Public speaking.", "juggling")
    found = reader().read(claims, {INTERVIEWS: frozenset({"public speaking"})})
    assert [(h.skill, h.text, h.source) for h in found.holdings] == [
        (INTERVIEWS, "Public speaking.", HoldingSource.SELF_CLAIMED)
    ]
    assert found.unlinked == ("juggling",)


def test_wanted_skills_are_looked_for_beyond_the_best_links() -> None:
    narrow = reader(linking=LinkingPolicy(max_links=1, dense_candidates=1, lexical_candidates=1))
    text = ProfileClaims(text="SQL, Python, Java")
    assert len(narrow.read(text).holdings) == 1
    wanted = {JAVA: frozenset[str](), PYTHON: frozenset[str]()}
    assert {holding.skill for holding in narrow.read(text, wanted).holdings} >= {JAVA, PYTHON}


def test_a_skill_listed_and_written_about_is_held_once_from_each() -> None:
    text = "Practised critical thoughts"
    profile = reader(ClaimPolicy(named_confidence=1.0)).read(ProfileClaims(claims=("SQL",), text="SQL. " + text))
    assert [(h.skill, h.source) for h in profile.holdings if h.skill == SQL] == [
        (SQL, HoldingSource.INFERRED),
        (SQL, HoldingSource.SELF_CLAIMED),
    ]


def test_offsets_are_into_the_profile_s_text() -> None:
    text = "🙂 سيرة ذاتية\r\n\r\n  - manage budgets, SQL  \n"
    found = reader().read(ProfileClaims(text=text))
    assert found.text == text
    assert {h.skill: h.span.of(text) for h in found.holdings if h.span} == {BUDGETS: "manage budgets", SQL: "SQL"}
    assert all(isinstance(holding.span, Span) for holding in found.holdings)


@pytest.mark.parametrize("claims", [ProfileClaims(), ProfileClaims(text="")])
def test_an_empty_profile_holds_nothing(claims: ProfileClaims) -> None:
    assert reader().read(claims).holdings == ()


ISSUED = Issued(credential="Data badge", issuer="Harbour Institute", date="2026-02-01", checked="signed")


def held(credential: HeldCredential) -> Profile:
    known = ProfileReader(
        splitter=LineSplitter(), linker=small_linker(), policy=ClaimPolicy(), known=frozenset({SQL, PYTHON})
    )
    return known.read(ProfileClaims(credentials=(credential,)))


def test_what_a_credential_is_aligned_with_is_held_by_its_source_with_who_issued_it() -> None:
    unknown = ConceptUri("urn:another:taxonomy")
    badge = HeldCredential(
        issued=ISSUED, source=HoldingSource.VERIFIED, skills=((PYTHON, "program in Python"), (unknown, "x"))
    )
    assert held(badge).holdings == (
        Holding(skill=PYTHON, source=HoldingSource.VERIFIED, confidence=1.0, text="program in Python", issued=ISSUED),
    )


def test_what_a_credential_names_word_for_word_is_held_by_its_source_and_what_is_read_into_it_is_inferred() -> None:
    badge = HeldCredential(
        issued=ISSUED,
        source=HoldingSource.VERIFIED,
        claims=("SQL", "conduct research interviews well"),
        text="Planned and managed budgets with Tableau",
    )
    found = held(badge).holdings
    assert {(one.skill, one.source) for one in found} >= {
        (SQL, HoldingSource.VERIFIED),
        (INTERVIEWS, HoldingSource.INFERRED),
        (TABLEAU, HoldingSource.INFERRED),
    }
    assert [one.skill for one in found if one.source is HoldingSource.VERIFIED] == [SQL]
    assert {one.issued for one in found} == {ISSUED}
    assert {one.span for one in found} == {None}


def test_what_a_person_says_of_a_credential_counts_as_their_cv_would() -> None:
    certificate = HeldCredential(
        issued=ISSUED, source=HoldingSource.SELF_CLAIMED, claims=("I query data with SQL",), own_text="I query with SQL"
    )
    [own] = held(certificate).holdings
    assert (own.skill, own.source, own.text) == (SQL, HoldingSource.SELF_CLAIMED, "I query with SQL")
    assert (own.issued, own.span) == (ISSUED, None)


def test_a_credential_is_shown_beside_the_same_skill_in_a_list() -> None:
    certificate = HeldCredential(issued=ISSUED, source=HoldingSource.SELF_CLAIMED, own_text="I query data with SQL")
    found = reader().read(ProfileClaims(claims=("SQL",), credentials=(certificate,))).holdings
    assert [(one.skill, one.text, one.issued) for one in found] == [
        (SQL, "I query data with SQL", ISSUED),
        (SQL, "SQL", None),
    ]


def test_a_credential_that_gives_no_skill_is_shown_as_not_understood() -> None:
    badge = HeldCredential(issued=ISSUED, source=HoldingSource.SELF_CLAIMED, claims=("Xyzzy",))
    assert (held(badge).holdings, held(badge).unlinked) == ((), ("Data badge",))


def test_profiles_of_several_files_are_one_person_s() -> None:
    first = ProfileClaims(claims=("SQL",), text="I teach.", refused=("a: no",))
    joined = first.joined(ProfileClaims(claims=("Python", "SQL"), text="I learn.", refused=("b: no",)))
    assert joined == ProfileClaims(claims=("SQL", "Python"), text="I teach.\n\nI learn.", refused=("a: no", "b: no"))
