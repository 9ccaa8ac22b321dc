"""Ads, readings, demands, vectors, versions, batches."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from corpora.store.tables import Embedding, PgVector

revision = "0001"
down_revision = None


def upgrade() -> None:
    _names()
    _ads()
    _readings()
    _demands()
    _bookkeeping()


def _of_an_ad() -> sa.Column[int]:
    return sa.Column(
        "ad", sa.Integer, sa.ForeignKey("ads.ad", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )


def _names() -> None:
    op.create_table(
        "names",
        sa.Column("name", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("names_once", "names", ["kind", "digest"], unique=True)
    op.create_table(
        "concepts",
        sa.Column("concept", sa.Integer, primary_key=True),
        sa.Column("uri", sa.Text, nullable=False, unique=True),
    )


def _ads() -> None:
    op.create_table(
        "ads",
        sa.Column("ad", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        *(sa.Column(name, sa.Integer) for name in ("source", "organisation", "location", "region", "sector")),
        sa.Column("posted", sa.Date),
        sa.Column("added", sa.Date, nullable=False),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("same_as", sa.Integer, sa.ForeignKey("ads.ad")),
        sqlite_autoincrement=True,
    )
    for name in ("source", "organisation", "region", "sector", "posted", "same_as"):
        op.create_index(f"ads_by_{name}", "ads", [name])
    op.create_table(
        "ad_texts",
        _of_an_ad(),
        sa.Column("title", sa.Text),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("extra", sa.JSON, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(16), nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "buckets",
        sa.Column("bucket", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("ad", sa.Integer, primary_key=True, autoincrement=False),
        sqlite_with_rowid=False,
    )


def _vector_type() -> sa.types.TypeEngine[Any]:
    """pgvector's by its full name: the schema that the extension is in need not be in reach, see `open_database`."""
    if op.get_bind().dialect.name != "postgresql":
        return Embedding()
    found = (
        "SELECT n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE extname = 'vector'"
    )
    return PgVector(op.get_bind().execute(sa.text(found)).scalar_one())


def _readings() -> None:
    op.create_table(
        "readings",
        _of_an_ad(),
        sa.Column("reading", sa.Integer, nullable=False),
        sa.Column("language", sa.Text),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )
    op.create_index("readings_by_reading", "readings", ["reading"])
    op.create_table(
        "vectors",
        _of_an_ad(),
        sa.Column("encoder", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("vector", _vector_type(), nullable=False),
    )


def _demands() -> None:
    op.create_table(
        "demands",
        _of_an_ad(),
        sa.Column("concept", sa.Integer, sa.ForeignKey("concepts.concept"), primary_key=True, autoincrement=False),
        sa.Column("importance", sa.SmallInteger, nullable=False),
        sa.Column("confidence", sa.SmallInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("demands_by_concept", "demands", ["concept", "ad", "importance", "confidence"])
    op.create_table("packed_facts", _of_an_ad(), sa.Column("facts", sa.LargeBinary, nullable=False))
    op.create_table(
        "unlinked",
        _of_an_ad(),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("starts", sa.Integer, nullable=False),
        sa.Column("ends", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("section", sa.Text, nullable=False),
        sa.Column("named", sa.Boolean, nullable=False),
        sqlite_with_rowid=False,
    )


def _bookkeeping() -> None:
    op.create_table(
        "versions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("token", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "batches",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("begun", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.LargeBinary),
    )
