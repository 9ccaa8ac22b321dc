"""Tenants share a database server or a folder, and nothing in it: what one keeps is out of reach of every other."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path

import orjson
import pytest
from sqlalchemy import insert, text

from corpora.ads.files import read_ads
from corpora.courses.records import achievement_of
from corpora.store import tables
from corpora.store.ads import SqlAdStore
from corpora.store.audit import AuditLog
from corpora.store.batches import Batches
from corpora.store.courses import SqlCatalogueStore
from corpora.store.database import FILE, Database, open_database, require_path
from corpora.store.exporting import ad_lines, batch_lines, course_lines
from corpora.store.keys import Keys, NewKey
from corpora.store.schema import migrate, require_schema
from corpora.store.tenants import Tenants, count_kept
from corpora.tenants import FOLDER, SCHEMA, folder_of, schema_of
from matcher.access import MAIN, Scope, Tenant
from matcher.ad_store import NEVER_USED
from matcher.ads import JobAd
from matcher.errors import StoreLacksVectors, StoreOutdated, StoreUnreachable, UnknownTenant
from tests.contract.test_ad_store import DEMAND, FULL, MADE_WITH, UNLINKED, plain, read
from tests.databases import fresh_address

CITY, FARM = Tenant("city-library"), Tenant("farm")
SECRET_WORDS = "the unmistakable words"
COURSE = achievement_of({"id": "c-1", "name": "An unmistakable course"})


@dataclass(frozen=True, slots=True)
class Installation:
    home: Path
    url: str | None
    tenants: Tenants

    def keys(self) -> Keys:
        return Keys(self.tenants.main)

    def database(self, tenant: Tenant) -> Database:
        return self.tenants.database(tenant)


@pytest.fixture(params=["sqlite", "postgresql"])
def installation(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Installation]:
    """With two tenants besides the main one, each with a key and nothing else."""
    with ExitStack() as opened:
        url = None
        if request.param == "postgresql":
            url = opened.enter_context(fresh_address(request.getfixturevalue("postgresql")))
        main = opened.enter_context(closing(open_database(tmp_path, url)))
        migrate(main)
        tenants = Tenants(main=main, home=tmp_path, url=url, caches=("ad_index",))
        for tenant in (CITY, FARM):
            tenants.make(tenant)
            Keys(main).make(NewKey(tenant=tenant, name="Anna's laptop", scopes=frozenset({Scope.READ})))
        yield Installation(tmp_path, url, tenants)


def fill(database: Database, mark: str) -> None:
    SqlAdStore(database).save(plain(f"{mark}-1", "both", text=f"{mark} {SECRET_WORDS}"), [])
    SqlCatalogueStore(database).offer([COURSE], f"{mark}.csv", replace=False)
    batches = Batches(database)
    batches.begin("key", bytes(32))
    batches.finish("key", f"{mark} answer".encode())


def kept(database: Database) -> Mapping[str, object]:
    store = SqlAdStore(database)
    return {
        "ads": sorted(ad.id for ad in store.page(None, 99)),
        "vectors": len(store.vectors(MADE_WITH.encoder, 3).ids),
        "facts": len(store.facts().ids),
        "sources": [one.source for one in SqlCatalogueStore(database).kept().courses],
        "answer": Batches(database).begin("key", bytes(32)),
    }


def test_what_one_tenant_keeps_is_that_of_no_other_though_its_ids_are_the_same(installation: Installation) -> None:
    with (
        closing(installation.database(CITY)) as city,
        closing(installation.database(FARM)) as farm,
        closing(installation.database(MAIN)) as main,
    ):
        for database, mark in ((city, "city"), (farm, "farm"), (main, "main")):
            fill(database, mark)
        for database, mark in ((city, "city"), (farm, "farm"), (main, "main")):
            assert kept(database) == {
                "ads": ["both", f"{mark}-1"],
                "vectors": 2 if not SqlAdStore(database).like_of("both") else 1,
                "facts": 1,
                "sources": [f"{mark}.csv"],
                "answer": f"{mark} answer".encode(),
            }
        assert len({SqlAdStore(database).version() for database in (city, farm, main)}) == 3


def test_a_new_tenant_has_nothing_and_is_known_to_have_nothing(installation: Installation) -> None:
    with closing(installation.database(CITY)) as city:
        require_schema(city)
        assert count_kept(city) == (0, 0)
        assert NEVER_USED not in (SqlAdStore(city).version(), SqlCatalogueStore(city).version())
        before = SqlAdStore(city).version()
        installation.tenants.make(CITY)
        assert SqlAdStore(city).version() == before
    assert installation.tenants.all() == (MAIN, CITY, FARM)
    with pytest.raises(UnknownTenant, match="there is no tenant 'nobody'; `matcher keys add --tenant nobody"):
        installation.tenants.require(Tenant("nobody"))


@pytest.mark.parametrize("table", ["ads", "alembic_version", "batches"])
def test_where_a_table_of_a_tenant_is_missing_that_of_no_other_is_read_or_written(
    installation: Installation, table: str
) -> None:
    with closing(installation.database(MAIN)) as main, closing(installation.database(CITY)) as city:
        fill(main, "main")
        with city.writing() as connection:
            connection.execute(text(f"DROP TABLE {table}" + (" CASCADE" if city.is_postgresql else "")))
        for statement in (f"SELECT * FROM {table}", f"DELETE FROM {table}", f"INSERT INTO {table} SELECT 1"):
            with pytest.raises(StoreOutdated, match="holds no tables yet"), city.writing() as connection:
                connection.execute(text(statement))
        if table == "alembic_version":
            with pytest.raises(StoreOutdated):
                require_schema(city)
        assert SqlAdStore(main).page(None, 99)[0].id == "both"
        require_schema(main)


def test_a_tenant_that_was_never_made_has_no_tables(installation: Installation) -> None:
    with closing(installation.database(MAIN)) as main, closing(installation.database(Tenant("nobody"))) as nobody:
        fill(main, "main")
        with pytest.raises(StoreOutdated, match="holds no tables yet"):
            require_schema(nobody)
    assert not (installation.home / FOLDER / "nobody").exists()


def test_a_tenant_reaches_its_own_schema_only_whatever_its_transaction_is(postgresql: str, tmp_path: Path) -> None:
    own = f"{SCHEMA}city_library"
    where = "SELECT udt_schema FROM information_schema.columns WHERE table_schema = :own AND udt_name = 'vector'"
    with fresh_address(postgresql) as url, closing(open_database(tmp_path, url)) as main:
        migrate(main)
        fill(main, "main")
        tenants = Tenants(main=main, home=tmp_path, url=url, caches=())
        tenants.make(CITY)
        with closing(tenants.database(CITY)) as city:
            with city.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                assert connection.execute(text("SELECT current_schemas(false)")).scalar() == [own]
                connection.execute(text("RESET ALL"))
                assert connection.execute(text("SELECT count(*) FROM ads")).scalar() == 0
            with city.engine.connect() as connection:
                connection.execute(text("SELECT count(*) FROM ads"))
                connection.rollback()
                assert connection.execute(text("SHOW search_path")).scalar() == own
            with city.reading() as connection:
                assert connection.execute(text(where), {"own": own}).scalars().all() == ["public"]


def test_a_connection_whose_path_was_lost_on_the_way_is_not_used(postgresql: str, tmp_path: Path) -> None:
    """Some poolers drop what they do not know; here it is a connection for which it was never said."""
    with fresh_address(postgresql) as url, closing(open_database(tmp_path, url)) as main:
        connection = main.engine.raw_connection()
        with pytest.raises(StoreUnreachable, match=r"its search_path came to be .*public.*a pooler must"):
            require_path("the store", SCHEMA + "city", connection.driver_connection, None)
        connection.close()


def test_tenants_do_not_wait_for_one_another_to_write(installation: Installation) -> None:
    with (
        closing(installation.database(CITY)) as city,
        closing(installation.database(FARM)) as farm,
        closing(installation.database(MAIN)) as main,
        city.writing() as first,
        farm.writing() as second,
        main.writing() as third,
    ):
        for connection in (first, second, third):
            connection.execute(insert(tables.concepts).values(uri="s:new"))
    assert len({database.writer_lock for database in (city, farm, main)}) == (3 if installation.url else 1)


def test_the_extension_is_never_made_in_a_schema_that_may_be_erased(postgresql: str, tmp_path: Path) -> None:
    with (
        fresh_address(postgresql) as url,
        closing(open_database(tmp_path, url, schema=SCHEMA + "city")) as city,
        pytest.raises(StoreLacksVectors, match="the extension pgvector is not there"),
    ):
        migrate(city)


def test_all_that_is_kept_is_exported_and_the_ads_come_back_as_they_were(
    installation: Installation, tmp_path: Path
) -> None:
    with closing(installation.database(CITY)) as city:
        SqlAdStore(city).save([read(FULL, DEMAND, unlinked=UNLINKED), *plain("b", text="Another one.")], [])
        SqlAdStore(city).save([], [(one.ad, one.signature) for one in plain("c", text="Another one!")])
        SqlCatalogueStore(city).offer([COURSE], "city.csv", replace=False)
        Batches(city).begin("key", bytes(32))
        Batches(city).finish("key", b"answer")
        pairs = list(ad_lines(city))
        courses, batches = [[orjson.loads(line) for line in own(city)] for own in (course_lines, batch_lines)]
    (tmp_path / "ads.jsonl").write_bytes(b"".join(said + b"\n" for said, _ in pairs))
    assert orjson.loads(pairs[0][0])["text"] == FULL.text
    first = next(iter(read_ads(tmp_path / "ads.jsonl")))
    assert isinstance(first, JobAd)
    assert replace(first, text=FULL.text) == FULL
    readings = {one["id"]: one for one in (orjson.loads(beside) for _, beside in pairs)}
    [demand] = readings["ad:1"]["demands"]
    assert (demand["skill"], demand["importance"], demand["alternatives"]) == ("s:sql", "optional", ["s:go", "s:java"])
    assert [one["text"] for one in demand["evidence"]] == ["SQL", "other words than in the ad", "Query."]
    assert [one["text"] for one in readings["ad:1"]["unlinked"]] == ["Zeile eins", "你好"]
    assert readings["ad:1"]["with"] == MADE_WITH.reading
    assert readings["c"]["copy_of"] == "b"
    assert "demands" not in readings["c"]
    assert (courses[0]["stated"]["name"], courses[0]["source"]) == ("An unmistakable course", "city.csv")
    assert (batches[0]["key"], batches[0]["answer"]) == ("key", "answer")


def test_what_is_erased_leaves_nothing_but_the_fact_and_the_others_as_they_were(installation: Installation) -> None:
    key, whole = installation.keys().make(
        NewKey(tenant=CITY, name="unmistakable name", scopes=frozenset({Scope.ADMIN}))
    )
    with closing(installation.database(CITY)) as city, closing(installation.database(FARM)) as farm:
        fill(city, "city")
        fill(farm, "farm")
    index = folder_of(installation.home, CITY) / "ad_index" / "v1"
    index.mkdir(parents=True)
    (index / "ids").write_text("city-1")
    gone = installation.tenants.erase(CITY, "by")
    assert (gone.ads, gone.courses, gone.keys, gone.audited) == (2, 1, 2, 3)
    assert gone.files == (1 if installation.url else 2)
    assert installation.tenants.all() == (MAIN, FARM)
    assert installation.keys().caller(whole) is None
    assert [path.name for path in (installation.home / FOLDER).iterdir()] == ([] if installation.url else ["farm"])
    [entry] = AuditLog(installation.tenants.main).entries(CITY, None, 9)
    assert (entry.deed.action.value, entry.deed.things, entry.deed.key) == ("tenant_erased", 3, "by")
    installation.tenants.main.close()
    for file in (path for path in installation.home.rglob("*") if path.is_file() and "farm" not in path.parts):
        for words in (b"unmistakable", b"city-1", b"city answer", key.id.encode()):
            assert words not in file.read_bytes(), file
    if installation.url:
        with installation.tenants.main.reading() as connection:
            there = connection.execute(text("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'matcher_tenant%'"))
            assert there.scalars().all() == [schema_of(FARM)]
    with closing(installation.database(FARM)) as farm:
        assert kept(farm)["sources"] == ["farm.csv"]
    with pytest.raises(UnknownTenant):
        installation.tenants.erase(CITY)


def test_an_erasing_that_was_cut_off_is_taken_up_again(installation: Installation) -> None:
    with closing(installation.database(CITY)) as city:
        fill(city, "city")
    with installation.tenants.main.writing() as connection:  # as far as it came
        connection.execute(text("DELETE FROM api_keys WHERE tenant = 'city-library'"))
    assert installation.tenants.all() == (MAIN, FARM)
    assert installation.tenants.erase(CITY).ads == 2
    with pytest.raises(UnknownTenant):
        installation.tenants.erase(CITY)


def test_of_the_installation_itself_all_that_was_kept_is_erased_and_it_goes_on(installation: Installation) -> None:
    main = installation.tenants.main
    fill(main, "main")
    installation.keys().make(NewKey(tenant=MAIN, name="unmistakable name", scopes=frozenset({Scope.READ})))
    (installation.home / "ad_index").mkdir()
    (installation.home / "ad_index" / "ids").write_text("main-1")
    gone = installation.tenants.erase(MAIN)
    assert (gone.ads, gone.courses, gone.keys, gone.files) == (2, 1, 1, 1)
    assert (count_kept(main), installation.tenants.all()) == ((0, 0), (MAIN, CITY, FARM))
    assert SqlAdStore(main).version() != NEVER_USED
    main.close()
    for file in (path for path in installation.home.iterdir() if path.is_file()):
        for words in (b"unmistakable", b"main-1", b"main answer"):
            assert words not in file.read_bytes(), file
    assert installation.keys().any_made()


@pytest.mark.parametrize("spoilt", ["rubbish", "gone"])
def test_a_tenant_whose_store_can_t_be_asked_is_erased_all_the_same(tmp_path: Path, spoilt: str) -> None:
    with closing(open_database(tmp_path)) as main:
        migrate(main)
        tenants = Tenants(main=main, home=tmp_path, url=None, caches=())
        tenants.make(CITY)
        _, whole = Keys(main).make(NewKey(tenant=CITY, name="one", scopes=frozenset({Scope.READ})))
        file = folder_of(tmp_path, CITY) / FILE
        file.write_bytes(b"no database at all") if spoilt == "rubbish" else file.unlink()
        aside = tmp_path / f"{FILE}.damaged-20270101-000000"
        aside.write_bytes(b"a key of the tenant")
        gone = tenants.erase(CITY)
        assert (gone.ads, gone.courses, gone.keys, gone.still) == (None, None, 1, (aside,))
        assert (Keys(main).caller(whole), Keys(main).any_made()) == (None, True)
        assert not folder_of(tmp_path, CITY).exists()


def test_with_the_installation_s_own_things_go_the_files_that_were_set_aside(tmp_path: Path) -> None:
    with closing(open_database(tmp_path)) as main:
        migrate(main)
        for name in (f"{FILE}.damaged-20270101-000000", f"{FILE}.damaged-20270101-000000-wal", "notes.damaged-x"):
            (tmp_path / name).write_bytes(b"words")
        gone = Tenants(main=main, home=tmp_path, url=None, caches=()).erase(MAIN)
        assert (gone.files, gone.still) == (2, ())
        assert sorted(path.name for path in tmp_path.glob("*damaged*")) == ["notes.damaged-x"]
