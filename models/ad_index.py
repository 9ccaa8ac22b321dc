"""Indexed ads in memory: AdLibrary over a folder. A database takes its place for hundreds of thousands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from corpora.ads.folder import load_ads, save_ads
from corpora.artefacts import POINTER, Manifest, publish, read_current, require
from matcher.ads import JobAd, SimilarAd, ad_vector
from matcher.demand import Demand
from matcher.errors import UnknownAd
from matcher.reading import AdReader
from matcher.vectors import Encoder, Vectors
from models.faiss_index import FaissIndex, build_index, load_index, save_index

KIND = "ads"
REBUILD = "matcher index build"
RESET = "matcher ads reset"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class InMemoryAdLibrary:
    ads: Mapping[str, JobAd]
    demands: Mapping[str, Sequence[Demand]]
    index: FaissIndex
    version: str

    def __len__(self) -> int:
        return len(self.ads)

    def get(self, ad_id: str) -> JobAd:
        try:
            return self.ads[ad_id]
        except KeyError:
            raise UnknownAd(ad_id) from None

    def demands_of(self, ad_id: str) -> Sequence[Demand]:
        self.get(ad_id)
        return self.demands[ad_id]

    def nearest(self, vector: Vectors, k: int) -> Sequence[SimilarAd]:
        [found] = self.index.nearest(vector, k)
        return [SimilarAd(self.ads[neighbour.id], neighbour.similarity) for neighbour in found]


def build_ad_index(home: Path, ads: Sequence[JobAd], reader: AdReader, encoder: Encoder, concepts: str) -> Manifest:
    """Read and index every ad, then publish. `concepts`: version of the concept index they were read with."""
    bar = tqdm(ads, desc="reading ads", unit="ad", delay=2)
    read = [(ad, reader.read(ad.text).demands) for ad in bar]
    made_from = {"encoder": encoder.name, "concepts": concepts}
    return publish(home / KIND, kind=KIND, made_from=made_from, fill=lambda folder: _fill(folder, read, encoder))


def load_ad_index(home: Path, encoder: Encoder, concepts: str) -> InMemoryAdLibrary:
    """Raises ArtefactMismatch where it is missing, damaged, or read with another encoder or concept index."""
    folder, manifest = read_current(home / KIND, kind=KIND, rebuild=REBUILD)
    require(manifest, REBUILD, encoder=encoder.name, concepts=concepts)
    read = load_ads(folder)
    return InMemoryAdLibrary(
        ads={ad.id: ad for ad, _ in read},
        demands={ad.id: demands for ad, demands in read},
        index=load_index(folder, "ads"),
        version=manifest.version,
    )


def kept_ads(home: Path) -> tuple[JobAd, ...] | None:
    """The ads that were indexed last; None where there never were any. Raises ArtefactMismatch where damaged."""
    if not (home / KIND / POINTER).is_file():
        return None
    folder, _ = read_current(home / KIND, kind=KIND, rebuild=RESET)
    return tuple(ad for ad, _ in load_ads(folder))


def _fill(folder: Path, read: Sequence[tuple[JobAd, Sequence[Demand]]], encoder: Encoder) -> None:
    save_ads(folder, read)
    none: Vectors = np.zeros((0, encoder.dim), dtype=np.float32)
    vectors = np.concatenate([none, *(ad_vector(ad.title, ad.text, encoder) for ad, _ in read)])
    save_index(build_index([ad.id for ad, _ in read], vectors), folder, "ads")
