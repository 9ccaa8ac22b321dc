"""What several processes do to one store at the same time; a module that is imported in a moment."""

from pathlib import Path

import numpy as np

from corpora.store.ads import SqlAdStore
from corpora.store.database import open_database
from corpora.store.signatures import signature_of
from matcher.ad_store import ReadAd, ReadWith
from matcher.ads import JobAd

ADS = 12
MADE_WITH = ReadWith(reading="reading-1", encoder="encoder-1")


def save(folder: Path, url: str | None, mark: str) -> None:
    """Ads of its own, and as many that the others save, too."""
    database = open_database(folder, url)
    for number in range(ADS):
        SqlAdStore(database).save([_read(f"{mark}{number}"), _read(f"both{number}")], [])
    database.close()


def _read(key: str) -> ReadAd:
    """Like no other."""
    ad = JobAd(id=key, text=f"{key} " + " ".join(key * n for n in range(2, 9)))
    return ReadAd(
        ad=ad,
        made_with=MADE_WITH,
        demands=(),
        unlinked=(),
        language=None,
        vector=np.ones((1, 3), dtype=np.float32),
        signature=signature_of(ad),
    )
