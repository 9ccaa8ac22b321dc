"""What bulk runs read one after the other: an id and a text, whatever file they stand in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from corpora.ads.records import columns_of


@dataclass(frozen=True, slots=True)
class Item:
    id: str | int
    text: str


Fault: TypeAlias = tuple[str | None, str]
"""The field that is wrong, and why."""
Answer: TypeAlias = Callable[[Sequence[Item]], Iterable[Mapping[str, object]]]
"""One mapping an item, in their order."""


def checked(fields: Mapping[str, object], *, max_characters: int, needs_letters: bool) -> Item | Fault:
    """`needs_letters`: whether a text of signs alone is a fault, as a blank one always is."""
    key, text = fields.get("id"), fields.get("text")
    if isinstance(key, bool) or not isinstance(key, str | int) or key == "":
        return "id", "is missing, or neither a text nor a whole number"
    if not isinstance(text, str):
        return "text", "is missing, or no text"
    if len(text) > max_characters:
        return "text", f"has {len(text):,} characters; at most {max_characters:,} are read in one go"
    if not text.strip() or (needs_letters and not any(c.isalnum() for c in text)):
        return "text", "is empty: it holds nothing to read"
    return Item(key, text)


def of_an_ad(cells: Mapping[str, object]) -> dict[str, object]:
    """Id and text of a row, under whatever names are usual for them."""
    columns = columns_of(cells)
    return {field: cells[columns[field]] for field in ("id", "text") if field in columns}
