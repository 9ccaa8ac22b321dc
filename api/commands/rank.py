# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher rank`: every sentence against the skills, best first, even where `extract` would stay silent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.commands.given import Resume
from api.commands.loading import loading_of
from api.commands.running import run_bulk
from matcher.errors import InvalidInput, UnreadableDocument
from matcher.mentions import whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from api.items import Answer, Item
    from matcher.concepts import ConceptUri
    from matcher.linking import Linker
    from matcher.vectors import Vectors

SHOWN_UNKNOWN = 5


def rank(
    context: typer.Context,
    *,
    source: Annotated[
        str, typer.Option("--in", metavar="FILE", help="NDJSON, CSV, XLSX or Parquet of id and text; - for stdin.")
    ],
    target: Annotated[str, typer.Option("--out", metavar="FILE", help="One ranking a line; - for stdout.")],
    top: Annotated[int, typer.Option(min=1, help="How many URIs a sentence.")] = 100,
    label_space: Annotated[Path | None, typer.Option(metavar="FILE", help="Rank only these URIs, one a line.")] = None,
    resume: Resume = False,
) -> None:
    """The skills nearest to every sentence, best first.

    Product names are left out; every sentence gets a full ranking."""
    loading = loading_of(context)
    space = read_label_space(label_space) if label_space else None

    def answer() -> Answer:
        reading = loading.reading()
        return make_ranker(reading.linker, space, top).answer

    run_bulk(source, target, loading.settings(), answer, resume=resume, answers="ranked")


def read_label_space(path: Path) -> tuple[str, ...]:
    """The URIs, each once, in the order of the file. Raises UnreadableDocument."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableDocument(str(path), f"can't be read as a list of URIs ({error})") from error
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip()))


def make_ranker(linker: Linker, space: Sequence[str] | None, top: int) -> Ranker:
    """Names URIs that the taxonomy lacks on standard error. Raises InvalidInput where it has none of them."""
    uris = linker.concepts.ids if space is None else space
    known = sorted(uri for uri in uris if uri in linker.positions)
    unknown = [uri for uri in uris if uri not in linker.positions]
    if not known:
        raise InvalidInput("label-space", "holds no URI of a skill in the loaded taxonomy")
    if unknown:
        shown = ", ".join(unknown[:SHOWN_UNKNOWN]) + (", ..." if len(unknown) > SHOWN_UNKNOWN else "")
        typer.echo(f"matcher: left out {len(unknown):,} URIs that are no skills here: {shown}", err=True)
    vectors = linker.concepts.vectors([linker.positions[uri] for uri in known])
    return Ranker(linker, tuple(known), vectors, top)


@dataclass(frozen=True, slots=True, eq=False)
class Ranker:
    linker: Linker
    uris: tuple[str, ...]
    """What is ranked, sorted."""
    vectors: Vectors
    """Of the labels of `uris`, in their order."""
    top: int

    def answer(self, items: Sequence[Item]) -> Iterable[dict[str, Any]]:
        for item, found in zip(items, self.linker.ranked([whole(item.text) for item in items]), strict=True):
            yield {"ranked": self._ranked(item.text, found)}

    def _ranked(self, text: str, found: Sequence[ConceptUri]) -> list[str]:
        """The linker's candidates, best first; then whatever else is nearest, ties by URI."""
        wanted = set(self.uris)
        ranked = [str(uri) for uri in found if uri in wanted][: self.top]
        if len(ranked) == min(self.top, len(self.uris)):
            return ranked
        return [*ranked, *self._nearest(text, set(ranked))][: self.top]

    def _nearest(self, text: str, but: set[str]) -> Iterable[str]:
        import numpy as np

        similarity = self.vectors @ self.linker.encoder.encode([text])[0]
        order = np.argsort(-similarity, kind="stable").tolist()
        return (self.uris[position] for position in order if self.uris[position] not in but)
