"""Any course that can be read can be written as a row of texts, and is then read as the same."""

import io

from hypothesis import example, given
from hypothesis import strategies as st

from corpora.courses.record_writing import record_of
from corpora.courses.records import achievement_of
from corpora.courses.tables import COLUMNS, restored, row_of, texts_of
from corpora.csv_rows import read_csv
from corpora.csv_writing import write_csv
from corpora.guarded_cells import guarded, unguarded
from corpora.table_rows import TableRow

WORDS = st.text(st.characters(exclude_characters="&<", exclude_categories=["Cs"]), max_size=30)
"""Without what may be HTML: of that only the meaning is kept."""
DANGEROUS = st.text(st.sampled_from("'=+-@\t\r\na;|[]{}\","), max_size=8)


@given(cell=DANGEROUS)
def test_a_guarded_cell_runs_nowhere_and_comes_back(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in tuple("=+-@\t\r\n")


@example(name="a", prose="", items=["{}"])
@example(name="a", prose="", items=['{"a": 1}', "b"])
@given(name=DANGEROUS | WORDS, prose=DANGEROUS | WORDS, items=st.lists(DANGEROUS | WORDS, max_size=4))
def test_texts_and_lists_survive_a_table(name: str, prose: str, items: list[str]) -> None:
    stated = {"id": "a", "name": f"n{name}", "provider": name, "description": prose, "outcomes": items, "parts": items}
    course = achievement_of(stated)
    file = io.StringIO(newline="")
    write_csv(file, tuple(COLUMNS), [texts_of(course)])
    data = file.getvalue().encode("utf-8")
    [row] = read_csv(io.BufferedReader(io.BytesIO(data)), data)
    assert isinstance(row, TableRow)
    for kept in (row.cells, row_of(course), record_of(course)):
        assert achievement_of(*restored(kept)) == course
