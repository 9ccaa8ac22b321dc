"""What the sources and the documents cite is there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = ("matcher", "corpora", "models", "api", "benchmarks", "docs")
_CITED = re.compile(r"\bbenchmarks/[\w/]+(?:\.(?:py|md|jsonl?|svg|png))?")


def cited() -> Iterator[tuple[str, str]]:
    files = [
        *ROOT.glob("*.md"),
        *(f for folder in FOLDERS for kind in ("py", "md") for f in (ROOT / folder).rglob(f"*.{kind}")),
    ]
    for file in sorted(files):
        for place in sorted(set(_CITED.findall(file.read_text(encoding="utf-8")))):
            yield str(file.relative_to(ROOT)), place


@pytest.mark.parametrize(("file", "place"), list(cited()))
def test_a_benchmark_that_is_cited_exists(file: str, place: str) -> None:
    assert (ROOT / place).exists(), file
