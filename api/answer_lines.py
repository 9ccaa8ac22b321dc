"""What became of each thing that an ad or a role asks for: held, closed by the stack, open, or not understood."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from api.needs import needs_of
from api.schemas import ClosureOut, CoveredOut, DemandOut, EvidenceOut, GapResponse, HoldingOut, RecommendationOut
from matcher.demand import EvidenceSource
from matcher.profiles import HoldingSource

SAMPLE = "sample data, not a real course"
NOT_STATED = "not stated"


class Standing(StrEnum):
    HELD = "held"
    CLOSED = "closed by the stack"
    OPEN = "stays open"
    UNKNOWN = "fits no skill that we know"


@dataclass(frozen=True, slots=True)
class Closing:
    """A course of the stack, and what of it closes a demand."""

    course: RecommendationOut
    closure: ClosureOut


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    demand: DemandOut
    standing: Standing
    covered: CoveredOut | None
    closed_by: tuple[Closing, ...]
    """Also for what is held too weakly to rely on."""
    others: tuple[DemandOut, ...] = ()
    """What the same words were also read as, where the line stands for all of it."""


def lines_by_need(answer: GapResponse) -> tuple[Line, ...]:
    """One for each need: what stands for it."""
    line_of = {line.demand.uri: line for line in lines_of(answer)}
    return tuple(replace(line_of[need.head.uri], others=need.others) for need in needs_of(answer.demands))


def lines_of(answer: GapResponse) -> tuple[Line, ...]:
    """One for each demand, in the answer's order."""
    covered = {own.demand.uri: own for own in answer.gap.covered}
    still_open = {demand.uri for demand in answer.open}
    stack = in_stack(answer)

    def line(demand: DemandOut) -> Line:
        if demand.uri in covered:
            standing = Standing.HELD
        else:
            standing = Standing.OPEN if demand.uri in still_open else Standing.CLOSED
        return Line(
            demand=demand,
            standing=standing,
            covered=covered.get(demand.uri),
            closed_by=tuple(_closing(demand, stack)),
        )

    return tuple(map(line, answer.demands))


def _closing(demand: DemandOut, stack: tuple[RecommendationOut, ...]) -> Iterator[Closing]:
    """What closes the demand itself, else what closes one that is alike or does instead."""
    for meant in ({demand.uri}, {*demand.alike, *demand.alternatives}):
        found = [Closing(course, own) for course in stack for own in course.closes if own.uri in meant]
        if found:
            yield from found
            return


def in_stack(answer: GapResponse) -> tuple[RecommendationOut, ...]:
    """The courses of the stack in its order."""
    by_id = {one.achievement.id: one for one in answer.recommendations}
    return tuple(by_id[key] for key in answer.stack.achievements if key in by_id)


def beside_stack(answer: GapResponse) -> tuple[RecommendationOut, ...]:
    chosen = {*answer.stack.achievements}
    return tuple(one for one in answer.recommendations if one.achievement.id not in chosen)


def named(course: RecommendationOut) -> str:
    """The course's name, which says of made-up data that it is."""
    return course.achievement.name + (f" ({SAMPLE})" if course.achievement.sample else "")


def asked_words(evidence: EvidenceOut) -> str:
    """The sentence; where the ad does not say it, with the source that does."""
    named_by = "" if evidence.source == EvidenceSource.AD.value else f"{evidence.source}: "
    return named_by + evidence.text


def holding_words(own: HoldingOut) -> str:
    """ "SQL", "inferred from: I queried the loans of three branches"."""
    said = f"inferred from: {own.text}" if own.source == HoldingSource.INFERRED.value else own.text
    return f"{said} ({own.issued.told})" if own.issued else said


def made_with(answer: GapResponse) -> tuple[str, ...]:
    """ "software 0.1.0", "taxonomy 1.2.1", ...: what is there."""
    versions = answer.versions.model_dump()
    return tuple(f"{name.replace('_', ' ')} {own}" for name, own in versions.items() if own is not None)
