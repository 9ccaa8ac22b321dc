"""Annotated ads with linkers that were fitted on others: what is measured by those is no memory of theirs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from matcher.linking import Linker
from models.training.data import LabelledAd, concept_counts, read_labelled_ads, read_sentences
from models.training.linker import (
    ALSO_ON,
    COUNTED,
    FITTED_ON,
    FOLDS,
    folds_of,
    gate_of,
    joined,
    remember,
    scorer_without,
    see,
    see_ads,
)


def held_out_linkers(linker: Linker) -> Iterator[tuple[Sequence[LabelledAd], Linker]]:
    """Each fold of the annotated ads, and the linker with memory, gate and scorer of the other folds.

    Not strictly blind: what gate and scorer are fitted on was seen beside memories that held these ads too, and what
    headings taught the gate is kept. Takes some minutes.
    """
    headings = linker.gate.headings
    sentences, ads = read_sentences(FITTED_ON), read_labelled_ads(FITTED_ON)
    counts = concept_counts(read_sentences(COUNTED))
    main = see_ads(sentences, linker, counts)
    others = joined([see(read_sentences(name), linker) for name in ALSO_ON])
    fold = folds_of(main.sentences, ads)
    for held in range(FOLDS):
        seen = np.flatnonzero(fold != held)
        memory = remember([sentences[i] for i in seen.tolist()], linker).memory(linker.concepts.ids, counts)
        gate = gate_of([main.of(seen), others], headings)
        scorer = scorer_without(main, others, fold, held, headings)
        yield ads[held::FOLDS], replace(linker, memory=memory, gate=gate, scorer=scorer)
