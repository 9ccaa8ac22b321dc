"""The models that a worker reads with; slow to import, and only workers need them."""

from api.extracting import skills_of
from api.reading_ads import remembering
from api.settings import Settings
from api.shards.reader import Reader, ReadTexts
from api.wiring import load_reading


def load_reader(settings: Settings, min_confidence: float | None) -> Reader:
    """Of one thread, since there are other workers. Raises ArtefactMismatch."""
    reading = load_reading(settings, threads=1)

    def fresh() -> ReadTexts:
        own = remembering(reading)
        return lambda items: skills_of(own, items, min_confidence)

    return Reader(reading.version, fresh)
