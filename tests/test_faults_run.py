"""The report of the recorded run of faults says what must not be."""

from typing import Any

from benchmarks.faults_report import row, table, wrong

EXPECTED = {"ads ingest": {"seconds": 2.04}}
KILL: dict[str, Any] = {
    "task": "ads ingest", "real_process": False, "moment_s": 0.5, "lost": [], "kept_at_kill": 131,
    "in_place_at_kill": ["taxonomy"], "drafts": 0, "half_made": [], "refused": None, "says_what_to_do": None,
    "ended_again_with": 0, "as_undisturbed": True, "differs_in": [],
}  # fmt: skip
TOLD = [{"expected": EXPECTED, "finished_first": {"ads ingest": 1}}]


def record(*kills: dict[str, Any]) -> dict[str, Any]:
    return {
        "command": "python -m benchmarks.faults_run", "date": "2026-01-01", "commit": "abc", "machine": "one",
        "load": [0.1], "minutes": 1.0, "seed": 1, "tasks": [row("ads ingest", kills, TOLD)],
        "full_disk": {"ended with 1": 2}, "spoilt": {"one bit": {"told by doctor": 3}},
    }  # fmt: skip


def test_kills_after_which_all_was_well_are_counted_and_nothing_is_wrong() -> None:
    told = record(KILL, {**KILL, "kept_at_kill": 259, "real_process": True, "drafts": 1})
    assert wrong(told) == []
    assert "| `matcher ads ingest` | 2 | 1 | 0 | 0 | 2 | 0 | 0 | 2 | 1 | 2 |" in table(told)
    assert "| ended with 1 | 2 |" in table(told)
    assert "| one bit | told by doctor | 3 |" in table(told)


def test_what_was_lost_half_made_or_refused_without_a_word_is_wrong() -> None:
    refused = {"refused": "StoreDamaged", "says_what_to_do": False}
    told = record({**KILL, "lost": ["ad 1"]}, {**KILL, "half_made": ["concepts"], **refused, "as_undisturbed": False})
    assert wrong(told) == [
        "ads ingest: lost 1",
        "ads ingest: half_made 1",
        "ads ingest: refused_without 1",
        "ads ingest: ends otherwise",
    ]
    silently = record(KILL) | {"spoilt": {"one bit": {"LOST WITHOUT A WORD": 1}}}
    assert wrong(silently) == ["LOST WITHOUT A WORD"]
