"""The items of a JSON array, one after the other: what it holds in all is never in memory. Any other value is whole."""

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import getsizeof
from typing import BinaryIO

from corpora.documents.json_text import parse_json, require_few_parts
from matcher.errors import InvalidInput

PIECE_BYTES = 1_000_000
MAX_ITEM_CHARACTERS = 20_000_000
MAX_WHOLE_BYTES = 100_000_000
MAX_WHOLE_PARTS = 3_000_000
"""Of a value that is no array: of its text in memory, where one character in a thousand may make all of them larger."""
BLANKS = " \t\n\r"
AFTER_ITEM = frozenset(BLANKS + ",]")
"""What may follow one: a number that is cut off in its middle is one, too."""


class BrokenUtf8(ValueError):
    """`place`: the 1-based byte of the file."""

    def __init__(self, place: int) -> None:
        super().__init__(place)
        self.place = place


@dataclass(slots=True, eq=False)
class _Text:
    """What of the file is decoded and not yet behind."""

    name: str
    file: BinaryIO
    text: str = ""
    at: int = 0
    ended: bool = False
    line: int = 1
    """Of where `text` begins."""
    column: int = 1
    taken_bytes: int = 0
    decoder: codecs.IncrementalDecoder = field(default_factory=codecs.getincrementaldecoder("utf-8-sig"))

    def more(self) -> None:
        """As much again as there is, a piece at the least. Raises BrokenUtf8."""
        self._forget()
        data = self.file.read(max(PIECE_BYTES, len(self.text)))
        waiting = len(self.decoder.getstate()[0])
        try:
            self.text += self.decoder.decode(data, final=not data)
        except UnicodeDecodeError as error:
            raise BrokenUtf8(self.taken_bytes - waiting + error.start + 1) from None
        self.taken_bytes += len(data)
        self.ended = not data

    def next(self) -> str:
        """The next character that is no blank; "" at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in BLANKS:
                self.at += 1
            if self.at < len(self.text) or self.ended:
                return self.text[self.at : self.at + 1]
            self.more()

    def whole(self) -> object:
        """All of the file as one value."""
        self.at = 0
        while not self.ended:
            if getsizeof(self.text) > MAX_WHOLE_BYTES:
                reason = f"takes more than {MAX_WHOLE_BYTES:,} bytes of memory as JSON"
                raise InvalidInput(self.name, f"{reason}; use JSON Lines or an array, which are read one by one")
            self.more()
        return parse_json(self.name, self.text, MAX_WHOLE_PARTS)

    def fault(self, what: str, place: int) -> InvalidInput:
        line = self.line + self.text.count("\n", 0, place)
        begins = self.text.rfind("\n", 0, place) + 1
        column = place - begins + (self.column if line == self.line else 1)
        return InvalidInput(self.name, f"is not valid JSON: {what} at line {line}, column {column}")

    def _forget(self) -> None:
        gone = self.text[: self.at]
        self.line += gone.count("\n")
        self.column = len(gone) - gone.rfind("\n") if "\n" in gone else self.column + len(gone)
        self.text, self.at = self.text[self.at :], 0


def items_of(name: str, file: BinaryIO) -> Iterator[object]:
    """Of the array that the file holds, or the one value that is none; each as `parse_json` would make it.

    Raises InvalidInput where they end in a fault, and BrokenUtf8.
    """
    text = _Text(name, file)
    if text.next() != "[":
        yield text.whole()
        return
    text.at += 1
    if text.next() != "]":
        yield _item(text)
        while text.next() == ",":
            text.at += 1
            text.next()
            yield _item(text)
    if text.next() != "]":
        raise text.fault("Expecting ',' delimiter", text.at)
    text.at += 1
    if text.next():
        raise text.fault("Extra data", text.at)


def _item(text: _Text) -> object:
    """The one that begins here: with more of the file, as long as the end of what was taken in may cut it off."""
    while True:
        found = _decoded(text)
        if found is not None:
            value, text.at = found
            return value
        if len(text.text) - text.at > MAX_ITEM_CHARACTERS:
            what = f"an item that is broken, or longer than {MAX_ITEM_CHARACTERS:,} characters, begins"
            raise text.fault(what, text.at)
        text.more()
        require_few_parts(text.name, text.text)


def _decoded(text: _Text) -> tuple[object, int] | None:
    """With where it ends. None where it may be cut off."""
    try:
        value, end = json.JSONDecoder(strict=False).raw_decode(text.text, text.at)
    except json.JSONDecodeError as error:
        if text.ended:
            raise text.fault(error.msg, error.pos) from error
        return None
    except RecursionError as error:
        raise InvalidInput(text.name, "is not usable JSON: it is nested too deeply") from error
    except ValueError as error:
        raise InvalidInput(text.name, f"is not usable JSON: {error}") from error
    return (value, end) if text.ended or text.text[end : end + 1] in AFTER_ITEM else None
