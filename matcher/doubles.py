"""Doubles: concepts whose names mean much the same as that of a surer one in the same ad, which is the one meant."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from matcher.concepts import ConceptUri
from matcher.index import VectorIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class DoublesPolicy:
    """Set on 27 annotated ads, read as they are served by linkers that had not seen them: F1 0.510 -> 0.521 (paired
    standard error over ads 0.003), where both were chosen; likeness from 0.6 to 0.7 with confidence from 0.3 to 0.5
    gains from 0.004 on."""

    alike_from: float = 0.65
    """Cosine of two names from which one concept is a double of the other."""
    shown_from: float = 0.35
    """Confidence from which a double is shown too. At 0.4 F1 is 0.002 higher (of 111 concepts below it 31 were right,
    and one of 327 needs found was lost), but ads without punctuation agree less with themselves."""
    times: float = 2.0
    """Of an explicit threshold: a double need not be surer than that many times it, so that who asks for all sees
    all."""

    def least(self, threshold: float) -> float:
        """The confidence from which a double is shown where others are from `threshold` on."""
        return max(threshold, min(self.times * threshold, self.shown_from))


def doubles(
    confidence: Mapping[ConceptUri, float], names: VectorIndex, places: Mapping[str, int], alike_from: float
) -> frozenset[ConceptUri]:
    """Those of an ad's concepts that are alike to a surer one, ties by URI; what has no vector is nobody's double.

    `places`: where in `names` each concept's vector stands. Whether the surer one is shown itself does not matter, so
    a lower threshold never takes anything away.
    """
    surest_first = sorted(confidence, key=lambda uri: (-confidence[uri], uri))
    known = [uri for uri in surest_first if uri in places]
    if not known:
        return frozenset()
    vectors = names.vectors([places[uri] for uri in known])
    alike = np.tril(vectors @ vectors.T >= alike_from, k=-1)
    return frozenset(uri for uri, surer in zip(known, alike, strict=True) if surer.any())
