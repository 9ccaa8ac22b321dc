"""NDJSON or a table in, NDJSON out: one answer a line, streaming, going on after a kill without loss or repetition.

Each input line or row that can be used gets exactly one output line, in the order of the input, and the line alone
decides whether it can be used. So the whole lines of a torn output say where to go on, even where ids recur.
"""

import fcntl
import os
import stat
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import BinaryIO

import orjson
from tqdm import tqdm

from api.items import Answer, Fault, Item, checked, of_an_ad
from corpora.rows import MAX_LINE_BYTES, is_table, read_rows
from matcher.errors import InvalidInput, Rejected, UnreadableDocument

BATCH = 64
SHOWN_AFTER_SECONDS = 2
GZIP = b"\x1f\x8b"


@dataclass(slots=True)
class Tally:
    answered: int = 0
    """In this run."""
    rejected: int = 0
    """In the whole input."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulk:
    """One run over a file; None is standard input or output."""

    source: Path | None
    target: Path | None
    resume: bool
    max_characters: int
    needs_letters: bool
    """Whether a text of signs alone is rejected, as a blank one always is."""
    answers: str
    """The first field of every answer: what tells this command's output from another's."""

    def check(self) -> None:
        """Refuse what can't work, before anything slow is loaded. Raises InvalidInput, UnreadableDocument."""
        if self.source is not None and not self.source.exists():
            raise UnreadableDocument(str(self.source), "does not exist")
        if self.source is not None and self.source.is_dir():
            raise UnreadableDocument(str(self.source), "is a folder")
        if self.target is None:
            if self.resume:
                raise InvalidInput("resume", "needs an output file: standard output can't be read back")
        elif self.target.is_dir() or not self.target.absolute().parent.is_dir():
            raise InvalidInput("out", f"{self.target} is a folder, or in a folder that does not exist")
        elif self.target.exists() and self.source is not None and self.target.samefile(self.source):
            raise InvalidInput("out", "is the input file itself")
        elif self.target.is_file():
            with self.target.open("rb") as file:
                self._require_ours(self.target, file)

    def run(self, answer: Answer) -> Tally:
        """Answer every line that has no answer yet; each bad line is named on standard error and counted."""
        self.check()
        tally = Tally()
        with ExitStack() as open_files:
            items = self._items(open_files, tally)
            output = sys.stdout.buffer
            if self.target is not None:
                output = open_files.enter_context(self.target.open("ab"))
                self._require_ours(self.target, output)
                items = self._unanswered(items, self.target) if self.resume else items
            with tqdm(desc="lines", unit="line", delay=SHOWN_AFTER_SECONDS) as bar:
                while batch := tuple(islice(items, BATCH)):
                    for item, found in zip(batch, answer(batch), strict=True):
                        output.write(_named(item) + orjson.dumps(found)[1:] + b"\n")
                    output.flush()
                    tally.answered += len(batch)
                    bar.update(len(batch))
        return tally

    def _require_ours(self, target: Path, file: BinaryIO) -> None:
        """Nobody else writes the file for as long as it stays open, and it may be written. Raises InvalidInput."""
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InvalidInput("out", f"{target} is being written by another run; let it finish") from None
        if not self.resume and os.fstat(file.fileno()).st_size:
            raise InvalidInput("out", f"{target} exists; pass --resume to go on with it, or remove it")

    def _items(self, open_files: ExitStack, tally: Tally) -> Iterator[Item]:
        name = self.source.name if self.source else "standard input"
        for row, found in self._found(name, open_files):
            if isinstance(found, Item):
                yield found
                continue
            tally.rejected += 1
            rejected = Rejected(file=name, row=row, field=found[0], reason=found[1])
            tqdm.write(f"matcher: left out {rejected}", sys.stderr)

    def _found(self, name: str, open_files: ExitStack) -> Iterator[tuple[int | None, Item | Fault]]:
        """Every line, or row of a table, that is not blank, with its number."""
        if self.source is not None and is_table(self.source):
            for row in read_rows(self.source):
                if isinstance(row, Rejected):
                    yield row.row, (row.field, row.reason)
                else:
                    yield row.number, self._checked(of_an_ad(row.fields))
            return
        file = open_files.enter_context(self.source.open("rb")) if self.source else sys.stdin.buffer
        for number, line in _lines(name, file):
            yield number, self._item(line)

    def _unanswered(self, items: Iterator[Item], target: Path) -> Iterator[Item]:
        """The items that `target` does not answer yet; its torn last line is cut off.

        Raises InvalidInput, with the file left as it is, where it answers another input or another question.
        """
        whole = 0
        with target.open("rb") as file:
            for number, line in enumerate(file, start=1):
                item = next(items, None)
                torn = not line.endswith(b"\n")
                self._require_answer(line, item, f"line {number} of {target}", torn=torn)
                if item is not None and torn:
                    items = chain([item], items)
                else:
                    whole += len(line)
        os.truncate(target, whole)
        return items

    def _require_answer(self, line: bytes, item: Item | None, place: str, *, torn: bool) -> None:
        named = _named(item) if item is not None else None
        if named is None or not (line.startswith(named) or (torn and named.startswith(line))):
            raise InvalidInput("resume", f"{place} answers another input than this one")
        start = named + orjson.dumps(self.answers) + b":"
        if not (line.startswith(start) or (torn and start.startswith(line))):
            raise InvalidInput("resume", f"{place} holds no {self.answers!r}: it is of another command")

    def _item(self, line: bytes | None) -> Item | Fault:
        if line is None:
            return None, f"is longer than {MAX_LINE_BYTES:,} bytes"
        try:
            value = orjson.loads(line.decode("utf-8"))
        except UnicodeDecodeError as error:
            return None, f"is not UTF-8 (byte {error.start + 1} of the line)"
        except orjson.JSONDecodeError as error:
            return None, f"is not valid JSON: {error.msg} at column {error.colno}"
        if not isinstance(value, dict):
            return None, "is not an object with named fields"
        return self._checked(value)

    def _checked(self, value: Mapping[str, object]) -> Item | Fault:
        return checked(value, max_characters=self.max_characters, needs_letters=self.needs_letters)


def _lines(name: str, file: BinaryIO) -> Iterator[tuple[int, bytes | None]]:
    """Every line that is not blank, with its 1-based number; None for one that is too long."""
    number = 0
    while line := file.readline(MAX_LINE_BYTES):
        number += 1
        if number == 1 and line.startswith(GZIP):
            raise UnreadableDocument(name, "is gzipped; unpack it first, or pipe it in with --in -")
        if len(line) == MAX_LINE_BYTES and not line.endswith(b"\n"):
            while (rest := file.readline(MAX_LINE_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line


def _named(item: Item) -> bytes:
    return b'{"id":' + orjson.dumps(item.id) + b","
