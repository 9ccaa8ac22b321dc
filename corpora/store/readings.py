"""What was read in an ad as one document: JSON, with concepts by number and sentences by their place in the ad."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from matcher.concepts import ConceptUri
from matcher.demand import ORDER, Demand, Evidence, EvidenceSource, Importance
from matcher.mentions import Span

CONFIDENCE_UNITS = 10_000
"""Of the facts; the document has it in full."""
WEIGHT_UNIT = 65_536
WEIGHTS = {importance: place for place, importance in enumerate(ORDER)}
FACT_BYTES = 8


def document_of(text: str, demands: Sequence[Demand], numbers: Mapping[str, int]) -> bytes:
    """`numbers`: of every concept that the demands name."""
    return orjson.dumps([_demand_record(text, demand, numbers) for demand in demands])


def demands_in(text: str, document: bytes, uris: Mapping[int, str]) -> tuple[Demand, ...]:
    """The demands as they were, in their order. `text`: of the same ad."""
    return tuple(_demand(text, record, uris) for record in orjson.loads(document))


def concepts_in(document: bytes) -> set[int]:
    """The numbers of all that it names."""
    return {number for record in orjson.loads(document) for number in (record[0], *record[3])}


def concepts_of(demands: Sequence[Demand]) -> set[str]:
    return {uri for demand in demands for uri in (demand.skill, *demand.alternatives)}


def fact_of(ad: int, demand: Demand, numbers: Mapping[str, int]) -> tuple[int, int, int, int]:
    """The row to count by: ad, concept, importance, confidence."""
    return ad, numbers[demand.skill], WEIGHTS[demand.importance], round(demand.confidence * CONFIDENCE_UNITS)


def packed_facts(facts: Iterable[tuple[int, int, int, int]]) -> bytes:
    pairs = [(concept, weight * WEIGHT_UNIT + confidence) for _, concept, weight, confidence in facts]
    return np.array(pairs, dtype="<i4").tobytes()


def unpacked_facts(data: bytes) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """(n,) each: concepts, importances, confidences."""
    pairs = np.frombuffer(data, dtype="<i4").reshape(-1, 2)
    weights, confidences = np.divmod(pairs[:, 1], WEIGHT_UNIT)
    return pairs[:, 0], weights.astype(np.int8), (confidences / CONFIDENCE_UNITS).astype(np.float32)


def _demand_record(text: str, demand: Demand, numbers: Mapping[str, int]) -> list[Any]:
    return [
        numbers[demand.skill],
        demand.importance,
        demand.confidence,
        sorted(numbers[other] for other in demand.alternatives) if demand.alternatives else [],
        [_evidence_record(text, evidence) for evidence in demand.evidence],
        *([sorted(numbers[other] for other in demand.alike)] if demand.alike else ()),
    ]


def _demand(text: str, record: list[Any], uris: Mapping[int, str]) -> Demand:
    skill, importance, confidence, alternatives, evidence, *alike = record
    return Demand(
        skill=ConceptUri(uris[skill]),
        importance=Importance(importance),
        confidence=confidence,
        evidence=tuple(_evidence(text, one) for one in evidence),
        alternatives=frozenset(ConceptUri(uris[other]) for other in alternatives),
        alike=frozenset(ConceptUri(uris[other]) for own in alike for other in own),
    )


def _evidence_record(text: str, evidence: Evidence) -> dict[str, Any]:
    """What is absent is left out, and so is the sentence that stands at its place in the ad.

    Of ads by the million this is the hot loop.
    """
    span, mention = evidence.span, evidence.mention
    record: dict[str, Any] = {"confidence": evidence.confidence}
    if span is not None:
        record["span"] = (span.start, span.end)
    if span is None or text[span.start : span.end] != evidence.text:
        record["text"] = evidence.text
    if mention is not None:
        record["mention"] = (mention.start, mention.end)
    if evidence.section is not None:
        record["section"] = evidence.section
    if evidence.levels:
        record["levels"] = evidence.levels
    if evidence.source is not EvidenceSource.AD:
        record["in"] = evidence.source
    if evidence.reference is not None:
        record["reference"] = evidence.reference
    return record


def _evidence(text: str, record: Mapping[str, Any]) -> Evidence:
    span = Span(*record["span"]) if "span" in record else None
    return Evidence(
        source=EvidenceSource(record.get("in", EvidenceSource.AD)),
        text=record["text"] if "text" in record or span is None else span.of(text),
        confidence=record["confidence"],
        span=span,
        mention=Span(*record["mention"]) if "mention" in record else None,
        reference=record.get("reference"),
        section=record.get("section"),
        levels=tuple(record.get("levels", ())),
    )
