"""Roles as lists to edit, on the command line."""

from pathlib import Path

import pytest

from api.command import main
from api.commands.loading import Loading
from corpora.teams.briefs import read_brief

AD = "roles:\n  - name: Analyst\n    text: |\n      Required:\n      - advanced SQL\n"


@pytest.fixture
def ad(tmp_path: Path) -> Path:
    path = tmp_path / "ads.yaml"
    path.write_text(AD, encoding="utf-8")
    return path


def test_a_role_by_its_ad_comes_out_as_a_list_that_can_be_planned_with(
    ad: Path, loading: Loading, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "lists.yaml"
    assert main(["team", "roles", str(ad), "--out", str(out)], loading) == 0
    assert capsys.readouterr().out == f"{out}: 1 role\n"
    [role] = read_brief(out).roles
    assert [(skill.name, skill.level) for skill in role.skills] == [("SQL", 4)]
    assert main(["team", "roles", str(ad)], loading) == 0
    assert capsys.readouterr().out == out.read_text(encoding="utf-8")


def test_a_file_that_is_there_is_not_written_over(
    ad: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["team", "roles", str(ad), "--out", str(ad)], loading) == 2
    assert "exists, and may be somebody's; name a new file" in capsys.readouterr().err
    assert ad.read_text(encoding="utf-8") == AD
