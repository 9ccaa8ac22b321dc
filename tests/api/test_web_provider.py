"""The pages of a provider: figures that a hand reckons, what is missing said, errors beside what was typed."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.web.supplying import Awaited, SupplyAhead
from api.wiring import Service
from matcher.provision import By
from tests.api.conftest import LIBRARIAN
from tests.api.demanding import FORMULA, SQL, TEAMS, TIME, ads, demanding, read_courses

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(demanding(service, ads(), read_courses(service)))) as client:
        yield client


@pytest.fixture(scope="module")
def empty(service: Service) -> Iterator[TestClient]:
    """Without ads."""
    with TestClient(create_app(demanding(service, []))) as client:
        yield client


def shown(client: TestClient, path: str, status: int = 200) -> str:
    """The words of a page, its white space made one."""
    answer = client.get(path)
    assert answer.status_code == status, answer.text
    return " ".join(answer.text.split())


def test_the_map_tells_how_many_ads_ask_and_how_many_courses_teach(client: TestClient) -> None:
    page = shown(client, "/providers")
    assert "24 ads of 4 employers, posted 1 Jan 2024 to 1 Jan 2100" in page
    assert '<a href="/skills/teamwork">Teamwork</a>' in page
    assert "22 ads,</span> 92%" in page
    assert '<a href="/skills/data-work">Data work</a>' in page
    assert "script>alert" not in page


def test_the_map_is_of_the_ads_that_are_asked_for_and_says_so_again_in_its_links(client: TestClient) -> None:
    page = shown(client, "/providers?sector=healthcare")
    assert "10 ads of 0 employers" in page
    assert "Looking at some of the ads: sector healthcare" in page
    assert '<a href="/skills/teamwork?sector=healthcare">Teamwork</a>' in page
    assert "Data work" not in page.partition("<table>")[2]


def test_what_a_field_offers_are_the_names_that_ads_state_with_how_many_do(client: TestClient) -> None:
    page = shown(client, "/providers")
    assert '<option value="Libraries">12 ads</option>' in page
    assert '<option value="librarian">12 ads</option>' in page
    assert 'name="location"' not in page  # no ad states a place


def test_a_name_that_no_ad_states_is_told_beside_the_field_with_what_was_typed(client: TestClient) -> None:
    page = shown(client, "/providers?organisation=Oak+Library", 422)
    assert "Employer: no ad states &#39;Oak Library&#39;" in page
    assert 'value="Oak Library"' in page
    assert 'aria-describedby="error-organisation"' in page


def test_the_address_of_a_page_names_only_what_was_typed(client: TestClient) -> None:
    answer = client.get("/providers?sector=libraries&region=&since=", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "?sector=libraries")
    assert client.get("/providers?sector=", follow_redirects=False).headers["location"] == "/providers"
    assert client.get(f"/skills/{SQL}?grain=month&sector=").url.query == b"grain=month"


def test_a_day_that_is_none_is_told(client: TestClient) -> None:
    assert "Posted from: &#39;soon&#39; is no day" in shown(client, "/providers?since=soon", 422)


@pytest.mark.parametrize("path", ["/providers", "/providers/unmet", "/providers/trends", "/skills/teamwork"])
def test_markup_in_what_was_typed_stays_text(client: TestClient, path: str) -> None:
    page = client.get(path, params={"sector": HOSTILE}).text
    assert HOSTILE not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_without_ads_pages_say_that_nothing_can_be_said(empty: TestClient) -> None:
    for path in ("/providers", "/providers/unmet", "/providers/trends"):
        assert "No ad lies here, so nothing can be said" in shown(empty, path)
    assert "No ad here asks for it. That is no proof that nobody needs it" in shown(empty, f"/skills/{SQL}")


def test_where_supply_is_not_known_yet_the_page_says_so_and_begins_to_find_out(service: Service) -> None:
    asked: list[Callable[[], None]] = []
    many = replace(service, provision=replace(service.provision, market=lambda: _Asking(60)))  # type: ignore[arg-type, return-value]
    ahead = SupplyAhead(beside=asked.append)
    assert ahead.awaited(many, By.SKILLS) == Awaited(0, 60)
    assert ahead.awaited(many, By.SKILLS) == Awaited(0, 60)
    assert len(asked) == 1  # whoever asks again waits for the same
    asked[0]()
    assert ahead.awaited(many, By.SKILLS) is None


def test_whoever_waits_for_supply_hears_how_far_it_is_until_it_is_there(service: Service) -> None:
    many = replace(service, provision=replace(service.provision, market=lambda: _Asking(100)))  # type: ignore[arg-type, return-value]
    supplies, asked, told = many.provision.supplies, many.provision.market().facts.concepts, list[tuple[int, int]]()

    def judge_some(_: float) -> None:
        supplies.of(asked[: len(told) * 40])

    ahead = SupplyAhead(beside=lambda _: None, pause=judge_some)
    ahead.wait(many, By.SKILLS, lambda done, of: told.append((done, of)))
    assert told == [(0, 100), (40, 100)]


class _Asking:
    """A market in which so many skills are asked for that nobody knows."""

    def __init__(self, skills: int) -> None:
        self.facts = self
        self.concepts = [f"http://example.org/{skills}/{n}" for n in range(skills)]


def test_unmet_demand_shows_each_part_of_the_score(client: TestClient) -> None:
    page = shown(client, "/providers/unmet?by=skills")
    assert "Score = asked × wanted × breadth × untaught" in page
    assert f'<a href="/skills/{SQL.replace(":", "%3A")}">SQL</a>' in page
    assert f"{FORMULA} and" not in page
    assert "small sample: few ads, few employers" in page


def test_trends_say_what_was_too_little_to_test(client: TestClient) -> None:
    page = shown(client, "/providers/trends?by=skills&sector=libraries")
    assert "0 rising, 0 falling, 0 no clear trend, 2 had too little to test" in page
    assert "2024-Q1" in page


def test_a_skill_tells_demand_words_employers_and_courses(client: TestClient) -> None:
    page = shown(client, f"/skills/{SQL}")
    assert "<h1>SQL</h1>" in page
    assert "<strong>12 ads</strong> of 3 employers ask for it: 50% of the ads" in page
    assert "12 essential, 0 optional, 0 implied" in page
    assert "must know SQL." in page
    assert "Ash Library</a>: 4 ads" in page
    assert '<a href="/courses/c-data">Data analysis with SQL</a>' in page
    assert "Evidence of need as PDF or DOCX" in page


def test_a_skill_is_found_by_its_name_and_a_family_by_its_id(client: TestClient) -> None:
    assert "<h1>work in teams</h1>" in shown(client, "/skills/work in teams")
    assert "family of skills" in shown(client, "/skills/data-work")


def test_a_skill_that_no_ad_asks_for_still_tells_what_it_is(client: TestClient) -> None:
    page = shown(client, f"/skills/{TIME}")
    assert "To manage time." in page
    assert "No ad here asks for it" in page


def test_a_slice_that_is_wrong_leaves_the_skill_shown_for_all_ads(client: TestClient) -> None:
    page = shown(client, f"/skills/{TEAMS}?region=Atlantis", 422)
    assert "Region: no ad states &#39;Atlantis&#39;" in page
    assert "<strong>22 ads</strong>" in page


def test_an_occupation_leads_to_what_its_ads_ask(client: TestClient) -> None:
    page = shown(client, f"/skills/{LIBRARIAN}")
    assert "Librarians manage libraries." in page
    assert "What ads for it ask" in page


def test_what_is_called_nothing_is_a_page_that_names_what_is_near(client: TestClient) -> None:
    page = shown(client, "/skills/glassblowing", 404)
    assert "No skill is called that" in page
    assert "there is" in page
    assert "Unknown concept" in shown(client, "/skills/http://example.org/nothing", 404)


def test_a_course_shows_what_is_stated_and_what_is_not(client: TestClient) -> None:
    page = shown(client, "/courses/c-data")
    assert "<dt>Price</dt><dd>AUD 100</dd>" in page
    assert '<dt>Credits</dt><dd><span class="unstated">not stated</span></dd>' in page
    assert "/v1/achievements/c-data?format=CTDL" in page
    assert "Unknown achievement" in shown(client, "/courses/none", 404)


def test_needs_that_nobody_grouped_are_no_error(client: TestClient) -> None:
    assert "Nobody has grouped these words yet" in shown(client, "/providers/emerging")
