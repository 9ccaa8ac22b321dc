"""Real ads, from the data set beside the project."""

import random
from collections.abc import Iterable, Iterator

from corpora.ads.files import read_ads
from matcher.ads import JobAd
from matcher.errors import SourceUnavailable
from models.training.data import shared_data

NHS, LIBRARIES = "nhs*.jsonl.gz", "*library*.jsonl.gz"
SEED = 1


def ads_of(files: str) -> Iterator[JobAd]:
    """Of all files that are called so, in the order of the files. Raises SourceUnavailable where there are none."""
    folder = shared_data() / "ads"
    paths = sorted(folder.glob(files))
    if not paths:
        raise SourceUnavailable(str(folder / files), "there are no such ads beside the project")
    return (ad for path in paths for ad in read_ads(path) if isinstance(ad, JobAd))


def drawn(ads: Iterable[JobAd], number: int) -> list[JobAd]:
    """The same of the same ads, whatever order they come in; all where they are not as many."""
    known = sorted(ads, key=lambda ad: ad.id)
    return random.Random(SEED).sample(known, min(number, len(known)))
