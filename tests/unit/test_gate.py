"""The gate tells sentences that ask for a skill from those that don't; its words as scikit-learn would weigh them."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from matcher.gate import Gate, WordGate, asking, asks_by_name, calls_for, grams, opens_as_duty, says_what_is_wanted
from models.training.gate import (
    FOLDS,
    HEADINGS_C,
    HEADINGS_MIN_SENTENCES,
    MIN_SENTENCES,
    VECTOR_C,
    WORDS_C,
    Annotated,
    fit_gate,
    fit_headings,
    fit_logistic,
)
from tests.fakes import TrigramEncoder

ASKS = (
    "You must know SQL and Python",
    "Experience with SQL is essential",
    "You will manage budgets and lead a team",
    "Knowledge of budgets, and of SQL",
    "You must lead; you must manage",
    "Strong experience in a team",
)
ASKS_NOT = (
    "We offer a pension and free lunch",
    "Free lunch, free parking and a pension",
    "Our team was founded in 1901",
    "We are a small library in Leeds",
    "Send us your letter by Friday",
    "Our library is open on Friday",
)
TEXTS = (*ASKS, *ASKS_NOT)
RIGHT = np.array([True] * len(ASKS) + [False] * len(ASKS_NOT))
NEW = (
    "You must know R-4.2 and SQL, SQL, SQL",
    "FREE lunch and a Pension!",
    "x",
    "",
    "🙂 مدير budgets",
    "A small team in Leeds, we must lead",
    "don't know",
)
ENCODER = TrigramEncoder()


HEADINGS = WordGate(idf={"know": 1.0}, weights={"know": 2.0}, bias=-0.5)
ALIKE = np.where(RIGHT, 0.8, 0.3)


def annotated() -> Annotated:
    return Annotated(
        texts=TEXTS,
        vectors=ENCODER.encode(TEXTS).astype(np.float64),
        alike=ALIKE,
        asks=RIGHT,
        groups=[f"ad {i % 6}" for i in range(len(TEXTS))],
    )


def fitted() -> Gate:
    return fit_gate(annotated(), HEADINGS)


def test_words_of_two_letters_and_more_count_and_pairs_of_neighbours() -> None:
    assert list(grams("You know C++, a bit of R&D")) == [
        "you", "know", "bit", "of", "you know", "know bit", "bit of",
    ]  # fmt: skip
    assert list(grams("R, 🙂")) == []


def test_the_words_gate_decides_as_scikit_learn_does() -> None:
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=MIN_SENTENCES)
    reference = LogisticRegression(C=WORDS_C, max_iter=2000).fit(vectorizer.fit_transform(TEXTS), RIGHT)
    expected = reference.decision_function(vectorizer.transform([*TEXTS, *NEW]))
    words = fitted().words
    assert [words.logit(text) for text in (*TEXTS, *NEW)] == pytest.approx(expected.tolist(), abs=1e-9)
    assert set(words.idf) == set(words.weights) == set(vectorizer.get_feature_names_out())


def test_a_sentence_without_a_known_word_is_judged_by_the_bias() -> None:
    words = WordGate(idf={"sql": 2.0}, weights={"sql": 3.0}, bias=-0.5)
    assert words.logit("nothing known") == words.logit("") == -0.5
    assert words.logit("SQL, sql") == pytest.approx(2.5)


def test_rare_and_repeated_words_count_more_at_a_length_of_one() -> None:
    words = WordGate(
        idf={"sql": 2.0, "you": 1.0, "you sql": 0.5}, weights={"sql": 3.0, "you": -1.0, "you sql": 0}, bias=0
    )
    twice = (1 + np.log(2)) * 2
    length = np.sqrt(twice**2 + 1 + 0.25)
    assert words.logit("you SQL SQL") == pytest.approx((3 * twice - 1) / length)


def test_the_vector_gate_is_a_logistic_regression_on_the_vectors_as_they_are() -> None:
    vectors = ENCODER.encode(TEXTS).astype(np.float64)
    reference = LogisticRegression(C=VECTOR_C, max_iter=2000).fit(vectors, RIGHT)
    new = ENCODER.encode(NEW)
    np.testing.assert_allclose(fitted().vector.logit(new), reference.decision_function(new), atol=1e-9)


def test_what_can_be_told_without_encoding_is_words_headings_length_and_a_colon() -> None:
    gate = fitted()
    rows = gate.word_features(["You must know:", "Lunch"])
    expected = [
        [gate.words.logit("You must know:"), 1.5, np.log(4), 1],
        [gate.words.logit("Lunch"), -0.5, np.log(2), 0],
    ]
    np.testing.assert_allclose(rows, expected, atol=1e-9)
    np.testing.assert_allclose(gate.logits_by_words(["You must know:", "Lunch"]), gate.by_words.logit(expected))
    assert gate.logits_by_words([]).tolist() == []


def test_the_log_odds_of_a_sentence_join_its_vector_the_sentences_like_it_and_its_words() -> None:
    gate, vectors = fitted(), ENCODER.encode(NEW)
    alike = np.linspace(0, 1, len(NEW))
    rows = np.column_stack([gate.vector.logit(vectors), alike, gate.word_features(NEW)])
    np.testing.assert_allclose(gate.logits(NEW, vectors, alike.tolist()), gate.joined.logit(rows), atol=1e-9)
    known = gate.logits(TEXTS, ENCODER.encode(TEXTS), ALIKE.tolist())
    assert (known > 0).tolist() == RIGHT.tolist()


def test_parts_are_joined_by_what_they_say_of_ads_that_they_were_not_fitted_on() -> None:
    """Each group of ads is judged by parts fitted on the others, and the joint weights are fitted on that."""
    own = annotated()
    rows = np.zeros((len(TEXTS), 6))
    fold = np.array([int(group.split()[1]) % FOLDS for group in own.groups])
    for held in range(FOLDS):
        seen, unseen = np.flatnonzero(fold != held), np.flatnonzero(fold == held)
        vector = LogisticRegression(C=VECTOR_C, max_iter=2000).fit(own.vectors[seen], RIGHT[seen])
        vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=MIN_SENTENCES)
        counted = vectorizer.fit_transform([TEXTS[i] for i in seen])
        words = LogisticRegression(C=WORDS_C, max_iter=2000).fit(counted, RIGHT[seen])
        for i in unseen:
            rows[i] = (
                vector.decision_function(own.vectors[[i]])[0],
                ALIKE[i],
                words.decision_function(vectorizer.transform([TEXTS[i]]))[0],
                HEADINGS.logit(TEXTS[i]),
                np.log1p(len(TEXTS[i].split())),
                TEXTS[i].endswith(":"),
            )
    expected, found = fit_logistic(rows, RIGHT, 1.0), fitted().joined
    np.testing.assert_allclose(found.mean, expected.mean, atol=1e-6)
    np.testing.assert_allclose(found.weights, expected.weights, atol=1e-5)
    np.testing.assert_allclose(fitted().by_words.weights, fit_logistic(rows[:, 2:], RIGHT, 1.0).weights, atol=1e-5)


def test_words_under_headings_that_ask_speak_for_asking() -> None:
    least = HEADINGS_MIN_SENTENCES
    under = {f"manage budgets {'x' * i}y": True for i in range(3 * least)}
    under |= {f"free parking {'x' * i}z": False for i in range(least)}
    found = fit_headings(under)
    assert found.logit("You manage budgets") > 1 > -1 > found.logit("Free parking for all")
    texts = sorted(under)
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=least)
    reference = LogisticRegression(C=HEADINGS_C, max_iter=2000, class_weight="balanced")
    reference.fit(vectorizer.fit_transform(texts), [under[text] for text in texts])
    expected = reference.decision_function(vectorizer.transform(["manage parking"]))[0]
    assert found.logit("manage parking") == pytest.approx(expected, abs=1e-9)


def test_log_odds_become_the_probability_of_asking() -> None:
    assert [asking(logit) for logit in (-np.log(3), 0.0, np.log(4))] == pytest.approx([0.25, 0.5, 0.8])


def test_a_logistic_is_fitted_on_standardised_features() -> None:
    random = np.random.default_rng(4)
    rows = random.normal(loc=[5, -100], scale=[0.1, 30], size=(200, 2))
    right = rows[:, 0] + 0.003 * rows[:, 1] + random.normal(scale=0.05, size=200) > 4.7
    found = fit_logistic(rows, right, 1.0)
    assert found.mean.tolist() == pytest.approx(rows.mean(axis=0).tolist())
    assert found.scale.tolist() == pytest.approx(rows.std(axis=0).tolist())
    standard = (rows - rows.mean(axis=0)) / rows.std(axis=0)
    reference = LogisticRegression(C=1.0, max_iter=2000).fit(standard, right)
    np.testing.assert_allclose(found.probability(rows), reference.predict_proba(standard)[:, 1], atol=1e-5)


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("Experience of baking", True),
        ("Accredited by the guild", True),
        ("Your main trade is plastering", True),
        ("Ought to be at home with ovens", True),
        ("The skills shortage is bad", False),
        ("We bake", False),
    ],
)
def test_the_words_by_which_requirements_are_put_are_known(text: str, calls: bool) -> None:
    assert calls_for(text) is calls


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Negotiation and telephone skills are a must", True),
        ("Audio typing experience", True),
        ("The skills shortage is bad", False),
        ("Skills", False),
    ],
)
def test_what_asks_may_follow_the_name_of_what_it_asks_for(text: str, named: bool) -> None:
    assert asks_by_name(text) is named


@pytest.mark.parametrize(
    ("text", "outright"),
    [
        ("You are accredited by the guild", True),
        ("You understand rye", True),
        ("What we do ask for is rye", True),
        ("Rye and basic spelt are what we are after", True),
        ("Audio typing at 60 wpm", True),
        ("You are being trained in rye", False),
        ("You have a car park", False),
        ("What we bake is rye", False),
        ("We are what we eat", False),
    ],
)
def test_what_only_an_applicant_is_said_to_have_is_wanted_outright(text: str, outright: bool) -> None:
    assert says_what_is_wanted(text) is outright


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("You will run the payroll", True),
        ("You'd also build our portal in C#", True),
        ("In this role, you\u2019ll teach English", True),
        ("Your part: manage her diary", True),
        ("Your job is to sew sails", True),
        ("You will receive a bonus", False),
        ("You'll never touch Java", False),
        ("You would be based in Hull", False),
        ("Our team will run the payroll", False),
    ],
)
def test_what_the_reader_will_do_is_a_duty_and_what_happens_to_them_is_none(text: str, is_one: bool) -> None:
    assert opens_as_duty(text) is is_one
