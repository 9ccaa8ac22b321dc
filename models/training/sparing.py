"""Fit what tells by its words that nothing would come of reading a text: the reader teaches it, on unannotated ads."""

import datetime
import hashlib
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpora.ads.files import read_ads
from corpora.documents.text import clean_text
from matcher.ads import JobAd
from matcher.demand import Importance
from matcher.errors import EmptyText, TextTooLong
from matcher.gate import WordGate
from matcher.reading import AdReader, Reading
from models.training.data import shared_data
from models.training.gate import fit_words
from models.training.headings import AD_FILES
from models.training.labelled import labelled_ads

ADS_OF_A_FILE = 700
MEASURED_ON = {"nhs_jobs_2020.jsonl.gz": 2_000}
"""File -> how many of its ads, from the first on, `make bench` reads: nothing is learned from them."""
C = 3.0
MIN_TEXTS = 4
"""That a word or pair must stand in to count."""
FOLDS = 4
EDGES = (-3.0, -2.5, -2.0, -1.5, -1.25, -1.0, -0.75, -0.5, 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taught:
    """What came of a text, wherever it stood."""

    ad: str
    """The first one that holds it."""
    links: int
    sure: float
    """The sum of their confidences: how many are right, as far as the calibration holds."""


def fit_sparing(reader: AdReader, seed: int) -> tuple[WordGate, dict[str, Any]]:
    """What the reader, which must spare nothing, teaches by ads that nobody annotated, and the record of the fit.

    The same ads and seed give the same. Raises SourceUnavailable.
    """
    return fit_taught(teach(reader, _ads(seed)))


def fit_taught(taught: Mapping[str, Taught]) -> tuple[WordGate, dict[str, Any]]:
    """The fit on all, and a record with what it spares and loses in ads that it was not fitted on."""
    texts = sorted(taught)
    worth = np.array([taught[text].links > 0 for text in texts])
    fold = np.array([int(hashlib.sha256(taught[text].ad.encode()).hexdigest(), 16) % FOLDS for text in texts])
    said = np.zeros(len(texts))
    for held in range(FOLDS):
        model = fit_words(_chosen(texts, fold != held), worth[fold != held], c=C, least=MIN_TEXTS)
        said[fold == held] = [model.logit(text) for text in _chosen(texts, fold == held)]
    links = np.array([taught[text].links for text in texts])
    sure = np.array([taught[text].sure for text in texts])
    record = {
        "command": "make train",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "texts": len(texts),
        "texts_sha256": hashlib.sha256("\n".join(texts).encode()).hexdigest(),
        "of which something came": round(float(worth.mean()), 4),
        "other ads": [
            {
                "below": edge,
                "looked at": round(float((said >= edge).mean()), 4),
                "links kept": round(float(links[said >= edge].sum() / links.sum()), 4),
                "of the sum of their confidences": round(float(sure[said >= edge].sum() / sure.sum()), 4),
            }
            for edge in EDGES
        ],
    }
    return fit_words(texts, worth, c=C, least=MIN_TEXTS), record


def _chosen(texts: Sequence[str], keep: np.typing.NDArray[np.bool_]) -> list[str]:
    return [text for text, kept in zip(texts, keep, strict=True) if kept]


def teach(reader: AdReader, ads: Iterable[tuple[str, JobAd]]) -> Mapping[str, Taught]:
    """Each text that may ask, of ads with their source, and what came of it; ads without text teach nothing."""
    found: dict[str, Taught] = {}
    for source, ad in ads:
        try:
            reading = reader.read(clean_text(ad.text))
        except (EmptyText, TextTooLong):
            continue
        for text, confidences in _read(reading):
            known = found.get(text)
            if known is None or len(confidences) > known.links:
                first = known.ad if known else f"{source} {ad.id}"
                found[text] = Taught(ad=first, links=len(confidences), sure=sum(confidences))
    return found


def _read(reading: Reading) -> Iterator[tuple[str, list[float]]]:
    """Each text that may ask, with the confidence of each link in it that became a demand."""
    evidence = sorted(
        (own.mention.start, own.confidence)
        for demand in reading.demands
        for own in demand.evidence
        if own.mention and demand.importance is not Importance.IMPLIED
    )
    for passage in reading.passages:
        if passage.asks:
            span = passage.sentence.span
            yield passage.sentence.text, [sure for start, sure in evidence if span.start <= start < span.end]


def _ads(seed: int) -> Iterator[tuple[str, JobAd]]:
    """File name and ad; none that is annotated, labelled or measured on."""
    draw = random.Random(seed)
    labelled = labelled_ads()
    for path in sorted((shared_data() / "ads").glob(AD_FILES)):
        ads = [ad for ad in read_ads(path) if isinstance(ad, JobAd)][MEASURED_ON.get(path.name, 0) :]
        for ad in draw.sample(ads, min(ADS_OF_A_FILE, len(ads))):
            if (path.name, ad.id) not in labelled:
                yield path.name, ad
