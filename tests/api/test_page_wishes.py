"""The page takes the wishes that the API knows, as a plain form, and says beside a field what is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.typed import Typed, preferences_of, weekly_hours
from api.wiring import Service
from matcher.achievements import AchievementId
from matcher.errors import InvalidInput
from matcher.levels import Framework, Level
from matcher.opportunities import Mode
from matcher.preferences import LevelRange, Preferences
from tests.api.conftest import offering
from tests.api.test_web_seeker import NEW_TAB

AD = "Analyst\n\nRequirements\n- You must know SQL.\n- You must work in teams.\n"


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


class Inputs(HTMLParser):
    """Fields by name, with their attributes, and the texts by id."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, dict[str, str | None]] = {}
        self.texts: dict[str, str] = {}
        self._open: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        if tag in ("input", "select", "textarea") and own.get("name"):
            self.fields[str(own["name"])] = own
        self._open = own.get("id") if tag == "small" else None

    def handle_endtag(self, tag: str) -> None:
        self._open = None if tag == "small" else self._open

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts[self._open] = data


def test_the_form_offers_every_wish_with_a_label_and_needs_no_script(client: TestClient) -> None:
    page = client.get("/").text
    fields = Inputs(page).fields
    assert set(fields) >= set(Typed.__dataclass_fields__)
    assert all(re.search(f'<label [^>]*for="{own["id"]}">', page) for own in fields.values())
    assert re.findall(r"<script(?! src=)", page) == []


def test_what_is_typed_means_the_wishes_of_the_api() -> None:
    typed = Typed(
        mode="online", languages="en; mi, fr-CA", level_from="EQF 4", starts_from="2026-10-01", starts_by="2026-12-31",
        providers="Harbour, Inc.; Shore", without_providers=" ", budget="1,200", hours="10", hours_per_week="2.5",
    )  # fmt: skip
    assert preferences_of(typed, "AUD") == Preferences(
        budget=preferences_of(Typed(budget="1200"), "AUD").budget,
        currency="AUD",
        hours=10.0,
        modes=frozenset({Mode.ONLINE}),
        languages=frozenset({"en", "mi", "fr-CA"}),
        levels=LevelRange(Level(Framework.EQF, 4), Level(Framework.EQF, 8)),
        starts_from=date(2026, 10, 1),
        starts_by=date(2026, 12, 31),
        providers=frozenset({"Harbour, Inc.", "Shore"}),
    )
    assert weekly_hours(typed) == 2.5
    assert preferences_of(Typed(), "AUD") == Preferences(currency="AUD")
    assert weekly_hours(Typed()) is None


def test_too_many_providers_are_refused() -> None:
    with pytest.raises(InvalidInput, match="providers: lists 101; at most 100 are taken"):
        preferences_of(Typed(providers=";".join(f"p{i}" for i in range(101))), "AUD")


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("mode", "by post", "'by post' is none of online, blended, on site"),
        ("languages", "English please", "'English please' is no code of a language such as en or mi"),
        ("level_from", "Level 5", "names no level with its framework (AQF 1 to 10, EQF 1 to 8, NZQCF 1 to 10)"),
        ("level_to", "AQF 7", "are of two frameworks"),
        ("starts_from", "soon", "'soon' is no day such as 2026-12-31"),
        ("starts_by", "2026-01-01", "lies before 2026-06-01, the first day to begin"),
        ("hours_per_week", "0", "must be more than 0"),
        ("hours_per_week", "200", "must be at most 168"),
        ("budget", "lots", "'lots' is not a number"),
    ],
)
def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(
    client: TestClient, field: str, value: str, says: str
) -> None:
    typed = {"ad": AD, "currency": "AUD", "level_from": "EQF 3", "starts_from": "2026-06-01", "providers": "Shore"}
    page = client.post("/advise", data={**typed, field: value})
    assert page.status_code == 422
    found = Inputs(page.text)
    wrong = [name for name, own in found.fields.items() if own.get("aria-invalid")]
    assert wrong == [field]
    assert found.fields[field]["aria-describedby"] == f"error-{field}"
    assert says.casefold() in found.texts[f"error-{field}"].casefold()
    assert found.fields["providers"]["value"] == "Shore"
    assert field == "mode" or found.fields[field]["value"] == value
    assert re.search("<details[^>]* open>", page.text)


def test_hours_a_week_give_a_timetable(client: TestClient) -> None:
    page = " ".join(client.post("/advise", data={"ad": AD, "hours_per_week": "5"}).text.split())
    assert "Timetable: 3 weeks" in page
    assert "<li>Week 1 to 2: Data analysis with SQL <svg" in page
    assert "<li>Week 3: Teamwork <svg" in page


def test_wishes_choose_the_courses_and_what_does_not_meet_them_is_counted(client: TestClient) -> None:
    page = " ".join(client.post("/advise", data={"ad": AD, "without_providers": "example tafe"}).text.split())
    assert f"Teamwork{NEW_TAB}</a></h3>" in page
    assert f"Data analysis with SQL{NEW_TAB}</a></h3>" not in page
    assert "1 course on offer would close something, but not as you wish, or without saying so: by provider." in page


def test_a_course_taught_in_another_language_is_not_chosen(service: Service) -> None:
    course = service.pipeline.catalogue.get(AchievementId("c-data"))
    german = replace(course, opportunity=replace(course.opportunity, language="de"))
    other = replace(service, pipeline=offering(service.pipeline, [german]))
    with TestClient(create_app(other)) as client:
        wished = client.post("/advise", data={"ad": AD, "languages": "en"}).text
        spoken = client.post("/advise", data={"ad": AD, "languages": "de-AT"}).text
    assert "Nothing in the catalogue closes the gap within these limits." in wished
    assert f"Data analysis with SQL{NEW_TAB}</a></h3>" in spoken
