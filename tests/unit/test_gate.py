"""The gate tells sentences that ask for a skill from those that don't; its words as scikit-learn would weigh them."""

from dataclasses import replace

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from matcher.gate import Gate, WordGate, grams
from matcher.logistic import Logistic
from models.training.gate import MIN_SENTENCES, VECTOR_C, WORDS_C, WORDS_SHARE, fit_calibration, fit_gate, fit_logistic
from tests.fakes import TrigramEncoder, open_gate

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


def fitted() -> Gate:
    return fit_gate(TEXTS, ENCODER.encode(TEXTS).astype(np.float64), RIGHT)


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


def test_the_log_odds_of_a_sentence_are_those_of_its_vector_and_a_share_of_those_of_its_words() -> None:
    gate, vectors = fitted(), ENCODER.encode(NEW)
    assert gate.words_share == WORDS_SHARE
    expected = [
        gate.vector.logit(vector[None])[0] + WORDS_SHARE * gate.words.logit(text)
        for text, vector in zip(NEW, vectors, strict=True)
    ]
    np.testing.assert_allclose(gate.logits(NEW, vectors), expected, atol=1e-9)
    assert (gate.logits(TEXTS, ENCODER.encode(TEXTS)) > 0).tolist() == RIGHT.tolist()


def test_how_surely_a_sentence_asks_rises_with_its_log_odds() -> None:
    calibrated = replace(
        open_gate(2),
        calibration=Logistic(mean=np.array([1.0]), scale=np.array([2.0]), weights=np.array([3.0]), bias=-0.5),
    )
    asks = [calibrated.asks(logit) for logit in (-3.0, 0.0, 1.0, 4.0)]
    assert asks == pytest.approx(
        [1 / (1 + np.exp(6.5)), 1 / (1 + np.exp(2)), 1 / (1 + np.exp(0.5)), 1 / (1 + np.exp(-4))]
    )
    assert asks == sorted(asks)


def test_a_gate_that_is_not_calibrated_yet_takes_its_log_odds_as_they_are() -> None:
    assert fitted().asks(0.0) == 0.5
    assert fitted().asks(np.log(4)) == pytest.approx(0.8)


def test_a_calibrated_gate_is_right_as_often_as_it_says() -> None:
    random = np.random.default_rng(3)
    logits = random.normal(scale=4, size=4_000)
    right = random.random(4_000) < 1 / (1 + np.exp(-(0.5 * logits - 1)))
    gate = replace(open_gate(2), calibration=fit_calibration(logits, right))
    for logit in (-4.0, 0.0, 2.0, 6.0):
        assert gate.asks(logit) == pytest.approx(1 / (1 + np.exp(-(0.5 * logit - 1))), abs=0.03)


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
