"""Texts to batches: those of like length together, each text with one of its concepts and one that it is not."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

BATCH = 256
SORTED_AT_ONCE = 40 * BATCH
"""Texts that are put into batches by length: little padding, and yet other neighbours in every pass."""


@dataclass(frozen=True, slots=True)
class Pair:
    text: int
    """Position of the text."""
    target: int
    """The concept that it shall be near to: position of its label."""
    other: int | None = None
    """A concept that it shall be far from, beside those of the other pairs."""


def batches(lengths: Sequence[int], draw: random.Random, size: int = BATCH) -> list[list[int]]:
    """Positions of texts of these lengths, each once, in batches of like length and that size, in random order.

    The last ones are dropped where they make less than half a batch.
    """
    order = list(range(len(lengths)))
    draw.shuffle(order)
    found: list[list[int]] = []
    for start in range(0, len(order), SORTED_AT_ONCE):
        near = sorted(order[start : start + SORTED_AT_ONCE], key=lambda place: lengths[place])
        found += [near[at : at + size] for at in range(0, len(near), size)]
    kept = [batch for batch in found if 2 * len(batch) >= size]
    draw.shuffle(kept)
    return kept


def paired(
    lengths: Sequence[int],
    named: Sequence[Sequence[int]],
    others: Sequence[Sequence[int]] | None,
    draw: random.Random,
    size: int = BATCH,
) -> list[list[Pair]]:
    """One pass over the texts; `others`: for each text concepts that are near to it and not its own, or none."""
    return [
        [
            Pair(text, draw.choice(named[text]), draw.choice(others[text]) if others and len(others[text]) else None)
            for text in batch
        ]
        for batch in batches(lengths, draw, size)
    ]
