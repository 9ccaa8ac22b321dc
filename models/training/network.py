"""MiniLM while it is trained: token states, their mean, what labels attend to. On a GPU where there is one."""

import copy
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import AutoModel

from models.training.material import Ids

ATTENTION = 10.0
"""Sharpness of the attention of a label over the token states."""
ENCODED_AT_ONCE = 512
PADDED_TO = 8
"""Lengths are rounded up to its multiples: fewer shapes, of which each costs time once."""


def device() -> str:
    return "cuda" if torch.cuda.is_available() else "cpu"


def load_network(folder: Path) -> Any:  # noqa: ANN401 - transformers has no types for it
    """The BERT of a model folder, its word embeddings fixed: the labelled texts know too few words to move them."""
    network = AutoModel.from_pretrained(folder, attn_implementation="sdpa", dtype=torch.float32, local_files_only=True)
    network.pooler = None
    network.embeddings.word_embeddings.weight.requires_grad_(False)
    return network.to(device())


def thinned(network: Any, layers: Sequence[int]) -> Any:  # noqa: ANN401 - as above
    """A copy that has these of its layers only."""
    thin = copy.deepcopy(network)
    thin.encoder.layer = torch.nn.ModuleList(thin.encoder.layer[place] for place in layers)
    thin.config.num_hidden_layers = len(layers)
    return thin


def states(network: Any, ids: Sequence[Ids]) -> tuple[torch.Tensor, torch.Tensor]:  # noqa: ANN401 - as above
    """(texts, tokens, dim) in full precision, computed in bfloat16, and their (texts, tokens) mask."""
    width = -(-max(map(len, ids)) // PADDED_TO) * PADDED_TO
    tokens = np.zeros((len(ids), width), dtype=np.int64)
    mask = np.zeros_like(tokens)
    for row, own in enumerate(ids):
        tokens[row, : len(own)] = own
        mask[row, : len(own)] = 1
    fed, masked = torch.from_numpy(tokens).to(device()), torch.from_numpy(mask).to(device())
    with torch.autocast(device(), dtype=torch.bfloat16):
        found = network(input_ids=fed, attention_mask=masked).last_hidden_state
    return found.float(), masked


def mean(found: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """(texts, dim): unit means over the tokens."""
    weights = mask[..., None].float()
    return torch.nn.functional.normalize((found * weights).sum(1) / weights.sum(1), dim=-1)


def attended(found: torch.Tensor, mask: torch.Tensor, wanted: torch.Tensor) -> torch.Tensor:
    """(texts, tokens, dim), (labels, dim) -> (texts, labels): cosine of each label with what it attends to."""
    tokens = torch.nn.functional.normalize(found, dim=-1)
    near = tokens @ wanted.T
    weights = torch.softmax((ATTENTION * near).masked_fill(mask[..., None] == 0, -1e4), dim=1)
    square = (weights * ((tokens @ tokens.transpose(1, 2)) @ weights)).sum(1)
    return (weights * near).sum(1) / square.clamp_min(1e-9).sqrt()


@torch.no_grad()
def vectors(network: Any, ids: Sequence[Ids]) -> torch.Tensor:  # noqa: ANN401 - as above
    """(texts, dim): unit means, in the order given."""
    network.eval()
    order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
    found = [mean(*states(network, [ids[place] for place in chunk])) for chunk in _chunks(order)]
    back = torch.empty(len(ids), dtype=torch.long)
    back[torch.tensor(order)] = torch.arange(len(ids))
    return torch.cat(found)[back.to(found[0].device)]


def _chunks(order: Sequence[int]) -> list[Sequence[int]]:
    return [order[start : start + ENCODED_AT_ONCE] for start in range(0, len(order), ENCODED_AT_ONCE)]
