"""API keys and the audit log in both databases: shown once, kept as digests, expiring, revoked, and written down."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from corpora.store import tables
from corpora.store.audit import AuditLog
from corpora.store.database import Database
from corpora.store.keys import Keys, NewKey, digest_of
from matcher.access import MAIN, Caller, Scope, Tenant
from matcher.audit import Action, Deed, Result
from matcher.errors import InvalidInput, NameErased, UnknownKey
from tests.databases import fresh_postgresql, fresh_sqlite

CITY = Tenant("city")
READER = NewKey(tenant=MAIN, name="a reader", scopes=frozenset({Scope.READ}))
FEED = NewKey(tenant=CITY, name="the feed", scopes=frozenset({Scope.INGEST, Scope.READ}))


@dataclass(slots=True)
class Clock:
    now: datetime = datetime(2026, 11, 27, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with ExitStack() as opened:
        if request.param == "sqlite":
            yield opened.enter_context(fresh_sqlite(tmp_path))
        else:
            yield opened.enter_context(fresh_postgresql(request.getfixturevalue("postgresql")))


def deeds(database: Database, tenant: Tenant | None = None) -> list[tuple[str, str | None, str, int, str]]:
    """The first one first."""
    found = [one.deed for one in AuditLog(database).entries(tenant, None, 99)]
    return [(one.tenant, one.key, one.action.value, one.things, one.result.value) for one in reversed(found)]


def test_a_key_says_whose_it_is_and_what_for_and_is_listed_without_its_secret(database: Database) -> None:
    keys = Keys(database, Clock())
    reader, whole = keys.make(READER)
    feed, other = keys.make(FEED)
    assert keys.caller(whole) == Caller(tenant=MAIN, key=reader.id, scopes=READER.scopes)
    assert keys.caller(other) == Caller(tenant=CITY, key=feed.id, scopes=FEED.scopes)
    assert sorted(key.id for key in keys.all()) == sorted([reader.id, feed.id])
    assert keys.all(CITY) == [feed]
    assert (feed.name, feed.created, feed.expires, feed.revoked, feed.last_used) == (
        "the feed", Clock().now, None, None, None
    )  # fmt: skip
    assert whole.startswith(f"sdm_{reader.id}_")
    assert len(whole.rpartition("_")[2]) == 64


def test_only_a_digest_of_the_secret_is_kept(tmp_path: Path, postgresql: str) -> None:
    for opened in (fresh_sqlite(tmp_path), fresh_postgresql(postgresql)):
        with opened as database:
            _, whole = Keys(database).make(READER)
            secret = whole.rpartition("_")[2]
            with database.reading() as connection:
                [row] = connection.execute(select(tables.api_keys)).all()
            assert bytes(row.digest) == digest_of(secret)
            assert secret not in repr(row)
            for file in tmp_path.iterdir():
                kept = file.read_bytes()
                assert secret.encode() not in kept
                assert bytes.fromhex(secret) not in kept


@pytest.mark.parametrize("change", ["", "x", "secret", "case", "other id", "space", "long"])
def test_what_is_not_quite_a_key_is_none(tmp_path: Path, change: str) -> None:
    with fresh_sqlite(tmp_path) as database:
        keys = Keys(database)
        _, whole = keys.make(READER)
        key, _ = keys.make(FEED)
        wrong = {
            "": "",
            "x": "x",
            "secret": whole[:-1] + ("0" if whole[-1] != "0" else "1"),
            "case": whole.upper(),
            "other id": f"sdm_{key.id}_{whole.rpartition('_')[2]}",
            "space": whole + "\n",
            "long": whole + "0" * 1_000,
        }[change]
        assert keys.caller(wrong) is None
        assert keys.caller(whole) is not None


def test_a_key_opens_nothing_once_it_is_expired_or_revoked(database: Database) -> None:
    clock = Clock()
    keys = Keys(database, clock)
    _, short = keys.make(replace(READER, expires=clock.now + timedelta(days=1)))
    feed, long = keys.make(FEED)
    clock.now += timedelta(hours=23, minutes=59)
    assert (keys.caller(short) is None, keys.caller(long) is None) == (False, False)
    clock.now += timedelta(minutes=1)
    assert (keys.caller(short) is None, keys.caller(long) is None) == (True, False)
    assert keys.revoke(feed.id).revoked == clock.now
    assert keys.caller(long) is None
    clock.now += timedelta(days=1)
    assert keys.revoke(feed.id).revoked == clock.now - timedelta(days=1)
    assert [key.id for key in keys.all() if key.is_active(clock.now)] == []
    assert keys.any_made()


def test_a_tenant_can_t_revoke_the_key_of_another(database: Database) -> None:
    keys = Keys(database)
    feed, whole = keys.make(FEED)
    with pytest.raises(UnknownKey, match=f"there is no key '{feed.id}'"):
        keys.revoke(feed.id, MAIN)
    assert keys.caller(whole) is not None
    assert keys.revoke(feed.id, CITY).revoked is not None


def test_the_last_day_of_use_is_kept_and_no_more_of_it(database: Database) -> None:
    clock = Clock()
    keys = Keys(database, clock)
    key, _ = keys.make(READER)
    keys.used(key.id)
    clock.now += timedelta(hours=20)
    keys.used(key.id)
    assert [one.last_used for one in keys.all()] == [date(2026, 11, 28)]


def test_who_made_and_revoked_keys_is_written_down_for_each_tenant(database: Database) -> None:
    keys, log = Keys(database), AuditLog(database)
    admin, _ = keys.make(READER)
    feed, _ = keys.make(FEED, admin.id)
    keys.revoke(feed.id, by=admin.id)
    keys.revoke(feed.id, by=admin.id)
    log.note(Deed(tenant=CITY, key=feed.id, action=Action.ADS_INGESTED, things=7, result=Result.IN_PART))
    assert deeds(database, MAIN) == [("main", None, "key_made", 1, "done")]
    assert deeds(database, CITY) == [
        ("city", admin.id, "tenant_made", 1, "done"),
        ("city", admin.id, "key_made", 1, "done"),
        ("city", admin.id, "key_revoked", 1, "done"),
        ("city", feed.id, "ads_ingested", 7, "in_part"),
    ]
    last, before = log.entries(None, None, 2)
    assert [one.number for one in log.entries(None, before.number, 1)] == [before.number - 1]
    assert last.number == before.number + 1


def test_what_is_no_key_is_not_made_and_the_name_of_an_erased_tenant_not_given_again(database: Database) -> None:
    keys = Keys(database)
    for wrong, reason in (
        (replace(READER, name=" "), "name: is empty"),
        (replace(READER, scopes=frozenset()), "scope"),
    ):
        for use in (keys.make, keys.require_allowed):
            with pytest.raises(InvalidInput, match=reason):
                use(wrong)
    erased = Deed(tenant=CITY, key=None, action=Action.TENANT_ERASED, things=0, result=Result.DONE)
    AuditLog(database).note(erased)
    for use in (keys.make, keys.require_allowed):
        with pytest.raises(NameErased, match="'city' was erased; its name is not given again"):
            use(FEED)
    AuditLog(database).note(replace(erased, tenant=MAIN))
    keys.make(READER)
    assert len(keys.all()) == 1


def test_a_server_that_had_keys_of_a_tenant_that_was_erased_had_some(database: Database) -> None:
    """Else erasing the last tenant with keys would open it to everybody."""
    keys = Keys(database)
    assert not keys.any_made()
    AuditLog(database).note(Deed(tenant=CITY, key=None, action=Action.ADS_INGESTED, things=1, result=Result.DONE))
    assert not keys.any_made()
    erased = Deed(tenant=CITY, key=None, action=Action.TENANT_ERASED, things=0, result=Result.DONE)
    AuditLog(database).note(erased)
    assert (keys.any_made(), list(keys.all())) == (True, [])
