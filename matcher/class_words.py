"""Words that tell one group of texts from the others: class-based TF-IDF (Grootendorst 2022, arXiv:2203.05794)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import log


def class_words(classes: Sequence[Mapping[str, int]], limit: int, least: int = 2) -> list[tuple[str, ...]]:
    """For each class the words that weigh most, heaviest first, ties in order of the alphabet.

    tf · log(1 + A / f): tf is the word's count in the class, f in all of them, A the mean count of a class's words.
    Words counted fewer than `least` times in a class tell nothing of it.
    """
    total: Counter[str] = Counter()
    for counts in classes:
        total.update(counts)
    mean = total.total() / len(classes) if classes else 0.0
    return [
        tuple(
            sorted(
                (word for word, count in counts.items() if count >= least),
                key=lambda word: (-counts[word] * log(1 + mean / total[word]), word),
            )[:limit]
        )
        for counts in classes
    ]
