"""`matcher doctor` tells what is well and what is not, changes nothing unasked, and repairs what safely can be."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from api.command import main
from api.commands.loading import Loading
from api.doctor.examining import examine
from api.doctor.finding import Finding, Remedy, State, remedies, worst
from api.doctor.home import examine_home
from api.doctor.leftovers import examine_leftovers
from api.doctor.postgresql import examine_postgresql
from api.doctor.repairing import repair
from api.doctor.store import examine_store
from api.doctor.versions import examine_own_skills, examine_taxonomy
from api.settings import Settings
from api.wiring import make_store
from corpora.artefacts import POINTER
from corpora.own_skills.folder import KIND as OWN_SKILLS
from corpora.own_skills.folder import load_own_terms, save_own_terms
from corpora.own_skills.records import own_term_of
from corpora.store.database import FILE
from corpora.taxonomies.build import KIND as TAXONOMY
from matcher.errors import InvalidInput
from models.catalogue_index import KIND as CATALOGUE
from tests.api.conftest import ADS, COURSES, ad_texts, kept_courses
from tests.databases import fresh_address

NOW = datetime(2026, 5, 4, 12, 30, 1)
PAGE = 4_096


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Settings:
    """A home of its own, for tests that change it; what others left in the store's log is in the store."""
    shutil.copytree(home, tmp_path / "home")
    with closing(sqlite3.connect(tmp_path / "home" / FILE)) as store:
        store.execute("PRAGMA wal_checkpoint(TRUNCATE)").close()
    return Settings(home=tmp_path / "home")


def told(settings: Settings, capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    code = main(["doctor", "--json", *options], Loading(read_settings=lambda: settings))
    return code, json.loads(capsys.readouterr().out)


def states(findings: list[Finding]) -> dict[str, State]:
    return {one.about: one.state for one in findings}


def contents(home: Path) -> dict[str, bytes]:
    """Of every file but those that a lock or a reader of SQLite leaves."""
    files = (path for path in home.rglob("*") if path.is_file() and not path.name.endswith(("-shm", "-wal", ".lock")))
    return {str(path.relative_to(home)): path.read_bytes() for path in files}


def test_where_all_is_well_it_says_so_of_each_and_changes_nothing(
    own: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(own.home)
    assert main(["doctor"], Loading(read_settings=lambda: own)) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0].split() for line in said if not line.startswith(("warning", " "))] == [
        ["ok", about.split()[0], *about.split()[1:]]
        for about in (
            "settings", "home", "models", "taxonomy", "own skills", "store", "concept index", "courses", "ads",
            "leftovers",
        )
    ]  # fmt: skip
    assert f"{len(ADS)} are kept, and none waits to be read" in said[-2]
    assert contents(own.home) == before


def test_settings_that_can_t_be_read_are_told_and_nothing_else_is_looked_at(
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken() -> Settings:
        raise InvalidInput("setting port (MATCHER_PORT)", "Input should be a valid integer")

    assert main(["doctor", "--json"], Loading(read_settings=broken)) == 1
    [finding] = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["about"], finding["state"]) == ("settings", "broken")
    assert "MATCHER_PORT" in finding["said"]


def test_a_home_that_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    [_, finding] = examine(Settings(home=tmp_path / "nowhere"))
    assert finding.state is State.BROKEN
    assert "run `matcher setup`, or set MATCHER_HOME" in (finding.advice or "")


def test_a_home_with_room_is_well(tmp_path: Path) -> None:
    [finding] = examine_home(Settings(home=tmp_path))
    assert finding.state is not State.BROKEN
    assert "GB are free" in finding.said


def test_the_worst_of_the_findings_decides_and_remedies_come_in_their_order() -> None:
    found = [
        Finding(about="a", state=State.WARNING, said="", remedy=Remedy.BUILD),
        Finding(about="b", state=State.BROKEN, said="", remedy=Remedy.RECOVER_STORE),
        Finding(about="c", state=State.BROKEN, said="", remedy=Remedy.BUILD),
    ]
    assert worst(found) is State.BROKEN
    assert worst(found[:1]) is State.WARNING
    assert worst(()) is State.OK
    assert remedies(found) == (Remedy.RECOVER_STORE, Remedy.BUILD)
    assert remedies(found[1:2]) == (Remedy.RECOVER_STORE, Remedy.BUILD)
    assert remedies(found[:1]) == (Remedy.BUILD,)


