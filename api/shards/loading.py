"""The models that a worker reads with; slow to import, and only workers need them."""

from api.extracting import skills_of
from api.reading_ads import remembering
from api.settings import Settings
from api.shards.reader import Reader, ReadTexts
from api.wiring import Reading, load_reading


def load_reader(settings: Settings, min_confidence: float | None) -> Reader:
    """Of one thread, since there are other workers. Raises ArtefactMismatch."""
    return reader_of(load_reading(settings, threads=1), min_confidence)


def reader_of(reading: Reading, min_confidence: float | None) -> Reader:
    def fresh() -> ReadTexts:
        own = remembering(reading)
        return lambda items: skills_of(own, items, min_confidence)

    return Reader(reading.version, fresh)
