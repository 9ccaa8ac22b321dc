"""Settings: what is empty, short or misspelt is never taken for something else in silence."""

from pathlib import Path

import pytest

from api.command import main
from api.settings import default_home, read_settings
from matcher.errors import InvalidInput


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "CONFIG", "PORT", "MAX_AD_CHARACTERS", "ENCODER"):
        monkeypatch.delenv(f"MATCHER_{name}", raising=False)


def test_an_empty_variable_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "CONFIG", "PORT"):
        monkeypatch.setenv(f"MATCHER_{name}", "")
    assert read_settings().home == default_home()
    assert read_settings().port == 8000


@pytest.mark.parametrize("empty", ["", "  "])
def test_a_home_that_is_empty_in_the_file_is_refused_and_not_the_working_directory(
    empty: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "matcher.toml").write_text(f'home = "{empty}"\n')
    monkeypatch.setenv("MATCHER_CONFIG", str(tmp_path / "matcher.toml"))
    with pytest.raises(InvalidInput, match=r"setting home \(MATCHER_HOME\): .*is empty"):
        read_settings()


def test_a_tilde_is_the_users_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("MATCHER_HOME", "~/kept")
    monkeypatch.setenv("MATCHER_ENCODER", "~/encoder")
    assert read_settings().home == tmp_path / "kept"
    assert read_settings().encoder == str(tmp_path / "encoder")
    (tmp_path / "matcher.toml").write_text('home = "~/elsewhere"\nport = 81\n')
    monkeypatch.setenv("MATCHER_CONFIG", "~/matcher.toml")
    assert read_settings().port == 81
    assert read_settings().home == tmp_path / "kept"
    monkeypatch.delenv("MATCHER_HOME")
    assert read_settings().home == tmp_path / "elsewhere"


def test_a_misspelt_variable_is_told_once_with_the_nearest_name(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MATCHER_MAX_AD_CHARATERS", "5000")
    monkeypatch.setenv("MATCHER_QZX", "1")
    read_settings()
    read_settings()
    assert capsys.readouterr().err.splitlines() == [
        "matcher: MATCHER_MAX_AD_CHARATERS is no setting and was passed over; did you mean MATCHER_MAX_AD_CHARACTERS?",
        "matcher: MATCHER_QZX is no setting and was passed over",
    ]


def test_the_variables_of_the_tests_and_any_case_are_known(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("MATCHER_SHARED_DATA", "MATCHER_TESTS_WHOLE", "MATCHER_WHEELS", "MATCHER_CONFIG"):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("matcher_port", "99")
    assert read_settings().port == 99
    assert capsys.readouterr().err == ""


def test_a_greater_limit_of_characters_is_kept_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MATCHER_MAX_AD_CHARACTERS", "1500000")
    monkeypatch.setenv("MATCHER_HOME", str(tmp_path / "empty"))
    (tmp_path / "ad.txt").write_text("SQL " * 300_000)
    assert main(["advise", str(tmp_path / "ad.txt"), "--profile", str(tmp_path / "ad.txt")]) == 3
    assert "not built yet" in capsys.readouterr().err
    (tmp_path / "ad.txt").write_text("SQL " * 400_000)
    assert main(["advise", str(tmp_path / "ad.txt")]) == 2
    assert "characters; at most 1,500,000 are read in one go" in capsys.readouterr().err


def test_a_limit_beyond_what_any_file_holds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATCHER_MAX_AD_CHARACTERS", "20000001")
    with pytest.raises(InvalidInput, match=r"MATCHER_MAX_AD_CHARACTERS\): .*less than or equal to 20000000"):
        read_settings()


def test_where_the_ads_are_kept_can_be_named_and_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MATCHER_DATABASE_URL", "postgresql://someone:hush@db/ads")
    settings = read_settings()
    assert settings.database_url == "postgresql://someone:hush@db/ads"
    assert "hush" not in repr(settings)
    monkeypatch.setenv("MATCHER_DATABASE_URL", "")
    assert read_settings().database_url is None
