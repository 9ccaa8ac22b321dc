"""Nearest ads by pgvector's HNSW over half-precision vectors, inside PostgreSQL: nothing of ours is in memory."""

import time
from typing import Any

from sqlalchemy import Connection, text

from benchmarks.measures.store import NEIGHBOURS, peak_mb, queries, recall, seconds_since, timed, truth
from corpora.store.ads import SqlAdStore
from corpora.store.tables import Embedding
from matcher.index import ExactIndex
from matcher.vectors import Vectors

SEARCHED = 400
"""hnsw.ef_search. Of 100,000 drawn ads 100 find 0.74 of what is near to a query between two ads, and 400 find 0.90."""
BUILT_WITH = "m = 16, ef_construction = 128"
WORK_MEMORY = "2GB"


def nearest_in_postgresql(store: SqlAdStore, encoder: str, dim: int) -> dict[str, Any]:
    """Builds the index, asks it, and takes it out again."""
    found = store.vectors(encoder, dim)
    exact = ExactIndex(found.ids, found.vectors)
    with store.database.engine.connect() as connection:
        start = time.perf_counter()
        connection.execute(text(f"SET maintenance_work_mem = '{WORK_MEMORY}'"))
        column = f"(vector::halfvec({dim}))"
        connection.execute(
            text(f"CREATE INDEX vectors_near ON vectors USING hnsw ({column} halfvec_ip_ops) WITH ({BUILT_WITH})")
        )
        told: dict[str, Any] = {"build_s": seconds_since(start)}
        size = connection.execute(text("SELECT pg_relation_size('vectors_near')")).scalar_one()
        told["disk_mb"] = round(size / 1e6)
        connection.execute(text(f"SET hnsw.ef_search = {SEARCHED}"))
        for name, asked in queries(exact).items():
            ids, times = timed(lambda query: _nearest(connection, query, dim), asked)
            told[name] = {**times, "recall_at_10": recall(ids, truth(exact, asked))}
        told["backend_peak_mb"] = peak_mb(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
        connection.execute(text("DROP INDEX vectors_near"))
        connection.commit()
    return told


def _nearest(connection: Connection, query: Vectors, dim: int) -> list[str]:
    wanted = text(
        f"SELECT ads.id FROM (SELECT ad FROM vectors ORDER BY vector::halfvec({dim}) <#> (:query)::halfvec({dim})"
        f" LIMIT {NEIGHBOURS}) AS near JOIN ads USING (ad)"
    )
    given = Embedding().process_bind_param(query, connection.dialect)
    return [row.id for row in connection.execute(wanted, {"query": given})]
