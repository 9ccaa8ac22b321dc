"""Names to look things up by while somebody types: by their beginning, or by words that begin so."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

_WORD = re.compile(r"[\w+#]+")
"""With the signs that names of languages end in: "C++", "C#"."""
LINE, GAP = "\n", " "
"""Before each name, and before each word of it."""


@dataclass(frozen=True, slots=True)
class Called:
    """Something, by its place among all, and the name of it that was found."""

    place: int
    name: str


@dataclass(frozen=True, kw_only=True, eq=False)
class NameBook:
    """Made by `make_name_book`. Rows are names: first names before other names, short before long."""

    text: str
    """All names, folded."""
    starts: npt.NDArray[np.intp]
    """(rows,): where each begins in it."""
    places: npt.NDArray[np.intp]
    """(rows,): what each is a name of."""
    names: tuple[str, ...]
    """As they are written."""

    def find(self, typed: str, limit: int) -> list[Called]:
        """Up to `limit` things, each once: so called, with just these words, beginning so, with words that begin so.

        Empty where nothing that was typed is part of a word.
        """
        return list(islice(self._distinct(words(typed)), limit))

    def _distinct(self, typed: Sequence[str]) -> Iterator[Called]:
        seen: set[int] = set()
        for row in self._rows(typed) if typed else ():
            place = int(self.places[row])
            if place not in seen:
                seen.add(place)
                yield Called(place, self.names[row])

    def _rows(self, typed: Sequence[str]) -> Iterator[int]:
        begins = LINE + GAP + GAP.join(typed)
        yield from self._holding([begins + GAP + LINE])
        if max(map(len, typed)) > 1:  # a letter alone is the beginning of a word, not the word
            yield from self._holding([GAP + word + GAP for word in typed])
        yield from self._holding([begins])
        yield from self._holding([GAP + word for word in typed])

    def _end(self, row: int) -> int:
        return int(self.starts[row + 1]) if row + 1 < len(self.starts) else len(self.text)

    def _holding(self, parts: Sequence[str]) -> Iterator[int]:
        """The rows that hold all of these, in order."""
        longest = max(parts, key=len)
        at = self.text.find(longest)
        while at >= 0:
            row = int(np.searchsorted(self.starts, at, side="right")) - 1
            end = self._end(row) + len(LINE)
            if all(self.text.find(part, self.starts[row], end) >= 0 for part in parts):
                yield row
            at = self.text.find(longest, self._end(row))


def make_name_book(things: Iterable[Sequence[str]]) -> NameBook:
    """Of the names of each thing, its first name first; names without a letter or digit are left out."""
    told = [(bool(n), name, place) for place, names in enumerate(things) for n, name in enumerate(names)]
    folded = [(*one, GAP.join(words(one[1]))) for one in told]
    rows = sorted((other, len(key), key, place, name) for other, name, place, key in folded if key)
    lines = [LINE + GAP + key + GAP for _, _, key, _, _ in rows]
    return NameBook(
        text="".join(lines) + LINE,
        starts=np.cumsum([0, *map(len, lines)], dtype=np.intp)[:-1],
        places=np.array([place for _, _, _, place, _ in rows], dtype=np.intp),
        names=tuple(name for *_, name in rows),
    )


def words(text: str) -> list[str]:
    """As they are compared: without case and without marks above or below letters."""
    plain = text if text.isascii() else "".join(filter(_is_no_mark, unicodedata.normalize("NFKD", text)))
    return _WORD.findall(plain.casefold())


def _is_no_mark(character: str) -> bool:
    return not unicodedata.combining(character)
