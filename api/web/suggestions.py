"""What was read in the entries of a catalogue, on its way through a form: reading again would take a second for ten."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Annotated

import orjson
from pydantic import Field, TypeAdapter, ValidationError

from api.linting import with_suggestions
from api.wiring import Service, course_reader
from matcher.achievements import Achievement, Alignment, AlignmentRole
from matcher.concepts import ConceptUri, Taxonomy
from matcher.errors import TextTooLong
from matcher.progress import Progress, untold

Row = tuple[str, Annotated[float, Field(ge=0, le=1)], str, str]
"""(URI, confidence, field, text)"""
_ADAPTER = TypeAdapter(dict[str, list[Row]])


def carried(entries: Sequence[Achievement]) -> str:
    """What was read in them and is not stated."""
    found = {
        own.id: [
            (one.concept, round(one.confidence, 4), one.field, one.text) for one in own.alignments if not one.stated
        ]
        for own in entries
    }
    return orjson.dumps(found).decode()


def suggested(
    service: Service, entries: Sequence[Achievement], came: str, told: Progress = untold
) -> list[Achievement]:
    """Each with the ESCO skills that its words speak of; those that were read before are taken as they came.

    Raises TextTooLong.
    """
    taxonomy = service.pipeline.taxonomy
    known = _came(came)
    new = [own for own in entries if own.id not in known]
    most, characters = service.settings.max_ad_characters, sum(len(text) for own in new for _, text in own.passages())
    if characters > most:
        raise TextTooLong("what the entries teach (look at them without ESCO skills)", length=characters, limit=most)
    read = iter(with_suggestions(new, course_reader(service.pipeline), taxonomy, told) if new else ())
    return [_with(own, known[own.id], taxonomy) if own.id in known else next(read) for own in entries]


def _came(came: str) -> Mapping[str, list[Row]]:
    """What is no work of ours is read again."""
    try:
        return _ADAPTER.validate_json(came or "{}")
    except ValidationError:
        return {}


def _with(entry: Achievement, rows: Sequence[Row], taxonomy: Taxonomy) -> Achievement:
    stated = {own.concept for own in entry.alignments}
    read = tuple(
        Alignment(
            concept=ConceptUri(uri),
            role=AlignmentRole.TEACHES,
            confidence=confidence,
            stated=False,
            field=field,
            text=text,
        )
        for uri, confidence, field, text in rows
        if ConceptUri(uri) in taxonomy.skills and ConceptUri(uri) not in stated
    )
    return replace(entry, alignments=(*entry.alignments, *read))
