"""Annotated ads with linkers that were fitted on others: what is measured by those is no memory of theirs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from matcher.linking import Linker
from models.training.data import LabelledAd, concept_counts, read_labelled_ads, read_sentences
from models.training.folds import ALSO_ON, FITTED_ON, FOLDS, folds_of_ads, measured_ads, sentences_of_ads
from models.training.linker import COUNTED, gate_of, scorer_without
from models.training.seeing import Blind, joined, remembered, see_ads, see_alone


def held_out_linkers(blind: Blind) -> Iterator[tuple[Sequence[LabelledAd], Linker]]:
    """Each fold of the annotated ads, and the linker with encoder, memory, gate and scorer of the other folds.

    Not strictly blind: what gate and scorer are fitted on was seen by encoders and beside memories that knew these ads
    too, and what headings taught the gate is kept. Takes some minutes.
    """
    headings = blind[0].gate.headings
    sentences, ads = sentences_of_ads(), read_labelled_ads(FITTED_ON)
    counts = concept_counts(read_sentences(COUNTED))
    main = see_ads(sentences, blind, counts, measured_ads())
    others = joined([see_alone(read_sentences(name), blind, sentences, counts) for name in ALSO_ON])
    fold, of_all = folds_of_ads(main.sentences), folds_of_ads(sentences)
    vectors = cache(lambda linker: linker.encoder.encode([sentence.text for sentence in sentences]))
    for held, linker in enumerate(blind):
        seen, known = np.flatnonzero(fold != held), np.flatnonzero(of_all != held)
        others_of_all = remembered([sentences[i] for i in known], vectors(linker)[known], linker)
        memory = others_of_all.memory(linker.concepts.ids, counts)
        gate = gate_of([main.of(seen), others], headings)
        scorer = scorer_without(main, others, fold, held, headings)
        yield ads[held::FOLDS], replace(linker, memory=memory, gate=gate, scorer=scorer)
