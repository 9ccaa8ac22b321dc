"""The encoder's last passes, what they start from, and who sees which annotated sentence."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest

from matcher.concepts import ConceptUri
from matcher.vectors import TextVectors, Vectors
from models.encoders.onnx import load_onnx
from models.training.data import LabelledSentence
from models.training.folds import FOLDS, folds_alone, folds_of_ads
from models.training.seeing import memories_of_others, remember, see, see_alone
from tests.fakes import JAVA, PYTHON, SQL, TrigramEncoder, small_linker

pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::torch.jit.TracerWarning", "ignore:Exporting aten:UserWarning"
)
"""Of torch's exporter: the newer one needs a package more."""
torch = pytest.importorskip("torch")
pytest.importorskip("onnx", reason="only training needs it")

from models.encoders.sentence import packaged_model  # noqa: E402 - after what may be missing
from models.training.annotated import BATCH, GRAPH, RECORD, Tuning, tune_all  # noqa: E402 - as above
from models.training.apart import START  # noqa: E402 - as above
from models.training.export import export_int8  # noqa: E402 - as above
from models.training.gathering import LABEL_TOKENS, TEXT_TOKENS, as_tokens, stock_tokenizer  # noqa: E402 - as above
from models.training.material import Material, write_material  # noqa: E402 - as above
from models.training.network import vectors  # noqa: E402 - as above
from models.training.read_back import read_network  # noqa: E402 - as above
from models.training.rounding import WHOLE, round_to_grid, rounded  # noqa: E402 - as above

TEXTS = ("You repair bicycles.", "Fluent in French", "SQL and dashboards", "must be able to lift patients safely")


def labelled(key: str, text: str, *gold: ConceptUri) -> LabelledSentence:
    return LabelledSentence(id=key, text=text, gold=frozenset(gold))


def encoded(network: Any) -> Vectors:  # noqa: ANN401 - a BERT of transformers, which has no types
    found: Vectors = vectors(network, as_tokens(stock_tokenizer(), TEXTS, TEXT_TOKENS)).numpy()
    return found


def test_the_network_that_training_goes_on_from_is_the_one_in_the_graph() -> None:
    network = read_network(START / GRAPH, packaged_model())
    assert len(network.encoder.layer) == 3
    assert not network.embeddings.word_embeddings.weight.requires_grad
    served = load_onnx("start", START / GRAPH, threads=1).encode(TEXTS)
    assert (encoded(network) * served).sum(axis=1).min() > 0.98
    assert (encoded(network) * served[::-1]).sum(axis=1).max() < 0.9


def test_a_network_that_is_written_and_read_again_stays_what_it_was(tmp_path: Path) -> None:
    network = read_network(START / GRAPH, packaged_model())
    before = encoded(network)
    export_int8(network, tmp_path / GRAPH)
    again = encoded(read_network(tmp_path / GRAPH, packaged_model()))
    assert (before * again).sum(axis=1).min() > 0.999


def test_a_graph_that_is_none_of_ours_is_refused(tmp_path: Path) -> None:
    import onnx  # noqa: PLC0415 - as above

    own = onnx.load(str(START / GRAPH))
    lost = next(
        i for i, tensor in enumerate(own.graph.initializer) if tensor.name.endswith("layer.1.output.dense.bias")
    )
    own.graph.initializer[lost].name = "somebody.else"
    onnx.save(own, str(tmp_path / GRAPH))
    with pytest.raises(ValueError, match=r"lacks .*output\.dense"):
        read_network(tmp_path / GRAPH, packaged_model())


