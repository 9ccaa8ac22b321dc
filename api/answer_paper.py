"""An answer as a document to take to an adviser: what is asked, what is there, what is missing, and what to do."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from api.answer_courses_paper import courses_chapter, price_of
from api.answer_lines import (
    SAMPLE,
    Line,
    Standing,
    beside_stack,
    holding_words,
    in_stack,
    lines_by_need,
    made_with,
    named,
)
from api.schemas import DemandOut, GapResponse, RecommendationOut
from api.totals_text import said, unsaid
from matcher.demand import EvidenceSource, Importance
from matcher.dossier.chapters import Block, Chapter, Grid, Listed, Quotation, Text, Writing
from matcher.dossier.wording import MOST_LETTERS, MOST_SAID, capital, counted, on, short

MOST_LISTED = 12
"""Requirements that fit no skill, and skills without proof, that are listed; the others are counted."""
MOST_QUOTED, MOST_NAMED = 16, 30
"""Sentences that are quoted, and skills that one cell names: enough for an ad, and what three pages hold."""
TOLD: Mapping[Standing, str] = {
    Standing.HELD: "you have it",
    Standing.CLOSED: "missing, closed below",
    Standing.OPEN: "missing",
}
READ_IT_SO = (
    "Read by software from the texts that were given: the figure beside a skill says how sure that is, from 0 to 1. "
    "Hold it against the ad. It does not judge you, and what is listed as missing may only not stand in what you gave."
)
WITHOUT_A_COURSE = (
    "Do it once: a task at work, in a club or as a volunteer that needs the skill. Keep what came of it as proof.",
    "Ask the employer: what is essential, and what can be learned on the job.",
    "Look further: libraries, employment services and professional bodies offer courses that are not listed here.",
)


def answer_writing(answer: GapResponse, day: dt.date) -> Writing:
    asked = _name(answer)
    return Writing(
        title="Your skills and this role" if answer.role else "Your skills and this job ad",
        below=(asked, f"Made on {on(day)}"),
        author=None,
        subject=asked,
        day=day,
        chapters=tuple(chapter for chapter in _chapters(answer) if chapter.blocks),
    )


def _name(answer: GapResponse) -> str:
    """The role; or how the ad begins, since it has no other name."""
    if answer.role:
        meant = " and ".join(f"{own.label} ({own.vocabulary})" for own in answer.role.resolved_to)
        return f"{short(answer.role.name)}, taken to mean {meant}"
    return f"“{short((answer.text or '').strip().partition(chr(10))[0], MOST_LETTERS // 2)}”"


def _chapters(answer: GapResponse) -> Iterator[Chapter]:
    lines = lines_by_need(answer)
    whose = "the role" if answer.role else "the ad"
    yield Chapter("In short", tuple(_short(answer, lines, whose)))
    yield Chapter(f"What {whose} asks{'' if answer.role else ', in its own words'}", tuple(_asked(answer, lines)))
    yield Chapter("What you have", tuple(_have(lines)))
    yield Chapter("What is missing", tuple(_missing(lines)))
    yield courses_chapter(answer)
    yield Chapter("What stays open, and what can be done about it", tuple(_open(answer, lines)))
    if answer.unproven:
        yield Chapter("What would prove what you have", tuple(_proofs(answer)))
    yield Chapter("Made with", (Listed((", ".join(made_with(answer)), *answer.attribution)),))


def _short(answer: GapResponse, lines: Sequence[Line], whose: str) -> Iterator[Block]:
    yield Text(_counted(lines, whose))
    totals = list(said(answer.stack.totals))
    if answer.stack.achievements:
        names = {one.achievement.id: one.achievement.name for one in answer.recommendations}
        lacking = [f"Not stated, and not counted in: {own}." for own in unsaid(answer.stack.totals, names)]
        courses = counted(len(answer.stack.achievements), "course")
        yield Text(" ".join([f"Below: {courses}; {'; '.join(totals) or 'price and hours not stated'}.", *lacking]))
    samples = sum(one.achievement.sample for one in in_stack(answer))
    if samples:
        verb = "is" if samples == 1 else "are"
        yield Text(f"Of the courses below {samples} {verb} made up: {SAMPLE}.")
    yield Text(READ_IT_SO)
    if answer.notes:
        yield Listed(tuple(f"{capital(note)}." for note in answer.notes))


def _counted(lines: Sequence[Line], whose: str) -> str:
    if not lines:
        return f"Nothing in {whose} was found to ask for a skill that we know."
    count = {standing: sum(line.standing is standing for line in lines) for standing in Standing}
    asked = f"{capital(whose)} asks for {counted(len(lines), 'skill')} that we know. You have {count[Standing.HELD]}; "
    missing = count[Standing.CLOSED] + count[Standing.OPEN]
    if not count[Standing.CLOSED]:
        return f"{asked}{missing} {'is' if missing == 1 else 'are'} missing."
    closed = f"the courses below close {count[Standing.CLOSED]}, and {count[Standing.OPEN]} would stay open"
    return f"{asked}{missing} {'is' if missing == 1 else 'are'} missing: {closed}."


def _asked(answer: GapResponse, lines: Sequence[Line]) -> Iterator[Block]:
    """Each sentence once, with all that was read in it; by importance, then in the answer's order."""
    by_words: dict[tuple[str, str], list[Line]] = {}
    for importance in Importance:
        for line in (line for line in lines if line.demand.importance == importance.value):
            by_words.setdefault((importance.value, line.demand.evidence[0].text), []).append(line)
    shown = [*by_words.items()][:MOST_QUOTED]
    for (importance_of, words), own in shown:
        source = own[0].demand.evidence[0].source
        told = (
            f"{'' if source == EvidenceSource.AD.value else f'{capital(source)}. '}{capital(importance_of)}: "
            + "; ".join(map(_skill, own))
        )
        yield Quotation(short(words, MOST_SAID), told)
    if len(shown) < len(by_words):
        left = counted(len(by_words) - len(shown), "more sentence")
        yield Text(f"And {left}, which the table of the same answer (CSV) holds.")
    yield from _not_understood(answer)


