"""What each of many texts asks, as bulk answers tell it."""

from collections.abc import Iterator, Sequence
from typing import Any

from api.items import Answer, Item
from api.places import Places
from api.reading_ads import remembering
from api.settings import Settings
from api.wiring import Reading, load_reading
from matcher.demand import Demand
from matcher.errors import MatcherError

CONFIDENCE_DIGITS = 4


def in_process(settings: Settings, min_confidence: float | None) -> Answer:
    """What a process of several answers with: one thread, since there are others."""
    return answering(load_reading(settings, threads=1), min_confidence)


def answering(reading: Reading, min_confidence: float | None) -> Answer:
    """Reads ads one after the other; sentences that many ads repeat are read once."""
    reader = remembering(reading)
    return lambda items: map(_or_raise, skills_of(reader, items, min_confidence))


def _or_raise(answer: dict[str, Any] | MatcherError) -> dict[str, Any]:
    if isinstance(answer, MatcherError):
        raise answer
    return answer


def skills_of(
    reading: Reading, items: Sequence[Item], min_confidence: float | None
) -> Iterator[dict[str, Any] | MatcherError]:
    """What each text asks, or why it can't be read; offsets count in the text as it was given, not as cleaned."""
    given = [Places.of(item.text) for item in items]
    found = reading.ads.read_several([places.read for places in given if places.says_anything], min_confidence)
    for item, places in zip(items, given, strict=True):
        read = next(found) if places.says_anything else None
        if isinstance(read, MatcherError):
            yield read
            continue
        demands = read.demands if read else ()
        yield {"skills": [_skill(demand, reading, item.text, places) for demand in demands]}


def _skill(demand: Demand, reading: Reading, text: str, places: Places) -> dict[str, Any]:
    spans = dict.fromkeys(evidence.span for evidence in demand.evidence if evidence.span)
    where = [places.given(span) for span in spans]
    return {
        "uri": demand.skill,
        "label": reading.taxonomy.skill(demand.skill).preferred_label,
        "importance": demand.importance.value,
        "confidence": round(demand.confidence, CONFIDENCE_DIGITS),
        "levels": list(demand.levels),
        "evidence": [{"start": start, "end": end, "text": text[start:end]} for start, end in where],
    }
