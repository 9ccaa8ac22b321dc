"""Rows of a Parquet file, a batch at a time; what it declares is checked before anything is unpacked."""

from collections.abc import Iterator
from typing import Any, BinaryIO

from corpora.table_rows import TableRow
from corpora.typed_cells import plain
from matcher.errors import UnreadableDocument

MARK, ENCRYPTED_MARK = b"PAR1", b"PARE"
BATCH_ROWS = 1_000
MAX_ROWS = 20_000_000
MAX_GROUP_BYTES = 1_000_000_000
"""Of a row group, unpacked: of it a batch at a time is held, and the pages that it stands in."""


def read_parquet(name: str, file: BinaryIO) -> Iterator[TableRow]:
    """Every row, numbered from 1. Raises UnreadableDocument."""
    import pyarrow as pa  # noqa: PLC0415 - slow to import, and seldom needed

    file.seek(0)
    if file.read(4) == ENCRYPTED_MARK:
        raise UnreadableDocument(name, "is an encrypted Parquet file, which is not read")
    try:
        number = 0
        for batch in _batches(name, file):
            for cells in batch.to_pylist():
                number += 1
                yield TableRow(number, {column: plain(value) for column, value in cells.items()})
    except (pa.ArrowException, OSError, ValueError, OverflowError, NotImplementedError) as error:
        raise UnreadableDocument(name, f"is damaged: it can't be read as Parquet ({type(error).__name__})") from error


def _batches(name: str, file: BinaryIO) -> Iterator[Any]:
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    file.seek(0)
    table = pq.ParquetFile(file)
    declared = table.metadata
    if declared.num_rows > MAX_ROWS:
        raise UnreadableDocument(name, f"declares {declared.num_rows:,} rows; at most {MAX_ROWS:,} are read")
    for group in range(declared.num_row_groups):
        size = declared.row_group(group).total_byte_size
        if size > MAX_GROUP_BYTES:
            reason = f"row group {group + 1} unpacks to {size:,} bytes; at most {MAX_GROUP_BYTES:,} are read"
            raise UnreadableDocument(name, reason)
    schema = _coarser(table.schema_arrow)
    for batch in table.iter_batches(batch_size=BATCH_ROWS, use_threads=False):
        yield batch.cast(schema, safe=False)


def _coarser(schema: Any) -> Any:  # noqa: ANN401 - of a library without types
    """Times to the microsecond, which Python knows, in place of the nanosecond."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    for place, column in enumerate(schema):
        if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
            schema = schema.set(place, column.with_type(pa.timestamp("us", column.type.tz)))
        elif column.type == pa.time64("ns"):
            schema = schema.set(place, column.with_type(pa.time64("us")))
        elif column.type == pa.duration("ns"):
            schema = schema.set(place, column.with_type(pa.duration("us")))
    return schema
