# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher explain`: what the linker saw in one sentence, lane by lane."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.loading import loading_of

if TYPE_CHECKING:
    from api.wiring import Reading
    from matcher.linking import Candidate

HEADINGS = {
    "sentence_cosine": "cosine",
    "attended_cosine": "attended",
    "label_found": "label",
    "bm25": "bm25",
    "coverage": "coverage",
    "recalled": "recalled",
}


def explain(
    context: typer.Context,
    *,
    sentence: Annotated[str, typer.Argument(help="A sentence of an ad.")],
    top: Annotated[int, typer.Option(min=1, max=300, help="How many candidates.")] = 10,
) -> None:
    """The candidates of a sentence, with what each lane saw.

    cosine: sentence and label. attended: the words that the label attends to, and the label. label: how much of the
    label the words say. bm25, coverage: words shared with any label. recalled: the likest annotated sentence that
    names it. Then the words a link would rest on."""
    from matcher.errors import EmptyText

    if not any(character.isalnum() for character in sentence):
        raise EmptyText("the sentence")
    for line in explained(loading_of(context).reading(), sentence, top):
        typer.echo(line)


def explained(reading: Reading, sentence: str, top: int) -> Iterator[str]:
    """Clause by clause: its stance, whether it asks, and its candidates, surest first."""
    from matcher.gate import asking

    linker = reading.linker
    for passage in reading.ads.passages(sentence):
        own = passage.sentence
        [candidates] = linker.candidates([own])
        [pairs] = linker.pairs([own])
        asks = asking(pairs.gate)
        yield f'"{own.text}"'
        heard = linker.heard(own.text)
        if heard != own.text:
            yield f'  read without your stop-terms: "{" ".join(heard.split())}"'
        yield (
            f"  section {passage.section.value}, stance {passage.stance or 'none'}, asks for a skill: {asks:.2f} "
            f"(yes from {linker.policy.asks_from}); "
            f"links are shown from {linker.policy.min_confidence} on, in an ad that surely asks here from "
            f"{linker.policy.demanded_from:.2f}"
        )
        yield "  confidence  " + "  ".join(f"{heading:>8}" for heading in HEADINGS.values()) + "  concept [words]"
        yield from (_line(candidate, reading, own.text) for candidate in candidates[:top])


def _line(candidate: Candidate, reading: Reading, text: str) -> str:
    from matcher.concepts import Vocabulary

    lanes = candidate.lanes or {}
    seen = "  ".join(f"{lanes[name]:8.2f}" if name in lanes else " " * 8 for name in HEADINGS)
    where = candidate.exact or candidate.words
    words = f" [{where.of(text)}]" if where else ""
    skill = reading.taxonomy.skill(candidate.uri)
    label = skill.preferred_label + ("  (own)" if skill.vocabulary is Vocabulary.OWN else "")
    mark = "*" if candidate.confidence >= reading.linker.policy.min_confidence else " "
    return f"  {mark} {candidate.confidence:8.3f}  {seen}  {label}{words}"
