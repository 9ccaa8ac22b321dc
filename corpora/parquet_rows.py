"""Rows of a Parquet file, a batch at a time; what it declares is checked before anything is unpacked.

A batch has as few rows as its longest values may need: one text in a dictionary may stand in every row.
"""

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from corpora.parquet_pages import Chunk, DamagedPages, chunks_of, footer_bytes, pages_of
from corpora.table_rows import TableRow
from corpora.typed_cells import plain
from matcher.errors import UnreadableDocument

MARK, ENCRYPTED_MARK = b"PAR1", b"PARE"
BATCH_ROWS = 1_000
MAX_ROWS = 20_000_000
MAX_GROUP_BYTES = 1_000_000_000
"""Of a row group, unpacked: of it a batch at a time is held, and the pages that it stands in."""
MAX_FOOTER_BYTES = 5_000_000
"""Some 60,000 columns of row groups, which take four seconds."""
MAX_PAGES_BYTES = 200_000_000
"""Of the longest page and the dictionary of each column of a row group: so much is held at a time."""
MAX_LISTED = 2_000_000
"""Values in the lists of one column of a row group: one row may hold all of them."""
BATCH_BYTES = 20_000_000
"""Of texts, at most, in the rows of a batch; as values of Python they take a few times as much."""


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

    footer = footer_bytes(file)
    if footer > MAX_FOOTER_BYTES:
        reason = f"has a footer of {footer:,} bytes; at most {MAX_FOOTER_BYTES:,} are read: write larger row groups"
        raise UnreadableDocument(name, reason)
    file.seek(0)
    table = pq.ParquetFile(file)
    table = pq.ParquetFile(file, read_dictionary=_listed_texts(table))
    declared = table.metadata
    _require_bounded(name, declared)
    chunks = chunks_of(file)
    if [*map(len, chunks)] != [declared.num_columns] * declared.num_row_groups:
        raise DamagedPages("the footer has other columns than its schema")
    rows = [_rows_at_once(name, file, table, group, own) for group, own in enumerate(chunks)]
    schema = _coarser(table.schema_arrow)
    for group, count in enumerate(rows):
        for batch in table.iter_batches(batch_size=count, row_groups=[group], use_threads=False):
            size = sum(_text_bytes(column) for column in batch.columns)
            if size > MAX_PAGES_BYTES:
                reason = f"lists of {batch.num_rows:,} rows unpack to {size:,} bytes; at most {MAX_PAGES_BYTES:,} are"
                raise UnreadableDocument(name, f"{reason} read")
            yield batch.cast(schema, safe=False)


def _require_bounded(name: str, declared: Any) -> None:  # noqa: ANN401 - as below
    """Raises UnreadableDocument for more than is read, as the footer declares it."""
    if declared.num_rows > MAX_ROWS:
        raise UnreadableDocument(name, f"declares {declared.num_rows:,} rows; at most {MAX_ROWS:,} are read")
    for group in range(declared.num_row_groups):
        size = declared.row_group(group).total_byte_size
        if size > MAX_GROUP_BYTES:
            reason = f"row group {group + 1} unpacks to {size:,} bytes; at most {MAX_GROUP_BYTES:,} are read"
            raise UnreadableDocument(name, reason)


def _listed_texts(table: Any) -> list[str]:  # noqa: ANN401 - as below
    """Columns of texts within lists: read as their dictionary has them, to be counted before they are unpacked."""
    columns = (table.schema.column(place) for place in range(table.metadata.num_columns))
    texts = (one for one in columns if one.physical_type == "BYTE_ARRAY" and one.logical_type.type != "DECIMAL")
    return [one.path for one in texts if one.max_repetition_level > 0]


def _text_bytes(array: Any) -> int:  # noqa: ANN401 - as below
    """Of what stands in a dictionary, as often as it is named."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.compute as pc  # noqa: PLC0415 - as above

    if pa.types.is_struct(array.type):
        return sum(map(_text_bytes, array.flatten()))
    if pa.types.is_map(array.type):
        return _text_bytes(array.keys) + _text_bytes(array.items)
    if any(of(array.type) for of in (pa.types.is_list, pa.types.is_large_list, pa.types.is_fixed_size_list)):
        return _text_bytes(array.flatten())
    if not pa.types.is_dictionary(array.type):
        return 0
    lengths = pc.binary_length(array.dictionary).cast(pa.int64())
    return int(pc.sum(lengths.take(array.indices)).as_py() or 0)


def _rows_at_once(
    name: str,
    file: BinaryIO,
    table: Any,  # noqa: ANN401 - as below
    group: int,
    chunks: Sequence[Chunk],
) -> int:
    """Of a row group, so many that their texts are bounded. Raises UnreadableDocument where its pages are not."""
    held = longest = 0
    for place, chunk in enumerate(chunks):
        listed = table.schema.column(place).max_repetition_level > 0
        largest = dictionary = values = each = 0
        for page in pages_of(file, chunk):
            if page.is_dictionary:
                dictionary = max(dictionary, page.unpacked_bytes)
                continue
            largest, values = max(largest, page.unpacked_bytes), values + page.values
            each = max(each, page.unpacked_bytes // max(1, page.values))
        if listed and values > MAX_LISTED:
            reason = f"row group {group + 1} has {values:,} values in the lists of a column; at most {MAX_LISTED:,}"
            raise UnreadableDocument(name, f"{reason} are read")
        held += largest + dictionary
        longest += max(each, dictionary)
    if held > MAX_PAGES_BYTES:
        reason = f"row group {group + 1} has pages that unpack to {held:,} bytes at a time"
        raise UnreadableDocument(name, f"{reason}; at most {MAX_PAGES_BYTES:,} are read")
    return max(1, min(BATCH_ROWS, BATCH_BYTES // max(1, longest)))


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
