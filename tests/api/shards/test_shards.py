"""A shard is read whole or not at all, its rows are all accounted for, and what is done is known again."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from api.shards.reader import Reader, ReadTexts
from api.shards.run import Tally, run
from api.shards.work import Work, Worker
from corpora.shards.folders import Folder, Shard, folder_of, remove_drafts, shards_of
from matcher.errors import InvalidInput
from tests.api.shards.fake_workers import Here, ads, files_in, shard, words, work_of


def done(work: Work, shards: list[Shard]) -> Tally:
    return run(Here(Worker(work)), shards, lambda _: None)


def test_each_row_becomes_an_answer_or_a_reject_that_names_shard_row_and_field(tmp_path: Path) -> None:
    rows: list[Mapping[str, object]] = [
        {"id": "a", "text": "Know statistics"},
        {"id": "b", "text": "***"},
        {"id": None, "text": "Know SQL"},
        {"id": "d", "text": "x" * 30},
        {"id": "e", "text": "UNREADABLE"},
        {"id": "7", "text": "I am"},
    ]
    shard(tmp_path / "in" / "x" / "one.parquet", *rows)
    tally = done(*work_of(tmp_path / "in", tmp_path / "out", max_characters=20))
    assert (tally.shards, tally.answered, tally.rejected, tally.refused, tally.lost) == (1, 2, 4, [], [])
    answers = pq.read_table(tmp_path / "out" / "x" / "one.parquet").to_pylist()
    first = {
        "uri": "urn:statistics",
        "label": "statistics",
        "importance": "essential",
        "confidence": 0.0,
        "levels": [],
        "evidence": [{"start": 5, "end": 15}],
    }
    assert answers == [{"row": 1, "id": "a", "skills": [first]}, {"row": 6, "id": "7", "skills": []}]
    rejects = pq.read_table(tmp_path / "out" / "_rejects" / "x" / "one.parquet").to_pylist()
    assert [(r["shard"], r["row"], r["field"], r["reason"]) for r in rejects] == [
        ("x/one.parquet", 2, "text", "is empty: it holds nothing to read"),
        ("x/one.parquet", 3, "id", "is missing, or neither a text nor a whole number"),
        ("x/one.parquet", 4, "text", "has 30 characters; at most 20 are read in one go"),
        ("x/one.parquet", 5, "text", "the ad has 9 characters; at most 1 are read in one go"),
    ]
    assert pq.read_table(tmp_path / "out").num_rows == 2, "rejects and the like are no rows of the folder as a table"


def test_a_damaged_shard_is_named_and_nothing_of_it_is_kept(tmp_path: Path) -> None:
    torn = shard(tmp_path / "in" / "torn.parquet", *ads(0, 3))
    torn.write_bytes(torn.read_bytes()[:-20])
    shard(tmp_path / "in" / "whole.parquet", *ads(3, 3))
    tally = done(*work_of(tmp_path / "in", tmp_path / "out"))
    assert (tally.shards, tally.answered) == (1, 3)
    [refused] = tally.refused
    assert refused.shard.name == "torn.parquet"
    assert refused.reason == "is damaged: it can't be read as Parquet (ArrowInvalid)"
    assert files_in(tmp_path / "out").keys() == {"whole.parquet"}


def test_what_is_finished_is_passed_over_unless_input_or_version_have_changed(tmp_path: Path) -> None:
    for name, first in (("one", 0), ("two", 5), ("three", 10)):
        shard(tmp_path / "in" / f"{name}.parquet", *ads(first, 5), {"Job ID": "bad", "Description": ""})
    work, shards = work_of(tmp_path / "in", tmp_path / "out")
    assert done(work, shards).passed_over == 0
    whole = files_in(tmp_path / "out")
    tally = done(work, shards)
    assert (tally.passed_over, tally.answered, tally.rejected) == (3, 15, 3)
    shard(tmp_path / "in" / "two.parquet", *ads(5, 5, "Catalogue archives"))
    (tmp_path / "out" / "three.parquet").write_bytes(whole["three.parquet"][:-50])
    tally = done(*work_of(tmp_path / "in", tmp_path / "out"))
    assert (tally.passed_over, tally.answered) == (1, 15)
    found = files_in(tmp_path / "out")
    assert found["three.parquet"] == whole["three.parquet"], "a torn output is no output"
    assert found["two.parquet"] != whole["two.parquet"]
    assert "_rejects/two.parquet" not in found, "nothing of what stood there before is left"
    newer = partial(words, "fake-2")
    assert done(*work_of(tmp_path / "in", tmp_path / "out", newer)).passed_over == 0


def test_what_is_read_in_a_shard_does_not_hang_on_what_was_read_before_it(tmp_path: Path) -> None:
    shard(tmp_path / "in" / "a.parquet", *ads(0, 70))
    shard(tmp_path / "in" / "b.parquet", *ads(0, 70))
    work, shards = work_of(tmp_path / "in", tmp_path / "out")
    done(work, shards)
    first, second = (pq.read_table(tmp_path / "out" / name).to_pylist() for name in ("a.parquet", "b.parquet"))
    assert first == second
    assert first[69]["skills"][0]["confidence"] == 0.069, "within a shard the reader goes on"


def test_what_a_bug_breaks_is_told_without_a_word_of_the_text(tmp_path: Path) -> None:
    def broken() -> ReadTexts:
        raise KeyError("Secret words of an ad")

    shard(tmp_path / "in" / "a.parquet", *ads(0, 2))
    work, shards = work_of(tmp_path / "in", tmp_path / "out", lambda: Reader("fake-1", broken))
    [refused] = done(work, shards).refused
    assert refused.reason.startswith("broke with KeyError in broken, line ")
    assert "Secret" not in refused.reason
    assert files_in(tmp_path / "out") == {}


def test_a_pattern_picks_shards_and_what_is_hidden_is_none(tmp_path: Path) -> None:
    for name in ("2020/a.parquet", "2020/b.pq", "2021/c.parquet", "2021/_rejects/d.parquet", ".e.parquet", "f.csv"):
        shard(tmp_path / name, *ads(0, 1))

    def names(pattern: str) -> list[str]:
        return [found.name for found in shards_of(str(tmp_path / pattern))[1]]

    assert names("") == ["2020/a.parquet", "2020/b.pq", "2021/c.parquet"]
    assert names("202[01]/*.parquet") == ["2020/a.parquet", "2021/c.parquet"]
    assert names("2020/b.pq") == ["b.pq"]
    with pytest.raises(InvalidInput, match=r"in: .*/2022/\* names no Parquet file \(\.parquet, \.pq\)"):
        names("2022/*")
    with pytest.raises(InvalidInput, match="out: nowhere://x/y can't be used"):
        folder_of("nowhere://x/y", "out")
    with pytest.raises(InvalidInput, match="out: nowhere://x can't be used") as refused:
        folder_of("nowhere://key:secret@x", "out")
    assert "secret" not in str(refused.value)


def test_drafts_of_runs_that_were_killed_are_removed(tmp_path: Path) -> None:
    shard(tmp_path / "x" / ".a.parquet.0123.part", *ads(0, 1))
    shard(tmp_path / "x" / "a.parquet", *ads(0, 1))
    remove_drafts(folder_of(str(tmp_path), "out"))
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["a.parquet"]


def test_an_object_store_is_read_and_written_by_the_same_code(tmp_path: Path) -> None:
    """A fake one, in memory: pyarrow speaks to it as it does to S3, by the same few operations."""
    fsspec = pytest.importorskip("fsspec")
    from pyarrow import fs  # noqa: PLC0415 - as the code under test

    memory = fsspec.filesystem("memory", skip_instance_cache=True)
    files = fs.PyFileSystem(fs.FSSpecHandler(memory))
    shard(tmp_path / "in" / "a.parquet", *ads(0, 3), {"Job ID": "x", "Description": ""})
    memory.pipe_file("/ads-of-a-test/a.parquet", (tmp_path / "in" / "a.parquet").read_bytes())
    work, shards = work_of(tmp_path / "in", tmp_path / "out")
    done(work, shards)
    there = Work(
        source=Folder(files, "ads-of-a-test"),
        target=Folder(files, "answers-of-a-test/x"),
        load=words,
        min_confidence=None,
        max_characters=1_000,
    )
    assert done(there, shards).answered == 3
    for name, contents in files_in(tmp_path / "out").items():
        assert memory.cat_file(f"/answers-of-a-test/x/{name}") == contents
    assert len(memory.find("/answers-of-a-test")) == 2
    assert done(there, shards).passed_over == 1
