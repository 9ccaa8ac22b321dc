"""Ads that are made to break the reader take time in proportion to their length, up to 64,000 characters and more."""

from collections.abc import Callable

import pytest

from api.wiring import Service
from matcher.errors import TextTooLong
from matcher.reading import MAX_PASSAGES
from tests.stopwatch import assert_quick, least_seconds

SHORT = 16_000
"""Characters; the long ones have four times as many."""
TIMES = 4
STEEPEST = 7.0
"""Times as long for four times as much: quadratic time would take sixteen."""
SHAPES: dict[str, Callable[[int], str]] = {
    "no space": lambda n: "x" * n,
    "words without end": lambda n: "SQL" * (n // 3),
    "one sentence": lambda n: "you must know SQL and " * (n // 22),
    "bullets": lambda n: "- you know SQL\n" * (n // 15),
    "line ends": lambda n: "SQL" + "\n" * n + "SQL",
    "control characters": lambda n: "SQL\x00\x07\x1b[2J" * (n // 10),
    "text turned around": lambda n: "\u202eLQS wonk \u2066" * (n // 12),
    "combining characters": lambda n: "S" + "\u0301" * n,
    "markup": lambda n: "<b><p>SQL</p></b>" * (n // 18),
    "open markup": lambda n: "<b" * (n // 2),
    "entities": lambda n: "&amp;" * (n // 5),
    "full stops": lambda n: ". " * (n // 2),
    "brackets": lambda n: "(" * n,
    "capitals": lambda n: "Emma Clarke " * (n // 12),
    "commas": lambda n: "SQL, " * (n // 5),
    "numbers": lambda n: "1 2 3 years " * (n // 12),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_reading_takes_time_in_proportion(shape: str, service: Service) -> None:
    def read(length: int) -> None:
        text = SHAPES[shape](length)
        service.pipeline.read(text if any(one.isalnum() for one in text) else "SQL " + text)

    read(SHORT // 10)
    short = least_seconds(lambda: read(SHORT))
    assert_quick(lambda: read(TIMES * SHORT), seconds=STEEPEST * short + 0.2)


def test_bullets_without_end_are_refused_by_their_number(service: Service) -> None:
    with pytest.raises(TextTooLong, match=f"66,000 sentences and list items; at most {MAX_PASSAGES:,}"):
        service.pipeline.read("- SQL\n" * 66_000)
