"""The tables. Facts have integer keys; words that many rows share stand once, in `names` and `concepts`."""

from typing import Any

import numpy as np
import orjson
from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator, TypeEngine, UserDefinedType

METADATA = MetaData()


class PgVector(UserDefinedType[Any]):
    """pgvector's type, as the text that it reads and writes: a JSON array."""

    cache_ok = True

    def __init__(self, schema: str | None = None) -> None:
        """`schema`: the one that the extension is in, where it has to be named."""
        self.schema = schema

    def get_col_spec(self, **_: object) -> str:
        return "VECTOR" if self.schema is None else f"{self.schema}.VECTOR"


class Embedding(TypeDecorator[Any]):
    """A float32 vector: pgvector's type on PostgreSQL, its bytes (little-endian) elsewhere."""

    impl = LargeBinary
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        kind: TypeEngine[Any] = PgVector() if dialect.name == "postgresql" else LargeBinary()
        return dialect.type_descriptor(kind)

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | bytes:  # noqa: ANN401 - as SQLAlchemy types it
        row = np.ascontiguousarray(value, dtype="<f4").reshape(-1)
        if dialect.name == "postgresql":
            return orjson.dumps(row, option=orjson.OPT_SERIALIZE_NUMPY).decode()
        return row.tobytes()

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401 - as above
        return orjson.loads(value) if dialect.name == "postgresql" else np.frombuffer(value, "<f4")


def _of_an_ad(name: str = "ad") -> Column[int]:
    return Column(name, Integer, ForeignKey("ads.ad", ondelete="CASCADE"), primary_key=True, autoincrement=False)


