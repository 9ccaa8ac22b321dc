"""Sentences to concepts over the label space of the published figures, with the baselines beside the linker."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from api.wiring import Reading
from matcher.concepts import ConceptUri
from matcher.evaluation import r_precision_at, recall_at, reciprocal_rank
from matcher.mentions import whole
from matcher.vectors import Encoder, Vectors
from models.encoders.onnx import load_stock
from models.training.data import LabelledSentence, read_label_space, read_sentences
from models.training.linked_by_hand import read_linked

FILES = ("tech_validation", "house_validation", "skillskape_dev", "skillxl_dev_a")
SEEN = {
    "tech_validation": "yes; held out: see below",
    "house_validation": "yes; held out: see below",
    "skillxl_dev_a": "yes; held out: see below",
    "skillskape_dev": "yes; held out: see below (the encoder on sentences of the same make)",
}
ANNOTATED = ("skillskape_train", "skillxl_dev_a")
"""Where concepts occur in training beyond their own labels and descriptions."""
OURS, RANKER = "our encoder, mean vector", "ranker"
DEPTH = 100
MEASURES = ("MRR", "RP@1", "RP@5", "RP@10", "R@100")

Ranked = Sequence[Sequence[str]]
Ranker = Callable[[Sequence[LabelledSentence]], Ranked]


def measure(reading: Reading) -> dict[str, Any]:
    space = [uri for uri in read_label_space() if uri in reading.linker.positions]
    labels = [reading.taxonomy.skills[uri].preferred_label for uri in space]
    stock = load_stock()
    stock_labels = stock.encode(labels)
    own_labels = reading.concepts.skills.vectors([reading.linker.positions[uri] for uri in space])
    lanes: dict[str, Ranker] = {
        "stock MiniLM": lambda asked: _dense(asked, stock, stock_labels, space),
        "lexical (BM25 + coverage)": lambda asked: _lexical(asked, reading, space),
        OURS: lambda asked: _dense(asked, reading.encoder, own_labels, space),
        RANKER: lambda asked: _ranked(asked, reading, frozenset(space)),
    }
    linked = frozenset(uri for sentence in read_linked() for uri in sentence.gold)
    figures = {name: _file(name, lanes, linked) for name in FILES}
    return {"label space": {"published": len(read_label_space()), "known": len(space)}, "files": figures}


def _file(name: str, lanes: Mapping[str, Ranker], linked: frozenset[ConceptUri]) -> dict[str, Any]:
    sentences = [sentence for sentence in read_sentences(name) if sentence.gold]
    others = {uri for file in ANNOTATED if file != name for s in read_sentences(file) for uri in s.gold}
    new = [i for i, sentence in enumerate(sentences) if not sentence.gold & (others | linked)]
    found: dict[str, Any] = {"n": len(sentences), "n of unseen concepts": len(new), "lanes": {}}
    for lane, rank in lanes.items():
        ranked = rank(sentences)
        found["lanes"][lane] = _measures(sentences, ranked)
        if new:
            unseen = _measures([sentences[i] for i in new], [ranked[i] for i in new])
            found["lanes"][lane]["RP@5 of unseen concepts"] = unseen["RP@5"]
    return found


def _dense(asked: Sequence[LabelledSentence], encoder: Encoder, labels: Vectors, space: Sequence[str]) -> Ranked:
    queries = encoder.encode([sentence.text for sentence in asked])
    return [[space[i] for i in np.argsort(-(labels @ query), kind="stable")[:DEPTH]] for query in queries]


def _lexical(asked: Sequence[LabelledSentence], reading: Reading, space: Sequence[str]) -> Ranked:
    positions = np.array([reading.linker.positions[uri] for uri in space])
    ranked = []
    for sentence in asked:
        bm25, coverage = reading.linker.labels.scores(sentence.text)
        score = (_standard(bm25) + _standard(coverage))[positions]
        ranked.append([space[i] for i in np.argsort(-score, kind="stable")[:DEPTH]])
    return ranked


def _ranked(asked: Sequence[LabelledSentence], reading: Reading, allowed: frozenset[str]) -> Ranked:
    found = reading.linker.ranked([whole(sentence.text) for sentence in asked])
    return [[uri for uri in uris if uri in allowed][:DEPTH] for uris in found]


def _measures(sentences: Sequence[LabelledSentence], ranked: Ranked) -> dict[str, float]:
    pairs = [(found, sentence.gold) for sentence, found in zip(sentences, ranked, strict=True)]
    measures = {"MRR": [reciprocal_rank(found, gold) for found, gold in pairs]}
    for k in (1, 5, 10):
        measures[f"RP@{k}"] = [r_precision_at(k, found, gold) for found, gold in pairs]
    measures["R@100"] = [recall_at(100, found, gold) for found, gold in pairs]
    return {name: round(100 * float(np.mean(values)), 2) for name, values in measures.items()}


def _standard(lane: np.ndarray) -> np.ndarray:
    return (lane - lane.mean()) / (lane.std() + 1e-9)


def report(figures: Mapping[str, Any]) -> list[str]:
    space = figures["label space"]
    lines = [
        "## Sentences to concepts",
        "",
        f"Label space: {space['known']:,} of {space['published']:,} published URIs. The ranker is that of `matcher "
        "rank`. Of unseen concepts: sentences none of whose concepts occurs in training sentences that were annotated, "
        "of another file or linked by us; their labels and descriptions were trained on.",
        "",
        "| data | n | lane | MRR | RP@1 | RP@5 | RP@10 | R@100 | RP@5, unseen (n) | fitted on it? |",
        "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for name, found in figures["files"].items():
        for lane, measures in found["lanes"].items():
            each = " | ".join(f"{measures[m]:.1f}" for m in MEASURES)
            unseen = measures.get("RP@5 of unseen concepts")
            new = f"{unseen:.1f} ({found['n of unseen concepts']})" if unseen is not None else "-"
            seen = SEEN.get(name, "no") if lane in (OURS, RANKER) else "no"
            lines.append(f"| {name} | {found['n']} | {lane} | {each} | {new} | {seen} |")
    return lines
