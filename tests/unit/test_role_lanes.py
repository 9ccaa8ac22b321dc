"""An occupation's own words against the skills: each lane as it is defined."""

from dataclasses import replace

import numpy as np
import pytest

from matcher.attention import attended
from matcher.concepts import ConceptUri, Occupation
from matcher.role_lanes import (
    LANES,
    ROLE_FEATURES,
    OccupationSide,
    OwnWords,
    first_order,
    lanes_of,
    own_words,
    role_features,
)
from matcher.vectors import unit
from tests.fakes import LEADING, SQL, TrigramEncoder, small_role_ranker, small_taxonomy

ENCODER = TrigramEncoder()
RANKER = small_role_ranker(small_taxonomy())
ANALYST = Occupation(
    uri=ConceptUri("o:new"),
    preferred_label="data analyst",
    alias_text="data expert SQL expert",
    description="Data analysts query data. They lead a team.",
)


def words_of(occupation: Occupation) -> OwnWords:
    name, described = ENCODER.encode([occupation.preferred_label, occupation.description or ""])
    return own_words(occupation, name, described, ENCODER)


def test_own_words_are_the_name_the_other_names_and_the_sentences() -> None:
    words = words_of(ANALYST)
    assert words.sentences == ("Data analysts query data.", "They lead a team.")
    assert (words.name, words.other_names) == ("data analyst", "data expert SQL expert")
    assert len(words.sentence_vectors) == 2


def test_what_is_not_stated_is_replaced_by_the_name() -> None:
    words = words_of(Occupation(uri=ConceptUri("o:bare"), preferred_label="data analyst"))
    assert (words.sentences, words.other_names) == (("data analyst",), "data analyst")


def test_separate_other_names_are_used_where_the_taxonomy_has_them() -> None:
    assert words_of(replace(ANALYST, alias_text=None, alt_labels=("a", "b"))).other_names == "a; b"


def test_lanes_are_cosines_and_shared_words() -> None:
    lanes = lanes_of(words_of(ANALYST), RANKER.skills, RANKER.occupations)
    assert set(lanes) == set(LANES)
    leading, label = RANKER.positions[LEADING], RANKER.skills.labels[RANKER.positions[LEADING]]
    second = ENCODER.encode(["They lead a team."])[0]
    assert lanes["nearest_sentence"][leading] == pytest.approx(float(second @ label), abs=1e-6)
    assert lanes["other_names_coverage"][RANKER.positions[SQL]] == pytest.approx(1)
    assert lanes["name_bm25"][leading] == 0
    mean, deviation = RANKER.skills.spread["name"]
    unusual = (lanes["name"][leading] - mean[leading]) / deviation[leading]
    assert lanes["name_unusual"][leading] == pytest.approx(unusual)


def test_an_occupation_is_no_neighbour_of_its_own() -> None:
    rows = unit(np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 0, 1]]))
    found = OccupationSide(names=rows, descriptions=rows).neighbours(rows[0], rows[0])
    assert found.tolist() == pytest.approx(rows[1].tolist())


def test_features_stand_in_their_order_for_the_candidates_alone() -> None:
    words = words_of(ANALYST)
    lanes = lanes_of(words, RANKER.skills, RANKER.occupations)
    chosen = np.argsort(-first_order(lanes), kind="stable")[:3]
    rows = role_features(words, lanes, RANKER.skills, chosen, [0.0, 0.7, 0.0])
    column = dict(zip(ROLE_FEATURES, rows.T, strict=True))
    assert column["read"].tolist() == pytest.approx([0, 0.7, 0])
    assert column["log_rank"].tolist() == pytest.approx(np.log1p([0, 1, 2]).tolist())
    assert column["name"].tolist() == pytest.approx(lanes["name"][chosen].tolist())
    tokens = np.concatenate([vectors.tokens for vectors in words.sentence_vectors])
    assert column["attended"].tolist() == pytest.approx(attended(tokens, RANKER.skills.labels[chosen]).tolist())
