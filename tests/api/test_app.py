"""The HTTP API over the index that setup builds: an ad in, an answer out, and clear refusals."""

import json
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.wiring import Service
from corpora.ads.files import read_sample_ads

pytestmark = pytest.mark.built

AD = (
    "Data Analyst\n\nWe are a leading AI company and we excel at everything.\n\nRequirements\n"
    "• You must know SQL and Python (programming).\n• Excellent communication skills.\n"
    "• No experience of Java is needed.\n\nDesirable\n• Knowledge of Tableau.\n\nBenefits\n• Private health insurance"
)


@pytest.fixture(scope="module")
def client(built: Service) -> Iterator[TestClient]:
    with TestClient(create_app(built)) as client:
        yield client


def labels(demands: list[dict[str, object]]) -> dict[object, object]:
    return {demand["label"]: demand["importance"] for demand in demands}


def test_an_ad_becomes_a_gap_with_evidence_and_a_stack(client: TestClient) -> None:
    asked = {"ad": {"text": AD}, "profile": {"skills": ["SQL"]}, "budget": 900, "hours": 80}
    answer = client.post("/v1/gap", json=asked).json()

    found = labels(answer["demands"])
    assert found["SQL"] == "essential"
    assert found["Tableau"] == "optional"
    assert "Java (computer programming)" not in found
    covered = answer["gap"]["covered"]
    assert covered[0]["demand"]["label"] == "SQL"
    assert {holding["text"] for one in covered for holding in one["holdings"]} == {"SQL"}
    assert "SQL" not in labels(answer["gap"]["missing"])
    assert answer["stack"]["achievements"]
    assert float(answer["stack"]["cost"]) <= 900
    assert answer["stack"]["hours"] <= 80
    assert answer["stack"]["proven_optimal"]
    assert all(answer["versions"][part] for part in ("taxonomy", "roles", "titles"))
    assert any("ESCO" in line for line in answer["attribution"])


def test_offsets_count_in_the_text_that_the_answer_returns(client: TestClient) -> None:
    answer = client.post("/v1/extract", json={"text": "Emoji first 🎉🎉\r\n" + AD}).json()
    assert answer["demands"]
    for demand in answer["demands"]:
        assert demand["evidence"]
        for evidence in demand["evidence"]:
            assert answer["text"][evidence["start"] : evidence["end"]] == evidence["text"]
            mention = evidence["mention"]
            assert evidence["start"] <= mention["start"] < mention["end"] <= evidence["end"]


def test_what_is_not_asked_is_set_aside_and_counted(client: TestClient) -> None:
    answer = client.post("/v1/extract", json={"text": AD}).json()
    assert answer["set_aside"]["not asked"] == 1
    assert answer["set_aside"]["benefits"] == 1


def test_every_recommendation_says_what_it_closes_in_the_catalogues_words(client: TestClient) -> None:
    answer = client.post("/v1/gap", json={"ad": {"text": AD}, "limit": 5}).json()
    missing = {demand["uri"] for demand in answer["gap"]["missing"]}
    assert answer["recommendations"]
    for recommendation in answer["recommendations"]:
        achievement = recommendation["achievement"]
        said = json.dumps(achievement, ensure_ascii=False)
        closures = [*recommendation["closes"], *recommendation["may_close"]]
        assert closures or achievement["id"] in answer["stack"]["achievements"]
        for closure in closures:
            assert closure["uri"] in missing
            assert json.dumps(closure["text"], ensure_ascii=False)[1:-1] in said
        assert achievement["sample"] is True


def test_a_role_does_instead_of_an_ad_and_names_its_sources(client: TestClient) -> None:
    resolved = client.post("/v1/gap", json={"role": "reference librarian"}).json()["role"]["resolved_to"]
    assert resolved[0]["label"] == "librarian"
    answer = client.post("/v1/gap", json={"role": "accountant"}).json()
    sources = {evidence["source"] for demand in answer["demands"] for evidence in demand["evidence"]}
    assert {"O*NET task", "occupation description", "similar ad"} <= sources
    assert all(demand["evidence"] for demand in answer["demands"])
    assert all(evidence["reference"] for demand in answer["demands"] for evidence in demand["evidence"])


