"""What pages unpack to is read off their headers, for every way that a file is written."""

from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpora.parquet_pages import DamagedPages, chunks_of, pages_of, read_header

ROWS = [{"id": i, "text": f"word {i}", "topics": ["SQL", str(i)], "place": {"x": i / 3}} for i in range(4_000)]


@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("packing", ["none", "snappy", "gzip", "zstd"])
@pytest.mark.parametrize("page", [1_000, 1_000_000])
def test_pages_hold_every_value_of_their_column(version: str, packing: str, page: int) -> None:
    out = BytesIO()
    how = {"data_page_version": version, "compression": packing, "data_page_size": page, "row_group_size": 3_000}
    pq.write_table(pa.Table.from_pylist(ROWS), out, **how)
    declared = pq.ParquetFile(out).metadata
    chunks = chunks_of(out)
    assert [*map(len, chunks)] == [declared.num_columns] * declared.num_row_groups
    for group in range(declared.num_row_groups):
        for place in range(declared.num_columns):
            column, own = declared.row_group(group).column(place), chunks[group][place]
            assert (own.values, own.packed_bytes) == (column.num_values, column.total_compressed_size)
            assert own.start == min(column.dictionary_page_offset, column.data_page_offset)
            pages = [*pages_of(out, own)]
            assert sum(one.values for one in pages if not one.is_dictionary) == column.num_values
            assert [one.is_dictionary for one in pages] == [True] + [False] * (len(pages) - 1)
            headers = column.total_uncompressed_size - sum(one.unpacked_bytes for one in pages)
            assert 0 < headers < 200 * len(pages)


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00", b"\x15\x00\x15", b"\x1c" * 99, b"\x15" + b"\xff" * 99, b"\x15\x00\x15\x01\x15\x02\x00", b"\x19\x00"],
    ids=["nothing", "no field", "torn", "deep", "endless", "below nothing", "a list"],
)
def test_what_is_no_header_is_told(data: bytes) -> None:
    with pytest.raises(DamagedPages):
        read_header(data)
