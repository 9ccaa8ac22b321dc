"""Tools for language models: what each answers, in the small world, and what it says where it can't."""

import json
import logging
from typing import Any

import pytest
from fastapi import FastAPI
from jsonschema import Draft202012Validator

from api.app import create_app
from api.mcp.telling import MOST_QUOTED, shortened
from api.mcp.tools import ModelTool, tools
from api.wiring import Service
from tests.api.conftest import LIBRARIAN, uri_of
from tests.api.model_tools import call, in_process, said, told
from tests.api.test_guarding import SECRET, stumbling_service

AD = "Librarian\n\nYou must manage library collections.\nKnowledge of SQL is desirable.\nYou will work in teams."
NAMES = {"extract_skills", "find_gap", "recommend", "search_concepts", "skill_demand", "lint_catalogue_entry"}


@pytest.fixture(scope="module")
def app(service: Service) -> FastAPI:
    return create_app(service)


def by_skill(listed: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {one["skill"]: one for one in listed}


def test_all_six_tools_say_that_they_only_read(app: FastAPI) -> None:
    listed = in_process(app, lambda client: client.list_tools()).tools
    assert {tool.name for tool in listed} == NAMES
    for tool in listed:
        hints = tool.annotations
        assert hints is not None
        assert (hints.read_only_hint, hints.destructive_hint, hints.idempotent_hint) == (True, False, True)
        assert hints.open_world_hint is False
        assert tool.title
        assert tool.description


@pytest.mark.parametrize("tool", tools(), ids=lambda tool: tool.name)
def test_schemas_are_valid_and_refuse_what_they_do_not_know(tool: ModelTool) -> None:
    listed = tool.told()
    for schema in (listed.input_schema, listed.output_schema or {}):
        Draft202012Validator.check_schema(schema)
        assert schema["type"] == "object"
    assert listed.input_schema["additionalProperties"] is False


def test_skills_of_an_ad_come_with_the_sentence_each_rests_on(app: FastAPI, service: Service) -> None:
    answer = told(call(app, "extract_skills", text=AD))
    found = by_skill(answer["skills"])
    assert found["manage library collections"]["importance"] == "essential"
    assert found["SQL"]["importance"] == "optional"
    assert found["SQL"]["uri"] == uri_of("SQL")
    assert 0.25 <= found["SQL"]["confidence"] <= 1
    [quote] = found["SQL"]["evidence"]
    assert quote["text"] == AD[quote["start"] : quote["end"]] == "Knowledge of SQL is desirable."
    assert answer["total"] == len(answer["skills"])
    assert answer["versions"]["catalogue"] == service.versions.catalogue
    assert answer["attribution"] == list(service.pipeline.taxonomy.attribution)


def test_a_list_is_as_short_as_was_asked_and_says_how_many_there_are(app: FastAPI) -> None:
    answer = told(call(app, "extract_skills", text=AD, limit=1, quotes=0))
    assert len(answer["skills"]) == 1
    assert answer["total"] >= 3
    assert answer["skills"][0]["evidence"] == []


def test_a_long_sentence_is_quoted_around_what_names_the_skill() -> None:
    text = "x" * 500 + "SQL" + "y" * 500
    assert shortened("short") == "short"
    assert shortened(text, 500)[1:-1] == text[350:650]
    assert shortened(text) == text[:MOST_QUOTED] + "…"
    assert shortened(text, 1_000) == "…" + text[-MOST_QUOTED:]


def test_a_gap_is_what_is_asked_and_not_held(app: FastAPI) -> None:
    answer = told(call(app, "find_gap", ad=AD, skills=["SQL", "qwertz"], cv="I manage library collections."))
    covered = by_skill(answer["covered"])
    assert set(covered) >= {"SQL", "manage library collections"}
    assert covered["SQL"]["held"]["words"] == "SQL"
    assert covered["SQL"]["held"]["source"] == "self_claimed"
    assert covered["manage library collections"]["held"]["words"] == "I manage library collections."
    assert "work in teams" in by_skill(answer["missing"])
    assert answer["unlinked"] == ["qwertz"]
    assert (answer["covered_total"], answer["missing_total"]) == (len(covered), len(answer["missing"]))


def test_a_role_is_taken_by_its_name_and_says_what_it_was_taken_for(app: FastAPI) -> None:
    answer = told(call(app, "find_gap", role="librarian"))
    assert answer["role"][0]["uri"] == LIBRARIAN
    assert "manage library collections" in by_skill(answer["missing"])
    assert answer["covered"] == []


def test_courses_are_recommended_within_the_money_with_the_catalogues_words(app: FastAPI) -> None:
    answer = told(call(app, "recommend", ad=AD, skills=["manage library collections"], budget=60, currency="AUD"))
    [course] = answer["stack"]["courses"]
    assert (course["id"], course["price"], course["currency"], course["hours_max"]) == ("c-team", "50", "AUD", 5.0)
    [closed] = course["closes"]
    assert (closed["skill"], closed["words"]) == ("work in teams", "Work in teams")
    assert closed["coverage"] >= 0.75
    assert (answer["stack"]["cost"], answer["stack"]["proven_optimal"]) == ("50", True)
    assert "SQL" in answer["still_open"]
    assert "c-data" in {one["id"] for one in answer["others"]}
    whole = told(call(app, "recommend", ad=AD, budget=1_000, others=0))
    assert {"c-team", "c-data"} <= {one["id"] for one in whole["stack"]["courses"]}
    assert [one["sample"] for one in whole["stack"]["courses"] if one["id"] == "c-data"] == [True]


def test_concepts_are_found_by_name_first(app: FastAPI) -> None:
    answer = told(call(app, "search_concepts", query="SQL", limit=2))
    assert len(answer["found"]) == 2
    assert answer["found"][0]["uri"] == uri_of("SQL")
    assert answer["found"][0]["description"] == "To SQL."


def test_demand_tells_whose_ads_were_counted(app: FastAPI) -> None:
    answer = told(call(app, "skill_demand", skill="SQL"))
    assert (answer["skill"], answer["ads_in_slice"], answer["demand"]["ads"]) == ("SQL", 2, 1)
    assert answer["demand"]["share"] == 0.5
    assert [one["text"] for one in answer["quotes"]] == ["You must know SQL."]
    taught = told(call(app, "skill_demand", skill="work in teams"))
    assert [one["course"] for one in taught["teachers"]] == ["c-team"]  # sample courses count only among themselves
    assert any("fewer than 100 ads" in note for note in answer["notes"])
    nothing = told(call(app, "skill_demand", skill="SQL", since="2024-03-01"))
    assert (nothing["ads_in_slice"], nothing["demand"], nothing["slice"]["since"]) == (0, None, "2024-03-01")


def test_an_entry_is_told_what_it_lacks_and_what_to_write(app: FastAPI) -> None:
    entry = {"name": "Teamwork", "outcomes": ["Understand basics of teams"], "description": "Work in teams."}
    answer = told(call(app, "lint_catalogue_entry", entry=entry))
    to_do = {(one["framework"], one["element"]): one for one in answer["to_do"]}
    assert to_do["EU recommendation 2022", "learning outcomes"]["status"] == "vague"
    assert "`level`" in to_do["EU recommendation 2022", "level"]["instead"]
    assert ("EU recommendation 2022", "title") not in to_do
    assert "present" not in {one["status"] for one in answer["to_do"]}
    assert "work in teams" in {one["label"] for one in answer["suggestions"]}
    assert "yes" not in {one["answer"] for one in answer["advice"]}
    unread = told(call(app, "lint_catalogue_entry", entry=entry, suggestions=False))
    assert unread["suggestions"] == []


def test_a_field_of_an_entry_that_cannot_be_read_is_named(app: FastAPI) -> None:
    linked = {"@context": "https://schema.org", "@type": "Course", "@id": "c", "name": "Maths"}
    assert told(call(app, "lint_catalogue_entry", entry=linked))["name"] == "Maths"


@pytest.mark.parametrize(
    ("tool", "arguments", "says"),
    [
        ("extract_skills", {}, "text: Field required"),
        ("extract_skills", {"text": " "}, "the ad is empty"),
        ("extract_skills", {"text": "x " * 300_000}, "at most 400,000"),
        ("extract_skills", {"text": "x", "limit": 0}, "limit: Input should be greater than or equal to 1"),
        ("find_gap", {}, "give either `ad` or `role`"),
        ("find_gap", {"ad": "x", "role": "y"}, "give either `ad` or `role`"),
        ("find_gap", {"role": "zzzz"}, "zzzz"),
        ("recommend", {"ad": "x", "currency": "XXQ"}, "currency: is no current ISO 4217 code"),
        ("recommend", {"ad": "x", "budget": -1}, "budget"),
        ("search_concepts", {"query": "?!"}, "the query"),
        ("skill_demand", {"skill": "http://example.org/none"}, "http://example.org/none"),
        ("skill_demand", {"skill": "SQL", "since": "yesterday"}, "since"),
        ("lint_catalogue_entry", {"entry": {}}, "name"),
        ("lint_catalogue_entry", {"entry": {"name": "x", "hours": -1}}, "hours"),
        ("lint_catalogue_entry", {"entry": {"name": "x" * 3_000_000}}, "3,000,000"),
        ("lint_catalogue_entry", {"entry": {"name": "x", "description": "long " * 90_000}}, "at most 400,000"),
    ],
)
def test_what_cannot_be_used_is_said_in_words(app: FastAPI, tool: str, arguments: dict[str, Any], says: str) -> None:
    result = call(app, tool, **arguments)
    assert result.is_error
    assert says in said(result)
    assert result.structured_content is None


def test_an_answer_as_text_is_the_structured_one(app: FastAPI) -> None:
    result = call(app, "search_concepts", query="teams", limit=1)
    assert json.loads(said(result)) == told(result)


def test_nothing_that_is_sent_is_logged_whatever_breaks(
    service: Service, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        result = call(create_app(stumbling_service(service)), "extract_skills", text=SECRET)
        call(create_app(service), "skill_demand", skill=SECRET)
        call(create_app(service), "extract_skills", text=SECRET, limit=SECRET)
    assert result.is_error
    assert said(result) == "something broke here; the log of the server says where"
    [record] = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert "the tool 'extract_skills' broke" in record.getMessage()
    assert "RuntimeError" in record.getMessage()
    assert "Secret" not in said(result) + caplog.text + "".join(capsys.readouterr())
