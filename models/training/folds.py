"""Which annotated sentences are held out together: those of an ad; one by one where they stand alone."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.training.data import LabelledSentence, read_sentences
from models.training.linked_by_hand import read_linked

FITTED_ON = "skillxl_dev_a"
"""Whole ads, which figures are measured on; beside them stand the sentences that we linked by hand."""
ALSO_ON = ("tech_validation", "house_validation")
"""Sentences that stand alone: encoder and gate are fitted on them too, and the ranker."""
FOLDS = 9
PARTS = 3
"""For each there is an encoder that has not seen it: of three folds together, for an encoder takes minutes."""

Folds = npt.NDArray[np.int64]


def ad_of(sentence: LabelledSentence) -> str:
    return sentence.id.rsplit("-", 1)[0]


def measured_ads() -> frozenset[str]:
    """Those that figures are measured on, as `ad_of` tells them."""
    return frozenset(map(ad_of, read_sentences(FITTED_ON)))


def part_of(fold: int) -> int:
    return fold % PARTS


def folds_of_ads(sentences: Sequence[LabelledSentence]) -> Folds:
    """For each sentence the fold of its ad; ads take turns, in the order in which they come."""
    ads = dict.fromkeys(map(ad_of, sentences))
    place = {ad: row % FOLDS for row, ad in enumerate(ads)}
    return np.array([place[ad_of(sentence)] for sentence in sentences])


def folds_alone(sentences: Sequence[LabelledSentence]) -> Folds:
    return np.arange(len(sentences)) % FOLDS


def sentences_of_ads() -> tuple[LabelledSentence, ...]:
    """Of the ads that figures are measured on, whose folds come first, and of those that we linked by hand."""
    return (*read_sentences(FITTED_ON), *read_linked())


def annotated() -> list[tuple[LabelledSentence, int]]:
    """All annotated sentences of real ads that anything is fitted on, each with its fold."""
    ads = sentences_of_ads()
    found = list(zip(ads, folds_of_ads(ads).tolist(), strict=True))
    for name in ALSO_ON:
        alone = read_sentences(name)
        found += zip(alone, folds_alone(alone).tolist(), strict=True)
    return found
