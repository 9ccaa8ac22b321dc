"""Quality on the labelled data beside the project: `make eval`. Writes benchmarks/quality/latest.json and .md.

Linking is measured over the label space of the published figures, with the stock encoder and the lexical lane as
baselines. The linker's own fit used skillxl_dev_a, and the gate also tech and house validation: what is measured
there is marked, and for skillxl_dev_a and whole ads the figures of held-out folds stand beside it.
"""

import csv
import datetime
import json
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from api.settings import read_settings
from api.wiring import Reading, finder, load_reading
from matcher.concepts import Vocabulary
from matcher.evaluation import cluster_agreement, merged, r_precision_at, recall_at, reciprocal_rank
from models.splitter import as_sentences
from models.training_data import (
    LabelledSentence,
    read_label_space,
    read_labelled_ads,
    read_sentences,
    shared_data,
)
from models.weights import read_weights, shipped_weights

TARGET = Path(__file__).parent / "quality"
LINKING = ("tech_validation", "house_validation", "skillskape_dev", "skillxl_dev_a")
SEEN = {
    "tech_validation": "gate only",
    "house_validation": "gate only",
    "skillxl_dev_a": "fitted on it; held-out RP@5 in the text",
}
TITLES = 1500
DEPTH = 100

Ranked = Sequence[Sequence[str]]
Ranker = Callable[[Sequence[LabelledSentence]], Ranked]


def main() -> None:
    reading = load_reading(read_settings())
    weights = read_weights(shipped_weights())
    space = [uri for uri in read_label_space() if uri in reading.linker.positions]
    linking = {name: _linking(name, reading, space) for name in LINKING}
    record = {
        "command": "make eval",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "encoder": reading.encoder.name,
        "taxonomy": reading.taxonomy.version,
        "label_space": {"published": len(read_label_space()), "in_taxonomy": len(space)},
        "linking": linking,
        "held_out": weights.record["figures"],
        "whole_ads_end_to_end_in_sample": _whole_ads(reading),
        "titles": _titles(reading),
    }
    TARGET.mkdir(exist_ok=True)
    (TARGET / "latest.json").write_text(json.dumps(record, indent=1) + "\n")
    (TARGET / "latest.md").write_text(_report(record))
    print(_report(record))


def _linking(name: str, reading: Reading, space: Sequence[str]) -> dict[str, Any]:
    sentences = [sentence for sentence in read_sentences(name) if sentence.gold]
    allowed = frozenset(space)
    positions = np.array([reading.linker.positions[uri] for uri in space])
    lanes: dict[str, Ranker] = {
        "stock MiniLM": lambda asked: _dense(asked, reading, space, positions),
        "lexical (BM25 + coverage)": lambda asked: _lexical(asked, reading, space, positions),
        "linker": lambda asked: _linked(asked, reading, allowed),
    }
    return {"n": len(sentences)} | {lane: _measures(sentences, rank(sentences)) for lane, rank in lanes.items()}


def _dense(asked: Sequence[LabelledSentence], reading: Reading, space: Sequence[str], positions: np.ndarray) -> Ranked:
    known = reading.concepts.skills.vectors(positions.tolist())
    queries = reading.encoder.encode([sentence.text for sentence in asked])
    return [[space[i] for i in np.argsort(-(known @ query), kind="stable")[:DEPTH]] for query in queries]


def _lexical(
    asked: Sequence[LabelledSentence], reading: Reading, space: Sequence[str], positions: np.ndarray
) -> Ranked:
    ranked = []
    for sentence in asked:
        bm25, coverage = reading.linker.labels.scores(sentence.text)
        score = (_standard(bm25) + _standard(coverage))[positions]
        ranked.append([space[i] for i in np.argsort(-score, kind="stable")[:DEPTH]])
    return ranked


def _linked(asked: Sequence[LabelledSentence], reading: Reading, allowed: frozenset[str]) -> Ranked:
    sentences = as_sentences([sentence.text for sentence in asked], reading.splitter)
    found = (
        c for start in range(0, len(sentences), 64) for c in reading.linker.candidates(sentences[start : start + 64])
    )
    return [[c.uri for c in candidates if c.uri in allowed][:DEPTH] for candidates in found]


