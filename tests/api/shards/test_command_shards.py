"""`matcher extract --engine`: folders of Parquet in and out, as one file gives it."""

import json
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from api.command import main
from api.commands.loading import Loading
from api.shards.loading import reader_of
from api.shards.run import run
from api.shards.work import Worker
from tests.api.conftest import uri_of
from tests.api.shards.fake_workers import Here, ads, files_in, shard, work_of

TEXT = "Requirements\n- You must know SQL, 3 years\n- Accounting&nbsp;skills are a plus"


def test_a_folder_is_read_as_each_of_its_files_is_and_gone_on_with(
    tmp_path: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    one = shard(tmp_path / "in" / "one.parquet", *ads(0, 2, TEXT), {"Job ID": "x", "Description": "***"})
    shard(tmp_path / "in" / "more" / "two.parquet", *ads(2, 2, TEXT))
    most = loading.settings().max_ad_characters
    work, shards = work_of(tmp_path / "in", tmp_path / "out", max_characters=most)
    run(Here(Worker(work, reader_of(loading.reading(), None))), shards, lambda _: None)
    published = files_in(tmp_path / "out")
    assert published.keys() == {"one.parquet", "more/two.parquet", "_rejects/one.parquet"}
    (tmp_path / "out" / "one.parquet").unlink()
    command = ["extract", "--in", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--engine", "embedded"]
    assert main([*command, "--workers", "1"], loading) == 2
    assert "holds answers; pass --resume to go on with them" in capsys.readouterr().err
    assert main([*command, "--workers", "1", "--resume"], loading) == 4
    told = capsys.readouterr().err
    assert "matcher: 2 shards are read, 1 of them by a run before: 4 ads, 1 row left out" in told
    assert files_in(tmp_path / "out") == published, "another process reads the same"
    rows = pq.read_table(tmp_path / "out" / "one.parquet").to_pylist()
    assert uri_of("SQL") in [skill["uri"] for skill in rows[0]["skills"]]
    assert [{"id": row["id"], "skills": row["skills"]} for row in rows] == _lines(one, tmp_path / "lines", loading)


def _lines(source: Path, target: Path, loading: Loading) -> list[object]:
    """What the command gives of one file, without the words of the evidence."""
    assert main(["extract", "--in", str(source), "--out", str(target)], loading) == 4
    lines = [json.loads(line) for line in target.read_text().splitlines()]
    for evidence in (one for line in lines for skill in line["skills"] for one in skill["evidence"]):
        del evidence["text"]
    return lines


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--in", "{}", "--out", "{}/out", "--engine", "embedded"], "out: is the folder that is read, or within it"),
        (["--in", "{}/none", "--out", "{}/out", "--engine", "ray"], "none names no Parquet file"),
        (["--in", "{}", "--out", "{}/out"], "is a folder; --engine embedded (or ray) reads the Parquet files in it"),
        (["--in", "{}", "--engine", "ray"], "--engine needs --in and --out"),
        (["--in", "{}", "--out", "x", "--address", "auto"], "--address is for --engine ray"),
    ],
)
def test_what_can_not_work_is_refused_before_anything_is_loaded(
    arguments: list[str], told: str, tmp_path: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    shard(tmp_path / "a.parquet", *ads(0, 1))
    assert main(["extract", *(argument.format(tmp_path) for argument in arguments)], loading) == 2
    assert told in " ".join(capsys.readouterr().err.split())
    assert not (tmp_path / "out").exists()


def test_where_ray_is_missing_the_command_that_installs_it_is_named(
    tmp_path: Path, loading: Loading, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    shard(tmp_path / "in" / "a.parquet", *ads(0, 1))
    run = ["extract", "--in", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--engine", "ray"]
    assert main(run, loading) == 3
    assert "run `pip install 'skill-demand-matcher[ray]'`, or take --engine embedded" in capsys.readouterr().err
