"""Train the encoder: all-MiniLM-L6-v2 to bring ad-like texts near the labels of the concepts they name.

The teacher has all six layers. Two contrastive losses over a batch, each both ways, other known concepts of a text
masked: between the mean vectors (multiple negatives ranking, Henderson et al. 2017), and between the label and the
token states that attend to it (token-level attention, after ConTeXT-match, Decorte et al. 2025). After the first pass
each text gets a hard negative: a concept that the encoder itself takes for near. The pupil has three of the layers and
learns to give the teacher's states (Sanh et al. 2019, arXiv:1910.01108), on real texts that nobody labelled too.

`python -m models.training.encoder MATERIAL START TARGET` needs torch, transformers and tqdm only: where another
machine has a GPU, it takes minutes there, instead of hours.
"""

import json
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import torch

from models.training.batches import Pair, batches, paired
from models.training.material import Ids, Material, read_material
from models.training.network import attended, load_network, mean, states, thinned, vectors
from models.training.steps import Run, take_steps

SCALE = 20.0
FIRST_RATE, RATE, PUPIL_RATE = 5e-5, 4e-5, 3e-4
PASSES, PUPIL_PASSES = 2, 2
"""Passes with hard negatives, after one without; the pupil's over all texts."""
NEAR = 40
"""Concepts that a text takes for near and of which its hard negatives are drawn."""
SAME_FROM = 0.92
"""Cosine from which two labels say the same, and neither is a negative of the other."""
COMPARED_AT_ONCE = 2_048
LAYERS = (0, 2, 5)
"""That the pupil keeps."""
STATES_COUNT = 0.1
"""Of the squared difference of the states, beside their directions, in what the pupil learns."""


def train_encoder(material: Material, start: Path, work: Path, seed: int) -> tuple[Any, dict[str, Any]]:
    """The pupil, and the record of the runs. `start`: a model folder; `work`: where checkpoints are kept."""
    torch.manual_seed(seed)
    torch.set_float32_matmul_precision("high")
    work.mkdir(parents=True, exist_ok=True)
    teacher = load_network(start)
    runs: dict[str, Run] = {}
    draw = random.Random(seed)
    lengths = [len(ids) for ids in material.texts]
    plan = paired(lengths, material.named, None, draw)
    loss = contrast(teacher, material)
    runs["first pass"] = take_steps(
        teacher, plan, loss, rate=FIRST_RATE, checkpoint=work / "first.ckpt", what="encoder, first pass"
    )
    others = hard_negatives(teacher, material)
    plan = [batch for _ in range(PASSES) for batch in paired(lengths, material.named, others, draw)]
    runs["hard negatives"] = take_steps(
        teacher, plan, loss, rate=RATE, checkpoint=work / "hard.ckpt", what="encoder, hard negatives"
    )
    pupil, runs["pupil"] = teach(teacher, [*material.texts, *material.labels, *material.unlabelled], work, draw)
    return pupil, {"seed": seed, **material.record, "runs": {name: asdict(run) for name, run in runs.items()}}


def contrast(network: Any, material: Material) -> Callable[[Sequence[Pair]], torch.Tensor]:
    """The loss of a batch of pairs."""

    def loss(batch: Sequence[Pair]) -> torch.Tensor:
        columns = list(dict.fromkeys([p.target for p in batch] + [p.other for p in batch if p.other is not None]))
        place = {concept: column for column, concept in enumerate(columns)}
        found, mask = states(network, [material.texts[pair.text] for pair in batch])
        wanted = mean(*states(network, [material.labels[concept] for concept in columns]))
        right = torch.tensor([place[pair.target] for pair in batch], device=wanted.device)
        also = _also_named(batch, material.named, place).to(wanted.device)
        by_mean, by_attention = mean(found, mask) @ wanted.T, attended(found, mask, wanted)
        return _contrast(by_mean, right, also) + _contrast(by_attention, right, also)

    return loss


def _also_named(batch: Sequence[Pair], named: Sequence[Sequence[int]], place: Mapping[int, int]) -> torch.Tensor:
    """(texts, labels): what a text names beside its target, which is no negative."""
    also = torch.zeros(len(batch), len(place), dtype=torch.bool)
    for row, pair in enumerate(batch):
        for concept in named[pair.text]:
            if concept != pair.target and concept in place:
                also[row, place[concept]] = True
    return also


def _contrast(similarity: torch.Tensor, right: torch.Tensor, also: torch.Tensor) -> torch.Tensor:
    scaled = (SCALE * similarity).masked_fill(also, -1e4)
    rows = torch.arange(len(right), device=right.device)
    same = (right[:, None] == right[None, :]) & (rows[:, None] != rows[None, :])
    of_labels = scaled.T[right].masked_fill(same, -1e4)
    cross_entropy = torch.nn.functional.cross_entropy
    return (cross_entropy(scaled, right) + cross_entropy(of_labels, rows)) / 2


@torch.no_grad()
def hard_negatives(network: Any, material: Material) -> list[list[int]]:
    """For each text the NEAR nearest concepts that are not its own, nor say the same as one of them."""
    labels = vectors(network, material.labels)
    same = torch.cat([chunk @ labels.T > SAME_FROM for chunk in torch.split(labels, COMPARED_AT_ONCE)])
    found: list[list[int]] = []
    for chunk in torch.split(vectors(network, material.texts), COMPARED_AT_ONCE):
        near = chunk @ labels.T
        for row, own in enumerate(material.named[len(found) : len(found) + len(chunk)]):
            near[row][same[list(own)].any(0)] = -1.0
        found += near.topk(min(NEAR, len(labels)), dim=1).indices.tolist()
    return found


def teach(teacher: Any, texts: Sequence[Ids], work: Path, draw: random.Random) -> tuple[Any, Run]:
    """A network of some of the teacher's layers that gives its states."""
    pupil = thinned(teacher, LAYERS)
    for part in pupil.modules():
        if isinstance(part, torch.nn.Dropout):
            part.p = 0.0
    teacher.eval()
    plan = [batch for _ in range(PUPIL_PASSES) for batch in batches([len(ids) for ids in texts], draw)]

    def loss(batch: Sequence[int]) -> torch.Tensor:
        ids = [texts[place] for place in batch]
        with torch.no_grad():
            wanted, mask = states(teacher, ids)
        return unlike(states(pupil, ids)[0], wanted, mask)

    return pupil, take_steps(
        pupil, plan, loss, rate=PUPIL_RATE, checkpoint=work / "pupil.ckpt", what="encoder, three layers"
    )


def unlike(found: torch.Tensor, wanted: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """How far (texts, tokens, dim) states are from those wanted: zero where they are the same."""
    apart = 1 - torch.nn.functional.cosine_similarity(found, wanted, dim=-1)
    of_texts = 1 - (mean(found, mask) * mean(wanted, mask)).sum(-1)
    square = torch.nn.functional.mse_loss(found * mask[..., None], wanted * mask[..., None])
    return (apart * mask).sum() / mask.sum() + of_texts.mean() + STATES_COUNT * square


def main(material: str, start: str, target: str, seed: str) -> None:
    pupil, record = train_encoder(read_material(Path(material)), Path(start), Path(target) / "work", int(seed))
    pupil.half().save_pretrained(target)
    (Path(target) / "record.json").write_text(json.dumps(record))


if __name__ == "__main__":
    main(*sys.argv[1:])
