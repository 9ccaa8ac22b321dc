"""Parquet in: typed values as a record of JSON would hold them."""

import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from corpora import parquet_rows
from corpora.ads.files import read_ads
from corpora.courses.files import read_courses
from corpora.rows import Row, read_rows
from matcher.achievements import Achievement
from matcher.ads import JobAd
from matcher.errors import Rejected
from matcher.opportunities import Money


def saved(path: Path, rows: list[dict[str, object]], **how: object) -> Path:
    pq.write_table(pa.Table.from_pylist(rows), path, **how)
    return path


def test_every_row_of_every_group_comes_with_its_number(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.parquet", [{"id": i, "name": f"n{i}"} for i in range(2_500)], row_group_size=1_000)
    found = list(read_rows(path))
    assert len(found) == 2_500
    assert found[2_049] == Row(2_050, {"id": 2_049, "name": "n2049"})


def test_types_become_what_a_json_record_would_hold(tmp_path: Path) -> None:
    row: dict[str, object] = {
        "day": date(2026, 8, 1),
        "at": datetime(2026, 8, 1, 9, 30, tzinfo=UTC),
        "price": Decimal("149.00"),
        "no_number": float("nan"),
        "topics": ["SQL", "data"],
        "place": {"town": "Perth"},
        "free": False,
        "blank": " ",
    }
    [found] = read_rows(saved(tmp_path / "a.parquet", [row]))
    assert isinstance(found, Row)
    assert found.fields == {
        "day": "2026-08-01",
        "at": "2026-08-01T09:30:00+00:00",
        "price": "149.00",
        "no_number": None,
        "topics": ["SQL", "data"],
        "place": {"town": "Perth"},
        "free": False,
        "blank": None,
    }


def test_courses_and_ads_are_read_from_it(tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"id": 1, "name": "A", "price": Decimal("10.50"), "currency": "EUR", "outcomes": ["Judge; weigh", "Search"]},
        {"id": 2, "name": None, "price": None, "currency": None, "outcomes": None},
    ]
    course, fault = read_courses(saved(tmp_path / "c.parquet", rows))
    assert isinstance(course, Achievement)
    assert (course.opportunity.price, course.outcomes) == (Money(Decimal("10.50"), "EUR"), ("Judge; weigh", "Search"))
    assert str(fault) == "c.parquet, row 2, name: is missing or empty"
    [ad] = read_ads(saved(tmp_path / "a.parquet", [{"title": "Clerk", "text": "Keep records."}]))
    assert isinstance(ad, JobAd)
    [lacking] = read_ads(saved(tmp_path / "b.parquet", [{"title": "Clerk"}]))
    assert isinstance(lacking, Rejected)
    assert (lacking.row, lacking.field) == (None, "text")


def test_what_is_damaged_encrypted_or_declares_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path / "a.parquet", [{"id": i} for i in range(100)])
    (tmp_path / "torn.parquet").write_bytes(path.read_bytes()[:-20])
    [fault] = read_rows(tmp_path / "torn.parquet")
    assert str(fault) == "torn.parquet: is damaged: it can't be read as Parquet (ArrowInvalid)"
    (tmp_path / "locked.parquet").write_bytes(b"PARE" + path.read_bytes()[4:-4] + b"PARE")
    [fault] = read_rows(tmp_path / "locked.parquet")
    assert "is an encrypted Parquet file" in str(fault)
    monkeypatch.setattr(parquet_rows, "MAX_ROWS", 99)
    [fault] = read_rows(path)
    assert str(fault) == "a.parquet: declares 100 rows; at most 99 are read"
    monkeypatch.setattr(parquet_rows, "MAX_ROWS", 100)
    monkeypatch.setattr(parquet_rows, "MAX_GROUP_BYTES", 10)
    [fault] = read_rows(path)
    assert "row group 1 unpacks to" in str(fault)


def test_times_to_the_nanosecond_and_the_index_of_a_data_frame_are_no_damage(tmp_path: Path) -> None:
    at = pa.array([1_785_542_400_000_000_000, 1_785_542_400_000_001_001], type=pa.timestamp("ns"))
    of = pa.array([34_200_000_000_000, 1], type=pa.time64("ns"))
    span = pa.array([5_400_000_000_000, 1], type=pa.duration("ns"))
    pq.write_table(pa.table({"at": at, "of": of, "for": span, "__index_level_0__": [0, 1]}), tmp_path / "a.parquet")
    first, second = read_rows(tmp_path / "a.parquet")
    assert isinstance(first, Row)
    assert isinstance(second, Row)
    assert first.fields == {"at": "2026-08-01", "of": "09:30:00", "for": "1.5 hours", "__index_level_0__": 0}
    assert second.fields["at"] == "2026-08-01T00:00:00.000001"


def test_a_footer_that_contradicts_itself_ends_no_process() -> None:
    """Arrow's own look at a column of it does: in a process of its own, so that this one would tell."""
    script = (
        "import pathlib, sys, tempfile\n"
        "from tests.hostile.targets import targets\n"
        "from tests.hostile.watched import watched\n"
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    watch = watched(targets(pathlib.Path(folder))['ads, Parquet'], 2, range(1418, 1419))\n"
        "print(watch.inputs, len(watch.faults))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout.split()) == (0, ["1", "0"]), done.stderr


def test_a_footer_that_would_take_long_is_refused_before_it_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet_rows, "MAX_FOOTER_BYTES", 100)
    file = saved(tmp_path / "ads.parquet", [{"id": "1", "text": "SQL"}])
    [found] = read_rows(file)
    assert isinstance(found, Rejected)
    assert "at most 100 are read: write larger row groups" in found.reason
