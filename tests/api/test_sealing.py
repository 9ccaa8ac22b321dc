"""What travels in a form is opened by every server of a store, and by the key that is set where one is."""

from contextlib import closing
from pathlib import Path

import pytest

from api.command import main
from api.commands.loading import Loading
from api.sealing import keys_of
from api.settings import Settings
from api.web.carried import Carried, Seal
from corpora.store.database import Database, open_database
from corpora.store.schema import migrate
from matcher.profiles import Profile, ProfileClaims

CARRIED = Carried(
    asked="a", told=None, role=None, claims=ProfileClaims(claims=("SQL",)), holder="h", profile=Profile(holdings=())
)
LONG = "0123456789" * 4


def database_in(home: Path) -> Database:
    database = open_database(home)
    migrate(database)
    return database


def test_what_one_server_sealed_another_of_the_same_store_opens_and_one_of_another_store_does_not(
    tmp_path: Path,
) -> None:
    settings = Settings(home=tmp_path / "a")
    with closing(database_in(tmp_path / "a")) as one, closing(open_database(tmp_path / "a")) as two:
        sealed = Seal(keys_of(settings, one)).sealed(CARRIED)
        assert Seal(keys_of(settings, two)).opened(sealed) == CARRIED
    with closing(database_in(tmp_path / "b")) as other:
        assert Seal(keys_of(settings, other)).opened(sealed) is None


def test_after_a_rotation_pages_that_are_open_can_still_be_sent(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    with closing(database_in(tmp_path)) as database:
        sealed = Seal(keys_of(settings, database)).sealed(CARRIED)
        assert main(["seal", "rotate"], Loading(read_settings=lambda: settings)) == 0
        after = Seal(keys_of(settings, database))
        assert after.opened(sealed) == CARRIED
        newer = after.sealed(CARRIED)
        assert newer != sealed
        assert after.opened(newer) == CARRIED
        assert Seal(lambda: after.keys()[1:]).opened(newer) is None


def test_the_key_that_is_set_wins_and_is_not_rotated_in_the_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(home=tmp_path, seal_key=LONG)
    with closing(database_in(tmp_path)) as database:
        sealed = Seal(keys_of(settings, database)).sealed(CARRIED)
        assert Seal(lambda: (LONG.encode(),)).opened(sealed) == CARRIED
        assert Seal(keys_of(Settings(home=tmp_path), database)).opened(sealed) is None
        assert main(["seal", "rotate"], Loading(read_settings=lambda: settings)) == 2
    assert "seal_key: is set (MATCHER_SEAL_KEY)" in capsys.readouterr().err
    assert LONG not in repr(settings)


def test_where_the_store_can_t_be_asked_pages_go_on_with_a_key_of_the_process(tmp_path: Path) -> None:
    seal = Seal(keys_of(Settings(home=tmp_path), open_database(tmp_path, "postgresql://nobody@127.0.0.1:1/ads")))
    assert seal.opened(seal.sealed(CARRIED)) == CARRIED
