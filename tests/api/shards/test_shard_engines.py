"""What breaks is tried again, by another worker; what goes on breaking is named."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest

from api.shards.embedded import DIED, embedded_engine
from api.shards.run import ATTEMPTS, run
from api.shards.work import Broken, Finished, Outcome, Worker
from corpora.shards.folders import Shard
from matcher.errors import ArtefactMismatch, VersionsDiffer
from tests.api.shards.fake_workers import Here, ads, dying_once, files_in, shard, unready, work_of


@dataclass(slots=True, eq=False)
class Scripted:
    """An engine with room for two, whose outcomes are written down: by shard, one after the other."""

    outcomes: dict[str, list[str]]
    given: list[Shard] = field(default_factory=list)

    def has_room(self) -> bool:
        return len(self.given) < 2

    def begin(self, shard: Shard) -> None:
        self.given.append(shard)

    def ended(self) -> Sequence[Outcome]:
        shard = self.given.pop(0)
        said = self.outcomes[shard.name].pop(0)
        if said == "broken":
            return [Broken(shard, "the machine went away")]
        return [Finished(shard=shard, version=said, answered=3, rejected=0, passed_over=False)]

    def close(self) -> None:
        """Nothing is open."""


SHARDS = [Shard(name, 1) for name in "abc"]


def test_a_shard_is_tried_again_and_after_three_attempts_named_with_the_reason() -> None:
    engine = Scripted({"a": ["broken", "broken", "v1"], "b": ["broken"] * ATTEMPTS, "c": ["v1"]})
    heard: list[Outcome] = []
    tally = run(engine, SHARDS, heard.append)
    assert (tally.shards, tally.answered, tally.tried_again) == (2, 6, 4)
    assert tally.lost == [Broken(SHARDS[1], "the machine went away")]
    assert len(heard) == 7
    assert engine.outcomes == {"a": [], "b": [], "c": []}


def test_workers_of_two_versions_end_the_run() -> None:
    with pytest.raises(VersionsDiffer, match="different versions, v1 and v2: set up all machines alike"):
        run(Scripted({"a": ["v1"], "b": ["v2"], "c": ["v1"]}), SHARDS, lambda _: None)


def test_a_process_that_dies_takes_only_its_attempt_along(tmp_path: Path) -> None:
    for n in range(4):
        shard(tmp_path / "in" / f"{n}.parquet", *ads(5 * n, 5))
    work, shards = work_of(tmp_path / "in", tmp_path / "here")
    run(Here(Worker(work)), shards, lambda _: None)
    work, shards = work_of(tmp_path / "in", tmp_path / "out", partial(dying_once, tmp_path / "mark"))
    heard: list[Outcome] = []
    with embedded_engine(work, 2) as engine:
        tally = run(engine, shards, heard.append)
    assert (tally.shards, tally.answered, tally.tried_again) == (4, 20, 1)
    assert [outcome.reason for outcome in heard if isinstance(outcome, Broken)] == [DIED]
    assert files_in(tmp_path / "out") == files_in(tmp_path / "here")


def test_what_is_not_built_is_told_once_and_ends_the_run(tmp_path: Path) -> None:
    shard(tmp_path / "in" / "a.parquet", *ads(0, 1))
    work, shards = work_of(tmp_path / "in", tmp_path / "out", unready)
    with embedded_engine(work, 1) as engine, pytest.raises(ArtefactMismatch, match="run `make setup`"):
        run(engine, shards, lambda _: None)
