"""Tables as CSV (RFC 4180) that no spreadsheet program runs: see `guarded_cells`."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from corpora.guarded_cells import guarded


def write_csv(file: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Cells by column; one that a row lacks is empty. `file` is open with newline=""."""
    table = csv.DictWriter(file, columns)
    table.writeheader()
    table.writerows({name: guarded(cell) for name, cell in row.items()} for row in rows)
