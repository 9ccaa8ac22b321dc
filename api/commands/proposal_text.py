"""A drafted micro-credential as plain text for a terminal."""

from collections.abc import Iterator

from api.commands.blocks import heading, quoted, wrapped
from api.commands.lint_text import entry_text
from api.proposal_schemas import DraftOut, OutcomeOut
from matcher.proposal.drafting import hours_said


def draft_text(answer: DraftOut, name: str, width: int) -> str:
    """With what the catalogue's linter says of it: what is still missing."""
    [entry] = answer.lint.entries
    return "\n".join([*_draft(answer, name, width), entry_text(entry, width)])


def _draft(answer: DraftOut, name: str, width: int) -> Iterator[str]:
    yield heading(f"{answer.name} ({name})")
    yield from wrapped(answer.need, width, 2)
    yield ""
    yield heading("Outcomes")
    for number, own in enumerate(answer.outcomes, start=1):
        yield from _outcome(number, own, width)
    yield ""
    if answer.occupations:
        told = "; ".join(f"{own.label} ({own.ads:,})" for own in answer.occupations)
        yield from wrapped(f"Occupations that ask for it most often: {told}.", width, 2)
    if answer.hours_elsewhere:
        yield from wrapped(hours_said((answer.hours_elsewhere.least, answer.hours_elsewhere.most)), width, 2)
    yield ""


def _outcome(number: int, own: OutcomeOut, width: int) -> Iterator[str]:
    verb = own.verb_from if own.verb_ads is None else f"{own.verb_from}: {own.verb_ads:,} of them"
    yield from wrapped(f"{number}. {own.text}", width, 5, first="  ")
    yield from wrapped(f"{own.skill.label}: {own.ads:,} ads; its verb is from: {verb}", width, 5)
    yield from wrapped(f"idea for assessment, yours to decide: {own.assessment_idea}", width, 5)
    if own.quote:
        yield from wrapped(f"{quoted(own.quote.text)} ad {own.quote.ad}", width, 5)
