"""Ads on their way into the store: each once, whatever happens on the way."""

import gzip
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from api.ad_reading import ReadEach, Unread, reading_each
from api.command import main
from api.commands.loading import Loading
from api.ingesting import MAX_ID_CHARACTERS, FileIngestion, Ingestion, Tally, files_in
from api.settings import Settings
from api.wiring import finder, load_service, open_store
from corpora.ads.records import ad_of
from corpora.store.ads import SqlAdStore
from corpora.store.database import FILE
from matcher.ad_store import Outcome, ReadAd, ReadWith
from matcher.ads import JobAd, ad_vector
from matcher.errors import InvalidInput, Rejected, UnreadableDocument
from matcher.reading import MAX_PASSAGES, AdReader
from tests.api.conftest import ADS, ad_texts, fill_small_store
from tests.databases import fresh_address, fresh_sqlite
from tests.fake_store import ListAdStore
from tests.fakes import ANALYST, LineSplitter, TrigramEncoder, small_finder, small_linker, small_taxonomy
from tests.killed_ingestion import ingest, ingest_and_die, write_ads

ENCODER = TrigramEncoder()
FINDER = small_finder(small_taxonomy())
READER = AdReader(splitter=LineSplitter(), linker=small_linker())
LONG = " ".join(f"word{number} of the ad" for number in range(150))
KILLS = 5
SEED = 7
FULL_STOP = "Required:\n- SQL"


@dataclass(slots=True)
class Counting:
    """Reads, and remembers what."""

    version: str = "reading-1"
    read: list[str] = field(default_factory=list)

    def __call__(self, ads: Sequence[JobAd]) -> Iterable[ReadAd | Unread]:
        self.read += [ad.id for ad in ads]
        return reading_each(READER, FINDER, ENCODER, self.version)(ads)


def ingestion(store: ListAdStore, read: ReadEach) -> Ingestion:
    return Ingestion(store=store, read=read)


def test_what_is_read_in_an_ad_is_kept_with_what_links_to_nothing_and_its_language() -> None:
    store = ListAdStore()
    text = "Requirements:\n\n- SQL\n\n- You must know Zzyzx Frobnication and the use of it with the others in our team"
    assert ingestion(store, Counting()).take([JobAd(id="a", text=text, title="Data analyst")]) == {"a": Outcome.NEW}
    read = store.kept["a"].read
    assert read is not None
    assert store.demands_of("a") == READER.read(text).demands != ()
    assert read.made_with == ReadWith(reading="reading-1", encoder=ENCODER.name)
    assert read.vector.tolist() == ad_vector("Data analyst", text, ENCODER).tolist()
    assert read.language == "en"
    assert read.occupation == ANALYST
    assert [(one.span.of(text), one.named) for one in read.unlinked] == [
        ("You must know Zzyzx Frobnication and the use of it with the others in our team", False)
    ]


def test_only_what_is_neither_known_nor_near_identical_is_read() -> None:
    store, reader = ListAdStore(), Counting()
    taking = ingestion(store, reader)
    taking.take([JobAd(id="a", text=LONG), JobAd(id="b", text=LONG + " more"), JobAd(id="c", text=FULL_STOP)])
    assert reader.read == ["a", "c"]
    ads = [
        JobAd(id="a", text=LONG, source="another file"),
        JobAd(id="c", text="Required:\n- Python"),
        JobAd(id="d", text=LONG.upper()),
        JobAd(id="e", text="Required:\n- research interview"),
    ]
    assert taking.take(ads) == {
        "a": Outcome.KNOWN,
        "c": Outcome.CHANGED,
        "d": Outcome.NEAR_IDENTICAL,
        "e": Outcome.NEW,
    }
    assert reader.read == ["a", "c", "c", "e"]
    assert [store.like_of(key) for key in "abcde"] == [None, "a", None, "a", None]


def test_an_ad_that_can_t_be_read_is_refused_and_the_others_are_kept() -> None:
    store = ListAdStore()
    endless = "Required:\n\n" + "\n\n".join(f"- item {number}" for number in range(MAX_PASSAGES + 1))
    found = ingestion(store, Counting()).take(
        [JobAd(id="a", text=FULL_STOP), JobAd(id="b", text=endless), JobAd(id="x" * 301, text="Go")]
    )
    assert found["a"] is Outcome.NEW
    assert isinstance(found["b"], Unread)
    assert "at most 5,000" in found["b"].reason
    assert found["x" * 301] == Unread(f"its id has 301 characters; at most {MAX_ID_CHARACTERS} are kept")
    assert list(store.kept) == ["a"]


