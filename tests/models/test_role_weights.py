"""How a role's skills are ranked is kept with the encoder it was fitted with."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import pytest

from matcher.errors import ArtefactMismatch
from matcher.role_lanes import ROLE_FEATURES
from matcher.role_skills import RolePolicy
from models.role_weights import NUMBERS, SCORER, RoleWeights, load_role_weights, roles_path, write_role_weights
from models.training.trees import fit_trees
from tests.fakes import TrigramEncoder

pytest.importorskip("onnx", reason="only training needs it")

ENCODER = TrigramEncoder()
ROWS = np.random.default_rng(1).normal(size=(200, len(ROLE_FEATURES)))


def some_weights() -> RoleWeights:
    scorer = fit_trees(ROWS, ROWS[:, 0] > 0, trees=3)
    return RoleWeights(encoder=ENCODER.name, scorer=scorer, policy=RolePolicy(likely_from=0.7), record={"n": 1})


def test_weights_come_back_as_they_were_written(tmp_path: Path) -> None:
    written = some_weights()
    write_role_weights(roles_path(tmp_path, ENCODER), written)
    found = load_role_weights(tmp_path, ENCODER)
    assert found is not None
    assert (found.policy.likely_from, found.record) == (0.7, {"n": 1})
    np.testing.assert_array_equal(found.scorer.probability(ROWS), written.scorer.probability(ROWS))
    assert found.version == written.version


def test_other_weights_have_another_version() -> None:
    first = some_weights()
    others = [
        replace(first, policy=RolePolicy(likely_from=0.6)),
        replace(first, scorer=fit_trees(ROWS, ROWS[:, 1] > 0, trees=3)),
    ]
    assert len({weights.version for weights in (first, *others)}) == 3


@dataclass(frozen=True)
class Renamed(TrigramEncoder):
    called: str = field(default="another")

    @property
    def name(self) -> str:
        return self.called


def test_another_encoder_has_none(tmp_path: Path) -> None:
    write_role_weights(roles_path(tmp_path, ENCODER), some_weights())
    assert load_role_weights(tmp_path, Renamed()) is None


@pytest.mark.parametrize("name", [NUMBERS, SCORER])
def test_a_damaged_file_is_refused_by_name(name: str, tmp_path: Path) -> None:
    folder = roles_path(tmp_path, ENCODER)
    write_role_weights(folder, some_weights())
    (folder / name).write_bytes(b"{}")
    with pytest.raises(ArtefactMismatch, match="make train"):
        load_role_weights(tmp_path, ENCODER)
