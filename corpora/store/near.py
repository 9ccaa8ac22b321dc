"""Which ads are nearest to a vector, asked of pgvector: through its index, or by comparing each one."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Select,
    Text,
    bindparam,
    cast,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy.types import UserDefinedType

from corpora.store import tables
from corpora.store.database import Database
from corpora.store.names import Kind, number_of_name
from corpora.store.slicing import conditions_of
from corpora.store.writing import EMBEDDING, version_of
from matcher.ad_store import FacetKind
from matcher.errors import IncompatibleVectors
from matcher.index import Neighbour
from matcher.slices import Slice
from matcher.vectors import Vectors

INNER_PRODUCT = "<#>"
"""pgvector's operator; it gives the negative, so that less is nearer."""
QUERY = "query"


@dataclass(frozen=True, slots=True, kw_only=True)
class NearPolicy:
    """How ads are found that are near, and how the index of many is made; `benchmarks/store` has figures."""

    indexed_from: int = 20_000
    """Vectors by one encoder from which on there is an index; fewer are compared one by one in some 20 ms."""
    links: int = 16
    """Of an ad in the graph (`m`)."""
    searched_when_made: int = 128
    """`ef_construction`."""
    searched: int = 400
    """`hnsw.ef_search`: ads that are looked at before the nearest of them are taken."""
    candidates: int = 100
    """That are ranked again by their exact vectors; more where more neighbours are asked for."""
    candidates_per_neighbour: int = 4
    compared: int = 10_000
    """Ads of a slice up to which each is compared, whether there is an index or not."""
    memory: str = "512MB"
    """`maintenance_work_mem` while an index is made: a graph that does not fit is made more slowly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """Whose vectors are asked."""

    encoder: str
    dim: int
    reading: str
    policy: NearPolicy = field(default_factory=NearPolicy)


@dataclass(frozen=True, slots=True)
class NearQuestion:
    vector: Vectors
    """(1, dim)"""
    k: int
    within: Slice | None = None
    """None: all ads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearState:
    """What a server knows of the ads without asking each time."""

    version: str
    size: int
    """Ads with a vector by this encoder."""
    outdated: int
    """Ads that another version has read."""
    indexed: bool


def near_state(database: Database, near: Near) -> NearState:
    readings = tables.readings.c.reading
    with database.reading() as connection:
        encoder = number_of_name(connection, Kind.ENCODER, near.encoder)
        reading = number_of_name(connection, Kind.READING, near.reading)
        others = select(func.count()).where((readings < reading) | (readings > reading))
        own = select(func.count()).select_from(tables.vectors).where(tables.vectors.c.encoder == encoder)
        return NearState(
            version=version_of(connection),
            size=connection.execute(own).scalar_one(),
            outdated=connection.execute(others).scalar_one(),
            indexed=index_name(encoder, near.dim) in near_indexes(connection, valid=True),
        )


def index_name(encoder: int, dim: int) -> str:
    """Of the encoder's index, beside the table in its schema."""
    return f"vectors_near_{encoder}_{dim}"


def near_indexes(connection: Connection, *, valid: bool) -> set[str]:
    """Names of those on the table that the connection sees; one that is not valid was broken off while it was made."""
    wanted = text(
        "SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid "
        "WHERE indrelid = 'vectors'::regclass AND starts_with(relname, 'vectors_near_') AND indisvalid = :valid"
    )
    return set(connection.execute(wanted, {"valid": valid}).scalars())


def nearest_ads(database: Database, near: Near, asked: NearQuestion, *, indexed: bool) -> list[Neighbour]:
    """Nearest first, ties in the order in which the ads came. `indexed`: whether the encoder has an index.

    Raises IncompatibleVectors, InvalidInput as `slices.inside` does, and what the database does.
    """
    if asked.vector.shape[1] != near.dim:
        raise IncompatibleVectors(expected=near.dim, got=asked.vector.shape[1])
    given = {QUERY: EMBEDDING.process_bind_param(asked.vector, database.engine.dialect)}
    with database.reading() as connection:
        meant = meant_by(connection, near, asked.within)
        if indexed and not (meant.conditions and _are_few(connection, meant)):
            prepare(connection, near.policy)
            found = connection.execute(meant.by_index(asked.k), given).all()
            if len(found) == asked.k:
                return [Neighbour(row.id, row.similarity) for row in found]
        return [Neighbour(row.id, row.similarity) for row in connection.execute(meant.one_by_one(asked.k), given)]


