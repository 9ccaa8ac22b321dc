"""Emerging needs on the command line and over HTTP: built by the command, asked of what is built, told as tables."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.command import main
from api.commands.loading import Loading
from api.emerging import EmergingNeeds
from api.wiring import Service
from matcher.ad_store import ReadAd, Unlinked
from matcher.ads import JobAd
from matcher.mentions import Span
from tests.api.demanding import demanding, read
from tests.fake_store import ListAdStore

URL = "/v1/demand/emerging"
ASKED = tuple(("ABCDE"[at], f"Experience of ArchivesSpace is desirable, says {at}") for at in range(5))


def unlinked(number: int, employer: str, text: str) -> ReadAd:
    words = " ".join([text, *(f"{number}-{word}" for word in range(40))])
    own = Unlinked(span=Span(0, len(text)), text=text, section="required", named=False)
    return replace(read(JobAd(id=f"ad:{number}", text=words, organisation=employer), {}), unlinked=(own,))


@pytest.fixture
def asked_of(service: Service, tmp_path: Path) -> Service:
    """With ads whose needs were never grouped."""
    kept = [unlinked(number, *asked) for number, asked in enumerate(ASKED)]
    store = ListAdStore()
    store.save(kept, [])
    emerging = EmergingNeeds(home=tmp_path, store=store, reader=service.emerging.reader)
    return replace(demanding(service, kept), emerging=emerging)


@pytest.fixture
def client(asked_of: Service) -> Iterator[TestClient]:
    with TestClient(create_app(asked_of)) as client:
        yield client


def told(asked_of: Service, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    loading = Loading(read_settings=lambda: asked_of.settings, load_service=lambda _: asked_of)
    assert main(["demand", "emerging", *arguments], loading) == 0
    return capsys.readouterr().out


def test_the_command_groups_what_was_not_grouped_and_tells_it_in_the_ads_own_words(
    asked_of: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(asked_of, capsys)
    assert "ArchivesSpace: skill, 5 employers, 5 ads" in said
    assert "“Experience of ArchivesSpace is desirable, says " in said
    page: dict[str, Any] = json.loads(told(asked_of, capsys, "--json"))
    assert [(line["label"], line["ads"], line["small"]) for line in page["lines"]] == [("ArchivesSpace", 5, False)]
    assert (page["mentions"], page["grouped"], page["behind"]) == (5, 5, False)


def test_all_of_it_is_written_as_a_table(asked_of: Service, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    told(asked_of, capsys, "--out", str(tmp_path / "needs.csv"))
    with (tmp_path / "needs.csv").open(newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["label"], row["employers"], row["kind"]) == ("ArchivesSpace", "5", "skill")


def test_a_server_answers_of_what_is_built_and_names_the_command_where_nothing_is(
    client: TestClient, asked_of: Service
) -> None:
    missing = client.get(URL)
    assert (missing.status_code, missing.headers["content-type"]) == (503, "application/problem+json")
    assert "matcher demand emerging" in missing.json()["detail"]
    asked_of.emerging.now(lambda _: None)
    page = client.get(URL, params={"organisation": ["a", "b"]}).json()
    assert [(line["label"], line["employers"], line["small"]) for line in page["lines"]] == [("ArchivesSpace", 2, True)]
    assert client.get(URL, params={"organisation": "Z"}).status_code == 422


def test_ads_that_came_since_are_said_to_be_counted_only_where_their_words_were_known(
    client: TestClient, asked_of: Service
) -> None:
    asked_of.emerging.now(lambda _: None)
    store = asked_of.emerging.store
    store.save([unlinked(9, "F", "Knowledge of Koha")], [])
    page = client.get(URL).json()
    assert page["behind"] is True
    assert sum("came or went" in note for note in page["notes"]) == 1
