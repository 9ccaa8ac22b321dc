"""What a store says, and keeps, when the disk, the file or the clock fails it."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, update

from corpora.store import tables
from corpora.store.ads import SqlAdStore
from corpora.store.audit import AuditLog
from corpora.store.batches import Batches
from corpora.store.courses import SqlCatalogueStore
from corpora.store.database import FILE, Database, open_database
from corpora.store.health import Changed, changed_in, loose_rows, page_faults
from corpora.store.keys import Keys
from corpora.store.recovery import Step, log_without_exchange, recover
from corpora.store.schema import migrate
from corpora.store.sqlite_file import LOG, SHARED
from matcher.access import Tenant
from matcher.audit import Action, Deed, Result
from matcher.errors import BatchInProgress, StoreDamaged, StoreFull, StoreGone, StoreReadOnly
from tests.contract.test_ad_store import DEMAND, FULL, plain, read
from tests.databases import fresh_sqlite
from tests.disks import small_disk

NOW = datetime(2026, 5, 4, 12, tzinfo=UTC)
BODY = b"d" * 32
SEED = 5
PAGE = 4_096


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlAdStore]:
    with fresh_sqlite(tmp_path / "home") as database:
        store = SqlAdStore(database)
        store.save(plain("a"), [])
        yield store


@pytest.fixture
def file(store: SqlAdStore) -> Path:
    """Closed, with all that is kept in it."""
    store.save([*plain(*(f"ad{number}" for number in range(60))), read(FULL, DEMAND)], [])
    store.close()
    return Path(store.database.name)


def ids(store: SqlAdStore) -> list[str]:
    return [ad.id for ad in store.page(None, 1_000)]


def test_what_finds_no_room_is_refused_whole_and_done_again_when_there_is_some(store: SqlAdStore) -> None:
    def keep_small(connection: sqlite3.Connection, _: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}").close()

    store.close()
    event.listen(store.database.engine, "connect", keep_small)
    many = plain(*(f"ad{number}" for number in range(200)))
    with pytest.raises(StoreFull, match="no room is left on its disk; what was kept before is all there"):
        store.save(many, [])
    assert ids(store) == ["a"]
    event.remove(store.database.engine, "connect", keep_small)
    store.close()
    store.save(many, [])
    assert len(ids(store)) == 201


def test_a_full_disk_is_called_that_and_read_as_before(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4) as disk, fresh_sqlite(disk.place) as database:
        store = SqlAdStore(database)
        store.save(plain("a"), [])
        disk.fill()
        for _ in range(2):
            with pytest.raises(StoreFull, match="make room, and do the same again"):
                store.save(plain(*(f"ad{number}" for number in range(400))), [])
        assert ids(store) == ["a"]
        disk.make_room()
        store.save(plain("b"), [])
        assert ids(store) == ["a", "b"]


def test_where_nothing_may_be_written_a_store_is_read_and_says_so_to_who_writes(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4) as disk, fresh_sqlite(disk.place) as database:
        store = SqlAdStore(database)
        store.save(plain("a"), [])
        store.close()
        assert not (disk.place / (FILE + LOG)).exists()
        disk.forbid_writing()
        for _ in range(2):
            assert ids(store) == ["a"]
            with pytest.raises(StoreReadOnly, match="may only be read here; nothing was changed"):
                store.save(plain("b"), [])
        disk.allow_writing()
        store.save(plain("b"), [])
        assert ids(store) == ["a", "b"]


def _leave_a_log(home: Path) -> None:
    """What somebody leaves who writes, and is killed."""
    code = (
        "import os, sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute(\"UPDATE ads SET id = 'changed'\"); "
        "c.commit(); os.kill(os.getpid(), 9)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(home / FILE)], check=False)
    assert done.returncode == -signal.SIGKILL


def test_changes_that_wait_in_the_log_are_read_and_where_they_can_t_be_nothing_older_is(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", 4) as disk, fresh_sqlite(disk.place) as database:
        store = SqlAdStore(database)
        store.save(plain("a"), [])
        store.close()
        _leave_a_log(disk.place)
        disk.forbid_writing()
        assert ids(store) == ["changed"]
        store.close()
        disk.allow_writing()
        (disk.place / (FILE + SHARED)).unlink()
        disk.forbid_writing()
        with pytest.raises(StoreReadOnly, match="changes to it wait in its log"):
            ids(store)


def test_a_file_that_has_gone_is_missed_and_not_made_anew_and_one_that_is_back_is_used(store: SqlAdStore) -> None:
    file = Path(store.database.name)
    store.close()
    kept = file.rename(file.with_name("elsewhere"))
    for _ in range(2):
        with pytest.raises(StoreGone, match="is not there any more; put it, or a copy of it, back"):
            store.save(plain("b"), [])
    assert not file.exists()
    kept.rename(file)
    store.save(plain("b"), [])
    assert ids(store) == ["a", "b"]


def test_nothing_is_kept_in_a_file_that_was_removed_while_it_was_open(store: SqlAdStore) -> None:
    assert ids(store) == ["a"]
    Path(store.database.name).unlink()
    with pytest.raises(StoreGone):
        store.save(plain("b"), [])
    with pytest.raises(StoreGone):
        ids(store)


def test_a_backup_that_is_put_in_its_place_is_seen_without_a_restart(store: SqlAdStore, tmp_path: Path) -> None:
    file = Path(store.database.name)
    with closing(sqlite3.connect(file)) as running, closing(sqlite3.connect(tmp_path / "backup")) as backup:
        running.backup(backup)
    store.save(plain("b"), [])
    store.close()
    (tmp_path / "backup").replace(file)
    assert ids(store) == ["a"]
    store.save(plain("c"), [])
    assert ids(store) == ["a", "c"]


def test_a_log_that_was_torn_anywhere_leaves_a_whole_store_of_the_first_changes(tmp_path: Path) -> None:
    with fresh_sqlite(tmp_path / "home") as database:
        store = SqlAdStore(database)
        for number in range(6):
            store.save(plain(f"ad{number}"), [])
        for name in (FILE, FILE + LOG):
            shutil.copyfile(tmp_path / "home" / name, tmp_path / name)
    log = (tmp_path / (FILE + LOG)).read_bytes()
    found = set()
    for length in sorted(random.Random(SEED).sample(range(len(log)), 12)):
        home = tmp_path / str(length)
        home.mkdir()
        shutil.copyfile(tmp_path / FILE, home / FILE)
        (home / (FILE + LOG)).write_bytes(log[:length])
        with closing(open_database(home)) as torn:
            migrate(torn)
            assert page_faults(torn) == ()
            there = ids(SqlAdStore(torn))
            assert there == [f"ad{number}" for number in range(len(there))]
            found.add(len(there))
    assert len(found) > 2


def _spoilt(file: Path, first: int, data: bytes) -> Database:
    with file.open("r+b") as opened:
        opened.seek(first)
        opened.write(data)
    return open_database(file.parent)


def test_a_word_that_was_changed_on_the_disk_is_found_by_what_the_ad_said(file: Path) -> None:
    words = FULL.text.split()[0].encode()
    with closing(_spoilt(file, file.read_bytes().index(words), b"X")) as database:
        assert (page_faults(database), loose_rows(database)) == ((), 0)
        assert changed_in(database) == Changed(ads=(FULL.id,), courses=())


def test_pages_that_were_overwritten_are_told_by_name_and_read_as_far_as_they_can_be(file: Path) -> None:
    place = file.read_bytes().index(b"ad17 ") // PAGE * PAGE
    with closing(_spoilt(file, place, b"\xff" * PAGE)) as database:
        assert page_faults(database)
        with pytest.raises(StoreDamaged, match="run `matcher doctor --repair`"):
            ids(SqlAdStore(database))
    spoilt = file.read_bytes()
    found = recover(file, "1")
    assert found.aside == file.with_name("store.db.damaged-1")
    assert found.aside.read_bytes() == spoilt
    with closing(open_database(file.parent)) as database:
        there = ids(SqlAdStore(database))
        assert (page_faults(database), loose_rows(database), changed_in(database)) == ((), 0, Changed((), ()))
        everything = {"a", FULL.id, *(f"ad{number}" for number in range(60))}
        assert {*there, *found.salvaged.lost_ads} == everything
        assert "ad17" in found.salvaged.lost_ads
        assert len(there) == found.salvaged.ads > 20
        assert SqlAdStore(database).counts().unread == found.salvaged.unread
        assert SqlAdStore(database).demands_of(FULL.id) == (DEMAND,)


@pytest.fixture
def spoilt(store: SqlAdStore, tmp_path: Path) -> Path:
    """With a spoilt page, and 41 ads of which the last is in the log alone."""
    file = tmp_path / "spoilt" / FILE
    file.parent.mkdir()
    store.save(plain(*(f"ad{number}" for number in range(39))), [])
    store.close()
    store.save(plain("logged"), [])
    for suffix in ("", LOG):
        shutil.copyfile(f"{store.database.name}{suffix}", f"{file}{suffix}")
    place = file.read_bytes().index(b"ad17 ") // PAGE * PAGE
    with file.open("r+b") as opened:
        opened.seek(place)
        opened.write(b"\xff" * PAGE)
    return file


@pytest.mark.parametrize("last", Step)
def test_a_recovery_that_is_cut_off_anywhere_is_done_again_whole(spoilt: Path, last: Step) -> None:
    def die(step: Step) -> None:
        if step is last:
            raise KeyboardInterrupt

    before = {suffix: Path(f"{spoilt}{suffix}").read_bytes() for suffix in ("", LOG)}
    with pytest.raises(KeyboardInterrupt):
        recover(spoilt, "1", die)
    cut_between = last in (Step.LOG_MOVED, Step.SHARED_REMOVED)
    assert (log_without_exchange(spoilt) is not None) == cut_between
    aside = spoilt.with_name("store.db.damaged-1")
    if last is not Step.EXCHANGED:
        assert spoilt.read_bytes() == before[""]
        recover(spoilt, "2")
        aside = spoilt.with_name("store.db.damaged-2")
    assert {suffix: Path(f"{aside}{suffix}").read_bytes() for suffix in ("", LOG)} == before
    assert not Path(f"{spoilt}{LOG}").exists()
    with closing(open_database(spoilt.parent)) as database:
        assert page_faults(database) == ()
        assert "logged" in ids(SqlAdStore(database))


def test_a_log_is_not_put_back_to_a_file_that_is_not_its_own_any_more(spoilt: Path) -> None:
    def die(step: Step) -> None:
        if step is Step.LOG_MOVED:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        recover(spoilt, "1", die)
    with spoilt.open("ab") as opened:
        opened.write(bytes(PAGE))
    assert log_without_exchange(spoilt) is None


def test_no_two_salvaged_stores_are_taken_for_one_another(spoilt: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / FILE
    shutil.copytree(spoilt.parent, other.parent)
    versions = set[str]()
    for one in (spoilt, other):
        recover(one, "1")
        with closing(open_database(one.parent)) as database:
            versions |= {SqlAdStore(database).version(), SqlCatalogueStore(database).version()}
    assert len(versions) == 4


def test_what_is_kept_of_a_reading_and_can_t_be_read_is_damage_and_no_accident(file: Path) -> None:
    with closing(open_database(file.parent)) as database:
        with database.writing() as connection:
            connection.execute(update(tables.readings).values(document=b"[["))
        with pytest.raises(StoreDamaged, match="what is kept in a row can't be read"):
            SqlAdStore(database).demands_of(FULL.id)


@pytest.mark.parametrize("cut", [0.85, 0.95])
def test_a_file_that_was_cut_off_is_damaged_and_gives_what_is_left_of_it(file: Path, cut: float) -> None:
    os.truncate(file, int(file.stat().st_size * cut))
    with closing(open_database(file.parent)) as database:
        assert page_faults(database)
    found = recover(file, "1").salvaged
    with closing(open_database(file.parent)) as database:
        assert page_faults(database) == ()
        there = ids(SqlAdStore(database))
    lost = {"a", FULL.id, *(f"ad{number}" for number in range(60))} - set(there)
    assert lost == set(found.lost_ads) or "ads" in found.unlisted


@pytest.mark.parametrize("rubbish", [b"rubbish" * 1_000, b"SQLite format 3\0" + bytes(5_000), b"SQ"])
def test_of_what_is_no_store_at_all_nothing_is_recovered_and_it_stays(file: Path, rubbish: bytes) -> None:
    file.write_bytes(rubbish)
    with pytest.raises(StoreDamaged, match="not even its list of tables can be read"):
        recover(file, "1")
    assert file.read_bytes() == rubbish
    assert sorted(path.name for path in file.parent.iterdir()) == [FILE]


def test_an_answer_is_kept_for_a_day_whichever_way_the_clock_jumps(store: SqlAdStore) -> None:
    clock = [NOW]
    batches = Batches(store.database, now=lambda: clock[0])
    assert batches.begin("key", BODY) is None
    batches.finish("key", b"answer")
    for jump in (timedelta(hours=-23), timedelta(hours=23), timedelta()):
        clock[0] = NOW + jump
        assert batches.begin("key", BODY) == b"answer"


def test_who_died_while_the_clock_was_wrong_keeps_nobody_waiting_until_it_is_right(store: SqlAdStore) -> None:
    clock = [NOW + timedelta(hours=5)]
    batches = Batches(store.database, now=lambda: clock[0])
    assert batches.begin("key", BODY) is None
    clock[0] = NOW + timedelta(hours=4, minutes=55)
    with pytest.raises(BatchInProgress):
        batches.begin("key", BODY)
    clock[0] = NOW
    assert batches.begin("key", BODY) is None
    clock[0] = NOW + timedelta(days=400)
    assert batches.begin("other", BODY) is None
    clock[0] = NOW
    assert batches.begin("third", BODY) is None
    assert batches.begin("other", BODY) is None


@pytest.mark.parametrize("told", [Action.KEY_MADE, Action.TENANT_ERASED])
def test_where_the_audit_log_tells_of_keys_that_are_gone_a_recovered_store_holds_one_that_opens_nothing(
    file: Path, told: Action
) -> None:
    with closing(open_database(file.parent)) as database:
        AuditLog(database).note(Deed(tenant=Tenant("city"), key=None, action=told, things=1, result=Result.DONE))
    recover(file, "1")
    with closing(open_database(file.parent)) as database:
        [lost] = Keys(database).all()
        assert (lost.id, lost.revoked is not None, Keys(database).any_made()) == ("lost", True, True)
