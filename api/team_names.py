"""What skill names mean, as a review list that was filled in says it."""

from collections.abc import Mapping

from api.team_tables import TeamTable
from corpora.spreadsheets.container import is_workbook
from corpora.teams.names_file import names_of
from matcher.errors import Rejected, UnreadableDocument


def names_given(name: str, data: bytes) -> tuple[Mapping[str, str | None], tuple[Rejected, ...]]:
    """As `names_of`; of a workbook like ours its review sheet, else its first one."""
    if is_workbook(data):
        try:
            return names_of(name, data, sheet=TeamTable.REVIEW.value)
        except UnreadableDocument:
            pass  # no such sheet; what else is wrong with it comes up again
    return names_of(name, data)
