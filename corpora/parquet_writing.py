"""Tables as Parquet, each column with its type; a row group at a time."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from corpora.table_rows import ColumnType

GROUP_ROWS = 10_000
MONEY_DIGITS, MONEY_DECIMALS = 38, 2


def write_parquet(
    path: Path, columns: Mapping[str, ColumnType], rows: Iterable[Mapping[str, object]], about: Mapping[str, str]
) -> None:
    """Values by column, of the column's type or None; `about` becomes metadata of the file."""
    import pyarrow as pa  # noqa: PLC0415 - slow to import, and seldom needed
    import pyarrow.parquet as pq  # noqa: PLC0415

    schema = pa.schema([(name, _type(kind)) for name, kind in columns.items()], metadata=dict(about))
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _groups(rows):
            writer.write_table(pa.Table.from_pylist(group, schema=schema))


def _type(kind: ColumnType) -> Any:  # noqa: ANN401 - of a library without types
    import pyarrow as pa  # noqa: PLC0415 - as above

    return {
        ColumnType.TEXT: pa.string(),
        ColumnType.NUMBER: pa.float64(),
        ColumnType.MONEY: pa.decimal128(MONEY_DIGITS, MONEY_DECIMALS),
        ColumnType.DATE: pa.date32(),
        ColumnType.FLAG: pa.bool_(),
        ColumnType.LIST: pa.list_(pa.string()),
    }[kind]


def _groups(rows: Iterable[Mapping[str, object]]) -> Iterator[Sequence[Mapping[str, object]]]:
    left = iter(rows)
    while group := list(islice(left, GROUP_ROWS)):
        yield group
