"""What skill names mean, as a review list that was filled in says it."""

from collections.abc import Callable, Mapping

from api.team_table_names import TeamTable
from corpora.spreadsheets.container import is_workbook
from corpora.teams.names_file import Decisions, decisions_of
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput, UnknownConcept, UnreadableDocument

MOST_TOLD = 10
"""Meanings that are nothing which one message tells."""


def names_given(name: str, data: bytes) -> Decisions:
    """As `decisions_of`; of a workbook like ours its review sheet, else its first one."""
    if is_workbook(data):
        try:
            return decisions_of(name, data, sheet=TeamTable.REVIEW.value)
        except UnreadableDocument:
            pass  # no such sheet; what else is wrong with it comes up again
    return decisions_of(name, data)


def require_meanings(
    names: Mapping[str, str | None], places: Mapping[str, str], find: Callable[[str], ConceptUri]
) -> None:
    """That each name is decided to mean something there is. Raises InvalidInput naming all that is not, and where."""
    wrong: list[str] = []
    for name, meaning in names.items():
        where = f"{places[name]}: {name!r}" if name in places else repr(name)
        try:
            if meaning is not None:
                find(meaning)
        except InvalidInput as error:
            wrong.append(f"{where}: {error.reason}")
        except UnknownConcept as error:
            wrong.append(f"{where}: {error}")
    if wrong:
        more = [f"and {len(wrong) - MOST_TOLD} more"] if len(wrong) > MOST_TOLD else []
        raise InvalidInput("names", "; ".join([*wrong[:MOST_TOLD], *more]))
