"""`matcher skills`: what the operator adds appears in every answer, is versioned, and can be taken out again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.command import main
from api.commands.loading import Loading
from api.wiring import load_service
from corpora.own_skills.folder import load_own_terms
from tests.api.conftest import copied, uri_of

HOUSE = """kind,label,aliases,concept,description
skill,Lorenzo EPR,Lorenzo,,Our electronic patient record
alias,crunching numbers,,perform data analysis,
stop,excellence framework,,,
skill,,,,
skill,SQL,,,
alias,info lit,,nothing,
"""
LORENZO = "urn:own:skill:lorenzo-epr"
AD = "Required:\n- Lorenzo EPR\n- Crunching numbers\n- Knowledge of the excellence framework\n- SQL"


@pytest.fixture(scope="module")
def housed(built_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Loading:
    """The small world with the house's own terms."""
    folder = tmp_path_factory.mktemp("housed")
    settings = copied(built_home, folder / "home")
    (folder / "house.csv").write_text(HOUSE)
    own = Loading(read_settings=lambda: settings)
    assert main(["skills", "add", str(folder / "house.csv")], own) == 4
    return own


@pytest.fixture
def own(built_home: Path, tmp_path: Path) -> Loading:
    """A home of its own, for tests that change it."""
    settings = copied(built_home, tmp_path / "home")
    return Loading(read_settings=lambda: settings)


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], str]:
    def write(text: str) -> str:
        (tmp_path / "own.csv").write_text(text)
        return str(tmp_path / "own.csv")

    return write


def test_good_rows_are_kept_and_bad_ones_named_by_file_row_and_column(
    own: Loading, written: Callable[[str], str], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["skills", "add", written(HOUSE), "--rejects", str(tmp_path / "bad")], own) == 4
    told = capsys.readouterr()
    assert told.out == (
        "own.csv: 3 kept, 3 left out\n3 terms of your own are in place\nrestart `matcher serve` to answer with them\n"
    )
    assert [line for line in told.err.splitlines() if "left out" in line] == [
        "matcher: left out own.csv, row 5, label: is missing or empty",
        f"matcher: left out own.csv, row 6, label: 'SQL' is {uri_of('SQL')} of small-1; make it an alias of that",
        "matcher: left out own.csv, row 7, concept: 'nothing' is no skill of small-1, by URI or by name",
    ]
    assert [json.loads(line)["row"] for line in (tmp_path / "bad").read_text().splitlines()] == [5, 6, 7]


def test_a_file_without_a_usable_row_changes_nothing(
    own: Loading, written: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["skills", "add", written("kind,label\nskill,\n"), "--replace"], own) == 2
    assert "matcher: own.csv: holds no term that can be used; nothing was changed" in capsys.readouterr().err
    assert load_own_terms(own.settings().home) == ((), None)


def test_terms_are_listed_exported_and_read_again(
    housed: Loading, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    capsys.readouterr()
    terms, version = load_own_terms(housed.settings().home)
    assert main(["skills", "list"], housed) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        f"alias\tcrunching numbers\t{uri_of('perform data analysis')}\t",
        "stop\texcellence framework\t\t",
        f"skill\tLorenzo EPR\t{LORENZO}\tLorenzo",
    ]
    assert told.err == f"matcher: version {version}\n"
    assert main(["skills", "export"], housed) == 0
    (tmp_path / "again.csv").write_text(capsys.readouterr().out)
    assert main(["skills", "add", str(tmp_path / "again.csv"), "--replace"], housed) == 0
    assert load_own_terms(housed.settings().home) == (terms, version)


def test_answers_show_own_skills_with_their_source_and_version(housed: Loading) -> None:
    with TestClient(create_app(load_service(housed.settings()))) as client:
        answer = client.post("/v1/gap", json={"ad": {"text": AD}, "profile": {"skills": ["Lorenzo"]}}).json()
        found = {demand["uri"]: demand["vocabulary"] for demand in answer["demands"]}
        assert found == {LORENZO: "own", uri_of("perform data analysis"): "ESCO", uri_of("SQL"): "ESCO"}
        [holding] = answer["profile"]["holdings"]
        assert (holding["uri"], holding["vocabulary"], holding["text"]) == (LORENZO, "own", "Lorenzo")
        assert [words["text"] for words in answer["unmatched"]] == ["Knowledge of the excellence framework"]
        assert answer["versions"]["own_skills"] == load_own_terms(housed.settings().home)[1]
        [hit, *_] = client.get("/v1/concepts", params={"q": "lorenzo epr"}).json()["items"]
        assert (hit["label"], hit["vocabulary"]) == ("Lorenzo EPR", "own")
        shown = client.get(f"/v1/concepts/{LORENZO}").json()
        assert shown["description"] == "Our electronic patient record"


