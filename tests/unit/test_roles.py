"""A role name becomes an occupation, and its demand says where each part comes from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pytest

from matcher.concepts import ConceptUri, Occupation, Vocabulary
from matcher.errors import EmptyText, UnknownRole
from matcher.index import ExactIndex
from matcher.roles import RESOLVES_FROM, OccupationFinder
from matcher.vectors import Vectors, unit
from models.labels import build_labels
from tests.fakes import (
    ANALYST,
    LIBRARIAN,
    ONET_LIBRARIAN,
    small_finder,
    small_linker,
    small_taxonomy,
)

TAXONOMY = small_taxonomy()
FINDER = small_finder(TAXONOMY)
LINKER = small_linker(TAXONOMY)


@dataclass(frozen=True, slots=True)
class OneVector:
    """Every text has the same (1, dim) vector."""

    vector: Vectors
    name: str = "one vector"

    @property
    def dim(self) -> int:
        return int(self.vector.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.repeat(self.vector, len(texts), axis=0)


def test_every_title_is_ranked_best_first_however_strange() -> None:
    librarian, strange = FINDER.rank(["Librarian", "🙂"], 3)
    assert [found.occupation for found in librarian] == [LIBRARIAN, ONET_LIBRARIAN, ANALYST]
    assert librarian[0].similarity == pytest.approx(1.0)
    assert [found.score for found in librarian] == sorted((found.score for found in librarian), reverse=True)
    assert {found.occupation for found in strange} == {LIBRARIAN, ANALYST, ONET_LIBRARIAN}


def test_ranking_stops_at_k_and_keeps_to_a_vocabulary() -> None:
    [[first]] = FINDER.rank(["librarian"], 1)
    assert first.occupation == LIBRARIAN
    [only_onet] = FINDER.rank(["librarian"], 3, Vocabulary.ONET)
    assert [found.occupation for found in only_onet] == [ONET_LIBRARIAN]


def test_an_alternative_label_finds_its_occupation() -> None:
    [[best]] = FINDER.rank(["library officer"], 1)
    assert (best.occupation, best.label) == (LIBRARIAN, "librarian")


def test_titles_are_ranked_one_by_one() -> None:
    together = FINDER.rank(["librarian", "data analyst"], 3)
    assert together == FINDER.rank(["librarian"], 3) + FINDER.rank(["data analyst"], 3)
    assert FINDER.rank([], 3) == []


def test_a_name_resolves_to_the_best_occupation_of_each_vocabulary_that_resembles_it() -> None:
    used, others = FINDER.resolve("librarian")
    assert [found.occupation for found in used] == [LIBRARIAN, ONET_LIBRARIAN]
    assert [found.occupation for found in others] == [ANALYST]


def test_an_occupation_that_does_not_resemble_the_name_is_not_used_for_want_of_a_better_one() -> None:
    used, others = FINDER.resolve("data analyst")
    assert [found.occupation for found in used] == [ANALYST]
    assert {found.occupation for found in others} == {LIBRARIAN, ONET_LIBRARIAN}


def test_each_vacancy_title_names_its_esco_occupation_or_none() -> None:
    named = FINDER.named_by(["librarian", None, "xyzzy", "🙂", "data analyst", "librarian"])
    assert named == [LIBRARIAN, None, None, None, ANALYST, LIBRARIAN]


def test_a_name_that_resembles_nothing_is_an_unknown_role() -> None:
    with pytest.raises(UnknownRole, match="no occupation resembles the role 'xyzzy'"):
        FINDER.resolve("xyzzy")


def finder_where_the_first_is_nearest(*occupations: Occupation) -> OccupationFinder:
    """Every name has the cosine 0.29 with the first occupation and -0.96 with the others."""
    uris = [occupation.uri for occupation in occupations]
    near = ExactIndex(uris, unit([[1, 0], *([0, 1] for _ in occupations[1:])]))
    return OccupationFinder(
        encoder=OneVector(unit([[0.3, -1]])),
        names=near,
        descriptions=near,
        labels=build_labels(occupations),
        taxonomy=replace(TAXONOMY, occupations={occupation.uri: occupation for occupation in occupations}),
    )


def test_a_label_named_in_full_is_a_role_though_the_shares_of_its_words_add_up_to_less_than_one() -> None:
    label, others = "night garden map railway archive", ("night railway chief", "railway officer garden", "harbour")
    finder = finder_where_the_first_is_nearest(
        Occupation(uri=ConceptUri("o:mapper"), preferred_label=label),
        *(Occupation(uri=ConceptUri(f"o:{other}"), preferred_label=other) for other in others),
    )
    assert 0.999 < float(finder.labels.scores(label)[1].max()) < 1
    used, _ = finder.resolve(label)
    assert [(match.occupation, match.similarity < RESOLVES_FROM) for match in used] == [("o:mapper", True)]


def test_a_label_of_another_occupation_in_the_name_does_not_make_the_best_one_a_role() -> None:
    finder = finder_where_the_first_is_nearest(
        Occupation(uri=ConceptUri("o:keeper"), preferred_label="keeper"),
        Occupation(uri=ConceptUri("o:pilot"), preferred_label="pilot"),
        Occupation(uri=ConceptUri("o:warden"), preferred_label="warden", alt_labels=("night guard",)),
    )
    [[best]] = finder.rank(["night guard"], 1)
    assert best.occupation == "o:keeper"
    with pytest.raises(UnknownRole):
        finder.resolve("night guard")


@pytest.mark.parametrize("name", ["", "  ", "--"])
def test_a_name_without_letters_is_empty(name: str) -> None:
    with pytest.raises(EmptyText, match="the role is empty"):
        FINDER.resolve(name)
