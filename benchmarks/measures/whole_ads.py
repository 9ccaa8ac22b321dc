"""The reader as users meet it, over 27 annotated ads: by linkers fitted on others, and in sample."""

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any, TypeAlias

from api.wiring import Reading
from matcher.concepts import ConceptUri
from matcher.evaluation import Agreement, cluster_agreement, merged
from matcher.linking import Linker
from models.training.data import LabelledAd, read_labelled_ads
from models.training.held_out import held_out_linkers

Clusters: TypeAlias = Sequence[AbstractSet[Hashable]]
Read: TypeAlias = tuple[set[ConceptUri], Clusters]
"""What is found in an ad, and what annotators found."""


def measure(reading: Reading) -> dict[str, Any]:
    held_out = [pair for ads, linker in held_out_linkers(reading.linker) for pair in _read(reading, linker, ads)]
    ads = read_labelled_ads()
    in_sample = _read(reading, reading.linker, ads)
    return {
        "held out": _figures(cluster_agreement(held_out)),
        "in sample": _figures(cluster_agreement(in_sample)),
        "ads": [_row(ad, found, clusters) for ad, (found, clusters) in zip(ads, in_sample, strict=True)],
    }


def _read(reading: Reading, linker: Linker, ads: Sequence[LabelledAd]) -> list[Read]:
    reader = replace(reading.ads, linker=linker)
    return [
        (
            {demand.skill for demand in reader.read("\n".join(ad.sentences)).demands},
            merged(cluster for sentence in ad.clusters for cluster in sentence),
        )
        for ad in ads
    ]


def _row(ad: LabelledAd, found: set[ConceptUri], clusters: Clusters) -> dict[str, Any]:
    wanted = frozenset[Hashable]().union(*clusters)
    missed = sum(not cluster & found for cluster in clusters)
    row = {"ad": ad.id, "predicted": len(found), "wrong": len(found - wanted), "clusters": len(clusters)}
    return row | {"missed": missed} | _figures(cluster_agreement([(found, clusters)]))


def _figures(agreed: Agreement) -> dict[str, float]:
    return {
        "precision": round(agreed.precision, 4),
        "recall": round(agreed.recall, 4),
        "F1": round(agreed.f1, 4),
    }


def report(figures: Mapping[str, Any]) -> list[str]:
    lines = [
        "## Whole ads as they are served",
        "",
        "With sections, stances and cues, at the shipped policy. Held out: memory, gate and scorer of the other folds "
        "of ads; what judges a passage where it stands (`asking`) has seen these ads at a fifth of a label's weight.",
        "",
        "| ads | precision | recall | F1 |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {name} | {whole['precision']:.3f} | {whole['recall']:.3f} | {whole['F1']:.3f} |"
        for name, whole in figures.items()
        if name != "ads"
    ]
    lines += [
        "",
        "Ad by ad, in sample: the memory holds these very ads, so these figures flatter; they are here to show errors "
        "and regressions.",
        "",
        "| ad | predicted | wrong | gold clusters | missed | F1 |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    return lines + [
        f"| {row['ad']} | {row['predicted']} | {row['wrong']} | {row['clusters']} | {row['missed']} | {row['F1']:.3f} |"
        for row in figures["ads"]
    ]