def _not_understood(answer: GapResponse) -> Iterator[Block]:
    if not answer.unmatched:
        return
    yield Text("Also asked, in words that fit no skill that we know. Read these yourself:")
    shown = [f"“{short(own.text, MOST_SAID)}”" for own in answer.unmatched[:MOST_LISTED]]
    yield Listed((*shown, *_more(len(answer.unmatched))))


def _more(count: int) -> tuple[str, ...]:
    return (f"and {count - MOST_LISTED} more",) if count > MOST_LISTED else ()


def _skill(line: Line) -> str:
    also = f", also read as {' and '.join(map(_labelled, line.others))}" if line.others else ""
    return f"{_labelled(line.demand)} ({line.demand.confidence:.2f}){also}, {TOLD[line.standing]}"


def _labelled(demand: DemandOut) -> str:
    levels = f" ({', '.join(demand.levels)})" if demand.levels else ""
    return short(demand.label) + levels


def _have(lines: Sequence[Line]) -> Iterator[Block]:
    held = [(line.demand, own) for line in lines if line.covered for own in line.covered.best]
    if not held:
        yield Text(
            "Nothing of it stands in what you gave. That may be all that is missing: add a CV or a list of skills."
        )
        return
    yield Grid(
        caption="Skills that stand in what you gave",
        header=("Skill", "In your own words", "Source", "Sure"),
        rows=tuple(
            (
                _labelled(demand),
                short(holding_words(own), MOST_SAID),
                own.source.replace("_", " "),
                f"{own.confidence:.2f}",
            )
            for demand, own in held
        ),
        widths=(2, 4, 1.1, 0.6),
        figures=frozenset({3}),
    )


def _missing(lines: Sequence[Line]) -> Iterator[Block]:
    rows = tuple(
        (importance.value, _labels(lines, importance, Standing.CLOSED), _labels(lines, importance, Standing.OPEN))
        for importance in Importance
        if any(line.standing is not Standing.HELD and line.demand.importance == importance.value for line in lines)
    )
    if rows:
        yield Grid(
            caption="Skills that do not stand in what you gave",
            header=("Asked for as", "Closed by the courses below", "Stays open"),
            rows=rows,
            widths=(1, 3, 3),
        )


def _labels(lines: Sequence[Line], importance: Importance, standing: Standing) -> str:
    own = [line.demand for line in lines if line.standing is standing and line.demand.importance == importance.value]
    more = f"; and {len(own) - MOST_NAMED} more" if len(own) > MOST_NAMED else ""
    return "; ".join(map(_labelled, own[:MOST_NAMED])) + more or "none"


def _open(answer: GapResponse, lines: Sequence[Line]) -> Iterator[Block]:
    still_open = [line for line in lines if line.standing is Standing.OPEN]
    if not still_open:
        return
    others = beside_stack(answer)
    told = [own for line in still_open if (own := _way_out(line, others, answer.stack.left_out))]
    if told:
        yield Listed((*told[:MOST_LISTED], *_more(len(told))))
    left = len(still_open) - len(told)
    if left:
        yield Text(f"For {left} of the {len(still_open)} no course that this answer lists teaches it.")
    if answer.unsuited:
        lacks = ", ".join(sorted({lack for own in answer.unsuited.values() for lack in own}))
        courses = counted(len(answer.unsuited), "course")
        yield Text(f"{courses} on offer would close something, but not as you wish, or without saying so: by {lacks}.")
    yield Text("Without a course:")
    yield Listed(WITHOUT_A_COURSE)


def _way_out(line: Line, others: Sequence[RecommendationOut], left_out: Mapping[str, str]) -> str | None:
    """What is open with what else on offer closes it or may; None where nothing does."""
    named_so = f"{_labelled(line.demand)} ({line.demand.importance})"
    need = {line.demand.uri, *(one.uri for one in line.others)}
    closing = [one for one in others if any(own.uri in need for own in one.closes)]
    if closing:
        told = "; ".join(_beside(one, left_out) for one in closing[:2])
        return f"{named_so}: outside this stack, {told}"
    maybe = [one for one in others if any(own.uri in need for own in one.may_close)]
    if maybe:
        return f"{named_so}: may be taught by {'; '.join(short(named(one)) for one in maybe[:2])}"
    return None


def _beside(one: RecommendationOut, left_out: Mapping[str, str]) -> str:
    why = f", not counted: {left_out[one.achievement.id]}" if one.achievement.id in left_out else ""
    return f"“{short(named(one))}” ({price_of(one.way)}{why})"


def _proofs(answer: GapResponse) -> Iterator[Block]:
    """Each checklist once."""
    by_evidence: dict[tuple[str, ...], list[str]] = {}
    for one in answer.unproven:
        by_evidence.setdefault(tuple(one.evidence), []).append(short(one.label))
    yield Text("Of each, one of these does, recent and your own:")
    yield Listed(
        tuple(
            f"{'; '.join((*labels[:MOST_LISTED], *_more(len(labels))))}: {', or '.join(evidence)}"
            for evidence, labels in by_evidence.items()
        )
    )
