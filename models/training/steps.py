"""The steps of a training: optimiser and rate, progress, and a checkpoint from which a run that was stopped goes on."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from tqdm import tqdm

WEIGHT_DECAY = 0.01
WARM_UP = 0.06
FLOOR = 0.02
"""Of the rate, at the end."""
CLIP = 1.0
CHECKPOINT_EVERY = 200
REPORT_EVERY = 100

Batch = TypeVar("Batch")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run was; losses are means over the reported steps since it was last taken up."""

    steps: int
    seconds: float
    losses: tuple[float, ...]


def take_steps(  # noqa: PLR0913 - what is trained, on what, and how
    network: Any,  # noqa: ANN401 - a BERT of transformers, which has no types for it
    plan: Sequence[Batch],
    loss_of: Callable[[Batch], torch.Tensor],
    *,
    rate: float,
    checkpoint: Path,
    what: str,
) -> Run:
    """Train in place, one step a batch; a checkpoint of a plan of as many steps is taken up."""
    network.train()
    optimiser = torch.optim.AdamW((p for p in network.parameters() if p.requires_grad), rate, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: _share(step, len(plan)))
    start = _take_up(checkpoint, len(plan), network, optimiser, schedule)
    began = time.monotonic()
    losses: list[float] = []
    recent: list[torch.Tensor] = []
    for step in (bar := tqdm(range(start, len(plan)), desc=what, initial=start, total=len(plan))):
        loss = loss_of(plan[step])
        optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(network.parameters(), CLIP)
        optimiser.step()
        schedule.step()
        recent.append(loss.detach())
        if len(recent) == REPORT_EVERY or step + 1 == len(plan):
            losses.append(round(float(np.mean(torch.stack(recent).tolist())), 4))
            recent.clear()
            bar.set_postfix(loss=losses[-1])
        if (step + 1) % CHECKPOINT_EVERY == 0 or step + 1 == len(plan):
            _keep(checkpoint, step + 1, len(plan), network, optimiser, schedule)
    network.eval()
    return Run(steps=len(plan), seconds=round(time.monotonic() - began, 1), losses=tuple(losses))


def _share(step: int, steps: int) -> float:
    """Of the rate: up in a line, and down in one."""
    return min(1.0, (step + 1) / max(1.0, WARM_UP * steps)) * max(FLOOR, (steps - step) / steps)


def _take_up(checkpoint: Path, steps: int, network: Any, *others: Any) -> int:  # noqa: ANN401 - as above
    if not checkpoint.is_file():
        return 0
    kept = torch.load(checkpoint, weights_only=True)
    if kept["steps"] != steps:
        return 0
    for own, state in zip((network, *others), kept["states"], strict=True):
        own.load_state_dict(state)
    return int(kept["step"])


def _keep(checkpoint: Path, step: int, steps: int, *owners: Any) -> None:  # noqa: ANN401 - as above
    part = checkpoint.with_suffix(".part")
    torch.save({"step": step, "steps": steps, "states": [own.state_dict() for own in owners]}, part)
    os.replace(part, checkpoint)