@pytest.fixture(scope="module")
def tuning(tmp_path_factory: pytest.TempPathFactory) -> Tuning:
    """Sixty-four times the same two sentences, whose labels are made up; what was trained on before is as small."""
    folder = tmp_path_factory.mktemp("tuning")
    labels = ["do zorbing", "do quibbling", "do frobnication"]
    ids = as_tokens(stock_tokenizer(), labels, LABEL_TOKENS)
    material = Material(labels=ids, texts=[ids[2]] * 128, named=[[2]] * 128, unlabelled=(), record={})
    write_material(material, folder / "material.json.gz")
    said = [("We want who can spin the wheel.", "a"), ("We want who can paint the door.", "b")]
    return Tuning(
        start=START / GRAPH,
        material=folder / "material.json.gz",
        sentences=[
            *((labelled(f"{row}-0", text, ConceptUri(uri)), 0) for row in range(BATCH // 2) for text, uri in said),
            *((labelled("other-0", "We paint doors.", ConceptUri("c")), 1) for _ in range(2)),
        ],
        places={ConceptUri("a"): 0, ConceptUri("b"): 1, ConceptUri("c"): 2},
        seed=3,
    )


def test_sentences_come_near_to_what_annotators_gave_them(tuning: Tuning, tmp_path: Path) -> None:
    tune_all(tuning, {1: tmp_path})
    assert orjson.loads((tmp_path / RECORD).read_bytes())["sentences"] == BATCH
    before, after = (load_onnx("one", path, 1) for path in (START / GRAPH, tmp_path / GRAPH))
    texts = ["We want who can spin the wheel.", "We want who can paint the door."]
    labels = ["do zorbing", "do quibbling"]
    nearer = [
        float(np.diag(cosines).sum() - np.fliplr(cosines).diagonal().sum())
        for cosines in (encoder.encode(texts) @ encoder.encode(labels).T for encoder in (before, after))
    ]
    assert nearer[1] > nearer[0] + 0.1, "to its own label than to the other's"
    seen = (tmp_path / GRAPH).stat().st_mtime_ns
    tune_all(tuning, {1: tmp_path})
    assert (tmp_path / GRAPH).stat().st_mtime_ns == seen, "what is there is not made again"
    assert not list(tuning.material.parent.glob("*.ckpt"))


def test_ads_are_held_out_whole_and_sentences_that_stand_alone_one_by_one() -> None:
    sentences = [labelled(f"ad{ad}-{row}", "text") for ad in range(FOLDS + 2) for row in range(3)]
    assert folds_of_ads(sentences).tolist() == [ad % FOLDS for ad in range(FOLDS + 2) for _ in range(3)]
    assert folds_alone(sentences[: FOLDS + 1]).tolist() == [*range(FOLDS), 0]


@dataclass(frozen=True, slots=True)
class Renamed:
    """Another encoder for each fold: it reads with a word put before the text."""

    said: str
    own: TrigramEncoder = field(default_factory=TrigramEncoder)
    name: str = "renamed"

    @property
    def dim(self) -> int:
        return self.own.dim

    def encode_tokens(self, texts: Sequence[str]) -> list[TextVectors]:
        return self.own.encode_tokens([f"{self.said} {text}" for text in texts])

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self.own.encode([f"{self.said} {text}" for text in texts])


def test_each_sentence_is_seen_by_the_encoder_of_its_fold_and_stays_in_its_place() -> None:
    blind = [small_linker(encoder=Renamed(f"fold{held}")) for held in range(FOLDS)]
    alone = [labelled(f"x-{row}", text, SQL) for row, text in enumerate(["Python", "SQL", "Java"] * 5)]
    known = [labelled("one-0", "Crunch numbers", SQL), labelled("two-0", "Java again", JAVA)]
    seen = see_alone(alone, blind, known, {})
    assert [sentence.id for sentence in seen.sentences] == [sentence.id for sentence in alone]
    for row, sentence in enumerate(alone):
        linker = blind[row % FOLDS]
        memory = remember(known, linker).memory(linker.concepts.ids, {})
        expected = see([sentence], small_linker(encoder=linker.encoder, memory=memory))
        np.testing.assert_allclose(seen.pairs[row].features, expected.pairs[0].features, atol=1e-6)


def test_what_is_remembered_of_other_ads_is_encoded_by_the_encoder_of_the_ad_s_fold() -> None:
    blind = [small_linker(encoder=Renamed(f"fold{held}")) for held in range(FOLDS)]
    sentences = [labelled("one-0", "Crunch numbers", SQL), labelled("two-0", "Java again", JAVA, PYTHON)]
    found = list(memories_of_others(sentences, blind, {"one", "two"}))
    assert [ad for ad, _, _ in memories_of_others(sentences, blind, {"two"})] == ["two"]
    assert [(ad, linker) for ad, linker, _ in found] == [("one", blind[0]), ("two", blind[1])]
    expected = blind[0].encoder.encode(["Java again"]).astype(np.float16)
    np.testing.assert_array_equal(found[0][2].vectors, expected)
    assert found[0][2].ads == {JAVA: 1, PYTHON: 1}


def test_little_steps_of_training_survive_the_grid_of_whole_numbers() -> None:
    draw = torch.Generator().manual_seed(5)
    on_grid = torch.randint(-100, 101, (64, 384), generator=draw).float() * 0.004
    on_grid[:, 0] = WHOLE * 0.004
    np.testing.assert_allclose(rounded(on_grid, draw), on_grid, atol=1e-6)
    moved = on_grid + 0.0008
    moved[:, 0] = on_grid[:, 0]
    found = rounded(moved, draw)
    assert torch.allclose(found / 0.004, torch.round(found / 0.004), atol=1e-3), "each on a point of the grid"
    assert float((found - moved).abs().max()) < 0.004
    gained = (found - on_grid)[:, 1:].mean(dim=1)
    assert float(gained.min()) > 0.0004, "rounding to the nearest would have taken all back"
    assert float(gained.mean()) == pytest.approx(0.0008, rel=0.05)


def test_rounding_of_a_network_is_the_same_for_the_same_seed() -> None:
    one, two, other = (read_network(START / GRAPH, packaged_model()) for _ in range(3))
    for network, seed in ((one, 1), (two, 1), (other, 2)):
        with torch.no_grad():
            network.encoder.layer[0].output.dense.weight.add_(0.0005)
        round_to_grid(network, seed)
    weights = [network.encoder.layer[0].output.dense.weight for network in (one, two, other)]
    assert torch.equal(weights[0], weights[1])
    assert not torch.equal(weights[0], weights[2])
