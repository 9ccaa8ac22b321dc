"""Nearest ads by pgvector: exact where few are compared, nearly so by its index; and how that index comes about."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from corpora.store import tables
from corpora.store.ads import SqlAdStore
from corpora.store.database import Database, open_database
from corpora.store.names import Kind, insert_rows, numbers_of_names
from corpora.store.near import (
    QUERY,
    Near,
    NearPolicy,
    NearQuestion,
    index_name,
    meant_by,
    near_indexes,
    near_state,
    nearest_ads,
    prepare,
)
from corpora.store.near_index import MAKER_LOCK, make_near_index
from corpora.store.schema import migrate
from matcher.ad_store import FacetKind, Forgetting
from matcher.errors import IncompatibleVectors, StoreLacksVectors
from matcher.index import ExactIndex, Neighbour
from matcher.slices import Slice
from matcher.vectors import Vectors, unit
from tests.databases import fresh_address, fresh_postgresql

DIM = 24
ADS = 2_000
GROUPS = 60
"""Ads that resemble each other, as real ones do."""
QUERIES = 20
K = 10
REGIONS = ("Wales", "Yorkshire", "Kent", "Fife")
FIRST_DAY = date(2024, 1, 1)
OWN = Near(encoder="encoder-1", dim=DIM, reading="reading-1", policy=NearPolicy(indexed_from=1_000, compared=100))
OTHER = replace(OWN, encoder="encoder-2")
RECALL = 0.98
"""Of the true neighbours through the index: 1.0 when this was written, in every case below."""


@dataclass(frozen=True, slots=True)
class World:
    database: Database
    vectors: Vectors
    queries: Vectors

    def exact(self, query: Vectors, places: np.ndarray[tuple[int], np.dtype[np.intp]]) -> list[Neighbour]:
        [found] = ExactIndex([f"ad-{place}" for place in places], self.vectors[places]).nearest(query[None], K)
        return found

    def found(self, query: Vectors, within: Slice | None = None, *, indexed: bool = True) -> list[Neighbour]:
        return nearest_ads(self.database, OWN, NearQuestion(query[None], K, within), indexed=indexed)


def drawn(seed: int, count: int) -> Vectors:
    rng = np.random.default_rng(seed)
    middles = np.random.default_rng(7).normal(size=(GROUPS, DIM))
    around = middles[rng.integers(GROUPS, size=count)] + 0.6 * rng.normal(size=(count, DIM))
    return np.concatenate([unit(row[None].astype(np.float32)) for row in around])


def fill(database: Database, vectors: Vectors) -> None:
    """Ads that state a region and a day, with vectors by two encoders: those of the other are turned around."""
    with database.writing() as connection:
        regions = numbers_of_names(connection, [(Kind.REGION, name) for name in REGIONS])
        encoders = numbers_of_names(connection, [(Kind.ENCODER, own.encoder) for own in (OWN, OTHER)])
        rows = [
            (n + 1, f"ad-{n}", None, None, None, regions[Kind.REGION, REGIONS[n % 4]], None,
             FIRST_DAY + timedelta(days=n), FIRST_DAY, False, None)
            for n in range(len(vectors))
        ]  # fmt: skip
        insert_rows(connection, tables.ads, rows)
        bind = tables.Embedding().process_bind_param
        for own, sign in ((OWN, 1), (OTHER, -1)):
            number = encoders[Kind.ENCODER, own.encoder]
            made = [(n + 1, number, bind(sign * row, connection.dialect)) for n, row in enumerate(vectors)]
            insert_rows(connection, tables.vectors, made)


@pytest.fixture(scope="module")
def world(postgresql: str) -> Iterator[World]:
    vectors = drawn(1, ADS)
    with fresh_postgresql(postgresql) as database:
        fill(database, vectors)
        assert make_near_index(database, OWN)
        yield World(database, vectors, drawn(2, QUERIES))


def recall(found: list[list[Neighbour]], truth: list[list[Neighbour]]) -> float:
    pairs = zip(found, truth, strict=True)
    return float(np.mean([len({n.id for n in own} & {n.id for n in true}) / len(true) for own, true in pairs]))


ALL = np.arange(ADS)


def test_one_by_one_the_nearest_are_those_of_the_definition(world: World) -> None:
    for query in world.queries:
        found, truth = world.found(query, indexed=False), world.exact(query, ALL)
        assert [one.id for one in found] == [one.id for one in truth]
        assert [one.similarity for one in found] == pytest.approx([one.similarity for one in truth], abs=1e-6)


def test_by_the_index_next_to_none_is_missed_and_similarities_are_exact(world: World) -> None:
    found = [world.found(query) for query in world.queries]
    assert recall(found, [world.exact(query, ALL) for query in world.queries]) >= RECALL
    for query, own in zip(world.queries, found, strict=True):
        places = [int(one.id.removeprefix("ad-")) for one in own]
        assert [one.similarity for one in own] == pytest.approx((world.vectors[places] @ query).tolist(), abs=1e-6)
        assert [one.similarity for one in own] == sorted((one.similarity for one in own), reverse=True)


def test_of_a_wide_slice_the_index_finds_next_to_all(world: World) -> None:
    wales, kent_or_fife = Slice(facets={FacetKind.REGION: ("wales",)}), Slice(facets={FacetKind.REGION: ("*e*",)})
    late = Slice(facets={FacetKind.REGION: ("Kent", "Fife")}, since=FIRST_DAY + timedelta(days=1_000))
    for within, places in (
        (wales, ALL[ALL % 4 == 0]),
        (kent_or_fife, ALL),
        (late, ALL[(ALL % 4 >= 2) & (ALL >= 1_000)]),
    ):
        found = [world.found(query, within) for query in world.queries]
        assert recall(found, [world.exact(query, places) for query in world.queries]) >= RECALL


def test_of_a_narrow_slice_each_ad_is_compared(world: World) -> None:
    within = Slice(facets={FacetKind.REGION: ("Wales",)}, until=FIRST_DAY + timedelta(days=300))
    for query in world.queries:
        assert [one.id for one in world.found(query, within)] == [
            one.id for one in world.exact(query, ALL[(ALL % 4 == 0) & (ALL <= 300)])
        ]
    assert world.found(world.queries[0], Slice(until=FIRST_DAY - timedelta(days=1))) == []


def test_where_the_index_runs_dry_before_enough_are_found_each_is_compared(world: World) -> None:
    """Of ads that are far from the query, the scan gives up before it comes to them."""
    impatient = replace(OWN, policy=replace(OWN.policy, searched=1, compared=0))
    query = world.queries[0]
    far = np.sort(np.argsort(world.vectors @ query)[:5])
    with world.database.writing() as connection:
        name = connection.execute(text("SELECT current_database()")).scalar_one()
        connection.execute(text(f"ALTER DATABASE {name} SET hnsw.max_scan_tuples = 1"))
    world.database.close()
    days = [FIRST_DAY + timedelta(days=int(place)) for place in far]
    for place, day in zip(far, days, strict=True):
        found = nearest_ads(
            world.database, impatient, NearQuestion(query[None], 1, Slice(since=day, until=day)), indexed=True
        )
        assert [one.id for one in found] == [f"ad-{place}"]


@pytest.mark.parametrize("within", [None, Slice(facets={FacetKind.REGION: ("Wales",)})])
def test_the_index_is_what_answers(world: World, within: Slice | None) -> None:
    with world.database.reading() as connection:
        meant = meant_by(connection, OWN, within)
        prepare(connection, OWN.policy)
        given = {QUERY: tables.Embedding().process_bind_param(world.queries[:1], connection.dialect)}
        asked = meant.by_index(K).params(given)
        words = asked.compile(dialect=connection.dialect, compile_kwargs={"literal_binds": True})
        plan = "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {words}"))
    assert f"Index Scan using {index_name(meant.encoder, DIM)}" in plan


def test_vectors_of_another_length_are_refused(world: World) -> None:
    with pytest.raises(IncompatibleVectors):
        nearest_ads(world.database, OWN, NearQuestion(np.zeros((1, DIM + 1), dtype=np.float32), K), indexed=True)


def test_an_index_is_made_once_for_each_encoder_with_enough_vectors(postgresql: str) -> None:
    with fresh_postgresql(postgresql) as database:
        assert make_near_index(database, OWN) is False
        fill(database, drawn(1, 1_000))
        assert near_state(database, OWN).indexed is False
        assert make_near_index(database, replace(OWN, policy=NearPolicy(indexed_from=1_001))) is False
        assert [make_near_index(database, own) for own in (OWN, OTHER, OWN)] == [True, True, False]
        assert (near_state(database, OWN).indexed, near_state(database, OWN).size) == (True, 1_000)
        with database.reading() as connection:
            assert len(near_indexes(connection, valid=True)) == 2


def test_while_one_makes_an_index_another_does_not_wait_and_one_that_was_broken_off_is_made_anew(
    postgresql: str,
) -> None:
    with fresh_postgresql(postgresql) as database:
        fill(database, drawn(1, 1_000))
        with database.engine.connect() as maker:
            maker.execute(text(f"SELECT pg_advisory_xact_lock({MAKER_LOCK}, hashtext(current_schema()))"))
            assert make_near_index(database, OWN) is False
        assert make_near_index(database, OWN) is True
        with database.writing() as connection:
            [name] = near_indexes(connection, valid=True)
            broken = "UPDATE pg_index SET indisvalid = false WHERE indexrelid = CAST(:name AS regclass)"
            connection.execute(text(broken), {"name": name})
        assert near_state(database, OWN).indexed is False
        assert make_near_index(database, OWN) is True
        with database.reading() as connection:
            assert (near_indexes(connection, valid=True), near_indexes(connection, valid=False)) == ({name}, set())


def test_the_index_of_an_encoder_without_vectors_goes_with_the_next_that_is_made(postgresql: str) -> None:
    with fresh_postgresql(postgresql) as database:
        fill(database, drawn(1, 1_000))
        assert make_near_index(database, OTHER)
        SqlAdStore(database).forget(Forgetting())
        assert make_near_index(database, OWN) is False
        with database.reading() as connection:
            assert near_indexes(connection, valid=True) == set()


def test_who_may_make_no_index_is_told_so(postgresql: str) -> None:
    with fresh_address(postgresql) as address:
        owner = open_database(Path(), address)
        migrate(owner)
        fill(owner, drawn(1, 1_000))
        with owner.writing() as connection:
            connection.execute(text("DROP ROLE IF EXISTS reader"))
            connection.execute(text("CREATE ROLE reader LOGIN"))
            connection.execute(text("GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader"))
        reader = open_database(Path(), address.replace("postgres@", "reader@"))
        with pytest.raises(StoreLacksVectors, match=r"no index of vectors can be made .must be owner of table vectors"):
            make_near_index(reader, OWN)
        reader.close()
        with owner.writing() as connection:
            connection.execute(text("DROP OWNED BY reader"))
            connection.execute(text("DROP ROLE reader"))
        owner.close()


def test_each_schema_has_an_index_of_its_own(postgresql: str) -> None:
    with fresh_address(postgresql) as address:
        databases, owner = list[Database](), open_database(Path(), address)
        with owner.writing() as connection:
            connection.execute(text("CREATE EXTENSION vector"))
            for name in ("one", "two"):
                connection.execute(text(f"CREATE SCHEMA {name}"))
                databases.append(open_database(Path(), f"{address}&options=-csearch_path%3D{name},public"))
        for database in databases:
            migrate(database)
            fill(database, drawn(1, 1_000))
        assert [near_state(one, OWN).indexed for one in databases] == [False, False]
        assert make_near_index(databases[0], OWN)
        assert [near_state(one, OWN).indexed for one in databases] == [True, False]
        assert make_near_index(databases[1], OWN)
        for database in (*databases, owner):
            database.close()
