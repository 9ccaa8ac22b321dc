"""A resume goes out with what is planned, never as if it were held."""

import json
from copy import deepcopy

import jsonschema
import pytest

from corpora.courses.records import achievement_of
from corpora.profiles.files import read_profile, resume_in
from corpora.profiles.resume_writing import new_resume, planned_line, with_planned
from matcher.errors import InvalidInput
from tests.corpora.shared_data import shared_file

EVIDENCE = achievement_of(
    {"id": "e", "name": "Evidence at Work", "awarding_body": "Harbour Institute", "provider": "Harbour College",
     "hours": 30, "url": "https://example.org/e", "date": "2026-01-01"}
)  # fmt: skip
BARE = achievement_of({"id": "b", "name": "Archives", "workload": "5 weeks at 2 to 3 hours a week"})
RESUME: dict[str, object] = {
    "basics": {"name": "Ada", "x-pronouns": "she", "location": {"city": "Perth"}},
    "work": [{"name": "Acme", "position": "Clerk", "startDate": "2020-01"}],
    "skills": [{"name": "SQL", "level": "Master", "keywords": ["joins"]}],
    "certificates": [{"name": "First aid", "date": "2024-05-01", "issuer": "Red Cross", "x-id": 7}],
    "x-unknown": {"kept": [1, 2.5, None]},
    "meta": {"version": "v1.0.0"},
}


def test_what_was_there_stays_as_it_was_and_what_is_planned_has_no_date() -> None:
    before = deepcopy(RESUME)
    after = with_planned(RESUME, [EVIDENCE, BARE])
    assert before == RESUME
    assert {name: value for name, value in after.items() if name != "certificates"} == {
        name: value for name, value in RESUME.items() if name != "certificates"
    }
    assert after["certificates"] == [
        {"name": "First aid", "date": "2024-05-01", "issuer": "Red Cross", "x-id": 7},
        {
            "name": "Evidence at Work (planned)",
            "issuer": "Harbour Institute",
            "url": "https://example.org/e",
            "status": "planned",
            "summary": "Planned: Evidence at Work (Harbour Institute), 30 hours",
        },
        {"name": "Archives (planned)", "status": "planned", "summary": "Planned: Archives, 10 to 15 hours"},
    ]


def test_a_line_for_a_resume_in_words_says_only_what_is_stated() -> None:
    assert planned_line(EVIDENCE) == "Planned: Evidence at Work (Harbour Institute), 30 hours"
    assert planned_line(achievement_of({"id": "a", "name": "A"})) == "Planned: A"


def test_what_is_listed_already_held_or_planned_is_not_listed_again() -> None:
    once = with_planned(RESUME, [EVIDENCE])
    assert with_planned(once, [EVIDENCE]) == once
    held = {"certificates": [{"name": "evidence  at work", "date": "2026-02-01"}, "Archives"]}
    assert with_planned(held, [EVIDENCE, BARE]) == held


def test_what_is_planned_is_not_read_as_held() -> None:
    written = json.dumps(with_planned(RESUME, [EVIDENCE, BARE])).encode()
    assert read_profile("cv.json", written) == read_profile("cv.json", json.dumps(RESUME).encode())


def test_a_resume_whose_certificates_are_no_list_is_not_guessed_at() -> None:
    with pytest.raises(InvalidInput, match="certificates: is not a list"):
        with_planned({"certificates": {"name": "A"}}, [EVIDENCE])


def test_only_a_json_resume_is_one() -> None:
    assert resume_in("cv.json", b'\xef\xbb\xbf{"basics": {"name": "Ada"}}') == {"basics": {"name": "Ada"}}
    for data in (
        b"",
        b"SQL, Python",
        b'["SQL"]',
        b'{"skills": ["SQL"]}',
        b"%PDF-1.7",
        b"<html><body>SQL</body></html>",
    ):
        assert resume_in("cv", data) is None


@pytest.mark.parametrize("resume", [RESUME, new_resume(()), new_resume(("SQL", "first aid"))])
def test_what_is_written_fits_the_published_schema(resume: dict[str, object]) -> None:
    schema = json.loads(shared_file("standards/jsonresume_schema.json").read_text("utf-8"))
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    assert not list(validator.iter_errors(with_planned(resume, [EVIDENCE, BARE])))
    assert list(validator.iter_errors({"certificates": [{"name": 1}]})), "the schema does check"
