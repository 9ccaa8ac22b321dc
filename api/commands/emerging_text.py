"""Emerging needs as plain text for a terminal: the values that --json gives."""

from collections.abc import Iterator

from api.commands.blocks import quoted, wrapped
from api.commands.demand_text import head, notes
from api.demand_schemas import EmergingLine, EmergingPage

EXAMPLES = 2


def emerging_text(page: EmergingPage, width: int) -> str:
    lines = [*head("What no concept covers", page, width)]
    for own in page.lines:
        lines += _emerging(own, width)
    if page.total > len(page.lines):
        lines += [f"  {page.total - len(page.lines):,} more: --limit, or --out FILE for all", ""]
    return "\n".join([*lines, *notes(page, width)])


def _emerging(own: EmergingLine, width: int) -> Iterator[str]:
    doubts = [*(["few employers"] if own.small else []), *(["one template"] if own.template else [])]
    doubts += [f"may be covered by “{own.covered_by.label}”"] if own.covered_by else []
    stands = f" ({own.stands_for})" if own.stands_for else ""
    yield f"  {own.label}{stands}: {own.kind}, {own.employers:,} employers, {own.ads:,} ads"
    if doubts:
        yield from wrapped("; ".join(doubts), width, 6)
    if len(own.terms) > 1:
        yield from wrapped(f"also: {', '.join(own.terms[1:])}", width, 6)
    if own.near:
        nearest = ", ".join(
            one.label + ("" if one.similarity is None else f" {one.similarity:.2f}") for one in own.near
        )
        yield from wrapped(f"nearest concepts: {nearest}", width, 6)
    for one in own.examples[:EXAMPLES]:
        yield from wrapped(quoted(one.text), width, 6)
    yield ""