def test_what_was_read_with_another_version_is_read_again_and_what_can_t_be_is_told() -> None:
    store = ListAdStore()
    ingestion(store, Counting()).take([JobAd(id="a", text=FULL_STOP), JobAd(id="b", text="...")])
    store.save([], [(JobAd(id="c", text="..."), store.kept["a"].signature[::-1].copy())])
    told: list[str] = []
    again = Counting("reading-2")
    assert ingestion(store, again).read_again("reading-2", told.append) == 1
    assert again.read == ["a", "c"]
    assert told == ["matcher: ad 'c' was left unread: the ad is empty: it holds no letters to read"]
    assert store.outdated("reading-2") == 0


def test_rows_that_can_t_be_used_are_named_with_file_row_and_field(tmp_path: Path) -> None:
    rows = [
        {"id": "a", "text": FULL_STOP},
        {"id": "b"},
        {"id": "a", "text": "again"},
        {"id": "x" * 301, "text": "Go now"},
        {"id": "c", "text": "Go", "date_posted": "yesterday"},
    ]
    (tmp_path / "ads.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    told: list[Rejected] = []
    tally, store = Tally(), ListAdStore()
    run = FileIngestion(ingestion=ingestion(store, Counting()), max_characters=10_000, refuse=told.append)
    assert list(run.run(tmp_path / "ads.jsonl", tally)) == [["a", "x" * 301]]
    assert [(one.row, one.field) for one in told] == [(2, "text"), (3, "id"), (5, "date_posted"), (4, "text")]
    assert {one.file for one in told} == {"ads.jsonl"}
    assert (tally.taken, tally.refused) == ({Outcome.NEW: 1}, 4)


def test_a_folder_stands_for_the_files_of_ads_in_it(tmp_path: Path) -> None:
    for name in ("b/two.CSV", "a.jsonl.gz", "b/c/three.xlsx", "notes.txt", ".hidden.jsonl", "b/page.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    names = [str(path.relative_to(tmp_path)) for path in files_in([tmp_path, tmp_path / "a.jsonl.gz"])]
    assert names == ["a.jsonl.gz", "b/c/three.xlsx", "b/page.json", "b/two.CSV"]
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidInput, match="empty: is a folder without a file of ads"):
        files_in([tmp_path / "empty"])
    with pytest.raises(UnreadableDocument, match="nothing: does not exist"):
        files_in([tmp_path / "nothing"])


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Settings:
    """A home of its own, for tests that change it."""
    shutil.copytree(home, tmp_path / "home")
    return Settings(home=tmp_path / "home")


def ad_row(number: int) -> dict[str, str]:
    return {
        "id": f"new-{number:04}",
        "title": f"Job {number}",
        "text": f"You must know SQL. Room {number} of {number}.",
    }


def test_files_are_ingested_told_and_found_by_a_running_service(
    own: Settings, loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reading = loading.reading()
    mine = Loading(read_settings=lambda: own, load_reading=lambda _: reading)
    (tmp_path / "in").mkdir()
    with gzip.open(tmp_path / "in" / "one.jsonl.gz", "wt") as file:
        file.writelines(json.dumps(ad_row(number)) + "\n" for number in range(3))
    (tmp_path / "in" / "two.csv").write_text("id,text\nnew-0001,Manage time.\nad-2,Conserve archives.\nbad,\n")
    service = mine.service()
    assert main(["ads", "ingest", str(tmp_path / "in"), "--workers", "1"], mine) == 4
    told = capsys.readouterr()
    said = "3 new, 2 in place of ads with the same id, 0 known, 0 near-identical to another one; 1 left out"
    assert told.out == f"2 files: {said}\n6 ads are kept\n"
    assert told.err == "matcher: left out two.csv, row 4: text is empty: it holds no letters to read\n"
    assert {key: text for key, text in ad_texts(own).items() if key in ("new-0001", "ad-2")} == {
        "new-0001": "Manage time.",
        "ad-2": "Conserve archives.",
    }
    time.sleep(1.1)
    assert len(service.pipeline.ads) == 6
    assert "new-0002" in {one.ad.id for one in service.pipeline.similar_ads(title="Job 2", text="SQL", limit=9)}
    service.store.close()


def test_ads_are_forgotten_and_listed_from_the_command_line(own: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    mine = Loading(read_settings=lambda: own)
    assert main(["ads", "forget"], mine) == 2
    assert "say which: --id, --source or --older-than" in capsys.readouterr().err
    assert main(["ads", "forget", "--id", "ad-1", "--id", "nobody"], mine) == 0
    assert main(["ads", "forget", "--older-than", "36", "--source", "nowhere"], mine) == 0
    assert main(["ads", "forget", "--older-than", "36"], mine) == 0
    assert main(["ads", "list"], mine) == 0
    assert capsys.readouterr().out.splitlines() == [
        "1 ads are forgotten",
        "0 ads are forgotten",
        "1 ads are forgotten",
        "ad-3\tAccountant",
    ]
    assert main(["ads", "list", "--after", "ad-3"], mine) == 0
    assert capsys.readouterr().out == ""


def test_with_the_ads_in_postgresql_everything_is_as_with_a_file(
    own: Settings, loading: Loading, postgresql: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ads.jsonl").write_text("".join(json.dumps(ad_row(number)) + "\n" for number in range(3)))
    with fresh_address(postgresql) as address:
        there = Settings(home=own.home, database_url=address)
        reading = loading.reading()
        mine = Loading(read_settings=lambda: there, load_reading=lambda _: reading)
        assert main(["ads", "show"], mine) == 3
        fill_small_store(there, reading)
        assert main(["ads", "ingest", str(tmp_path / "ads.jsonl")], mine) == 0
        assert main(["ads", "forget", "--source", "ads.jsonl", "--id", "new-0001"], mine) == 0
        service = load_service(there)
        assert len(service.pipeline.ads) == len(ADS) + 2
        [first] = service.pipeline.similar_ads(title="Job 2", text=ad_row(2)["text"], limit=1)
        assert first.ad.id == "new-0002"
        assert first.similarity == pytest.approx(1.0, abs=1e-6)
        assert service.pipeline.ads.demands_of("new-0002")
        service.store.close()
    assert main(["ads", "show"], mine) == 1
    assert "can't be reached" in capsys.readouterr().err
    assert set(ad_texts(own)) == {"ad-1", "ad-2", "ad-3"}


def kept_in(home: Path) -> int:
    with sqlite3.connect(home / FILE, timeout=30) as connection:
        count: int = connection.execute("SELECT count(*) FROM ads").fetchone()[0]
    connection.close()
    return count


def rows_of(home: Path) -> list[str]:
    """Every row of every table."""
    with closing(sqlite3.connect(home / FILE)) as connection:
        return sorted(connection.iterdump())


def test_killed_at_chosen_points_nothing_is_lost_and_nothing_done_twice(tmp_path: Path) -> None:
    """The many moments of the real commands: benchmarks/faults_run.py."""
    rows = write_ads(tmp_path / "ads.jsonl", 300)
    with fresh_sqlite(tmp_path):
        pass
    _, points = ingest(_copy_of(tmp_path, "whole"), tmp_path / "ads.jsonl")
    expected = rows_of(tmp_path / "whole")
    chosen = {1, points // 2, points - 1, points, *random.Random(SEED).sample(range(2, points), KILLS)}
    for last in sorted(chosen):
        home = _copy_of(tmp_path, str(last))
        assert ingest_and_die(home, tmp_path / "ads.jsonl", last) == -signal.SIGKILL
        before = kept_in(home)
        assert before in (0, 128, 256)
        tally, _ = ingest(home, tmp_path / "ads.jsonl")
        assert (tally.taken[Outcome.NEW], tally.taken[Outcome.KNOWN]) == (len(rows) - before, before)
        assert rows_of(home) == expected


def _copy_of(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    shutil.copyfile(folder / FILE, folder / name / FILE)
    return folder / name


def test_several_processes_read_the_same_as_one_and_what_a_kill_leaves_is_gone_on_with_by_one(
    own: Settings, loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [ad_row(number) for number in range(260)]
    (tmp_path / "ads.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    command = ["ads", "ingest", str(tmp_path / "ads.jsonl"), "--workers"]
    environment = {**os.environ, "MATCHER_HOME": str(own.home)}
    with subprocess.Popen([sys.executable, "-m", "api.command", *command, "2"], env=environment, stderr=-3) as run:
        while kept_in(own.home) < 100 and run.poll() is None:
            time.sleep(0.01)
        run.send_signal(signal.SIGKILL)
    assert run.returncode == -signal.SIGKILL
    before = kept_in(own.home)
    assert before in (131, 259)
    reading = loading.reading()
    mine = Loading(read_settings=lambda: own, load_reading=lambda _: reading)
    assert main([*command, "1"], mine) == 0
    said = f"{263 - before} new, 0 in place of ads with the same id, {before - 3} known"
    assert (
        f"ads.jsonl: {said}, 0 near-identical to another one; 0 left out\n263 ads are kept\n" == capsys.readouterr().out
    )
    with closing(open_store(own)) as store:
        assert {ad.id: ad.text for ad in store.page("new", 1_000)} == {row["id"]: row["text"] for row in rows}
        assert store.counts().unread == 0
        assert all(store.demands_of(row["id"]) for row in rows)
        several = [ad_of(row) for row in (*rows[:2], *rows[126:128])]
        for alone in reading_each(reading.ads, finder(reading), reading.encoder, reading.version)(several):
            assert isinstance(alone, ReadAd)
            assert store.demands_of(alone.ad.id) == alone.demands
            assert store.unlinked_of(alone.ad.id) == alone.unlinked
            assert _vector_of(store, alone) == pytest.approx(alone.vector[0].tolist(), abs=1e-6)


def _vector_of(store: SqlAdStore, alone: ReadAd) -> list[float]:
    found = store.vectors(alone.made_with.encoder, alone.vector.shape[1])
    return [float(one) for one in found.vectors[list(found.ids).index(alone.ad.id)]]
