"""The store's database: its tables, its transactions, and what it says where something is wrong."""

import multiprocessing
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, delete, insert, text, update

from corpora.store import tables
from corpora.store.ads import SqlAdStore
from corpora.store.database import FILE, open_database
from corpora.store.schema import CONNECTION, MIGRATIONS, migrate, newest, require_schema
from matcher.ad_store import Forgetting, Outcome
from matcher.errors import (
    ArtefactMismatch,
    InvalidInput,
    StoreDamaged,
    StoreLacksVectors,
    StoreLocked,
    StoreOutdated,
    StoreTooNew,
    StoreUnreachable,
    TooBusy,
)
from tests.contract.test_ad_store import MADE_WITH, plain
from tests.corpora.saving_ads import save
from tests.databases import fresh_address, fresh_postgresql, fresh_sqlite

SECRET = "hush"


def test_migrating_makes_the_tables_that_the_code_uses_and_doing_it_again_changes_nothing(
    tmp_path: Path, postgresql: str
) -> None:
    for opened in (fresh_sqlite(tmp_path), fresh_postgresql(postgresql)):
        with opened as database:
            migrate(database)
            require_schema(database)
            with database.reading() as connection:
                connection.dialect.ischema_names["vector"] = tables.PgVector  # type: ignore[attr-defined]
                context = MigrationContext.configure(connection, opts={"compare_type": True})
                assert compare_metadata(context, tables.METADATA) == []


def test_a_store_without_tables_says_what_makes_them(tmp_path: Path, postgresql: str) -> None:
    with fresh_address(postgresql) as address:
        for database in (open_database(tmp_path), open_database(tmp_path, address)):
            with pytest.raises(StoreOutdated, match="holds no tables yet; run `matcher setup`") as refusal:
                require_schema(database)
            assert isinstance(refusal.value, ArtefactMismatch)
            database.close()
    assert not (tmp_path / FILE).exists()


def test_tables_of_a_later_version_are_refused_and_left_alone(tmp_path: Path, postgresql: str) -> None:
    for opened in (fresh_sqlite(tmp_path), fresh_postgresql(postgresql)):
        with opened as database:
            with database.writing() as connection:
                connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
                connection.execute(text("DELETE FROM usable_by"))
            for use in (require_schema, migrate):
                with pytest.raises(StoreTooNew, match="schema '9999', which this version does not know"):
                    use(database)


def test_what_was_read_in_courses_before_several_readings_were_kept_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / FILE).touch()
    with closing(open_database(tmp_path)) as former:
        with former.writing() as connection:
            config = Config()
            config.set_main_option("script_location", str(MIGRATIONS))
            config.attributes[CONNECTION] = connection
            command.upgrade(config, "0003")
            row = {"fingerprint": b"0123456789abcdef", "reading": "reading-1", "alignments": b"[]"}
            connection.execute(insert(tables.former_course_readings).values(**row))
        migrate(former)
        with former.reading() as connection:
            found = connection.execute(tables.courses_read.select()).mappings().all()
            assert [{**one, "fingerprint": bytes(one["fingerprint"])} for one in found] == [{"number": 1, **row}]
            assert len(connection.execute(tables.former_course_readings.select()).all()) == 1


def test_tables_that_a_later_version_only_extended_are_used_and_left_alone(tmp_path: Path, postgresql: str) -> None:
    for opened in (fresh_sqlite(tmp_path), fresh_postgresql(postgresql)):
        with opened as database:
            with database.writing() as connection:
                connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
                connection.execute(text("CREATE TABLE later (number INTEGER)"))
                connection.execute(text("INSERT INTO usable_by (schema) VALUES ('9999')"))
            migrate(database)
            require_schema(database)
            assert SqlAdStore(database).save(plain("a"), []) == {"a": Outcome.NEW}
            with database.reading() as connection:
                assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == "9999"


def test_tables_of_a_later_version_that_say_nothing_of_whom_they_are_for_are_refused(tmp_path: Path) -> None:
    with fresh_sqlite(tmp_path) as database:
        with database.writing() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
            connection.execute(text("DROP TABLE usable_by"))
        with pytest.raises(StoreTooNew, match="schema '9999'"):
            require_schema(database)


def test_tables_of_an_earlier_version_say_what_brings_them_up_to_date(tmp_path: Path) -> None:
    with fresh_sqlite(tmp_path) as database:
        with database.writing() as connection:
            connection.execute(text("DELETE FROM alembic_version"))
        with pytest.raises(StoreOutdated, match="run `matcher setup`"):
            require_schema(database)
    assert newest() == "0005"


def test_a_database_that_is_not_there_is_named_without_its_password(tmp_path: Path) -> None:
    database = open_database(tmp_path, f"postgresql://someone:{SECRET}@127.0.0.1:1/ads")
    with pytest.raises(StoreUnreachable, match=r"can't be reached .*MATCHER_DATABASE_URL") as refusal:
        require_schema(database)
    assert SECRET not in str(refusal.value)
    assert "someone" in str(refusal.value)


@pytest.mark.parametrize("url", ["mysql://a:hush@b/c", "hush", "sqlite:///hush.db", "postgresql://u:hush@host:port/x"])
def test_an_address_that_is_none_of_postgresql_is_refused_without_being_repeated(tmp_path: Path, url: str) -> None:
    with pytest.raises(InvalidInput, match="database_url") as refusal:
        open_database(tmp_path, url)
    assert SECRET not in str(refusal.value)


