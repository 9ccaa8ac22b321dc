"""A network's weights on the grid of whole numbers that int8 has, so that little steps of training are not lost.

A network that was read back from int8 stands on the grid already, and some dozen steps move a weight by less than half
of what lies between two points of it: rounding to the nearest would take all of them back. Rounded up with the
probability of its place between both (stochastic rounding, Gupta et al. 2015, arXiv:1502.02551), each weight is in the
mean what it was trained to be, and so are the sums over hundreds of them that a layer makes.
"""

from typing import Any

import torch

WHOLE = 127
"""The largest whole number, at the largest weight of a channel: as `quantize_dynamic` does it, per channel."""


@torch.no_grad()
def round_to_grid(network: Any, seed: int) -> None:  # noqa: ANN401 - a BERT of transformers, which has no types
    """Change the weights of all layers in place; the same network and seed give the same."""
    draw = torch.Generator().manual_seed(seed)
    for part in network.encoder.modules():
        if isinstance(part, torch.nn.Linear):
            part.weight.copy_(rounded(part.weight, draw))


def rounded(weight: torch.Tensor, draw: torch.Generator) -> torch.Tensor:
    """(out, in) weights, each on the grid of its row; the largest of a row stays where it is, and so does the grid."""
    step = weight.abs().amax(dim=1, keepdim=True).clamp_min(1e-12) / WHOLE
    chance = torch.rand(weight.shape, generator=draw)
    return torch.floor(weight / step + chance).clamp(-WHOLE, WHOLE) * step
