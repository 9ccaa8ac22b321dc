"""`matcher taxonomy import`: what it says, and how it ends, where some of a release or all of it can't be read."""

from pathlib import Path

import pytest

from api.command import main
from api.commands.loading import Loading
from api.wiring import load_service
from tests.api.conftest import copied
from tests.corpora.test_official_onet import DATABASE, write_database
from tests.corpora.test_official_taxonomy import RELEASE, write_zip


@pytest.fixture
def own(built_home: Path, tmp_path: Path) -> Loading:
    settings = copied(built_home, tmp_path / "home")
    return Loading(read_settings=lambda: settings)


def test_an_import_ends_with_4_where_rows_were_rejected_and_a_role_is_read_by_the_occupation_s_own_figures(
    own: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    esco = write_zip(tmp_path / "esco_v1.1.1.zip", RELEASE)
    broken = DATABASE | {"Occupation Data.txt": DATABASE["Occupation Data.txt"] + "11-1011.00\tChiefs\n"}
    onet = write_database(tmp_path / "db_30_1_text.zip", broken)
    run = ["taxonomy", "import", str(esco), str(onet), "--rejects", str(tmp_path / "bad")]
    assert main(run, own) == 4
    told = capsys.readouterr()
    assert "rejected: db_30_1_text.zip/db_30_1_text/Occupation Data.txt, row 4, Description: has 2 cells" in told.out
    assert "matcher: left out of the import: 1 row; the rest is in use" in told.err
    assert '"row": 4' in (tmp_path / "bad").read_text()
    service = load_service(own.settings())
    assert service.versions.taxonomy.startswith("esco-1.1.1+onet-30.1@")
    assert service.pipeline.occupation_skills.own["Loaders"].whose == "of Loaders"


def test_an_import_of_which_nothing_can_be_used_ends_with_2_and_changes_nothing(
    own: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = write_zip(tmp_path / "none.zip", RELEASE | {"skills_en.csv": RELEASE["skills_en.csv"].split("\n")[0]})
    assert main(["taxonomy", "import", str(empty)], own) == 2
    assert "skills_en.csv: holds no row that can be used; nothing was imported" in capsys.readouterr().err
    assert main(["taxonomy", "show"], own) == 0
    assert capsys.readouterr().out.startswith("small-1\n")
