"""Sentences of real ads labelled essential, optional or none; they stay outside the project, the labels are ours."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpora.ads.files import read_ads
from matcher.ads import JobAd
from matcher.mentions import Span
from models.training.data import shared_data

LABELS = Path(__file__).parents[2] / "benchmarks" / "labels"
IMPORTANCE, WINDOWS, CONCEPTS, ASKED = "importance", "windows", "concepts", "asked"
NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    ad: JobAd
    span: Span
    label: str
    passes: tuple[str, str]
    held_out: bool
    """Nothing was fitted on it, nor any rule changed for it."""


def labelled_ads() -> frozenset[tuple[str, str]]:
    """(file, ad) of every labelled sentence, of those that were linked by hand, and of whole ads that were judged."""
    names = (IMPORTANCE, WINDOWS, CONCEPTS, ASKED)
    lines = (line for name in names for line in (LABELS / f"{name}.jsonl").read_text().splitlines())
    return frozenset((row["file"], row["ad"]) for row in map(json.loads, lines))


def read_labelled(name: str) -> Iterator[Labelled]:
    """Raises ValueError where an ad no longer holds the words that were labelled."""
    rows = [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text().splitlines()]
    files = {row["file"] for row in rows}
    ads = {
        (file, ad.id): ad for file in files for ad in read_ads(shared_data() / "ads" / file) if isinstance(ad, JobAd)
    }
    for row in rows:
        ad = ads[row["file"], row["ad"]]
        span = Span(row["start"], row["end"])
        if not hashlib.sha256(span.of(ad.text).encode()).hexdigest().startswith(row["sha256"]):
            raise ValueError(f"{row['file']}, ad {row['ad']}: the words at {span} are not those that were labelled")
        held_out = name == IMPORTANCE and int(row["sha256"][0], 16) % 2 == 1
        yield Labelled(ad=ad, span=span, label=row["label"], passes=tuple(row["passes"]), held_out=held_out)
