"""What several servers share, and what lets two versions of this software serve at the same time."""

import sqlalchemy as sa
from alembic import op

from corpora.store.migrations.usable import extends

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "seal_keys",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("key", sa.LargeBinary, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    _courses_read()
    op.create_table("usable_by", sa.Column("schema", sa.Text, primary_key=True))
    extends(revision)


def _courses_read() -> None:
    """Beside `course_readings`, in which a course has one reading only: servers of before go on with that."""
    op.create_table(
        "courses_read",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("fingerprint", sa.LargeBinary(16), nullable=False),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("alignments", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_index("courses_read_once", "courses_read", ["fingerprint", "reading"], unique=True)
    columns = "fingerprint, reading, alignments"
    op.execute(f"INSERT INTO courses_read ({columns}) SELECT {columns} FROM course_readings ORDER BY fingerprint")
