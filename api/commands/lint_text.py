"""What a catalogue lacks, as plain text for a terminal: first over all, then those with most to do."""

from collections.abc import Iterator, Sequence

from api.commands.blocks import columns, heading, quoted, wrapped
from api.lint_schemas import (
    ElementCountOut,
    FindingOut,
    FollowedOut,
    LintedEntryOut,
    LintReport,
    OverallOut,
    PointCountOut,
)
from matcher.completeness.advice import Answer
from matcher.completeness.findings import Status

SHOWN_SUGGESTIONS = 5
OF_THEM = (Status.PRESENT, Status.VAGUE, Status.MISSING, Status.BROKEN)
NAME = 42
"""Columns of an element's name."""
COUNT = 9


def lint_text(report: LintReport, name: str, width: int, shown: int) -> str:
    return "\n".join(
        [
            *_overall(report.overall, name, width),
            *_advice(report.overall.advice),
            *_entries(report, width, shown),
            *_foot(report, width),
        ]
    )


def entry_text(entry: LintedEntryOut, width: int) -> str:
    """Of one entry alone."""
    return "\n".join(_entry(entry, width))


def _overall(overall: OverallOut, name: str, width: int) -> Iterator[str]:
    yield heading(f"{name}: {overall.entries:,} entries")
    if overall.outcomes:
        told = f"{overall.vague_outcomes:,} of {overall.outcomes:,} outcomes are vague: nobody could check them."
        yield from wrapped(told, width, 2)
    yield ""
    for framework in dict.fromkeys(one.framework for one in overall.elements):
        yield from _framework(framework, [one for one in overall.elements if one.framework == framework], overall)


def _framework(framework: str, elements: Sequence[ElementCountOut], overall: OverallOut) -> Iterator[str]:
    yield heading(framework)
    yield "  " + " " * NAME + "".join(status.value.rjust(COUNT) for status in OF_THEM)
    for one in elements:
        optional = "" if one.mandatory else " (optional)"
        if Status.NOT_OF_A_CATALOGUE.value in one.entries:
            yield f"  {one.element:{NAME}}  not of a catalogue, but of an awarded credential"
            continue
        counts = "".join(_count(one.entries.get(status.value, 0)) for status in OF_THEM)
        yield f"  {one.element + optional:{NAME}}{counts}".rstrip()
    complete = overall.complete[framework]
    yield f"  {'all that is mandatory':{NAME}}{complete:>{COUNT},}"
    yield ""


def _count(count: int) -> str:
    return f"{count:>{COUNT},}" if count else "-".rjust(COUNT)


def _advice(points: Sequence[PointCountOut]) -> Iterator[str]:
    yield heading("The advice to providers")
    yield "  " + " " * NAME + "".join(answer.value.rjust(COUNT + 3) for answer in Answer)
    for aim in dict.fromkeys(point.aim for point in points):
        yield f"  {aim}"
        for point in (one for one in points if one.aim == aim):
            counts = "".join(f"{_count(point.entries.get(answer.value, 0)):>{COUNT + 3}}" for answer in Answer)
            yield f"    {point.point:{NAME - 2}}{counts}"
    yield ""


def _entries(report: LintReport, width: int, shown: int) -> Iterator[str]:
    by_need = sorted(report.entries, key=lambda entry: (-entry.to_do, entry.id))
    for entry in by_need[:shown]:
        yield from _entry(entry, width)
    if len(by_need) > shown:
        yield f"{len(by_need) - shown:,} more entries; --entries shows more of them, --json gives all."
        yield ""


def _entry(entry: LintedEntryOut, width: int) -> Iterator[str]:
    yield heading(f"{entry.name} ({entry.to_do} to do)")
    yield f"  id: {entry.id}"
    for status in (Status.BROKEN, Status.VAGUE, Status.MISSING):
        own = [finding for finding in entry.findings if finding.status == status.value]
        if own:
            yield f"  {status.value}"
            yield from _findings(own, width)
    if entry.vague_outcomes:
        yield "  outcomes that nobody could check"
        for one in entry.vague_outcomes:
            yield from wrapped(f"{one.field}: {quoted(one.text)}", width, 4)
            yield from wrapped(f"it {one.why}; {one.instead}", width, 8)
    yield from _followed(entry.advice, width)
    yield from _suggestions(entry, width)
    yield ""


def _findings(findings: Sequence[FindingOut], width: int) -> Iterator[str]:
    """What several frameworks find in the same words stands once."""
    groups: dict[tuple[str | None, str | None, str | None], list[FindingOut]] = {}
    for finding in findings:
        groups.setdefault((finding.field, finding.text, finding.instead), []).append(finding)
    for (field, text, instead), own in groups.items():
        yield from wrapped("; ".join(map(_named, own)), width, 4)
        if text:
            yield from wrapped(f"{field}: {quoted(text)}", width, 8)
        if instead:
            yield from wrapped(instead, width, 8)


def _named(finding: FindingOut) -> str:
    return f"{finding.element} ({finding.framework}{'' if finding.mandatory else ', optional'})"


def _followed(advice: Sequence[FollowedOut], width: int) -> Iterator[str]:
    yield "  advice"
    for answer in Answer:
        own = [one for one in advice if one.answer == answer.value]
        if answer is Answer.NOT_STATED and own:
            yield from wrapped("; ".join(one.point for one in own), width, 9, first="    not stated: ")
        elif own:
            yield from columns([(f"{answer.value:5}{one.point}", quoted(one.text or "")) for one in own], 4, width)


def _suggestions(entry: LintedEntryOut, width: int) -> Iterator[str]:
    if not entry.suggestions:
        return
    yield "  ESCO skills that could be stated (read by us, no facts)"
    for one in entry.suggestions[:SHOWN_SUGGESTIONS]:
        yield from wrapped(f"{one.confidence:.2f}  {one.label} ({one.role}), from {one.field}", width, 12, first="    ")
    if len(entry.suggestions) > SHOWN_SUGGESTIONS:
        yield f"    and {len(entry.suggestions) - SHOWN_SUGGESTIONS:,} more"


def _foot(report: LintReport, width: int) -> Iterator[str]:
    if report.left_out:
        yield f"{len(report.left_out):,} could not be read, or not whole; they are named above."
    yield from wrapped(
        "Only what an entry states counts. “Vague” is also what is only said in running text. No level, hours or price "
        "is made up.",
        width,
        0,
    )
