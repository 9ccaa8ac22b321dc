"""The encoder's last passes: over the annotated sentences of real ads, which are few, and like what it will read.

Each batch of them is taken beside one of what it was trained on before, so that this is kept. For whatever is fitted
or judged on the same sentences there is an encoder for each part of the ads, which has not seen that part.
"""

import hashlib
import json
import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeAlias

import orjson
import torch

from corpora.artefacts import sha256_of
from matcher.concepts import ConceptUri
from matcher.errors import ArtefactMismatch
from models.encoders.sentence import packaged_model
from models.training.batches import Pair, paired
from models.training.data import LabelledSentence
from models.training.encoder import contrast, hard_negatives
from models.training.export import export_int8
from models.training.folds import PARTS
from models.training.gathering import TEXT_TOKENS, as_tokens, stock_tokenizer
from models.training.material import Material, read_material
from models.training.network import device
from models.training.read_back import read_network
from models.training.rounding import round_to_grid
from models.training.steps import take_steps

PASSES, RATE, BATCH = 5, 5e-5, 128
"""Rate and batch chosen on the third of ads that a trial left out; passes so that a run takes a quarter of an hour."""
DIGITS = 12
"""Of a hash, in the name of a checkpoint: only a run of the same is taken up."""
GRAPH, RECORD = "model.onnx", "record.json"

Step: TypeAlias = tuple[Sequence[Pair], Sequence[Pair]]
"""A batch of annotated sentences, and one of former texts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """What the last passes start from and go over."""

    start: Path
    """The encoder before them, as int8 ONNX."""
    material: Path
    """What it was trained on."""
    sentences: Sequence[tuple[LabelledSentence, int]]
    """Each with its part."""
    places: Mapping[ConceptUri, int]
    """Of labels in the material."""
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The same for every part: the texts, and what the encoder before the last passes takes for near to them."""

    tuning: Tuning
    material: Material
    """Annotated sentences first, then former ones."""
    parts: Sequence[int]
    """Of the annotated sentences."""
    near: Sequence[Sequence[int]]


def tune_all(tuning: Tuning, targets: Mapping[int, Path] | Mapping[None, Path]) -> None:
    """For each part the encoder that saw all annotated sentences but its own, or for None that of all, in its folder.

    What a folder holds already is left, if it was made from the same.
    """
    missing = [(held, target) for held, target in targets.items() if not _is_made(tuning, held, target)]
    if missing:
        prepared = prepare(tuning)
        for held, target in missing:
            tune(prepared, held, target)


def prepare(tuning: Tuning) -> Prepared:
    """Annotated texts, and enough of the former ones to stand beside all passes over them."""
    former = read_material(tuning.material)
    if len(former.labels) != len(tuning.places):
        raise ArtefactMismatch(tuning.material.name, "made from another taxonomy", "python -m models.training material")
    known = [(own, part) for own, part in tuning.sentences if own.gold & tuning.places.keys()]
    wanted = PASSES * (len(known) + BATCH)
    some = random.Random(tuning.seed).choices(range(len(former.texts)), k=wanted)
    texts = as_tokens(stock_tokenizer(), [own.text for own, _ in known], TEXT_TOKENS)
    places = [[tuning.places[uri] for uri in sorted(own.gold) if uri in tuning.places] for own, _ in known]
    both = replace(
        former,
        texts=[*texts, *(former.texts[i] for i in some)],
        named=[*places, *(former.named[i] for i in some)],
        unlabelled=(),
    )
    network = read_network(tuning.start, packaged_model()).to(device())
    return Prepared(
        tuning=tuning,
        material=both,
        parts=[part for _, part in known],
        near=hard_negatives(network, both),
    )


def tune(prepared: Prepared, held: int | None, target: Path) -> None:
    """Write the encoder, and the record of its run."""
    tuning = prepared.tuning
    made_from = _made_from(tuning, held)
    known = hashlib.sha256(json.dumps(made_from).encode()).hexdigest()[:DIGITS]
    checkpoint = tuning.material.with_name(f"annotated-{held}-{known}.ckpt")
    torch.manual_seed(tuning.seed)
    network = read_network(tuning.start, packaged_model()).to(device())
    run = take_steps(
        network,
        _plan(prepared, held, random.Random(tuning.seed)),
        _both(contrast(network, prepared.material)),
        rate=RATE,
        checkpoint=checkpoint,
        what="annotated ads" if held is None else f"annotated ads without part {held + 1} of {PARTS}",
    )
    round_to_grid(network, tuning.seed)
    export_int8(network, target / GRAPH)
    record = {**made_from, "run": asdict(run)}
    (target / RECORD).write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2))
    checkpoint.unlink()


def _is_made(tuning: Tuning, held: int | None, target: Path) -> bool:
    if not (target / GRAPH).is_file() or not (target / RECORD).is_file():
        return False
    kept = orjson.loads((target / RECORD).read_bytes())
    return all(kept.get(name) == value for name, value in _made_from(tuning, held).items())


def _made_from(tuning: Tuning, held: int | None) -> dict[str, Any]:
    seen = [(own.text, sorted(own.gold)) for own, part in tuning.sentences if own.gold and part != held]
    return {
        "seed": tuning.seed,
        "start_sha256": sha256_of(tuning.start),
        "former_texts_sha256": sha256_of(tuning.material),
        "sentences": len(seen),
        "sentences_sha256": hashlib.sha256(json.dumps(seen).encode()).hexdigest(),
        "passes": PASSES,
        "rate": RATE,
        "batch": BATCH,
    }


def _plan(prepared: Prepared, held: int | None, draw: random.Random) -> list[Step]:
    first, material, near = len(prepared.parts), prepared.material, prepared.near
    seen = [place for place, part in enumerate(prepared.parts) if part != held]
    passes = [batch for _ in range(PASSES) for batch in _batches(material, seen, near, draw)]
    former = _batches(material, range(first, len(material.texts)), near, draw)
    return list(zip(passes, former, strict=False))


def _batches(
    material: Material, places: Sequence[int], near: Sequence[Sequence[int]], draw: random.Random
) -> list[list[Pair]]:
    """Those texts of it in batches."""
    lengths = [len(material.texts[place]) for place in places]
    named, others = ([own[place] for place in places] for own in (material.named, near))
    found = paired(lengths, named, others, draw, BATCH)
    return [[replace(pair, text=places[pair.text]) for pair in batch] for batch in found]


def _both(loss: Callable[[Sequence[Pair]], torch.Tensor]) -> Callable[[Step], torch.Tensor]:
    return lambda step: loss(step[0]) + loss(step[1])
