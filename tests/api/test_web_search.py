"""The search: skills, roles and courses by name and by meaning, and names while somebody types."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.web.search import shared_out
from api.web.things import Kind, Thing, line_of
from api.wiring import Service


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


def page(client: TestClient, **query: str) -> str:
    answer = client.get("/search", params=query)
    assert answer.status_code == 200
    return unescape(answer.text)


def section(text: str, kind: str) -> str:
    start = text.index(f'<section aria-labelledby="{kind}s">')
    return text[start : text.index("</section>", start)]


def linked(text: str) -> list[tuple[str, str]]:
    """(address, name) of what was found."""
    return re.findall(r'<li><a href="([^"]*)">([^<]*)</a>', text)


def test_a_skill_that_is_called_so_comes_first_and_leads_to_its_page(client: TestClient) -> None:
    found = linked(section(page(client, q="sql"), "skill"))
    assert found[0] == ("/skills/http%3A%2F%2Fexample.org%2Fskill%2FSQL", "SQL")


def test_likes_are_told_apart_by_kind_vocabulary_and_a_line_of_what_is_said_of_them(client: TestClient) -> None:
    skills = section(page(client, q="koha"), "skill")
    assert linked(skills)[0] == ("/skills/urn%3Aonet%3Atechnology%3Akoha", "Koha")
    assert "technology, O*NET" in skills
    roles = section(page(client, q="librarian"), "role")
    assert linked(roles)[0] == ("/advise?role=librarian", "librarian")
    assert "role, ESCO" in roles
    assert "Librarians manage libraries" in roles


def test_a_course_is_found_by_its_title_its_topic_and_its_provider_and_says_what_it_lacks(client: TestClient) -> None:
    by_topic = section(page(client, q="conserve archives"), "course")
    assert linked(by_topic)[0] == ("/courses/c-euro", "Conserving archives")
    assert "on “conserve archives”" in by_topic
    assert "EUR 10" in by_topic
    assert "3 hours" in by_topic
    assert linked(section(page(client, q="example tafe"), "course"))[0] == ("/courses/c-data", "Data analysis with SQL")
    free = section(page(client, q="library collections"), "course")
    assert "provider not stated" in free
    assert "price not stated" in free
    assert "hours not stated" in free


def test_a_course_is_found_by_what_its_sentences_mean(client: TestClient) -> None:
    courses = section(page(client, q="collaborating in a group"), "course")
    assert "No course is called “collaborating in a group”." in courses
    assert linked(courses)[0] == ("/courses/c-team", "Teamwork")
    assert "Work in teams" in courses


def test_a_name_that_nothing_has_teaches_what_is_near(client: TestClient) -> None:
    text = page(client, q="first help for injured people")
    assert "No skill is called “first help for injured people”." in text
    assert "Nearest in meaning" in text
    assert linked(section(text, "skill"))[0][1] == "give first aid"


def test_one_kind_has_an_address_of_its_own(client: TestClient) -> None:
    text = page(client, q="library", kind="skill")
    assert 'id="skills"' in text
    assert 'id="roles"' not in text
    assert [name for _, name in linked(text)[:2]] == ["manage library collections", "provide library information"]
    assert 'id="roles"' in page(client, q="library", kind="nonsense")


def test_an_empty_search_explains_itself_with_examples(client: TestClient) -> None:
    for query in ({}, {"q": "  "}):
        text = page(client, **query)
        assert "<h1>Search skills, roles and courses</h1>" in text
        assert 'href="/search?q=reference%20librarian"' in text


@pytest.mark.parametrize("query", ["!!", "🎉", "\x00"])
def test_what_has_no_letter_is_told_in_words(client: TestClient, query: str) -> None:
    assert "has no letter and no digit" in page(client, q=query)


@pytest.mark.parametrize("query", ['<script>alert(1)</script>"', "تحليل البيانات", "SQL\x00SQL", "{{ 7 * 7 }}", "%s%n"])
def test_hostile_words_are_words(client: TestClient, query: str) -> None:
    answer = client.get("/search", params={"q": query})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    assert f"“{query}”" in unescape(answer.text).replace("\ufffd", "\x00")
    assert client.get("/search/names", params={"q": query, "of": "all"}).status_code == 200


def test_of_a_long_text_the_beginning_is_searched_and_that_is_said(client: TestClient) -> None:
    assert "only its first 300 characters were searched" in page(client, q="accounting " * 60)
    assert "were searched" not in page(client, q="accounting")


def test_names_are_given_as_json_with_what_tells_them_apart(client: TestClient) -> None:
    assert client.get("/search/names", params={"q": "acc"}).json() == {
        "names": [
            {
                "name": "accounting",
                "about": "skill, ESCO",
                "called": None,
                "path": "/skills/http%3A%2F%2Fexample.org%2Fskill%2Faccounting",
            }
        ]
    }


def test_for_the_whole_site_roles_and_courses_are_named_too(client: TestClient) -> None:
    names = client.get("/search/names", params={"q": "libra", "of": "all"}).json()["names"]
    assert [(one["name"], one["about"]) for one in names] == [
        ("manage library collections", "skill, ESCO"),
        ("provide library information", "skill, ESCO"),
        ("librarian", "role, ESCO"),
        ("Librarians", "role, O*NET"),
        ("Library collections", "course, provider not stated"),
    ]


@pytest.mark.parametrize("typed", ["", " ", "zzzz"])
def test_where_no_name_begins_so_there_are_none(client: TestClient, typed: str) -> None:
    assert client.get("/search/names", params={"q": typed, "of": "all"}).json() == {"names": []}


def things(kind: Kind, many: int) -> list[Thing]:
    return [Thing(kind=kind, name=f"{kind}{n}", path="/", about="") for n in range(many)]


@pytest.mark.parametrize(
    ("skills", "roles", "courses", "shared"),
    [(9, 9, 9, (4, 2, 2)), (9, 0, 1, (7, 0, 1)), (1, 9, 9, (1, 5, 2)), (0, 0, 3, (0, 0, 3))],
)
def test_a_kind_takes_the_places_that_others_leave(
    skills: int, roles: int, courses: int, shared: tuple[int, ...]
) -> None:
    shown = shared_out({Kind.SKILL: things(Kind.SKILL, skills), Kind.ROLE: things(Kind.ROLE, roles),
                        Kind.COURSE: things(Kind.COURSE, courses)})  # fmt: skip
    assert tuple(sum(one.kind is kind for one in shown) for kind in Kind) == shared


def test_a_line_is_a_sentence_cut_between_words() -> None:
    assert line_of("One thing. Another.") == "One thing"
    assert line_of(" ") is None
    assert line_of("word " * 50) == " ".join(["word"] * 32) + " …"
