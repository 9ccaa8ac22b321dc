"""Values of a brief as the types we want; an error names the path in the file, and its line."""

import difflib
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from corpora.cells import shortened
from corpora.documents.text import clean_text
from corpora.teams.nodes import Listed, Mapped, Node, Scalar
from matcher.errors import InvalidInput
from matcher.workforce.mastery import require_level

TRUE = frozenset({"true", "yes", "on"})
FALSE = frozenset({"false", "no", "off"})
MAX_LINE_CHARACTERS = 500
_WHOLE = re.compile(r"\d{1,9}")
_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,6})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A value of a file, and where it stands."""

    file: str
    path: str
    """Like "roles[2].skills.Python.level"; empty for the whole."""
    node: Node

    @property
    def is_nothing(self) -> bool:
        return isinstance(self.node, Scalar) and self.node.is_nothing

    def wrong(self, reason: str) -> InvalidInput:
        line = f"line {self.node.line} of {self.file}" if self.node.line is not None else self.file
        return InvalidInput(self.path or self.file, f"{reason} ({line})" if self.path else reason)

    def mapping(self, known: Collection[str] | None = None, what: str = "a mapping") -> Mapping[str, "Field"]:
        """Key -> value, without those that are nothing where the keys are known. Raises InvalidInput."""
        if not isinstance(self.node, Mapped):
            raise self.wrong(f"is {_kind(self.node)}, expected {what}")
        fields = {key: self._at(f"{self.path}.{key}" if self.path else key, node) for key, node in self.node.items}
        if known is None:
            return fields
        for key, field in fields.items():
            if key not in known:
                raise field.wrong(f"is no key of ours{_nearest(key, known)}; there are {', '.join(known)}")
        return {key: field for key, field in fields.items() if not field.is_nothing}

    def items(self) -> Iterator["Field"]:
        """Of a list. Raises InvalidInput."""
        if not isinstance(self.node, Listed):
            raise self.wrong(f"is {_kind(self.node)}, expected a list")
        return (self._at(f"{self.path}[{i}]", node) for i, node in enumerate(self.node.items))

    def words(self) -> str:
        """A text on one line, as written: `no` and 2027-01-01 are texts too."""
        words = " ".join(clean_text(self.scalar()).split())
        if not words:
            raise self.wrong("is empty")
        if len(words) > MAX_LINE_CHARACTERS:
            raise self.wrong(f"has {len(words):,} characters; at most {MAX_LINE_CHARACTERS} make a name")
        return words

    def scalar(self) -> str:
        if not isinstance(self.node, Scalar):
            raise self.wrong(f"is {_kind(self.node)}, expected a text")
        return self.node.text

    def whole(self, lowest: int, highest: int) -> int:
        text = self.scalar().strip()
        number = int(text) if _WHOLE.fullmatch(text) else None
        if number is None or not lowest <= number <= highest:
            raise self.wrong(f"{shortened(text)} is no whole number from {lowest:,} to {highest:,}")
        return number

    def amount(self, highest: int, what: str) -> Decimal:
        """A number from 0 on, in digits with at most one point."""
        text = self.scalar().strip()
        if not _NUMBER.fullmatch(text):
            hint = "; write it without separators, signs or units, like 12000 or 99.50"
            raise self.wrong(f"{shortened(text)} is no {what} from 0 on{hint}")
        number = Decimal(text)
        if number >= highest:
            raise self.wrong(f"{shortened(text)} is no {what} below {highest:,}")
        return number

    def flag(self) -> bool:
        word = self.scalar().strip().lower()
        if word in TRUE or word in FALSE:
            return word in TRUE
        raise self.wrong(f"{shortened(word)} is neither true nor false")

    def level(self) -> int:
        """Of the scale, from 1 on."""
        try:
            return require_level(self.path, self.scalar().strip(), lowest=1)
        except InvalidInput as error:
            raise self.wrong(error.reason) from None

    def one_of(self, known: Collection[str], what: str) -> str:
        word = self.words()
        if word not in known:
            raise self.wrong(f"{word!r} is no {what}{_nearest(word, known)}")
        return word

    def _at(self, path: str, node: Node) -> "Field":
        return Field(file=self.file, path=path, node=node)


def _nearest(word: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(word.casefold(), [one.casefold() for one in known], n=1, cutoff=0.5)
    meant = next((str(one) for one in known if near and one.casefold() == near[0]), None)
    return f"; did you mean {meant!r}?" if meant else ""


def _kind(node: Node) -> str:
    if isinstance(node, Mapped):
        return "a mapping"
    return (
        "a list" if isinstance(node, Listed) else ("empty" if node.is_nothing else f"a text ({shortened(node.text)})")
    )