def _measures(sentences: Sequence[LabelledSentence], ranked: Ranked) -> dict[str, float]:
    pairs = [(found, sentence.gold) for sentence, found in zip(sentences, ranked, strict=True)]
    measures = {"MRR": [reciprocal_rank(found, gold) for found, gold in pairs]}
    for k in (1, 5, 10):
        measures[f"RP@{k}"] = [r_precision_at(k, found, gold) for found, gold in pairs]
    measures["R@100"] = [recall_at(100, found, gold) for found, gold in pairs]
    return {name: round(100 * float(np.mean(values)), 2) for name, values in measures.items()}


def _whole_ads(reading: Reading) -> dict[str, float]:
    """The reader as users meet it, over each ad's sentences a line each. In sample: the scorer saw these ads."""
    pairs = []
    for ad in read_labelled_ads():
        found = reading.ads.read("\n".join(ad.sentences)).demands
        clusters = merged(cluster for sentence in ad.clusters for cluster in sentence)
        pairs.append(({demand.skill for demand in found}, clusters))
    agreed = cluster_agreement(pairs)
    return {
        "ads": len(pairs),
        "precision": round(agreed.precision, 4),
        "recall": round(agreed.recall, 4),
        "f1": round(agreed.f1, 4),
    }


def _titles(reading: Reading) -> dict[str, float]:
    """Vacancy titles to ESCO occupations; every fifth row. The weights of matcher/roles.py were set on the same."""
    with (shared_data() / "eval" / "jobbert_titles_esco_dev.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["conceptUri"] in reading.taxonomy.occupations]
    rows = rows[:: max(1, len(rows) // TITLES)]
    ranked = finder(reading).rank([row["vacancyTitle"] for row in rows], DEPTH, Vocabulary.ESCO)
    uris = [[match.occupation for match in found] for found in ranked]
    ranks = [reciprocal_rank(found, {row["conceptUri"]}) for row, found in zip(rows, uris, strict=True)]
    return {
        "n": len(rows),
        "MRR": round(float(np.mean(ranks)), 4),
        "hit@1": round(float(np.mean([rank == 1 for rank in ranks])), 4),
        "hit@5": round(float(np.mean([rank >= 0.2 for rank in ranks])), 4),
    }


def _standard(lane: np.ndarray) -> np.ndarray:
    return (lane - lane.mean()) / (lane.std() + 1e-9)


def _report(record: dict[str, Any]) -> str:
    lines = [
        "# Quality",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, encoder {record['encoder']}, "
        f"taxonomy {record['taxonomy']}. Label space: {record['label_space']['in_taxonomy']:,} of "
        f"{record['label_space']['published']:,} published URIs.",
        "",
        "## Sentences to concepts",
        "",
        "| data | n | lane | MRR | RP@1 | RP@5 | RP@10 | R@100 | fitted on it? |",
        "| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | --- |",
    ]
    for name, found in record["linking"].items():
        for lane, measures in found.items():
            if lane != "n":
                figures = " | ".join(f"{measures[m]:.1f}" for m in ("MRR", "RP@1", "RP@5", "RP@10", "R@100"))
                seen = SEEN.get(name, "no") if lane == "linker" else "no"
                lines.append(f"| {name} | {found['n']} | {lane} | {figures} | {seen} |")
    held = record["held_out"]
    ads = record["whole_ads_end_to_end_in_sample"]
    lines += [
        "",
        f"Held out ({held['folds']} folds of whole ads): RP@5 on skillxl_dev_a {held['RP@5 skillxl_dev_a']}, gate F1 "
        f"{held['gate F1']}, calibration error of links from 0.1 on {held['calibration error of links from 0.1']}.",
        "",
        "## Whole ads (27, micro, by clusters)",
        "",
        "Held out, sentence by sentence, by policy:",
        "",
        "| links a sentence | from confidence | precision | recall | F1 |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {row['max_links']} | {row['min_confidence']} | "
        f"{row['precision']:.3f} | {row['recall']:.3f} | {row['f1']:.3f} |"
        for row in held["whole ads"]
        if row["max_links"] in (5, 8)
    ]
    titles = record["titles"]
    lines += [
        "",
        f"The reader as it serves, sections and cues included, in sample: precision {ads['precision']:.3f}, recall "
        f"{ads['recall']:.3f}, F1 {ads['f1']:.3f}.",
        "",
        "## Titles to occupations",
        "",
        f"{titles['n']} vacancy titles (every fifth), on which the weights of the lanes were set by hand: MRR "
        f"{titles['MRR']:.3f}, hit@1 {titles['hit@1']:.3f}, hit@5 {titles['hit@5']:.3f}.",
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
