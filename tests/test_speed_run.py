"""The report of `make bench` is written with the shared data and without it."""

from collections.abc import Sequence
from typing import Any

import pytest

from benchmarks import speed_run
from matcher.errors import SourceUnavailable

RECORD = {
    "command": "make bench",
    "date": "2026-01-01",
    "commit": "abc",
    "machine": "one",
    "ads": "4 ads",
    "figures": {"serve": {"ready_s": 2.5}},
}


def unavailable(texts: Sequence[str]) -> dict[str, Any]:
    raise SourceUnavailable("labelled ads", f"none beside {len(texts)} texts")


def test_without_the_annotated_ads_the_peer_is_left_out_and_the_rest_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(speed_run, "compared", unavailable)
    assert speed_run.beside_a_peer(["one"]) == {}
    assert "without the comparison with a peer" in capsys.readouterr().err
    told = speed_run.table(RECORD)
    assert "| serve | ready_s 2.5 |" in told
    assert "reader" not in told


def test_with_them_both_readers_stand_in_the_table() -> None:
    readers = {"ours": {"ads_per_s": 5, "F1": 0.5}, "peer": {"ads_per_s": 4, "F1": 0.4}}
    told = speed_run.table({**RECORD, speed_run.BESIDE: readers})
    assert told.endswith("| reader | ads_per_s | F1 |\n| --- | ---: | ---: |\n| ours | 5 | 0.5 |\n| peer | 4 | 0.4 |\n")
