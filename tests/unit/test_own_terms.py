"""What an operator adds: skills and aliases are found by name, stop-terms are not heard, the longest name wins."""

import re
from dataclasses import replace

import pytest

from matcher.concepts import ConceptUri, Skill, SkillKind, Vocabulary
from matcher.demand import Importance
from matcher.implied import ImpliedCue
from matcher.linking import Linker
from matcher.mentions import Span, whole
from matcher.own_terms import (
    NO_OWN_TERMS,
    OWN_CONFIDENCE,
    Named,
    OwnKind,
    OwnTerm,
    found_by_meaning,
    in_force,
    is_proper_name,
    with_own_skills,
)
from matcher.preferences import Preferences
from matcher.profiles import HoldingSource, ProfileClaims
from models.own_terms import build_own_terms
from tests.fakes import (
    BUDGETS,
    PYTHON,
    SQL,
    THINKING,
    achievement,
    small_linker,
    small_pipeline,
    small_taxonomy,
)


def skill(label: str, *aliases: str) -> OwnTerm:
    uri = ConceptUri("urn:own:skill:" + label.lower().replace(" ", "-"))
    return OwnTerm(kind=OwnKind.SKILL, label=label, aliases=aliases, concept=uri)


def alias(label: str, concept: ConceptUri) -> OwnTerm:
    return OwnTerm(kind=OwnKind.ALIAS, label=label, concept=concept)


def stop(label: str) -> OwnTerm:
    return OwnTerm(kind=OwnKind.STOP, label=label)


LORENZO, KOHA, PRECEPTORSHIP = skill("Lorenzo EPR", "Lorenzo"), skill("Koha"), skill("Band 5 preceptorship")
HANDOVER = skill("hand over patients safely")


def found_in(text: str, *terms: OwnTerm) -> dict[str, str]:
    """The words of each name -> the concept they mean."""
    return {one.span.of(text): str(one.concept) for one in build_own_terms(terms).named(text)}


def links_of(text: str, *terms: OwnTerm) -> dict[str, float]:
    linker = small_linker(own=terms)
    [links] = linker.links([whole(text)])
    return {link.candidate.uri: link.candidate.confidence for link in links}


def test_a_house_skill_is_found_by_its_name_and_its_aliases() -> None:
    assert found_in("Lorenzo EPR or Lorenzo alone", LORENZO) == {
        "Lorenzo EPR": "urn:own:skill:lorenzo-epr",
        "Lorenzo": "urn:own:skill:lorenzo-epr",
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("You will use Koha daily", ["Koha"]),
        ("Koha's circulation module", ["Koha's"]),
        ("EXPERIENCE OF KOHA", ["KOHA"]),
        ("we catalogue in koha and in excel", ["koha"]),
        ("We once met a koha in the Kohala hills", []),
    ],
)
def test_a_single_word_with_a_capital_counts_as_it_is_written_or_where_case_means_nothing(
    text: str, words: list[str]
) -> None:
    assert list(found_in(text, KOHA)) == words


def test_a_name_of_several_words_counts_in_any_case() -> None:
    assert list(found_in("Complete the band 5 Preceptorship", PRECEPTORSHIP)) == ["band 5 Preceptorship"]


def test_up_to_three_characters_count_letter_by_letter() -> None:
    assert list(found_in("RiO, not Rio nor RIO", skill("RiO"))) == ["RiO"]


def test_of_names_at_one_place_the_longest_counts() -> None:
    assert found_in("Koha cataloguing", KOHA, skill("Koha cataloguing")) == {
        "Koha cataloguing": "urn:own:skill:koha-cataloguing"
    }


def test_a_name_inside_a_longer_name_of_somebody_else_does_not_count() -> None:
    own = build_own_terms([KOHA])
    assert own.named("Koha Bay", [Span(0, 8)]) == []
    assert own.named("Koha Bay", [Span(0, 4)]) == [Named(Span(0, 4), KOHA.concept)]


def test_without_terms_nothing_is_found_and_everything_heard() -> None:
    assert build_own_terms([]) is NO_OWN_TERMS
    assert NO_OWN_TERMS.named("Koha") == []
    assert NO_OWN_TERMS.heard("Koha", lambda _: ()) == "Koha"


def test_a_stop_term_is_blanked_at_equal_length_unless_it_is_part_of_a_longer_name() -> None:
    terms = [stop("budget"), stop("excellence framework"), skill("Excellence framework lead")]
    linker = small_linker(own=terms)
    assert linker.heard("The Excellence Framework and SQL") == "The                      and SQL"
    assert linker.heard("You manage budgets") == "You manage budgets"
    assert linker.heard("An excellence framework lead") == "An excellence framework lead"


def with_product(name: str, *terms: OwnTerm) -> Linker:
    product = Skill(uri=ConceptUri("t:product"), preferred_label=name, kind=SkillKind.TECHNOLOGY)
    small = small_taxonomy()
    return small_linker(replace(small, skills={**small.skills, product.uri: product}), own=terms)


@pytest.mark.parametrize(
    ("product", "term"),
    [
        ("Microsoft Teams", stop("Teams")),
        ("Oracle Database", stop("Oracle")),
        ("Microsoft Teams", alias("Teams", SQL)),
        ("Microsoft Teams", alias("microsoft", SQL)),
    ],
)
def test_a_name_inside_a_longer_one_of_a_product_does_not_count(product: str, term: OwnTerm) -> None:
    linker = with_product(product, term)
    text = f"You will use {product} daily"
    assert linker.heard(text) == text
    assert [link.candidate.uri for link in linker.links([whole(text)])[0]] == ["t:product"]


