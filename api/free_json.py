"""JSON in whose fields we have no say: what no reader and no answer could carry is refused at the door."""

import math
import re
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator

MOST_DEEP = 100
"""Objects and lists within each other; no format that is read needs more, and what writes answers stops soon after."""
MOST_VALUES = 200_000
"""In one request's object: more than any record has, and a second of work."""
SHOWN = 5
"""Steps of the way to a fault that are told."""
_HALF = re.compile("[\ud800-\udfff]")

Step = str | int
Given = TypeVar("Given")


def sound(given: Given) -> Given:
    """The same.

    Raises ValueError, saying where, for half a character, no finite number, too deep a nesting or too many values.
    """
    way: list[tuple[Step, Iterator[tuple[Step, object]]]] = [("", _within(given))]
    values = 0
    while way:
        found = next(way[-1][1], None)
        if found is None:
            way.pop()
            continue
        values += 1
        if fault := _fault(*found, depth=len(way), values=values):
            raise ValueError(f"{_told([*(passed for passed, _ in way[1:]), found[0]])}: {fault}")
        if isinstance(found[1], Mapping | list):
            way.append((found[0], _within(found[1])))
    return given


Sound = AfterValidator(sound)
JsonObject = Annotated[dict[str, Any], Sound]


def _within(one: object) -> Iterator[tuple[Step, object]]:
    if isinstance(one, Mapping):
        return iter(one.items())
    return enumerate(one) if isinstance(one, list) else iter(())


def _fault(step: Step, one: object, *, depth: int, values: int) -> str | None:
    if depth > MOST_DEEP:
        return f"is nested more than {MOST_DEEP} deep"
    if values > MOST_VALUES:
        return f"there are more than {MOST_VALUES:,} values"
    if any(isinstance(text, str) and _HALF.search(text) for text in (step, one)):
        return "holds half a character"
    return "is no finite number" if isinstance(one, float) and not math.isfinite(one) else None


def _told(steps: list[Step]) -> str:
    """In letters that any log and any answer can carry."""
    return ".".join(
        [
            *(str(step).encode("ascii", "backslashreplace").decode() for step in steps[:SHOWN]),
            *(["..."] if len(steps) > SHOWN else []),
        ]
    )
