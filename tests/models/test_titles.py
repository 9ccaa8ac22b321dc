"""What vacancy titles tell is kept with the encoder it was fitted with."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from matcher.concepts import ConceptUri
from matcher.errors import ArtefactMismatch
from matcher.titles import TITLE_FEATURES
from models.titles import NUMBERS, REMEMBERED, TitleWeights, load_titles_weights, titles_path, write_titles_weights
from models.training.gate import untrained
from tests.fakes import ANALYST, LIBRARIAN, TrigramEncoder, small_finder, small_taxonomy

ENCODER = TrigramEncoder()


def some_weights() -> TitleWeights:
    return TitleWeights(
        encoder=ENCODER.name,
        vectors=ENCODER.encode(["data wizard", "book keeper", "elsewhere"]).astype(np.float16),
        owners=(ANALYST, LIBRARIAN, ConceptUri("o:unknown")),
        fitted=replace(untrained(len(TITLE_FEATURES)), weights=np.eye(len(TITLE_FEATURES))[4]),
        record={"figures": {}},
    )


def test_weights_come_back_as_they_were_written(tmp_path: Path) -> None:
    write_titles_weights(titles_path(tmp_path, ENCODER), some_weights())
    found = load_titles_weights(tmp_path, ENCODER)
    assert found is not None
    assert found.owners == some_weights().owners
    np.testing.assert_array_equal(found.vectors, some_weights().vectors)
    np.testing.assert_array_equal(found.fitted.weights, some_weights().fitted.weights)
    assert found.version == some_weights().version


def test_other_weights_have_another_version() -> None:
    first = some_weights()
    others = [
        replace(first, vectors=first.vectors[::-1]),
        replace(first, owners=first.owners[::-1]),
        replace(first, fitted=replace(first.fitted, bias=1.0)),
    ]
    assert len({weights.version for weights in (first, *others)}) == 4


@dataclass(frozen=True)
class Renamed(TrigramEncoder):
    called: str = field(default="another")

    @property
    def name(self) -> str:
        return self.called


def test_another_encoder_has_none(tmp_path: Path) -> None:
    write_titles_weights(titles_path(tmp_path, ENCODER), some_weights())
    assert load_titles_weights(tmp_path, Renamed()) is None


@pytest.mark.parametrize("name", [NUMBERS, REMEMBERED])
def test_a_damaged_file_is_refused_by_name(tmp_path: Path, name: str) -> None:
    folder = titles_path(tmp_path, ENCODER)
    write_titles_weights(folder, some_weights())
    (folder / name).write_bytes(b"{}")
    with pytest.raises(ArtefactMismatch, match="make train"):
        load_titles_weights(tmp_path, ENCODER)


def test_a_remembered_title_leads_to_its_occupation_and_unknown_owners_are_left_out() -> None:
    plain = small_finder(small_taxonomy())
    ranker = some_weights().ranker(tuple(plain.names.ids))
    assert len(ranker.memory.owners) == 2
    [found] = replace(plain, titles=ranker).rank(["data wizard"], 3)
    esco = [match.occupation for match in found if match.occupation in (ANALYST, LIBRARIAN)]
    assert esco == [ANALYST, LIBRARIAN]
    [found] = replace(plain, titles=ranker).rank(["book keeper"], 3)
    esco = [match.occupation for match in found if match.occupation in (ANALYST, LIBRARIAN)]
    assert esco == [LIBRARIAN, ANALYST]