def test_of_equal_names_the_operator_s_counts_before_a_product_s() -> None:
    [[link]] = with_product("Fernbase", alias("Fernbase", SQL)).links([whole("You will use Fernbase daily")])
    assert link.candidate.uri == SQL
    assert with_product("Fernbase", stop("Fernbase")).links([whole("You will use Fernbase daily")]) == [()]


def test_capitals_and_digits_make_a_proper_name_which_is_found_by_name_only() -> None:
    assert [is_proper_name(label) for label in ("Koha", "level 2 award", "hand over patients")] == [True, True, False]
    taxonomy = with_own_skills(small_taxonomy(), [KOHA, HANDOVER, alias("crit think", THINKING)])
    assert not found_by_meaning(taxonomy.skill(ConceptUri("urn:own:skill:koha")))
    own = taxonomy.skill(ConceptUri("urn:own:skill:hand-over-patients-safely"))
    assert found_by_meaning(own)
    assert (own.vocabulary, own.kind) == (Vocabulary.OWN, SkillKind.COMPETENCE)
    assert taxonomy.skill(THINKING) == small_taxonomy().skill(THINKING)


def test_a_term_whose_concept_the_taxonomy_lacks_is_out_of_force() -> None:
    terms = [stop("lean"), alias("crit think", THINKING), alias("gone", ConceptUri("s:gone")), KOHA]
    assert in_force(terms, with_own_skills(small_taxonomy(), terms)) == [terms[0], terms[1], terms[3]]


def test_a_name_links_with_the_confidence_set_for_it_and_keeps_its_words() -> None:
    [[link]] = small_linker(own=[KOHA]).links([whole("Experience of Koha is needed")])
    assert (link.candidate.uri, link.candidate.confidence) == (KOHA.concept, OWN_CONFIDENCE)
    assert (link.mention.text, link.mention.span) == ("Koha", Span(14, 18))


def test_an_alias_links_to_its_concept_at_least_as_surely_as_a_name() -> None:
    assert links_of("Knowledge of the Q language", alias("Q language", SQL)) == {SQL: OWN_CONFIDENCE}


def test_a_threshold_above_that_confidence_hides_names() -> None:
    assert small_linker(own=[KOHA]).links([whole("Koha")], OWN_CONFIDENCE + 0.01) == [()]


def test_a_skill_in_small_letters_is_found_by_meaning_too() -> None:
    own = small_linker(own=[HANDOVER])
    [found] = own.candidates([whole("Handing patients over in safe hands")])
    assert HANDOVER.concept in {candidate.uri for candidate in found}
    [found] = small_linker(own=[KOHA]).candidates([whole("Kohl, koalas and kohlrabi")])
    assert KOHA.concept not in {candidate.uri for candidate in found}


def test_a_concept_of_the_same_name_gives_way_to_the_operator_s() -> None:
    assert links_of("SQL", alias("SQL", BUDGETS)) == {BUDGETS: OWN_CONFIDENCE}


def test_a_concept_named_inside_a_longer_own_name_still_counts() -> None:
    assert set(links_of("SQL clinic", skill("SQL clinic"))) == {SQL, "urn:own:skill:sql-clinic"}


def test_a_stop_term_links_to_nothing_and_is_shown_as_free_text() -> None:
    text = "Required:\n- Critical thinking\n- SQL"
    assert THINKING in {d.skill for d in small_pipeline().read(text).demands}
    reading = small_pipeline(own=[stop("critical thinking")]).read(text)
    assert {d.skill for d in reading.demands} == {SQL}
    assert [p.sentence.text for p in reading.unmatched()] == ["Critical thinking"]


def test_a_stop_term_implies_nothing_either() -> None:
    cue = ImpliedCue(skill=THINKING, pattern=re.compile("excellence"), confidence=0.6)
    text = "Required:\n- Work by our excellence framework"
    assert [d.importance for d in small_pipeline(cues=(cue,)).read(text).demands] == [Importance.IMPLIED]
    assert small_pipeline(cues=(cue,), own=[stop("excellence framework")]).read(text).demands == ()


def test_what_is_asked_of_a_name_is_read_as_for_any_skill() -> None:
    reading = small_pipeline(own=[KOHA, LORENZO]).read("Koha is desirable.\n\nNo experience of Lorenzo is needed.")
    assert [(d.skill, d.importance) for d in reading.demands] == [(KOHA.concept, Importance.OPTIONAL)]


def test_a_claim_of_an_own_name_holds_it_and_a_stop_term_stays_free_text() -> None:
    pipeline = small_pipeline(own=[LORENZO, alias("crit think", THINKING), stop("SQL")])
    profile = pipeline.read_profile(ProfileClaims(claims=("lorenzo epr", "crit think", "SQL", "Lorem EPR")))
    assert [(h.skill, h.source) for h in profile.holdings] == [
        (THINKING, HoldingSource.SELF_CLAIMED),
        (LORENZO.concept, HoldingSource.SELF_CLAIMED),
    ]
    assert profile.unlinked == ("SQL", "Lorem EPR")


def test_a_course_that_names_the_house_skill_closes_its_gap() -> None:
    courses = [achievement("c:koha", "Catalogue with Koha", name="Koha for beginners", price="0", hours=4)]
    pipeline = small_pipeline(courses=courses, own=[KOHA])
    reading = pipeline.read("Required:\n- Koha\n- Python")
    recommended = pipeline.recommend(reading.demands, Preferences()).found
    assert [[closure.demand.skill for closure in r.closes] for r in recommended] == [[KOHA.concept]]
    assert PYTHON in {demand.skill for demand in reading.demands}
