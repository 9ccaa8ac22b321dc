"""Which annotated sentences are held out together: those of an ad; one by one where they stand alone."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from models.training.data import LabelledSentence, read_sentences

FITTED_ON = "skillxl_dev_a"
"""Whole ads."""
ALSO_ON = ("tech_validation", "house_validation")
"""Sentences that stand alone: encoder and gate are fitted on them too, and the ranker."""
FOLDS = 9

Folds = npt.NDArray[np.int64]


def ad_of(sentence: LabelledSentence) -> str:
    return sentence.id.rsplit("-", 1)[0]


def folds_of_ads(sentences: Sequence[LabelledSentence]) -> Folds:
    """For each sentence the fold of its ad; ads take turns, in the order in which they come."""
    ads = dict.fromkeys(map(ad_of, sentences))
    place = {ad: row % FOLDS for row, ad in enumerate(ads)}
    return np.array([place[ad_of(sentence)] for sentence in sentences])


def folds_alone(sentences: Sequence[LabelledSentence]) -> Folds:
    return np.arange(len(sentences)) % FOLDS


def annotated() -> list[tuple[LabelledSentence, int]]:
    """All annotated sentences of real ads that anything is fitted on, each with its fold."""
    ads = read_sentences(FITTED_ON)
    found = list(zip(ads, folds_of_ads(ads).tolist(), strict=True))
    for name in ALSO_ON:
        alone = read_sentences(name)
        found += zip(alone, folds_alone(alone).tolist(), strict=True)
    return found
