"""The reader as users meet it, over 27 annotated ads. In sample: gate, scorer and memory saw these ads."""

from collections.abc import Mapping
from typing import Any

from api.wiring import Reading
from matcher.evaluation import Agreement, cluster_agreement, merged
from models.training.data import read_labelled_ads


def measure(reading: Reading) -> dict[str, Any]:
    pairs, each = [], []
    for ad in read_labelled_ads():
        found = {demand.skill for demand in reading.ads.read("\n".join(ad.sentences)).demands}
        clusters = merged(cluster for sentence in ad.clusters for cluster in sentence)
        wanted = frozenset[Any]().union(*clusters)
        missed = sum(not cluster & found for cluster in clusters)
        row = {"ad": ad.id, "predicted": len(found), "wrong": len(found - wanted), "clusters": len(clusters)}
        each.append(row | {"missed": missed} | _figures(cluster_agreement([(found, clusters)])))
        pairs.append((found, clusters))
    return {"all": _figures(cluster_agreement(pairs)), "ads": each}


def _figures(agreed: Agreement) -> dict[str, float]:
    return {
        "precision": round(agreed.precision, 4),
        "recall": round(agreed.recall, 4),
        "F1": round(agreed.f1, 4),
    }


def report(figures: Mapping[str, Any]) -> list[str]:
    whole = figures["all"]
    lines = [
        "## Whole ads as they are served, in sample",
        "",
        "With sections, stances and cues. The memory holds these very ads, so these figures flatter; they are here to "
        f"show errors and regressions. Precision {whole['precision']:.3f}, recall {whole['recall']:.3f}, "
        f"F1 {whole['F1']:.3f}.",
        "",
        "| ad | predicted | wrong | gold clusters | missed | F1 |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    return lines + [
        f"| {row['ad']} | {row['predicted']} | {row['wrong']} | {row['clusters']} | {row['missed']} | {row['F1']:.3f} |"
        for row in figures["ads"]
    ]
