"""An official O*NET release as downloaded: the text database, zipped, unpacked, or table by table, also gzipped."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora.taxonomies import packaged_skills as skills_in
from corpora.taxonomies.onet_figures import Figures, read_figures
from corpora.taxonomies.onet_tables import Tables, Titles, find_tables, technology_rows, titles, told_of
from corpora.taxonomies.report import BuildReport, Faults
from corpora.taxonomies.tables import Row, Table, tidy
from matcher.concepts import ConceptUri, Occupation, Taxonomy, Vocabulary
from matcher.errors import UnreadableDocument

UNSTATED = "onet-unstated"
FIGURES_TABLES = ("skills", "skills importance level")
_VERSION = re.compile(r"(?:db|onet)[_ -]v?(\d+)[_.](\d+)(?:[_. -]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnetRelease:
    concepts: Taxonomy
    """Its occupations and technologies."""
    figures: Figures | None
    """None where the release holds no table of them."""


def holds_onet(paths: Sequence[Path]) -> bool:
    """Whether any of its tables is there. Raises UnreadableDocument."""
    return bool(find_tables(paths))


def read_onet(paths: Sequence[Path]) -> tuple[OnetRelease, BuildReport]:
    """The release in these zips, folders or files; only "Occupation Data" is required.

    Broken rows stand in the report as rejected; rows of an occupation that is missing are counted there as left out.
    Raises UnreadableDocument naming the file and column that is missing.
    """
    tables, faults = find_tables(paths), Faults()
    rows = dict(titles(_required(tables, paths), faults))
    if not rows:
        raise UnreadableDocument(str(tables["occupation data"]), "holds no row that can be used; nothing was imported")
    known = {code: tidy(row["Title"]) for code, row in rows.items()}
    technologies = technology_rows(tables.get("technology skills"), known, faults)
    concepts = Taxonomy(
        version=_version(paths),
        skills={skill.uri: skill for skill in skills_in.technologies(technologies, frozenset())},
        occupations={o.uri: o for o in _occupations(rows, known, tables, faults)},
    )
    measured = next((tables[name] for name in FIGURES_TABLES if name in tables), None)
    figures = read_figures(measured, known, faults) if measured else None
    return OnetRelease(concepts=concepts, figures=figures), BuildReport(
        version=concepts.version,
        counts={"occupations with figures of their own": len(figures.occupations) if figures else 0},
        left_out=dict(+faults.left_out),
        rejected=tuple(faults.rejected),
    )


def _occupations(rows: dict[str, Row], known: Titles, tables: Tables, faults: Faults) -> list[Occupation]:
    tasks = told_of(tables.get("task statements"), ("Task",), known, faults)
    called = told_of(tables.get("alternate titles"), ("Alternate Title", "Short Title"), known, faults)
    return [
        Occupation(
            uri=ConceptUri(f"urn:onet:occupation:{skills_in.slug_of(known[code])}"),
            preferred_label=known[code],
            vocabulary=Vocabulary.ONET,
            alt_labels=skills_in.distinct(called.get(code, ()), but=known[code]),
            description=tidy(row["Description"]) or None,
            tasks=tasks.get(code, ()),
        )
        for code, row in rows.items()
    ]


def _required(tables: Tables, paths: Sequence[Path]) -> Table:
    if "occupation data" not in tables:
        searched = ", ".join(path.name for path in paths) or "no file"
        raise UnreadableDocument(searched, 'holds no "Occupation Data.txt"; download the O*NET database as text')
    return tables["occupation data"]


def _version(paths: Sequence[Path]) -> str:
    """From the name of the download ("db_30_1_text.zip"), as the tables state none."""
    stated = next((match for path in paths if (match := _VERSION.search(path.name))), None)
    return f"onet-{stated[1]}.{stated[2]}" if stated else UNSTATED