def test_without_own_terms_their_version_is_null(service_client: TestClient) -> None:
    assert service_client.get("/v1/meta").json()["versions"]["own_skills"] is None


@pytest.fixture
def service_client(loading: Loading) -> TestClient:
    return TestClient(create_app(loading.service()))


def test_the_terminal_marks_them_and_explains_what_was_not_heard(
    housed: Loading, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "ad.txt").write_text(AD)
    assert main(["extract", str(tmp_path / "ad.txt")], housed) == 0
    told = capsys.readouterr().out
    assert "0.80  Lorenzo EPR  [own]" in told
    assert main(["explain", "Work by the excellence framework in Lorenzo"], housed) == 0
    told = capsys.readouterr().out
    assert 'read without your stop-terms: "Work by the in Lorenzo"' in told
    assert "Lorenzo EPR  (own) [Lorenzo]" in told


def test_a_course_that_names_the_house_skill_teaches_it(
    own: Loading, written: Callable[[str], str], tmp_path: Path
) -> None:
    course = {"id": "c-epr", "name": "Records", "outcomes": ["Document care in Lorenzo EPR"], "price": "0", "hours": 2,
              "currency": "AUD"}  # fmt: skip
    (tmp_path / "epr.jsonl").write_text(json.dumps(course) + "\n")
    assert main(["catalogue", "add", str(tmp_path / "epr.jsonl")], own) == 0
    assert main(["skills", "add", written("kind,label\nskill,Lorenzo EPR\n")], own) == 0
    with TestClient(create_app(load_service(own.settings()))) as client:
        answer = client.post("/v1/gap", json={"ad": {"text": "Required:\n- Lorenzo EPR"}}).json()
        assert answer["stack"]["achievements"] == ["c-epr"]
        [aligned] = client.get("/v1/achievements/c-epr").json()["alignments"]
        assert (aligned["uri"], aligned["vocabulary"], aligned["text"]) == (
            LORENZO,
            "own",
            "Document care in Lorenzo EPR",
        )


def test_a_catalogue_may_state_an_own_skill(housed: Loading, tmp_path: Path) -> None:
    (tmp_path / "own.jsonl").write_text(json.dumps({"id": "c-own", "name": "Records", "teaches": [LORENZO]}) + "\n")
    assert main(["catalogue", "add", str(tmp_path / "own.jsonl")], housed) == 0


def test_removing_takes_all_named_terms_or_none(
    own: Loading, written: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["skills", "add", written("kind,label\nskill,Lorenzo EPR\nstop,lean\n")], own) == 0
    assert main(["skills", "remove", "lean", "Lorenza"], own) == 2
    assert "matcher: NAME: there is no term 'Lorenza' of yours; nothing was changed" in capsys.readouterr().err
    assert main(["skills", "remove", "LORENZO EPR"], own) == 0
    assert [term.label for term in load_own_terms(own.settings().home)[0]] == ["lean"]
    before = load_service(own.settings()).versions
    assert main(["skills", "reset"], own) == 0
    after = load_service(own.settings()).versions
    assert (before.own_skills is None, after.own_skills) == (False, None)
    assert before.concepts != after.concepts


def test_an_alias_whose_concept_is_gone_is_listed_as_out_of_force(
    own: Loading, written: Callable[[str], str], capsys: pytest.CaptureFixture[str]
) -> None:
    rows = "kind,label,concept\nskill,Lorenzo EPR,\nalias,our record,Lorenzo EPR\n"
    assert main(["skills", "add", written(rows)], own) == 0
    assert main(["skills", "remove", "Lorenzo EPR"], own) == 0
    capsys.readouterr()
    assert main(["skills", "list"], own) == 0
    assert "matcher: 'our record' is out of force: small-1 lacks" in capsys.readouterr().err
    assert load_service(own.settings()).pipeline.read("Required:\n- our record").demands == ()
