"""What was read in a shard, as Parquet: a row an ad with its skills nested in it, and beside it what was left out."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from corpora.shards.folders import Folder, published
from matcher.errors import Rejected

REJECTS = "_rejects"
"""Folder in that of the answers; whoever reads the latter as one table passes it over."""
MARK = b"matcher"
REJECTED = b"matcher.rejected"
GROUP_ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Kept:
    """Of a shard that is done."""

    mark: str
    answered: int
    rejected: int


@dataclass(slots=True, eq=False)
class Rows:
    """Rows of a file that is being written, a row group at a time."""

    writer: Any
    schema: Any
    waiting: list[Mapping[str, object]] = field(default_factory=list)
    count: int = 0

    def add(self, row: Mapping[str, object]) -> None:
        self.waiting.append(row)
        self.count += 1
        if len(self.waiting) == GROUP_ROWS:
            self.flush()

    def flush(self) -> None:
        import pyarrow as pa  # noqa: PLC0415 - slow to import, and seldom needed

        if self.waiting:
            self.writer.write_table(pa.Table.from_pylist(self.waiting, schema=self.schema))
            self.waiting.clear()


@contextmanager
def written(folder: Folder, name: str, schema: Any, about: Mapping[bytes, str]) -> Iterator[Rows]:  # noqa: ANN401
    """There when all is written, with `about` as it is then; else not there at all."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    with published(folder, name) as file, pq.ParquetWriter(file, schema, compression="zstd") as writer:
        rows = Rows(writer, schema)
        yield rows
        rows.flush()
        writer.add_key_value_metadata(dict(about))


def answer_schema() -> Any:  # noqa: ANN401 - of a library without types
    import pyarrow as pa  # noqa: PLC0415 - as above

    evidence = pa.struct([pa.field("start", pa.int32(), False), pa.field("end", pa.int32(), False)])
    skill = pa.struct(
        [
            pa.field("uri", pa.string(), False),
            pa.field("label", pa.string(), False),
            pa.field("importance", pa.string(), False),
            pa.field("confidence", pa.float64(), False),
            pa.field("levels", pa.list_(pa.string()), False),
            pa.field("evidence", pa.list_(evidence), False),
        ]
    )
    return pa.schema(
        [
            pa.field("row", pa.int64(), False),
            pa.field("id", pa.string(), False),
            pa.field("skills", pa.list_(skill), False),
        ]
    )


def reject_schema() -> Any:  # noqa: ANN401 - as above
    import pyarrow as pa  # noqa: PLC0415 - as above

    fields = [pa.field("shard", pa.string(), False), pa.field("row", pa.int64()), pa.field("field", pa.string())]
    return pa.schema([*fields, pa.field("reason", pa.string(), False)])


def reject_row(rejected: Rejected) -> Mapping[str, object]:
    return {"shard": rejected.file, "row": rejected.row, "field": rejected.field, "reason": rejected.reason}


def kept_in(folder: Folder, name: str) -> Kept | None:
    """None where there is no whole file of ours."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    try:
        with folder.files.open_input_file(folder.at(name)) as file:
            footer = pq.read_metadata(file)
    except (FileNotFoundError, pa.ArrowInvalid):
        return None
    about = footer.metadata or {}
    if MARK not in about or REJECTED not in about:
        return None
    return Kept(about[MARK].decode(), footer.num_rows, int(about[REJECTED]))