def test_a_file_that_is_no_database_is_damaged_and_kept(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"no database, but somebody's words" * 100)
    for use in (require_schema, migrate):
        with pytest.raises(StoreDamaged, match="is not a database"):
            use(open_database(tmp_path))
    assert (tmp_path / FILE).read_bytes().startswith(b"no database")


def test_a_postgresql_without_the_extension_says_what_to_install(postgresql: str, tmp_path: Path) -> None:
    with fresh_address(postgresql) as address:
        owner = open_database(tmp_path, address)
        with owner.writing() as connection:
            connection.execute(text("DROP ROLE IF EXISTS guest"))
            connection.execute(text("CREATE ROLE guest LOGIN"))
            connection.execute(text("GRANT ALL ON SCHEMA public TO guest"))
        guest = open_database(tmp_path, address.replace("postgres@", "guest@"))
        with pytest.raises(StoreLacksVectors, match="CREATE EXTENSION vector"):
            migrate(guest)
        migrate(owner)
        guest.close()
        owner.close()


def test_a_change_that_fails_leaves_nothing_behind(tmp_path: Path, postgresql: str) -> None:
    def break_off(store: SqlAdStore) -> None:
        with store.database.writing() as connection:
            connection.execute(insert(tables.concepts).values(uri="s:new"))
            connection.execute(update(tables.ads).values(sample=True))
            raise KeyboardInterrupt

    for opened in (fresh_sqlite(tmp_path), fresh_postgresql(postgresql)):
        with opened as database:
            store = SqlAdStore(database)
            store.save(plain("a"), [])
            with pytest.raises(KeyboardInterrupt):
                break_off(store)
            assert [ad.sample for ad in store.page(None, 5)] == [False]
            with database.reading() as connection:
                assert connection.execute(text("SELECT count(*) FROM concepts")).scalar_one() == 0


def test_no_row_points_at_an_ad_that_is_not_there(tmp_path: Path) -> None:
    with fresh_sqlite(tmp_path) as database:
        with pytest.raises(StoreDamaged, match="FOREIGN KEY"), database.writing() as connection:
            connection.execute(insert(tables.demands).values(ad=7, concept=7, importance=0, confidence=1))
        store = SqlAdStore(database)
        store.save(plain("a"), [])
        with database.writing() as connection:
            connection.execute(delete(tables.ads))
            for table in (tables.ad_texts, tables.readings, tables.vectors):
                assert connection.execute(table.select()).all() == []


def test_words_of_forgotten_ads_are_gone_from_the_file(tmp_path: Path) -> None:
    with fresh_sqlite(tmp_path) as database:
        store = SqlAdStore(database)
        store.save(plain("a", text="the unmistakable words", source="somebody's file"), [])
        store.forget(Forgetting())
    assert list(tmp_path.iterdir()) == [tmp_path / FILE]
    kept = (tmp_path / FILE).read_bytes()
    assert b"unmistakable" not in kept
    assert b"somebody" not in kept


def test_the_file_is_one_that_readers_and_a_writer_share(tmp_path: Path) -> None:
    with fresh_sqlite(tmp_path) as database:
        store = SqlAdStore(database)
        with database.reading() as reader:
            assert reader.execute(tables.ads.select()).all() == []
            store.save(plain("a"), [])
            assert reader.execute(tables.ads.select()).all() == []
        assert [ad.id for ad in store.page(None, 5)] == ["a"]
    plainly = sqlite3.connect(tmp_path / FILE)
    assert plainly.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    plainly.close()


def test_of_what_several_processes_write_at_the_same_time_nothing_is_lost_or_doubled(
    tmp_path: Path, postgresql: str
) -> None:
    forked = multiprocessing.get_context("forkserver")  # imports what they share once
    forked.set_forkserver_preload([save.__module__])
    with fresh_sqlite(tmp_path) as file, fresh_postgresql(postgresql) as server:
        for database in (file, server):
            url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
            url_or_none = url if database.is_postgresql else None
            writers = [forked.Process(target=save, args=(tmp_path, url_or_none, mark)) for mark in "xy"]
            for writer in writers:
                writer.start()
            for writer in writers:
                writer.join()
            assert [writer.exitcode for writer in writers] == [0, 0]
            expected = sorted(f"{mark}{number}" for number in range(12) for mark in ("x", "y", "both"))
            store = SqlAdStore(database)
            assert [ad.id for ad in store.page(None, 100)] == expected
            assert len(store.vectors(MADE_WITH.encoder, 3).ids) == 36


def test_who_waits_too_long_for_a_connection_is_told_that_there_is_too_much_to_do(tmp_path: Path) -> None:
    with fresh_sqlite(tmp_path) as database:
        one = create_engine(database.engine.url, pool_size=1, max_overflow=0, pool_timeout=0.01)
        narrow = replace(database, engine=one)
        with narrow.reading(), pytest.raises(TooBusy, match="questions to the store"), narrow.reading():
            pass
        with narrow.reading() as connection:
            assert connection.execute(tables.ads.select()).all() == []
        narrow.close()


def test_who_waits_too_long_for_another_writer_is_told_so(tmp_path: Path, postgresql: str) -> None:
    with fresh_sqlite(tmp_path) as file, fresh_postgresql(postgresql) as server:
        for database in (file, server):
            url = database.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
            hasty = open_database(tmp_path, url if database.is_postgresql else None, busy_seconds=1)
            with database.writing() as connection:
                connection.execute(insert(tables.concepts).values(uri="s:new"))
                with pytest.raises(StoreLocked, match="has been writing for 1 seconds; nothing was lost"):
                    SqlAdStore(hasty).save(plain("a"), [])
            assert SqlAdStore(hasty).save(plain("a"), []) == {"a": Outcome.NEW}
            hasty.close()
