"""What we linked by hand, for training: by two of us, and beside what the annotators of the measured ads found."""

from collections.abc import Iterable, Mapping
from typing import Any

from api.wiring import Reading
from matcher.evaluation import binary_agreement, cluster_agreement, merged
from models.training.linked_by_hand import Clusters, read_blind, read_twice


def measure(_: Reading) -> dict[str, Any]:
    twice = list(read_twice())
    blind = list(read_blind())
    ads = dict.fromkeys(ad for ad, _, _ in blind)
    whole = [
        tuple([cluster for own in blind if own[0] == ad for cluster in own[side]] for side in (1, 2)) for ad in ads
    ]
    return {
        "twice": _figures(twice),
        "against annotators, by sentence": _figures((ours, theirs) for _, ours, theirs in blind),
        "against annotators, by ad": _figures((ours, merged(theirs)) for ours, theirs in whole),
    }


def _figures(pairs: Iterable[tuple[Clusters, Clusters]]) -> dict[str, Any]:
    """Of the first, as if the second were right."""
    known = list(pairs)
    links = cluster_agreement((frozenset[Any]().union(*first), second) for first, second in known)
    asks = binary_agreement([bool(first) for first, _ in known], [bool(second) for _, second in known])
    return {"n": len(known), "links": links.figures(), "asks": asks.figures()}


def report(figures: Mapping[str, Any]) -> list[str]:
    return [
        "## Links by hand that are trained on",
        "",
        "By language-model assistants, with candidates before them (`benchmarks/labels/README.md`). Of the first "
        "reading, as if the second were right; of ours, as if the annotators of the measured ads were, of whose "
        "sentences those were drawn that a gate let through.",
        "",
        "| readings | n | precision | recall | F1 | F1 of whether it asks |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {name} | {own['n']} | {own['links']['precision']:.3f} | {own['links']['recall']:.3f} | "
            f"{own['links']['F1']:.3f} | {own['asks']['F1']:.3f} |"
            for name, own in figures.items()
        ),
    ]
