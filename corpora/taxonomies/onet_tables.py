"""The tables of an O*NET release, and what their rows say of an occupation."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpora.taxonomies.report import Faults
from corpora.taxonomies.tables import ANY, Row, Table, columns_of, read_whole_rows, tables_in, tidy
from matcher.errors import Rejected

CODE = "O*NET-SOC Code"
"""The column that all of its tables have, and no other release."""
TITLE = "Title"
NONE_STATED = frozenset({"", "n/a"})

Titles = Mapping[str, str]
"""Code of an occupation -> its title."""
Tables = Mapping[str, Table]
"""By name in small letters: "occupation data", "task statements", ..."""

_ENDINGS = re.compile(r"(?:\.(?:txt|csv|gz))+$", re.IGNORECASE)
_APART = re.compile(r"[\s_-]+")


def find_tables(paths: Sequence[Path]) -> Tables:
    """Of two tables of one name the first. Raises UnreadableDocument where a path is none of ours to read."""
    found: dict[str, Table] = {}
    for path in paths:
        for table in tables_in(path, ANY):
            if CODE in columns_of(table):
                found.setdefault(_name(table), table)
    return found


def titles(table: Table, faults: Faults) -> Iterator[tuple[str, Row]]:
    """Code and row of every occupation; of two with one code or title the first."""
    seen: dict[str, int] = {}
    for line, row in read_whole_rows(table, (CODE, TITLE, "Description"), (CODE, TITLE), faults.rejected):
        again = next((column for column in (CODE, TITLE) if tidy(row[column]) in seen), None)
        if again is not None:
            reason = f"{tidy(row[again])!r} stands in row {seen[tidy(row[again])]} already"
            faults.rejected.append(Rejected(file=str(table), row=line, field=again, reason=reason))
            continue
        seen.update(dict.fromkeys((tidy(row[CODE]), tidy(row[TITLE])), line))
        yield tidy(row[CODE]), row


def told_of(table: Table | None, columns: Sequence[str], known: Titles, faults: Faults) -> dict[str, tuple[str, ...]]:
    """Code -> what the columns say of the occupation, each once; a row without its occupation is left out."""
    found: defaultdict[str, dict[str, None]] = defaultdict(dict)
    if table is None:
        return {}
    for _, row in read_whole_rows(table, (CODE, *columns), (CODE, columns[0]), faults.rejected):
        code = tidy(row[CODE])
        if code not in known:
            faults.left_out[f"row of {table.name} whose occupation is missing"] += 1
            continue
        said = (tidy(row[column]) for column in columns)
        found[code].update(dict.fromkeys(text for text in said if text not in NONE_STATED))
    return {code: tuple(texts) for code, texts in found.items()}


def technology_rows(table: Table | None, known: Titles, faults: Faults) -> list[Row]:
    """One row a product as `packaged_skills.technologies` reads them."""
    groups: dict[str, str] = {}
    columns = (CODE, "Example", "Commodity Title")
    for _, row in read_whole_rows(table, columns, (CODE, "Example"), faults.rejected) if table else ():
        if tidy(row[CODE]) in known:
            groups.setdefault(tidy(row["Example"]), tidy(row["Commodity Title"]))
        else:
            faults.left_out[f"row of {table.name if table else ''} whose occupation is missing"] += 1
    return [{"skill_name": name, "aliases": "", "description": f"{name} ({group})"} for name, group in groups.items()]


def _name(table: Table) -> str:
    """ "onet_task_statements.txt.gz" and "Task Statements.txt" are the same table."""
    return _APART.sub(" ", _ENDINGS.sub("", table.name)).strip().lower().removeprefix("onet ")
