"""What occupation the title of an ad names, beside its facts; ads that were read before have none until read again."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("packed_facts", sa.Column("occupation", sa.Integer))