@dataclass(frozen=True, slots=True)
class Meant:
    """A question as the database understands it."""

    near: Near
    encoder: int
    conditions: tuple[ColumnElement[bool], ...]
    by_occupation: bool

    def chosen(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """From the vectors by the encoder, of the ads that meet the conditions."""
        joined: Any = tables.vectors
        if self.conditions:
            joined = joined.join(tables.ads, tables.ads.c.ad == tables.vectors.c.ad)
        if self.by_occupation:
            joined = joined.join(tables.packed_facts, tables.packed_facts.c.ad == tables.vectors.c.ad)
        own = tables.vectors.c.encoder == literal_column(str(self.encoder))  # a parameter would not match the index
        return select(*columns).select_from(joined).where(own, *self.conditions)

    def by_index(self, k: int) -> Select[Any]:
        """Candidates in half precision, as the index has them, then ranked by the vectors themselves."""
        policy = self.near.policy
        count = max(policy.candidates, policy.candidates_per_neighbour * k)
        half = _product(tables.vectors.c.vector, _Typed("HALFVEC", self.near.dim))
        columns = tables.vectors.c.ad, tables.vectors.c.vector
        return self._ranked(self.chosen(*columns).order_by(half).limit(count), k)

    def one_by_one(self, k: int) -> Select[Any]:
        return self._ranked(self.chosen(tables.vectors.c.ad, tables.vectors.c.vector), k)

    def _ranked(self, candidates: Select[Any], k: int) -> Select[Any]:
        own = candidates.subquery("candidates")
        exact = _product(own.c.vector, _Typed("VECTOR", self.near.dim))
        ranked = select(own.c.ad, exact.label("product")).order_by(exact, own.c.ad).limit(k).subquery("ranked")
        found = select(tables.ads.c.id, (-ranked.c.product).label("similarity"))
        return found.join_from(ranked, tables.ads, tables.ads.c.ad == ranked.c.ad).order_by(
            ranked.c.product, ranked.c.ad
        )


def meant_by(connection: Connection, near: Near, within: Slice | None) -> Meant:
    """Raises InvalidInput as `slices.inside` does."""
    encoder = number_of_name(connection, Kind.ENCODER, near.encoder)
    if within is None:
        return Meant(near, encoder, (), by_occupation=False)
    by_occupation = FacetKind.OCCUPATION in within.facets
    return Meant(near, encoder, tuple(conditions_of(connection, within)), by_occupation)


class _Typed(UserDefinedType[Any]):
    """A type of pgvector with its dimension."""

    cache_ok = True

    def __init__(self, name: str, dim: int) -> None:
        self.name = name
        self.dim = dim

    def get_col_spec(self, **_: object) -> str:
        return f"{self.name}({self.dim})"


def _product(column: ColumnElement[Any], kind: _Typed) -> ColumnElement[float]:
    given = cast(bindparam(QUERY, type_=Text), kind)
    product: ColumnElement[float] = cast(column, kind).op(INNER_PRODUCT, return_type=Float())(given)
    return product


def _are_few(connection: Connection, meant: Meant) -> bool:
    most = meant.near.policy.compared
    some = meant.chosen(tables.vectors.c.ad).limit(most + 1).subquery()
    return connection.execute(select(func.count()).select_from(some)).scalar_one() <= most


def prepare(connection: Connection, policy: NearPolicy) -> None:
    """In this transaction: go on through the graph until enough ads meet the conditions, and prefer it to sorting."""
    settings = {"hnsw.ef_search": policy.searched, "hnsw.iterative_scan": "strict_order", "enable_sort": "off"}
    wanted = ", ".join(f"set_config('{name}', '{value}', true)" for name, value in settings.items())
    connection.execute(text(f"SELECT {wanted}"))
