"""Train the encoder: all-MiniLM-L6-v2 to bring ad-like texts near the labels of the concepts they name.

Two contrastive losses over a batch, each both ways, other known concepts of a text masked: between the mean vectors
(multiple negatives ranking, Henderson et al. 2017), and between the label and the token states that attend to it
(token-level attention, after ConTeXT-match, Decorte et al. 2025). In bfloat16 where the processor has it.
"""

import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.cluster import MiniBatchKMeans
from tqdm import tqdm

from matcher.concepts import ConceptUri
from matcher.vectors import Vectors
from models.training.batches import Pair

SCALE = 20.0
ATTENTION = 10.0
"""Sharpness of the attention of a label over the token states."""
RATE = 4e-5
WEIGHT_DECAY = 0.01
WARM_UP = 0.1
FLOOR = 0.02
CLIP = 1.0
TEXT_TOKENS = 72
LABEL_TOKENS = 24
NEIGHBOURHOODS = 400
CHECKPOINT_EVERY = 200
REPORT_EVERY = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a training run was; losses are means over the reported steps."""

    steps: int
    seconds: float
    losses: tuple[float, ...]


def neighbourhoods(uris: Sequence[ConceptUri], vectors: Vectors, seed: int) -> dict[ConceptUri, int]:
    """Numbers of groups of near concepts; `vectors` are those of their labels before training."""
    groups = MiniBatchKMeans(NEIGHBOURHOODS, random_state=seed, n_init=1).fit_predict(vectors)
    return dict(zip(uris, groups.tolist(), strict=True))


def train_encoder(
    model: Any, batches: Sequence[Sequence[Pair]], labels: Mapping[ConceptUri, str], checkpoint: Path, seed: int
) -> Run:
    """Train a SentenceTransformer in place, one pass over the batches.

    `checkpoint` is written every few hundred steps, and taken up where it holds a run over as many batches.
    """
    import torch  # noqa: PLC0415 - seconds to import, and only training needs it

    torch.manual_seed(seed)
    tokenizer, network = model.tokenizer, model[0].auto_model
    network.train()
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _rate(step, len(batches)))
    start, losses = 0, []
    if checkpoint.is_file():
        kept = torch.load(checkpoint, weights_only=False)
        if kept["batches"] == len(batches):
            network.load_state_dict(kept["network"])
            optimiser.load_state_dict(kept["optimiser"])
            schedule.load_state_dict(kept["schedule"])
            start, losses = kept["step"], kept["losses"]
    began = time.monotonic()
    recent: list[float] = []
    bar = tqdm(range(start, len(batches)), desc="training the encoder", initial=start, total=len(batches))
    for step in bar:
        loss = _loss(network, tokenizer, batches[step], labels)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
        optimiser.step()
        schedule.step()
        recent.append(loss.item())
        if len(recent) == REPORT_EVERY:
            losses.append(round(float(np.mean(recent)), 4))
            recent.clear()
            bar.set_postfix(loss=losses[-1])
        if (step + 1) % CHECKPOINT_EVERY == 0:
            state = {
                "batches": len(batches),
                "step": step + 1,
                "losses": losses,
                "network": network.state_dict(),
                "optimiser": optimiser.state_dict(),
                "schedule": schedule.state_dict(),
            }
            torch.save(state, checkpoint.with_suffix(".part"))
            os.replace(checkpoint.with_suffix(".part"), checkpoint)
    network.eval()
    return Run(steps=len(batches), seconds=round(time.monotonic() - began, 1), losses=tuple(losses))


def _rate(step: int, steps: int) -> float:
    warm = max(1, int(WARM_UP * steps))
    return min(1.0, (step + 1) / warm) * max(FLOOR, (steps - step) / steps)


def _loss(network: Any, tokenizer: Any, batch: Sequence[Pair], labels: Mapping[ConceptUri, str]) -> Any:
    import torch  # noqa: PLC0415 - as above

    states, mask = _states(network, tokenizer, [pair.text for pair in batch], TEXT_TOKENS)
    label_states, label_mask = _states(network, tokenizer, [labels[pair.target] for pair in batch], LABEL_TOKENS)
    wanted = _mean(label_states, label_mask)
    also = torch.tensor(
        [[i != j and other.target in pair.concepts for j, other in enumerate(batch)] for i, pair in enumerate(batch)]
    )
    by_mean = _mean(states, mask) @ wanted.T
    by_attention = attended(states, mask, wanted)
    return _contrast(by_mean, also) + _contrast(by_attention, also)


def _states(network: Any, tokenizer: Any, texts: Sequence[str], tokens: int) -> tuple[Any, Any]:
    import torch  # noqa: PLC0415 - as above

    fed = tokenizer(list(texts), padding=True, truncation=True, max_length=tokens, return_tensors="pt")
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network(**fed).last_hidden_state
    return states.float(), fed["attention_mask"]


def _mean(states: Any, mask: Any) -> Any:
    import torch  # noqa: PLC0415 - as above

    weights = mask[..., None].float()
    return torch.nn.functional.normalize((states * weights).sum(1) / weights.sum(1), dim=-1)


def attended(states: Any, mask: Any, wanted: Any) -> Any:
    """(texts, tokens, dim), (labels, dim) -> (texts, labels): cosine of each label with what it attends to."""
    import torch  # noqa: PLC0415 - as above

    tokens = torch.nn.functional.normalize(states, dim=-1)
    near = torch.einsum("btd,nd->btn", tokens, wanted)
    weights = torch.softmax((ATTENTION * near).masked_fill(mask[..., None] == 0, -1e4), dim=1)
    context = torch.einsum("btn,btd->bnd", weights, tokens)
    return (weights * near).sum(1) / context.norm(dim=-1)


def _contrast(similarity: Any, also: Any) -> Any:
    import torch  # noqa: PLC0415 - as above

    scaled = (SCALE * similarity).masked_fill(also, -1e4)
    right = torch.arange(len(scaled))
    return (torch.nn.functional.cross_entropy(scaled, right) + torch.nn.functional.cross_entropy(scaled.T, right)) / 2
