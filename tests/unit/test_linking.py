"""Sentences become links that are sure enough, with the words they rest on, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import pytest

from matcher.by_name import NamingPolicy
from matcher.concepts import ConceptUri, Skill, SkillKind, Taxonomy
from matcher.features import FEATURE_NAMES
from matcher.gate import WordGate
from matcher.lexical import build_label_index
from matcher.linking import SHOWN_LANES, WORDS_FROM, Candidate, Linker, LinkingPolicy, _apart
from matcher.mentions import Sentence, Span, whole
from matcher.own_terms import OwnKind, OwnTerm
from matcher.products import ProductName, Products
from matcher.recent import Recent
from matcher.sparing import FEW, Sparing
from matcher.vectors import TextVectors, Vectors
from models.tokens import StemTokenizer
from tests.fakes import (
    BUDGETS,
    INTERVIEWS,
    JAVA,
    PYTHON,
    SQL,
    TABLEAU,
    THINKING,
    FixedCandidates,
    LineSplitter,
    TrigramEncoder,
    gate_of_words,
    small_linker,
    small_taxonomy,
)


@dataclass(frozen=True)
class RememberingEncoder:
    """Remembers which sentences it was given."""

    inner: TrigramEncoder = field(default_factory=TrigramEncoder)
    texts: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def dim(self) -> int:
        return self.inner.dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self.inner.encode(texts)

    def encode_tokens(self, texts: Sequence[str]) -> list[TextVectors]:
        self.texts.extend(texts)
        return self.inner.encode_tokens(texts)


@dataclass(frozen=True)
class WordlessEncoder(TrigramEncoder):
    """Its tokens stand for no characters."""

    def encode_tokens(self, texts: Sequence[str]) -> list[TextVectors]:
        return [replace(found, spans=(None,) * len(found.spans)) for found in TrigramEncoder.encode_tokens(self, texts)]


def remembering() -> tuple[Linker, list[str]]:
    """A linker, and the sentences that it encodes."""
    encoder = RememberingEncoder()
    linker = small_linker(encoder=encoder)
    encoder.texts.clear()
    return linker, encoder.texts


def sentence(text: str, start: int = 0) -> Sentence:
    padded = " " * start + text
    [[found]] = LineSplitter().split(padded, [Span(start, len(padded))])
    return found


def linked(text: str, policy: LinkingPolicy | None = None) -> list[str]:
    [links] = small_linker(policy=policy).links([sentence(text)])
    return [link.candidate.uri for link in links]


def products(*names: str) -> Taxonomy:
    """A taxonomy whose only technologies have these names."""
    small = small_taxonomy()
    kept = {uri: skill for uri, skill in small.skills.items() if uri != TABLEAU}
    named = [Skill(uri=ConceptUri(f"t:{name}"), preferred_label=name, kind=SkillKind.TECHNOLOGY) for name in names]
    described = [
        Skill(uri=ConceptUri(f"s:{n}"), preferred_label=f"skill {n}", kind=SkillKind.COMPETENCE, description=words)
        for n, words in enumerate(2 * ["slack time in cloud access"])
    ]
    return replace(small, skills={**kept, **{skill.uri: skill for skill in (*described, *named)}})


def products_in(text: str, *names: str) -> list[str]:
    [links] = small_linker(products(*names)).links([sentence(text)])
    return [link.candidate.uri for link in links if link.candidate.uri.startswith("t:")]


def test_each_named_skill_is_linked_to_the_words_that_name_it() -> None:
    [links] = small_linker().links([sentence("SQL, critical thinking", start=40)])
    found = {link.candidate.uri: (link.mention.span, link.mention.text) for link in links}
    assert found == {SQL: (Span(40, 43), "SQL"), THINKING: (Span(45, 62), "critical thinking")}


def test_without_a_label_in_full_the_words_it_attends_to_are_the_mention() -> None:
    [links] = small_linker().links([sentence("Well paid, research interviews conducted", start=3)])
    [link] = [link for link in links if link.candidate.uri == INTERVIEWS]
    assert (link.candidate.exact, link.candidate.words) == (None, Span(11, 19))
    assert (link.mention.span, link.mention.text) == (Span(14, 22), "research")
    assert link.mention.sentence.text.startswith("Well paid")


def test_the_whole_sentence_is_the_mention_where_a_label_attends_to_no_words() -> None:
    bare = Sentence(Span(7, 26), "Interview, research")
    linker = small_linker(weights=FixedCandidates(-2, {"coverage": 5}), encoder=WordlessEncoder())
    [links] = linker.links([bare])
    assert links[0].candidate.uri == INTERVIEWS
    assert links[0].candidate.words is None
    assert links[0].mention.span == Span(7, 26)


def test_words_are_not_looked_for_where_a_link_is_too_unlikely() -> None:
    unlikely = small_linker(weights=FixedCandidates(-4))
    [found] = unlikely.candidates([sentence("research interviews conducted, critical thinking")])
    assert {candidate.confidence < WORDS_FROM for candidate in found} == {True}
    assert {candidate.uri: candidate.words for candidate in found if candidate.words} == {THINKING: Span(31, 48)}
    [links] = unlikely.links([sentence("research interviews conducted", start=3)], 0.01)
    assert {link.mention.span for link in links} == {Span(3, 32)}


def test_what_is_not_sure_enough_is_no_link() -> None:
    assert linked("We were founded in 1901") == []
    assert linked("Manage") == []
    assert linked("manage budgets", LinkingPolicy(min_confidence=0.999)) == []


def test_the_threshold_of_a_call_takes_the_place_of_the_policy_s() -> None:
    linker = small_linker()
    [all_of_them] = linker.links([sentence("manage budgets")], 0.0)
    assert len(all_of_them) == 7
    assert linker.links([sentence("manage budgets")], 1.0) == [()]


def test_links_are_surest_first_and_ties_stand_by_uri() -> None:
    linker = small_linker(weights=FixedCandidates(0))
    [found] = linker.candidates([sentence("SQL")])
    assert [candidate.uri for candidate in found] == sorted(candidate.uri for candidate in found)
    assert {candidate.confidence for candidate in found} == {0.5}
    [graded] = small_linker().candidates([sentence("SQL and critical people")])
    assert [c.confidence for c in graded] == sorted((c.confidence for c in graded), reverse=True)
    assert graded[0].uri == SQL


def test_at_most_so_many_links_are_taken_from_one_sentence_the_surest_ones() -> None:
    text = "SQL, manage budgets, Java, Python"
    every = linked(text)
    assert set(every) == {SQL, BUDGETS, JAVA, PYTHON}
    assert linked(text, LinkingPolicy(max_links=2)) == every[:2]


def test_candidates_carry_what_each_lane_saw() -> None:
    [found] = small_linker().candidates([sentence("SQL")])
    sql = next(candidate for candidate in found if candidate.uri == SQL)
    assert sql.lanes is not None
    assert tuple(sql.lanes) == SHOWN_LANES
    assert sql.cosine == sql.lanes["sentence_cosine"]
    seen = ("sentence_cosine", "attended_cosine", "label_found", "coverage")
    assert [sql.lanes[lane] for lane in seen] == pytest.approx([1.0] * 4)
    assert sql.lanes["bm25"] > 0
    assert sql.lanes["recalled"] == 0
    assert (sql.exact, sql.words) == (Span(0, 3), Span(0, 3))
    other = next(candidate for candidate in found if candidate.uri == JAVA)
    assert other.lanes is not None
    assert (other.lanes["bm25"], other.lanes["coverage"], other.exact) == (0.0, 0.0, None)


def test_a_product_name_has_no_lanes() -> None:
    [found] = small_linker().candidates([sentence("Charts in Tableau")])
    [product] = [candidate for candidate in found if candidate.uri == TABLEAU]
    assert (product.lanes, product.cosine, product.exact) == (None, None, Span(10, 17))


def test_skills_asked_for_are_scored_wherever_they_rank() -> None:
    narrow = small_linker(policy=LinkingPolicy(dense_candidates=1, lexical_candidates=1))
    [without] = narrow.candidates([sentence("SQL")])
    [with_java] = narrow.candidates([sentence("SQL")], [JAVA, ConceptUri("s:unknown")])
    assert [c.uri for c in without] == [SQL]
    assert [c.uri for c in with_java] == [SQL, JAVA]
    assert with_java[1].confidence < 0.1


def test_no_sentences_have_no_links() -> None:
    assert small_linker().links([]) == []
    assert small_linker().read([]) == []
    assert list(small_linker().ranked([])) == []
    assert list(small_linker().candidates([])) == []


def test_a_sentence_without_known_words_is_nil() -> None:
    assert small_linker().links([sentence("🙂"), sentence("مرحبا")]) == [(), ()]


def test_the_order_of_the_sentences_changes_nothing() -> None:
    a, b = sentence("SQL, Java"), sentence("manage budgets")
    linker = small_linker()
    assert linker.links([a, b]) == linker.links([b, a])[::-1]


def test_a_product_is_linked_by_its_name_at_the_confidence_of_the_policy() -> None:
    [links] = small_linker(policy=LinkingPolicy(product_confidence=0.55)).links([sentence("Charts in Tableau")])
    assert [(link.candidate.uri, link.candidate.confidence, link.mention.text) for link in links] == [
        (TABLEAU, 0.55, "Tableau")
    ]


def test_products_are_found_letter_by_letter_or_by_a_spelling_that_no_word_has() -> None:
    for spelling in ("AutoCAD", "autocad", "AUTOCAD"):
        assert products_in(f"Design in {spelling}", "AutoCAD") == ["t:AutoCAD"]
    assert products_in("Uses NetSuite", "NetSuites") == []


def test_a_product_named_by_an_ordinary_word_needs_its_capital_inside_the_sentence() -> None:
    assert products_in("Chat in Slack daily", "Slack") == ["t:Slack"]
    assert products_in("Cut some slack daily", "Slack") == []
    assert products_in("Slack is cut by us", "Slack") == []
    assert products_in("Slack is what we use", "Slack") == ["t:Slack"]
    assert products_in("• Slack", "Slack") == ["t:Slack"]
    assert products_in("Store in cloud access", "cloud access") == []


def test_a_product_name_of_two_ordinary_words_may_open_a_sentence() -> None:
    assert products_in("Cloud Access is what we use", "Cloud Access") == ["t:Cloud Access"]


def test_a_product_name_inside_a_skill_s_label_is_not_linked() -> None:
    assert products_in("Write Python (computer programming)", "Python") == []
    assert linked("Write Python")[0] == PYTHON


def test_a_sentence_that_recurs_is_encoded_once_and_linked_where_it_stands_each_time() -> None:
    linker, encoded = remembering()
    here, there = sentence("SQL"), sentence("SQL", start=40)
    first, second = linker.links([here, there])
    assert encoded == ["SQL"]
    assert [link.mention.span for link in first] == [Span(0, 3)]
    assert [link.mention.span for link in second] == [Span(40, 43)]


def test_many_sentences_are_linked_as_each_is_alone() -> None:
    linker = small_linker()
    many = [sentence(f"SQL and Java no. {n}") for n in range(150)]
    assert linker.links(many) == [found for one in many for found in linker.links([one])]


def test_a_sentence_that_stands_alone_is_ranked_by_the_ranker_and_without_products() -> None:
    by_cosine = FixedCandidates(0, {"sentence_cosine": 1}).scorer()
    linker = replace(small_linker(), ranker=by_cosine)
    text = "critical thinking in Tableau"
    [ranked] = linker.ranked([sentence(text)])
    ids = list(linker.concepts.ids)
    cosines = linker.concepts.vectors(range(len(ids))) @ linker.encoder.encode([text])[0]
    assert ranked == sorted(ids, key=lambda uri: (-cosines[ids.index(uri)], uri))
    assert TABLEAU not in ranked


def test_equally_good_candidates_of_a_sentence_are_ranked_by_uri() -> None:
    linker = replace(small_linker(), ranker=FixedCandidates(0).scorer())
    assert list(linker.ranked([sentence("SQL"), sentence("Java")])) == [sorted(linker.concepts.ids)] * 2


KELPIE = OwnTerm(kind=OwnKind.SKILL, label="Kelpie", concept=ConceptUri("urn:own:kelpie"))


def sparing(below: float, **weights: float) -> Sparing:
    words = WordGate(idf=dict.fromkeys(weights, 1.0), weights=weights, bias=0)
    return Sparing(worth=words, below=below, demanding_below=below)


def gated(**weights: float) -> Linker:
    """A linker whose gate goes by these words."""
    linker = small_linker()
    return replace(linker, gate=gate_of_words(linker.encoder.dim, **weights))


def test_what_is_read_says_how_surely_the_sentence_asks_for_a_skill() -> None:
    linker = gated(know=1.5, lunch=-1.0)
    known, lunch, neither = linker.read([sentence("You know SQL"), sentence("SQL at lunch"), sentence("SQL")])
    expected = [1 / (1 + np.exp(-logit)) for logit in (1.5, -1.0, 0.0)]
    assert [known.asks, lunch.asks, neither.asks] == pytest.approx(expected)
    assert [[link.candidate.uri for link in found.links] for found in (known, lunch, neither)] == [[SQL]] * 3


def test_what_asks_does_not_hang_on_the_threshold() -> None:
    [nothing], [everything] = (gated(know=1.5).read([sentence("You know SQL")], least) for least in (1.0, 0.0))
    assert nothing.links == ()
    assert nothing.asks == everything.asks


def test_the_gate_s_log_odds_are_a_feature_of_every_pair() -> None:
    linker = gated(know=1.5)
    pairs = list(linker.pairs([whole("You know SQL"), whole("SQL")]))
    column = FEATURE_NAMES.index("gate_logit")
    assert [set(own.features[:, column].tolist()) for own in pairs] == [{1.5}, {0.0}]
    assert [own.gate for own in pairs] == [1.5, 0.0]


def test_a_sentence_of_which_nothing_would_come_by_its_words_is_not_encoded() -> None:
    encoder = RememberingEncoder()
    linker = replace(gated(lunch=-3.0), encoder=encoder, sparing=sparing(-2.0, lunch=-3.0))
    text = "We have long talks of SQL and Tableau at lunch"
    spared, read = linker.read([sentence(text), sentence("You know SQL")])
    assert encoder.texts == ["You know SQL"]
    assert spared.links == ()
    assert spared.asks < 0.05
    assert [link.candidate.uri for link in read.links] == [SQL]
    for looks in (replace(linker, sparing=sparing(-4.0, lunch=-3.0)), replace(linker, sparing=None)):
        [kept] = looks.links([sentence(text)])
        assert {link.candidate.uri for link in kept} == {SQL, TABLEAU}


def test_a_short_text_that_names_something_is_looked_at_whatever_its_words_are_worth() -> None:
    linker = replace(small_linker(), sparing=sparing(-1.0, lunch=-2.0))
    assert linker.spared(["SQL at lunch", "Soup at lunch"]).keys() == {"Soup at lunch"}


def test_a_text_that_surely_asks_is_spared_from_lower_on_and_never_where_it_is_short() -> None:
    linker = replace(small_linker(), sparing=replace(sparing(-1.0, lunch=-2.0), demanding_below=-3.0))
    text = " ".join(["Soup at lunch", *["and once more"] * FEW])
    assert linker.spared([text]).keys() == {text}
    assert linker.spared([text], {text: True}) == linker.spared([text], {text: False}) == {}
    linker = replace(linker, sparing=sparing(-1.0, lunch=-2.0))
    assert linker.spared([text, "Soup at lunch"], {text: True, "Soup at lunch": True}).keys() == {text}


def test_a_text_that_names_an_operator_s_skill_is_never_spared() -> None:
    linker = replace(small_linker(own=[KELPIE]), sparing=sparing(-1.0, lunch=-2.0))
    assert linker.spared(["Kelpie at lunch", "Soup at lunch"]).keys() == {"Soup at lunch"}


def test_nothing_is_kept_of_what_was_read_unless_it_is_asked_for() -> None:
    linker, encoded = remembering()
    first, second = linker.links([sentence("SQL")]), linker.links([sentence("SQL")])
    assert first == second
    assert encoded == ["SQL", "SQL"]


def test_what_was_read_lately_is_not_encoded_again_and_stands_where_it_stands_this_time() -> None:
    linker, encoded = remembering()
    linker = replace(linker, recent=Recent(2))
    linker.read([sentence("SQL"), sentence("Java")])
    [[again]] = linker.links([sentence("SQL", start=40)])
    assert encoded == ["SQL", "Java"]
    assert (again.candidate.uri, again.mention.span) == (SQL, Span(40, 43))
    [everything] = linker.links([sentence("SQL")], 0.0)
    assert len({link.candidate.uri for link in everything}) == 7
    assert encoded == ["SQL", "Java", "SQL"]
    linker.read([sentence("manage budgets"), sentence("lead a team")])
    linker.read([sentence("SQL"), sentence("lead a team")])
    assert encoded == ["SQL", "Java", "SQL", "manage budgets", "lead a team", "SQL"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Git", ["Git"]),
        ("• Git.", ["Git"]),
        ("Git out of here", []),
        ("knows scipy and Git", ["SciPy", "Git"]),
        ("knows git", []),
    ],
)
def test_a_product_is_known_by_its_name_alone_and_in_small_letters_where_no_word_is_spelt_so(
    text: str, found: list[str]
) -> None:
    taxonomy = products("Git", "SciPy")
    said = {uri: replace(taxonomy.skills[uri], description="git out of here") for uri in (SQL, JAVA)}
    named = small_linker(replace(taxonomy, skills={**taxonomy.skills, **said}))
    [links] = named.links([sentence(text)])
    labels = [taxonomy.skills[link.candidate.uri].preferred_label for link in links]
    assert sorted(label for label in labels if label in ("Git", "SciPy")) == sorted(found)


def test_a_text_that_says_itself_that_it_asks_is_linked_a_little_earlier_to_what_no_other_link_rests_on() -> None:
    linker, text = below_the_threshold(0.8)
    for demanding, linked_to in (({}, False), ({text: False}, False), ({text: True}, True)):
        [found] = linker.read([sentence(text)], None, demanding)
        assert (INTERVIEWS in {link.candidate.uri for link in found.links}) is linked_to
    too_low, _ = below_the_threshold(0.5)
    assert INTERVIEWS not in {
        link.candidate.uri for link in too_low.read([sentence(text)], None, {text: True})[0].links
    }


def below_the_threshold(share: float) -> tuple[Linker, str]:
    """A linker whose threshold leaves this text's only likely link at that share of it."""
    text = "research interviews conducted"
    linker = small_linker()
    [surest] = [c.confidence for c in next(linker.candidates([sentence(text)])) if c.uri == INTERVIEWS]
    unnamed = NamingPolicy(least=1.0)
    return replace(linker, policy=LinkingPolicy(min_confidence=surest / share, naming=unnamed)), text


