"""What is offered, what was read in it, and its versions."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "achievements",
        sa.Column("achievement", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False, unique=True),
        sa.Column("source", sa.Text),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("provider", sa.Text),
        sa.Column("sample", sa.Boolean, nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(16), nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    for name in ("source", "provider"):
        op.create_index(f"achievements_by_{name}", "achievements", [name])
    op.create_table(
        "course_readings",
        sa.Column("fingerprint", sa.LargeBinary(16), primary_key=True),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("alignments", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "catalogue_versions",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("token", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
