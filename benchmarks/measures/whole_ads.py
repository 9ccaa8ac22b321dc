"""The reader as users meet it, over 27 annotated ads: by linkers fitted on others, and in sample."""

from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import combinations
from typing import Any, TypeAlias

from api.settings import read_settings
from api.wiring import Reading
from matcher.alike import heads, share_words
from matcher.concepts import ConceptUri
from matcher.demand import Demand
from matcher.evaluation import binary_agreement, cluster_agreement, merged
from matcher.linking import Linker
from models.training.apart import blind_linkers
from models.training.data import LabelledAd, read_labelled_ads
from models.training.held_out import held_out_linkers
from models.training.linked_by_hand import EXAMPLES

Clusters: TypeAlias = Sequence[AbstractSet[Hashable]]
Read: TypeAlias = tuple[Sequence[Demand], Clusters]
"""What is found in an ad, and what annotators found."""


def measure(reading: Reading) -> dict[str, Any]:
    blind = blind_linkers(read_settings().home, reading.linker)
    held_out = [pair for ads, linker in held_out_linkers(blind) for pair in _read(reading, linker, ads)]
    ads = read_labelled_ads()
    shown = [merged(cluster for own in ads[place].clusters for cluster in own) for place in EXAMPLES]
    in_sample = _read(reading, reading.linker, ads)
    return {
        "held out": _agreed(held_out),
        "... without the five that whoever linked had before them": _agreed(
            [own for own in held_out if own[1] not in shown]
        ),
        "in sample": _agreed(in_sample),
        "needs": _needs(held_out),
        "ads": [
            _row(ad, {demand.skill for demand in found}, clusters)
            for ad, (found, clusters) in zip(ads, in_sample, strict=True)
        ],
    }


def _read(reading: Reading, linker: Linker, ads: Sequence[LabelledAd]) -> list[Read]:
    reader = replace(reading.ads, linker=linker)
    return [
        (
            reader.read("\n".join(ad.sentences)).demands,
            merged(cluster for sentence in ad.clusters for cluster in sentence),
        )
        for ad in ads
    ]


def _agreed(read: Sequence[Read]) -> dict[str, float]:
    return cluster_agreement(({demand.skill for demand in found}, clusters) for found, clusters in read).figures()


def _needs(read: Sequence[Read]) -> dict[str, Any]:
    """Of pairs of right readings of overlapping words: do annotators hold them for one, and do we?"""
    pairs = [
        (any({one.skill, other.skill} <= cluster for cluster in clusters), other.skill in one.alike)
        for found, clusters in read
        for one, other in combinations([own for own in found if _is_right(own, clusters)], 2)
        if share_words(one, other)
    ]
    agreed = binary_agreement([joined for _, joined in pairs], [same for same, _ in pairs])
    return {
        "skills": sum(len(found) for found, _ in read),
        "needs": sum(len(set(heads(found).values())) for found, _ in read),
        "by those that stand for a need": cluster_agreement(
            (set(heads(found).values()), clusters) for found, clusters in read
        ).figures(),
        "of several": sum(len(own) > 1 for found, _ in read for own in _members(found)),
        "of several, whose first is wrong": sum(
            len(own) > 1 and not _is_right(own[0], clusters) for found, clusters in read for own in _members(found)
        ),
        "... and another right": sum(
            not _is_right(own[0], clusters) and any(_is_right(one, clusters) for one in own)
            for found, clusters in read
            for own in _members(found)
        ),
        "pairs": len(pairs),
        **agreed.figures(),
    }


def _members(found: Sequence[Demand]) -> list[list[Demand]]:
    """The demands of each need, what stands for it first."""
    head_of = heads(found)
    needs: dict[ConceptUri, list[Demand]] = {}
    for demand in found:
        needs.setdefault(head_of[demand.skill], []).append(demand)
    return list(needs.values())


def _is_right(demand: Demand, clusters: Clusters) -> bool:
    return any(demand.skill in cluster for cluster in clusters)


def _row(ad: LabelledAd, found: set[ConceptUri], clusters: Clusters) -> dict[str, Any]:
    wanted = frozenset[Hashable]().union(*clusters)
    missed = sum(not cluster & found for cluster in clusters)
    row = {"ad": ad.id, "predicted": len(found), "wrong": len(found - wanted), "clusters": len(clusters)}
    return row | {"missed": missed} | cluster_agreement([(found, clusters)]).figures()


def report(figures: Mapping[str, Any]) -> list[str]:
    lines = [
        "## Whole ads as they are served",
        "",
        "With sections, stances and cues, at the shipped policy. Held out: encoder, memory, gate and scorer of the "
        "other folds of ads; what judges a passage where it stands (`asking`) has seen these ads at a fifth of a "
        "label's weight.",
        "",
        "| ads | precision | recall | F1 |",
        "| --- | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {name} | {whole['precision']:.3f} | {whole['recall']:.3f} | {whole['F1']:.3f} |"
        for name, whole in figures.items()
        if name not in ("ads", "needs")
    ]
    needs = figures["needs"]
    alone = needs["by those that stand for a need"]
    lines += [
        "",
        f"What the same words were read as, by names alike, is one need: {needs['skills']:,} skills read in held-out "
        f"ads are {needs['needs']:,} needs. Of {needs['pairs']} pairs of right readings of overlapping words, those "
        f"that are joined stand in one cluster of the annotators in {needs['precision']:.0%}, and of those that do "
        f"{needs['recall']:.0%} are joined. The cosine was chosen on these ads.",
        "",
        f"By those alone that stand for a need: precision {alone['precision']:.3f}, recall {alone['recall']:.3f}, F1 "
        f"{alone['F1']:.3f}. Of {needs['of several']} needs of several names "
        f"{needs['of several, whose first is wrong']} are led by a wrong one, and in "
        f"{needs['... and another right']} of these another one is right.",
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
