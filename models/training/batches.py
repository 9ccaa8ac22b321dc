"""Examples to batches: one source each, runs of near concepts for hard negatives, nothing twice."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matcher.concepts import ConceptUri
from models.training.pairs import Example, Examples

BATCH = 64
RUN = 16
"""Pairs from one neighbourhood of concepts that stand in a batch together."""
LOOK_AHEAD = 400
"""Pairs kept for a later batch because this one has their concept or text; more are dropped."""


@dataclass(frozen=True, slots=True)
class Pair:
    text: str
    target: ConceptUri
    concepts: tuple[ConceptUri, ...]


def make_batches(examples: Examples, neighbourhood: Mapping[ConceptUri, int], seed: int) -> list[list[Pair]]:
    """Batches of all sources in random order; `neighbourhood` numbers the groups of near concepts."""
    draw = random.Random(seed)
    batches = [batch for _, own in sorted(examples.items()) for batch in _of_source(own, neighbourhood, draw)]
    draw.shuffle(batches)
    return batches


def _of_source(
    examples: Sequence[Example], neighbourhood: Mapping[ConceptUri, int], draw: random.Random
) -> list[list[Pair]]:
    pairs = [Pair(example.text, draw.choice(example.concepts), example.concepts) for example in examples]
    draw.shuffle(pairs)
    pairs.sort(key=lambda pair: neighbourhood[pair.target])
    runs = [pairs[start : start + RUN] for start in range(0, len(pairs), RUN)]
    draw.shuffle(runs)
    pending = [pair for run in runs for pair in run]
    batches: list[list[Pair]] = []
    while len(pending) >= BATCH // 2:
        batch, pending = _next(pending)
        if len(batch) < BATCH // 2:
            break
        batches.append(batch)
    return batches


def _next(pending: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    batch: list[Pair] = []
    rest: list[Pair] = []
    concepts: set[ConceptUri] = set()
    texts: set[str] = set()
    for place, pair in enumerate(pending):
        if len(batch) == BATCH:
            rest.extend(pending[place:])
            break
        if pair.target in concepts or pair.text in texts:
            if len(rest) < LOOK_AHEAD:
                rest.append(pair)
            continue
        batch.append(pair)
        concepts.add(pair.target)
        texts.add(pair.text)
    return batch, rest
