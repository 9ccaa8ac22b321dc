"""Sentences of real ads labelled essential, optional or none; they stay outside the project, the labels are ours."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
    return frozenset((row["file"], row["ad"]) for name in names for row in read_rows(name))


def read_rows(name: str, labels: Path = LABELS) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (labels / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def ads_of(rows: Iterable[Mapping[str, Any]]) -> Iterator[JobAd]:
    """Of each row the ad that its `file` and `ad` name."""
    wanted = [(row["file"], row["ad"]) for row in rows]
    files = dict.fromkeys(file for file, _ in wanted)
    ads = {
        (file, ad.id): ad for file in files for ad in read_ads(shared_data() / "ads" / file) if isinstance(ad, JobAd)
    }
    return (ads[one] for one in wanted)


def require_same(text: str, row: Mapping[str, Any], where: str) -> None:
    """Raises ValueError where it is not the text that was labelled."""
    if not hashlib.sha256(text.encode()).hexdigest().startswith(row["sha256"]):
        raise ValueError(f"{where}: the words are not those that were labelled")


def read_labelled(name: str) -> Iterator[Labelled]:
    """Raises ValueError where an ad no longer holds the words that were labelled."""
    rows = read_rows(name)
    for row, ad in zip(rows, ads_of(rows), strict=True):
        span = Span(row["start"], row["end"])
        require_same(span.of(ad.text), row, f"{row['file']}, ad {row['ad']}, at {span}")
        held_out = name == IMPORTANCE and int(row["sha256"][0], 16) % 2 == 1
        yield Labelled(ad=ad, span=span, label=row["label"], passes=tuple(row["passes"]), held_out=held_out)
