"""The real ads that `make bench` pastes are the same each time, and left out with a word where there are none."""

import gzip
import json
from pathlib import Path

import pytest

from benchmarks.real_ads import LIBRARIES, NHS, ads_of, drawn
from matcher.ads import JobAd
from matcher.errors import SourceUnavailable

ADS = [JobAd(id=f"ad{n}", text="SQL is required.") for n in range(40)]


def test_the_same_ads_are_drawn_whatever_order_they_come_in() -> None:
    first = drawn(ADS, 5)
    assert drawn(ADS[::-1], 5) == first
    assert len({ad.id for ad in first}) == 5
    assert sorted(ad.id for ad in drawn(ADS[:3], 5)) == ["ad0", "ad1", "ad2"]


def test_only_files_that_are_called_so_are_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MATCHER_SHARED_DATA", str(tmp_path))
    (tmp_path / "eval").mkdir()
    (tmp_path / "ads").mkdir()
    for name in ("nhs_1.jsonl.gz", "other.jsonl.gz"):
        line = json.dumps({"id": name, "text": "SQL is required."})
        (tmp_path / "ads" / name).write_bytes(gzip.compress(line.encode()))
    assert [ad.id for ad in ads_of(NHS)] == ["nhs_1.jsonl.gz"]
    with pytest.raises(SourceUnavailable, match="there are no such ads"):
        ads_of(LIBRARIES)
