"""Tables as CSV (RFC 4180) that no spreadsheet program runs: see `guarded_cells`."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TextIO

from corpora.guarded_cells import guarded


def write_csv(file: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, str | float | Decimal]]) -> None:
    """Cells by column; one that a row lacks is empty. `file` is open with newline="".

    Texts are guarded; a number is a number, also below 0.
    """
    table = csv.DictWriter(file, columns)
    table.writeheader()
    guard = ({name: guarded(cell) if isinstance(cell, str) else cell for name, cell in row.items()} for row in rows)
    table.writerows(guard)