names = Table(
    "names",
    METADATA,
    Column("name", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("digest", LargeBinary(16), nullable=False),
    Column("text", Text, nullable=False),
    Index("names_once", "kind", "digest", unique=True),
)
"""Organisations, places, sectors, sources, and versions of what read; see `names.Kind`."""

concepts = Table(
    "concepts", METADATA, Column("concept", Integer, primary_key=True), Column("uri", Text, nullable=False, unique=True)
)

ads = Table(
    "ads",
    METADATA,
    Column("ad", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("source", Integer),
    Column("organisation", Integer),
    Column("location", Integer),
    Column("region", Integer),
    Column("sector", Integer),
    Column("posted", Date),
    Column("added", Date, nullable=False),
    Column("sample", Boolean, nullable=False),
    Column("same_as", Integer, ForeignKey("ads.ad")),
    Index("ads_by_source", "source"),
    Index("ads_by_organisation", "organisation"),
    Index("ads_by_region", "region"),
    Index("ads_by_sector", "sector"),
    Index("ads_by_posted", "posted"),
    Index("ads_by_same_as", "same_as"),
    sqlite_autoincrement=True,
)
"""What slices are cut by, narrow. `same_as`: the ad that this one is a near-identical copy of."""

ad_texts = Table(
    "ad_texts",
    METADATA,
    _of_an_ad(),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("language", Text),
    Column("extra", JSON, nullable=False),
    Column("fingerprint", LargeBinary(16), nullable=False),
    Column("signature", LargeBinary, nullable=False),
)

buckets = Table(
    "buckets",
    METADATA,
    Column("bucket", BigInteger, primary_key=True, autoincrement=False),
    Column("ad", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
"""Where ads that may be near-identical meet: only of ads that are no copies."""

readings = Table(
    "readings",
    METADATA,
    _of_an_ad(),
    Column("reading", Integer, nullable=False),
    Column("language", Text),
    Column("document", LargeBinary, nullable=False),
    Index("readings_by_reading", "reading"),
)
"""One an ad that was read. `document` holds its demands in full, as JSON: evidence, offsets, levels, alternatives."""

demands = Table(
    "demands",
    METADATA,
    _of_an_ad(),
    Column("concept", Integer, ForeignKey("concepts.concept"), primary_key=True, autoincrement=False),
    Column("importance", SmallInteger, nullable=False),
    Column("confidence", SmallInteger, nullable=False),
    Index("demands_by_concept", "concept", "ad", "importance", "confidence"),
    sqlite_with_rowid=False,
)
"""The facts to count by; the index by concept holds them whole, and a count over all ads goes through it in order.
 `importance`: place in `matcher.demand.ORDER`; `confidence`: in ten-thousandths."""

packed_facts = Table(
    "packed_facts",
    METADATA,
    _of_an_ad(),
    Column("facts", LargeBinary, nullable=False),
    Column("occupation", Integer),
)
"""The facts of an ad once more, one row: whoever counts over any slice has them all in memory in a moment.

Little-endian int32 pairs, in the order of the demands: concept; importance * 65,536 + confidence. And what occupation
its title names.
"""

unlinked = Table(
    "unlinked",
    METADATA,
    _of_an_ad(),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("starts", Integer, nullable=False),
    Column("ends", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("named", Boolean, nullable=False),
    sqlite_with_rowid=False,
)
"""Words that ask for something which no concept covers."""

vectors = Table(
    "vectors",
    METADATA,
    _of_an_ad(),
    Column("encoder", Integer, primary_key=True, autoincrement=False),
    Column("vector", Embedding, nullable=False),
)

versions = Table(
    "versions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("token", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""One row, replaced by every change: what an index was built from, and what servers watch."""

achievements = Table(
    "achievements",
    METADATA,
    Column("achievement", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("source", Text),
    Column("kind", Text, nullable=False),
    Column("provider", Text),
    Column("sample", Boolean, nullable=False),
    Column("fingerprint", LargeBinary(16), nullable=False),
    Column("document", LargeBinary, nullable=False),
    Index("achievements_by_source", "source"),
    Index("achievements_by_provider", "provider"),
    sqlite_autoincrement=True,
)
"""What is offered. `document`: all that was stated of it, as one line of JSON; `fingerprint`: of that line."""

courses_read = Table(
    "courses_read",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("fingerprint", LargeBinary(16), nullable=False),
    Column("reading", Text, nullable=False),
    Column("alignments", LargeBinary, nullable=False),
    Index("courses_read_once", "fingerprint", "reading", unique=True),
    sqlite_autoincrement=True,
)
"""What a version read in a course that says just this, as JSON; offered or about to be. The last has the most."""

former_course_readings = Table(
    "course_readings",
    METADATA,
    Column("fingerprint", LargeBinary(16), primary_key=True),
    Column("reading", Text, nullable=False),
    Column("alignments", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
"""What servers before schema 0005 read and write; to be dropped by a later step, when none of them can run any more."""

catalogue_versions = Table(
    "catalogue_versions",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("token", Text, nullable=False),
    sqlite_autoincrement=True,
)
"""Like `versions`, of what is offered."""

batches = Table(
    "batches",
    METADATA,
    Column("key", Text, primary_key=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("begun", DateTime(timezone=True), nullable=False),
    Column("answer", LargeBinary),
)
"""Batches that came with an Idempotency-Key; `answer` is absent as long as one is being worked on."""

api_keys = Table(
    "api_keys",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("scopes", Text, nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    Column("created", DateTime(timezone=True), nullable=False),
    Column("expires", DateTime(timezone=True)),
    Column("revoked", DateTime(timezone=True)),
    Column("last_used", Date),
    Index("api_keys_by_tenant", "tenant"),
)
"""Keys of all tenants, in the installation's own store. `digest`: SHA-256 of the secret; `scopes`: spaces between."""

audit = Table(
    "audit",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("tenant", Text, nullable=False),
    Column("key_id", Text),
    Column("action", Text, nullable=False),
    Column("things", BigInteger, nullable=False),
    Column("result", Text, nullable=False),
    Index("audit_by_tenant", "tenant", "number"),
    sqlite_autoincrement=True,
)
"""Who did what, in the installation's own store; see `matcher.audit`."""
seal_keys = Table(
    "seal_keys",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("key", LargeBinary, nullable=False),
    Column("made", DateTime(timezone=True), nullable=False),
    sqlite_autoincrement=True,
)
"""What servers seal forms with: the last one; former ones open what they sealed, for a while."""

usable_by = Table("usable_by", METADATA, Column("schema", Text, primary_key=True))
"""Schemas whose software goes on with these tables: a step that only extends them leaves those of before here."""
