"""Whether software of before a step goes on with the tables after it: each step from 0005 on says so as its last act.

A step *extends* where all that former software reads and writes is still there and still enough: new tables, new
columns that may be empty. One that takes something away or changes its meaning *breaks*.
"""

from alembic import op

from corpora.store.tables import usable_by


def extends(revision: str) -> None:
    """Software of this schema may use the tables, and so may whatever could before."""
    op.bulk_insert(usable_by, [{"schema": revision}])


def breaks(revision: str) -> None:
    """Software of this schema may use the tables, and no other."""
    op.execute(usable_by.delete())
    extends(revision)