def test_a_threshold_that_is_asked_for_holds_for_what_demands_too_also_where_it_was_read_before() -> None:
    linker, text = below_the_threshold(0.8)
    linker = replace(linker, recent=Recent(5))
    least = linker.policy.min_confidence
    for given in (None, least, None):
        [found] = linker.read([sentence(text)], given, {text: True})
        assert (INTERVIEWS in {link.candidate.uri for link in found.links}) is (given is None)
    for given in (0.1, 0.3, least, 0.9):
        [found] = linker.read([sentence(text)], given, {text: True})
        assert all(link.candidate.confidence >= given for link in found.links)


def test_below_the_threshold_only_words_that_no_surer_link_rests_on_are_linked() -> None:
    def candidate(confidence: float, words: Span | None) -> Candidate:
        return Candidate(uri=ConceptUri(f"s:{confidence}"), confidence=confidence, words=words)

    sure, sure_too = candidate(0.9, Span(0, 10)), candidate(0.5, Span(5, 10))
    overlapping, wordless = candidate(0.3, Span(9, 12)), candidate(0.29, None)
    alone, second = candidate(0.28, Span(20, 30)), candidate(0.27, Span(25, 30))
    every = [sure, sure_too, overlapping, wordless, alone, second]
    assert _apart(every, 0.4) == [sure, sure_too, alone]
    assert _apart(every, 0.2) == every


def test_a_technology_inside_a_longer_label_of_another_skill_is_not_linked_even_if_it_is_a_candidate_itself() -> None:
    small = small_taxonomy()
    framework = Skill(uri=ConceptUri("s:framework"), preferred_label="SQL framework", kind=SkillKind.COMPETENCE)
    linker = small_linker(replace(small, skills={**small.skills, framework.uri: framework}))
    names = (ProductName(name="SQL", uri=SQL), ProductName(name="Python", uri=PYTHON))
    products = Products(index=build_label_index([[name.name] for name in names], StemTokenizer()), names=names)
    linker = replace(linker, products=products)
    assert linked_by(linker, "Use of a SQL framework") == ["s:framework"]
    assert set(linked_by(linker, "A SQL framework and SQL")) == {"s:framework", SQL}
    assert linked_by(linker, "Write Python (computer programming)")[0] == PYTHON


def linked_by(linker: Linker, text: str) -> list[str]:
    [links] = linker.links([sentence(text)])
    return [link.candidate.uri for link in links]


def test_a_name_that_is_asked_for_and_unknown_is_told_with_its_place() -> None:
    [found] = small_linker().read([sentence("You have used Fernbase", start=7)])
    assert found.unknown == (Span(21, 29),)
