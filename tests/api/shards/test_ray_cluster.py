"""A Ray cluster of several nodes, each with its own processes as on machines of their own; one of them is killed."""

import os
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from api.settings import Settings
from api.shards.loading import load_reader
from api.shards.on_ray import NO_USAGE_STATS, OBJECT_STORE_BYTES, ray_engine
from api.shards.run import run
from api.shards.work import Broken, Outcome, Worker
from tests.api.shards.fake_workers import Here, ads, files_in, hanging_once, shard, work_of

pytest.importorskip("ray", reason="Ray is an extra: pip install 'skill-demand-matcher[ray]'")
ROOT = Path(__file__).parents[3]
LEAN = ROOT / "tests" / "lean"
THRIFTY = {
    "object_store_memory": OBJECT_STORE_BYTES,
    "include_dashboard": False,
    "include_log_monitor": False,
    "no_monitor": True,
}
STARTS = 3


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """A head without processors, and two nodes with one each."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**NO_USAGE_STATS, "PYTHONPATH": f"{LEAN}{os.pathsep}{ROOT}"}.items():
            patch.setenv(name, value)
        from ray.cluster_utils import Cluster  # noqa: PLC0415 - reads the variables

        running = _at_last(lambda: Cluster(initialize_head=True, head_node_args={"num_cpus": 0, **THRIFTY}))
        try:
            for _ in range(2):
                _at_last(lambda: running.add_node(num_cpus=1, **THRIFTY))
            yield running
        finally:
            running.shutdown()


def _at_last(start: Callable[[], Any]) -> Any:  # noqa: ANN401 - of a library that is an extra
    """A node of Ray gives up where its own processes need more than 15 s to come up, as on a busy machine."""
    last = ""
    for _ in range(STARTS):
        try:
            return start()
        except Exception as error:
            last = f"{type(error).__name__}: {error}"
    pytest.skip(f"Ray did not come up here within its own limits, {STARTS} times; the last time: {last}")


def test_a_node_that_is_killed_costs_an_attempt_and_changes_nothing_of_the_output(
    cluster: Any,  # noqa: ANN401 - of a library that is an extra
    tmp_path: Path,
) -> None:
    for n in range(8):
        shard(
            tmp_path / "in" / f"part={n % 2}" / f"{n}.parquet", *ads(20 * n, 20, "HANG on to it" if n == 5 else "Keep")
        )
    work, shards = work_of(tmp_path / "in", tmp_path / "here")
    run(Here(Worker(work)), shards, lambda _: None)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    work, shards = work_of(tmp_path / "in", tmp_path / "out", partial(hanging_once, tmp_path / "mark", pipe))
    heard: list[Outcome] = []
    killer = threading.Thread(target=_kill_node, args=(cluster, pipe))
    with ray_engine(work, 2, cluster.address) as engine:
        killer.start()
        tally = run(engine, shards, heard.append)
    killer.join()
    assert (tally.shards, tally.answered, tally.tried_again, tally.lost) == (8, 160, 1, [])
    [broken] = [outcome for outcome in heard if isinstance(outcome, Broken)]
    assert broken.shard.name == "part=1/5.parquet"
    assert "its worker or its machine was lost" in broken.reason
    assert len(cluster.worker_nodes) == 1
    assert files_in(tmp_path / "out") == files_in(tmp_path / "here")


def _kill_node(cluster: Any, pipe: Path) -> None:  # noqa: ANN401 - as above
    """That in which a worker says it is."""
    where = pipe.read_text()
    [node] = [node for node in cluster.worker_nodes if node.node_id == where]
    cluster.remove_node(node, allow_graceful=False)


def test_an_actor_reads_with_the_real_models_what_a_process_here_reads(
    cluster: Any,  # noqa: ANN401 - as above
    home: Path,
    tmp_path: Path,
) -> None:
    said = "You must know SQL and accounting, 3 years.\nPerform data analysis"
    shard(tmp_path / "in" / "a.parquet", *ads(0, 3, said), {"Job ID": "x", "Description": "***"})
    load = partial(load_reader, Settings(home=home), None)
    work, shards = work_of(tmp_path / "in", tmp_path / "here", load)
    tally = run(Here(Worker(work)), shards, lambda _: None)
    assert (tally.answered, tally.rejected) == (3, 1)
    work, shards = work_of(tmp_path / "in", tmp_path / "out", load)
    with ray_engine(work, 1, cluster.address) as engine:
        run(engine, shards, lambda _: None)
    assert files_in(tmp_path / "out") == files_in(tmp_path / "here")
    assert files_in(tmp_path / "out").keys() == {"a.parquet", "_rejects/a.parquet"}
