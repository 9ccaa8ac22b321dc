"""The fitted weights of asking come back as they were written, or say what is wrong."""

from pathlib import Path

import numpy as np
import pytest

from matcher.asking import FEATURES, Asking
from matcher.errors import ArtefactMismatch
from matcher.logistic import Logistic
from models.asking import load_asking, version_of_asking, write_asking

FITTED = Asking(
    Logistic(
        mean=np.arange(len(FEATURES), dtype=float),
        scale=np.ones(len(FEATURES)),
        weights=np.full(len(FEATURES), 0.25),
        bias=-1.5,
    )
)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    path = tmp_path / "asking.json"
    write_asking(path, "trigrams-256", FITTED, {"command": "make train"})
    found = load_asking(path, "trigrams-256")
    assert found is not None
    read = found.fitted
    assert (read.mean.tolist(), read.bias) == (FITTED.fitted.mean.tolist(), -1.5)
    assert read.weights.tolist() == [0.25] * len(FEATURES)
    assert len(version_of_asking(path)) == 8


def test_what_leans_on_another_encoder_s_gate_is_not_used(tmp_path: Path) -> None:
    path = tmp_path / "asking.json"
    write_asking(path, "trigrams-256", FITTED, {})
    assert load_asking(path, "trigrams-64") is None


@pytest.mark.parametrize(
    "content", ["", "{}", '{"features": ["one"]}', '{"encoder": "trigrams-256", "features": ["one"]}']
)
def test_a_damaged_file_names_what_to_run(tmp_path: Path, content: str) -> None:
    path = tmp_path / "asking.json"
    path.write_text(content)
    with pytest.raises(ArtefactMismatch, match="make train"):
        load_asking(path, "trigrams-256")
