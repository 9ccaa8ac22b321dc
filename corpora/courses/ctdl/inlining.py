"""JSON of a document made to stand alone."""

from collections.abc import Iterator
from typing import Any

from corpora.courses.ctdl.links import Links

MAX_DEPTH = 6
MAX_INLINED = 100
"""How deep and how many resources without an address are copied into what refers to them."""


def inlined(links: Links, value: Any, depth: int = 0, budget: Iterator[int] | None = None) -> Any:  # noqa: ANN401
    """Any JSON value without references to resources that only this document knows: they stand in their place.

    What is too deep, or one too many, is left out.
    """
    budget = iter(range(MAX_INLINED)) if budget is None else budget
    if isinstance(value, list):
        items = (inlined(links, one, depth, budget) for one in value)
        return [one for one in items if one is not None]
    address = value.get("@id") if isinstance(value, dict) else value
    local = isinstance(address, str) and address.startswith("_:")
    if local and (isinstance(value, str) or value.keys() == {"@id"}):
        known = links.by_key.get(str(address))
        value = known.raw if known and depth < MAX_DEPTH and next(budget, None) is not None else None
    if not isinstance(value, dict):
        return value
    held = {key: inlined(links, one, depth + 1, budget) for key, one in value.items() if not (local and key == "@id")}
    return {key: one for key, one in held.items() if one is not None}