def test_a_damaged_store_is_set_aside_and_what_can_be_read_is_served_again(
    own: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    file = own.home / FILE
    place = file.read_bytes().index(b"You must know SQL.") // PAGE * PAGE
    with file.open("r+b") as opened:
        opened.seek(place)
        opened.write(b"\xff" * PAGE)
    spoilt = file.read_bytes()
    [store] = examine_store(own)
    assert (store.state, store.remedy) == (State.BROKEN, Remedy.RECOVER_STORE)
    assert file.read_bytes() == spoilt
    code, report = told(own, capsys, "--repair")
    assert (code, report["state"]) == (0, "ok"), report
    [aside] = own.home.glob("store.db.damaged-*[0-9]")
    assert aside.read_bytes() == spoilt
    assert report["done"][0] == f"the damaged store is set aside as {aside}"
    [lost] = [line for line in report["done"] if line.startswith("lost ads: ")]
    named = set(lost.removeprefix("lost ads: ").split(", "))
    assert {*ad_texts(own), *named} == {str(ad["id"]) for ad in ADS}
    assert "ad-2" in named
    assert set(kept_courses(own)) == {str(course["id"]) for course in COURSES}


def test_a_course_that_was_changed_on_the_disk_is_found_by_its_fingerprint(own: Settings) -> None:
    with closing(sqlite3.connect(own.home / FILE)) as connection:
        played = "CAST(replace(document, 'Teamwork', 'Teamplay') AS BLOB)"
        connection.execute(f"UPDATE achievements SET document = {played} WHERE id = 'c-team'")
        connection.commit()
    [finding] = examine_store(own)
    assert (finding.state, finding.remedy) == (State.BROKEN, Remedy.RECOVER_STORE)
    assert finding.said == "c-team do not say what they said when they were kept"


def test_a_store_that_was_lost_is_told_from_one_that_never_was(own: Settings, tmp_path: Path) -> None:
    (own.home / FILE).unlink()
    [lost] = examine_store(own)
    assert (lost.state, lost.remedy) == (State.BROKEN, None)
    assert "a store was here, since an index of its courses is" in (lost.means or "")
    [never] = examine_store(Settings(home=tmp_path))
    assert (never.means, never.remedy) == ("nothing was ever kept here", Remedy.BUILD)


def test_a_damaged_version_is_gone_back_from_only_when_asked(own: Settings) -> None:
    save_own_terms(own.home, [own_term_of({"kind": "skill", "label": "Lorenzo EPR"})])
    former = (own.home / OWN_SKILLS / POINTER).read_text().strip()
    save_own_terms(own.home, [own_term_of({"kind": "skill", "label": "Koha Plus"})])
    current = (own.home / OWN_SKILLS / POINTER).read_text().strip()
    (own.home / OWN_SKILLS / current / "terms.jsonl").write_text("spoilt")
    [finding] = examine_own_skills(own)
    assert (finding.state, finding.remedy) == (State.BROKEN, Remedy.RESTORE_OWN_SKILLS)
    assert f"goes back to version {former}" in (finding.advice or "")
    assert (own.home / OWN_SKILLS / POINTER).read_text().strip() == current
    [said] = repair(Remedy.RESTORE_OWN_SKILLS, own, NOW, lambda _: None)
    assert said == f"own-skills: back to version {former}; what was changed after it is not in it"
    assert [term.label for term in load_own_terms(own.home)[0]] == ["Lorenzo EPR"]


def test_a_taxonomy_without_a_whole_version_says_what_brings_one_back(own: Settings) -> None:
    [well] = examine_taxonomy(own)
    assert (well.state, well.said) == (State.OK, "small-1, 14 skills, 3 occupations")
    next((own.home / "taxonomy").glob("*/taxonomy.jsonl")).write_bytes(b"[")
    [finding] = examine_taxonomy(own)
    assert (finding.state, finding.remedy) == (State.BROKEN, None)
    assert "import your release again with `matcher taxonomy import FILE`" in (finding.advice or "")


def test_nothing_is_built_as_long_as_the_taxonomy_is_broken_whatever_else_is(
    own: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    root = own.home / TAXONOMY
    nothing = (
        "nothing was built, since the taxonomy is broken: import your release again with `matcher taxonomy import "
        f"FILE`, or remove the folder {root} and run `matcher setup`"
    )
    next(root.glob("*/taxonomy.jsonl")).write_bytes(b"[")
    assert list(repair(Remedy.BUILD, own, NOW, lambda _: None)) == [nothing]
    shutil.rmtree(root)
    root.mkdir()
    (own.home / CATALOGUE / POINTER).unlink()
    (own.home / FILE).unlink()
    before = contents(own.home)
    code, report = told(own, capsys, "--repair")
    assert "build" in {one["remedy"] for one in report["findings"]}
    assert (code, report["done"]) == (1, [nothing])
    assert contents(own.home) == before


def test_a_repair_that_was_cut_off_is_told_and_done_again(own: Settings) -> None:
    shutil.copyfile(own.home / FILE, own.home / f"{FILE}.damaged-1")
    (own.home / f"{FILE}.damaged-1-wal").write_bytes(b"log")
    [finding] = examine_store(own)
    assert (finding.state, finding.remedy) == (State.BROKEN, Remedy.RECOVER_STORE)
    assert "a repair was cut off, and the log of the store waits" in finding.said
    assert "the new one has 3 ads and 4 courses" in list(repair(Remedy.RECOVER_STORE, own, NOW, lambda _: None))[1]
    [well] = examine_store(own)
    assert well.state is State.OK


def test_drafts_that_killed_builds_left_are_told_and_removed(own: Settings) -> None:
    (own.home / "concepts" / ".draft-dead").mkdir()
    (own.home / "concepts" / ".draft-dead" / "half").write_bytes(bytes(1_000_000))
    [finding] = examine_leftovers(own)
    assert (finding.state, finding.remedy) == (State.WARNING, Remedy.REMOVE_DRAFTS)
    assert finding.said == "1 drafts of builds that were cut off, 1.0 MB"
    assert list(repair(Remedy.REMOVE_DRAFTS, own, NOW, lambda _: None)) == [
        "removed 1 drafts of builds that were cut off"
    ]
    assert states(list(examine_leftovers(own))) == {"leftovers": State.OK}


def test_a_postgresql_is_told_with_its_versions_and_one_that_is_not_there_with_what_to_see_to(
    own: Settings, postgresql: str
) -> None:
    with fresh_address(postgresql) as address:
        there = Settings(home=own.home, database_url=address)
        [empty] = examine_postgresql(there)
        assert (empty.state, empty.remedy) == (State.BROKEN, Remedy.BUILD)
        make_store(there).close()
        [well] = examine_postgresql(there)
        assert well.state is State.OK
        assert "pgvector 0." in well.said
    [gone] = examine_postgresql(there)
    assert gone.state is State.BROKEN
    assert "can't be reached" in gone.said
