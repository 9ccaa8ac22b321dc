"""A server starts where ads and courses are of a former version, says so, and is brought up to date by commands."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from api.app import create_app
from api.command import main
from api.commands.serve import tell_outdated
from api.settings import Settings
from api.wiring import Reading, load_service, open_store
from corpora.store import tables
from corpora.store.courses import SqlCatalogueStore
from corpora.store.names import Kind, numbers_of_names
from corpora.store.writing import bump
from tests.api.conftest import ADS, COURSES, loading_on


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Settings:
    """A home of its own, whose ads were read by a former version and by its encoder too."""
    shutil.copytree(home, tmp_path / "home")
    settings = Settings(home=tmp_path / "home")
    with closing(open_store(settings)) as store, store.database.writing() as connection:
        named = numbers_of_names(connection, [(Kind.READING, "former"), (Kind.ENCODER, "former")])
        connection.execute(update(tables.readings).values(reading=named[Kind.READING, "former"]))
        connection.execute(update(tables.vectors).values(encoder=named[Kind.ENCODER, "former"]))
        bump(connection, "pretended")
    return settings


def test_it_answers_and_tells_how_many_ads_a_former_version_read_until_they_are_read_again(
    own: Settings, reading: Reading, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = loading_on(own, reading)
    service = mine.service()
    tell_outdated(service)
    assert f"{len(ADS)} ads answer by what another version read in them" in capsys.readouterr().err
    with TestClient(create_app(service)) as client:
        assert client.get("/readyz").json() == {"status": "ready", "outdated_ads": len(ADS)}
        assert client.get("/v1/meta").json()["versions"]["outdated_ads"] == len(ADS)
        assert client.get("/v1/ads/similar?q=librarian").json()["items"] == []
    service.store.close()
    assert main(["index", "retire"], mine) == 3
    assert "3 were read with another version; run `matcher index build`" in capsys.readouterr().err
    assert main(["index", "build"], mine) == 0
    capsys.readouterr()
    assert main(["index", "retire"], mine) == 0
    assert capsys.readouterr().out == "forgot 3 vectors of ads and 0 readings of courses by other versions\n"
    after = mine.service()
    with TestClient(create_app(after)) as client:
        assert client.get("/readyz").json() == {"status": "ready", "outdated_ads": 0}
        assert client.get("/v1/meta").json()["versions"]["outdated_ads"] is None
        assert len(client.get("/v1/ads/similar?q=librarian").json()["items"]) == len(ADS)
    tell_outdated(after)
    assert capsys.readouterr().err == ""
    after.store.close()


def test_a_server_whose_home_lacks_the_index_of_the_courses_makes_it_where_all_are_read(
    home: Path, reading: Reading, tmp_path: Path
) -> None:
    shutil.copytree(home, tmp_path / "home")
    shutil.rmtree(tmp_path / "home" / "catalogue")
    settings = Settings(home=tmp_path / "home")
    service = load_service(settings, lambda _: reading)
    assert len(service.pipeline.catalogue) == len(COURSES)
    assert service.offered == SqlCatalogueStore(service.store.database).version()
    service.store.close()


def test_similar_ads_can_be_those_of_a_slice(home: Path, reading: Reading) -> None:
    service = load_service(Settings(home=home), lambda _: reading)
    with TestClient(create_app(service)) as client:
        everything = client.get("/v1/ads/similar?q=librarian").json()["items"]
        late = client.get("/v1/ads/similar?q=librarian&since=2024-01-01").json()["items"]
        assert [item["id"] for item in late] == ["ad-2"]
        assert late == [item for item in everything if item["id"] == "ad-2"]
        refused = client.get("/v1/ads/similar?q=librarian&region=Atlantis")
        assert (refused.status_code, "no ad states any, so none is 'Atlantis'" in refused.json()["detail"]) == (
            422,
            True,
        )
        unknown = client.get("/v1/ads/similar?q=librarian&county=Kent")
        assert unknown.status_code == 422
    service.store.close()
