"""Small homes, whole and real, that commands are killed in: fourteen skills, four courses, some hundred short ads."""

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, islice
from pathlib import Path

from api.settings import Settings
from api.wiring import ingesting, keep_ads, load_reading, make_store
from corpora.ads.records import ad_of
from corpora.own_skills.folder import save_own_terms
from corpora.own_skills.records import own_term_of
from tests.api.conftest import build_small_home
from tests.corpora.test_official_onet import DATABASE, write_database
from tests.corpora.test_official_taxonomy import RELEASE, write_zip

NEW_ADS = 300
"""In the file that is ingested: three transactions."""
KEPT_ADS = 140
"""In the store whose ads are read again: two transactions."""
SENTENCES = tuple(
    f"{opening} {skill} {ending}"
    for opening, ending in (("You must know", "well."), ("We ask for", "of anybody here."))
    for skill in ("SQL", "Python", "accounting", "first aid", "data analysis", "spreadsheets", "archives")
)
"""An ad is four of them: what repeats is read in a moment, and no two ads are near-identical."""
OWN_SKILL = {"kind": "skill", "label": "Lorenzo EPR", "aliases": "Lorenzo"}


@dataclass(frozen=True, slots=True)
class Task:
    """What is killed: a command, and the home that it begins with."""

    name: str
    home: Path
    command: tuple[str, ...]


def make_tasks(folder: Path) -> tuple[Task, ...]:
    """Their homes under `folder`."""
    small = build_small_home(folder / "small").home
    ads = folder / "ads.jsonl"
    ads.write_text("".join(json.dumps(row) + "\n" for row in ad_rows("new", NEW_ADS)))
    return (
        Task("ads ingest", small, ("ads", "ingest", str(ads), "--workers", "1")),
        Task("index build", _with_own_skill(small, folder / "own"), ("index", "build")),
        Task("taxonomy import", _with_ads(small, folder / "many"), ("taxonomy", "import", *_releases(folder))),
    )


def ad_rows(mark: str, count: int) -> Iterable[dict[str, str]]:
    for number, chosen in enumerate(islice(combinations(SENTENCES, 4), count)):
        yield {"id": f"{mark}-{number:04}", "text": "\n".join([*chosen, f"{mark} {number * 7}."])}


def _with_ads(small: Path, home: Path) -> Path:
    shutil.copytree(small, home)
    settings = Settings(home=home)
    store = make_store(settings)
    keep_ads(
        ingesting(store, load_reading(settings)), [ad_of(row) for row in ad_rows("kept", KEPT_ADS)], lambda _: None
    )
    store.close()
    return home


def _with_own_skill(small: Path, home: Path) -> Path:
    """Added, and not built in yet: concepts are indexed, courses and ads read anew."""
    save_own_terms(_with_ads(small, home), [own_term_of(OWN_SKILL)])
    return home


def _releases(folder: Path) -> tuple[str, str]:
    esco = write_zip(folder / "esco_v1.1.1.zip", RELEASE)
    onet = write_database(folder / "db_30_1_text.zip", DATABASE)
    return str(esco), str(onet)