def test_an_ad_that_asks_for_nothing_is_answered_with_nothing(client: TestClient) -> None:
    answer = client.post("/v1/gap", json={"ad": {"text": "Closing date: 4 May. To apply, call us."}})
    assert answer.status_code == 200
    assert answer.json()["demands"] == []
    assert answer.json()["stack"]["achievements"] == []


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({}, 422, "either an ad or a role"),
        ({"ad": {"text": ""}}, 422, "the ad is empty"),
        ({"ad": {"text": " \n\t "}}, 422, "the ad is empty"),
        ({"ad": {"text": "SQL"}, "role": "nurse"}, 422, "either an ad or a role"),
        ({"ad": {"text": "SQL"}, "budget": -1}, 422, "budget"),
        ({"ad": {"text": "SQL"}, "hours": -0.5}, 422, "hours"),
        ({"ad": {"text": "SQL"}, "budget": 5, "currency": "dollars"}, 422, "currency"),
        ({"ad": {"text": "SQL"}, "budget": 5, "currency": "ZZZ"}, 422, "currency"),
        ({"ad": {"txt": "SQL"}}, 422, "ad.txt"),
        ({"role": "qzxv wvbk"}, 422, "no occupation resembles"),
        ({"role": "  "}, 422, "the role is empty"),
        ({"ad": {"text": "a " * 300_000}}, 413, "at most 400,000"),
        ({"ad": {"text": "SQL"}, "profile": {"skills": "SQL"}}, 422, "profile.skills"),
        ({"ad": {"text": "SQL"}, "modes": ["by pigeon"]}, 422, "modes"),
    ],
)
def test_bad_input_is_named(client: TestClient, body: dict[str, object], status: int, says: str) -> None:
    answer = client.post("/v1/gap", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert says in answer.json()["detail"]
    assert answer.json()["status"] == status


def test_broken_json_is_a_problem_of_its_own(client: TestClient) -> None:
    answer = client.post("/v1/gap", content='{"ad": {', headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "body: is not valid JSON, from character 8 on"


def test_what_was_sent_is_not_repeated_in_errors(client: TestClient) -> None:
    answer = client.post("/v1/gap", json={"ad": {"text": "SQL"}, "profile": {"cv": "Jane Secret"}})
    assert answer.status_code == 422
    assert "Secret" not in answer.text


def test_a_request_beyond_the_limit_is_refused_unread(client: TestClient) -> None:
    answer = client.post("/v1/gap", content=b"x" * 12_000_001, headers={"content-type": "application/json"})
    assert answer.status_code == 413


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/concepts/http://data.europa.eu/esco/skill/nope", 404),
        ("/v1/achievements/nope", 404),
        ("/v1/ads/similar?ad=nope", 404),
        ("/v1/ads/similar", 422),
        ("/v1/roles?q=nurse&limit=0", 422),
        ("/v1/roles?q=nurse&cursor=x", 422),
        ("/v1/concepts", 422),
        ("/v1/nowhere", 404),
    ],
)
def test_unknown_things_are_problems_too(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_address_that_is_none_of_a_program_s_is_a_page_for_people(client: TestClient) -> None:
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "<h1>Not Found</h1>" in answer.text


def test_pages_follow_each_other_without_gap_or_overlap(client: TestClient) -> None:
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = client.get("/v1/achievements", params={"limit": 90} | ({"cursor": cursor} if cursor else {})).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == sorted(set(seen))
    assert len(seen) == client.get("/v1/meta").json()["achievements"]


def test_ranked_pages_follow_each_other(client: TestClient) -> None:
    whole = client.get("/v1/roles", params={"q": "nurse", "limit": 6}).json()["items"]
    first = client.get("/v1/roles", params={"q": "nurse", "limit": 3}).json()
    second = client.get("/v1/roles", params={"q": "nurse", "limit": 3, "cursor": first["next_cursor"]}).json()
    assert first["items"] + second["items"] == whole


def test_concepts_are_found_by_name_and_by_meaning(client: TestClient) -> None:
    by_name = client.get("/v1/concepts", params={"q": "think critically"}).json()["items"]
    assert by_name[0]["label"] == "think critically"
    by_meaning = client.get("/v1/concepts", params={"q": "evaluating sources critically"}).json()["items"]
    assert "critically evaluate information and its sources" in {item["label"] for item in by_meaning}
    one = client.get(f"/v1/concepts/{by_name[0]['uri']}").json()
    assert one["label"] == "think critically"
    assert "Critical thinking" in one["families"]


def test_an_indexed_ad_finds_similar_ones_but_not_itself(client: TestClient) -> None:
    known = next(ad for ad in read_sample_ads() if "ibrarian" in (ad.title or ""))
    items = client.get("/v1/ads/similar", params={"ad": known.id, "limit": 3}).json()["items"]
    assert known.id not in {item["id"] for item in items}
    assert any("ibrar" in item["title"] for item in items)


def test_nothing_made_from_a_persons_text_is_cached(client: TestClient) -> None:
    answer = client.post("/v1/gap", json={"ad": {"text": AD}})
    assert answer.headers["cache-control"] == "no-store"


def test_equal_questions_have_equal_answers(client: TestClient) -> None:
    asked = {"ad": {"text": AD}, "profile": {"text": "I write SQL every day."}, "budget": 500, "hours": 60}
    assert client.post("/v1/gap", json=asked).json() == client.post("/v1/gap", json=asked).json()


def test_health_checks_answer(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").json() == {"status": "ready", "outdated_ads": 0}


def test_requirements_that_fit_no_known_skill_are_named_with_offsets(client: TestClient) -> None:
    text = "Requirements\n- SQL\n- RMN / RNLD\n\nBenefits\n- Pension"
    answer = client.post("/v1/extract", json={"text": text}).json()
    assert [words["text"] for words in answer["unmatched"]] == ["RMN / RNLD"]
    assert all(text[words["start"] : words["end"]] == words["text"] for words in answer["unmatched"])
    assert client.post("/v1/gap", json={"role": "librarian"}).json()["unmatched"] == []
