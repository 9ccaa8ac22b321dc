"""What the job seeker's page says first, and what it says where there is little to say."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.wiring import Service
from tests.api.conftest import uri_of

AD = "Analyst\n\nRequirements\n- You must know SQL.\n- You must work in teams.\n\nPreferred\n- Accounting is an asset."
SQL, TEAMS = uri_of("SQL"), uri_of("work in teams")


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


def short(page: str) -> str:
    """The first lines of the answer, as they are read."""
    [found] = re.findall(r'<p id="short" tabindex="-1">(.*?)<span class="busy"', page, re.S)
    return " ".join(re.sub("<[^>]+>", "", found).split())


def test_without_a_cv_nobody_is_told_to_have_nothing(client: TestClient) -> None:
    words = short(client.post("/advise", data={"ad": AD, "currency": "AUD"}).text)
    assert words.startswith("It asks for 3 skills that we know (none of them surely): see them below, and add your CV")
    assert "0 you have" not in words


def test_the_first_lines_say_what_it_costs_and_how_much_of_it_that_closes(client: TestClient) -> None:
    words = short(client.post("/advise", data={"ad": AD, "profile": "SQL", "currency": "AUD"}).text)
    assert words.startswith("It asks for 3 skills that we know (none of them surely): 1 you have, 2 are missing.")
    assert re.search(r"courses? \(AUD \d+, \d+ hours\) closes? (1 of what is missing|all that is missing)\.$", words)


def test_a_skill_is_said_to_be_held_without_opening_it_and_taken_back_by_the_same_button(client: TestClient) -> None:
    page = client.post("/advise", data={"ad": AD, "currency": "AUD"}).text
    button = re.compile(rf'name="have:{re.escape(TEAMS)}" value="(yes|no)" aria-label="([^"]+)">')
    assert button.findall(page) == [("yes", "I have it: work in teams")]
    held = client.post("/advise", data={"ad": AD, "currency": "AUD", f"have:{TEAMS}": "yes"}).text
    assert button.findall(held) == [("no", "I don’t have it: work in teams")]
    back = client.post("/advise", data={"ad": AD, "currency": "AUD", f"have:{TEAMS}": ["yes", "no"]}).text
    assert button.findall(back) == [("yes", "I have it: work in teams")]


@pytest.mark.parametrize(
    ("ad", "says"),
    [
        ("https://jobs.example/advert/C9001-22", "This is the address of an ad, and no address is opened here."),
        ("hello", "This is too short to ask for anything that we know."),
        ("The weather was fine. " * 8, "Nothing in this text asks for a skill that we know."),
    ],
)
def test_where_no_skill_was_read_it_is_said_what_to_do(client: TestClient, ad: str, says: str) -> None:
    page = client.post("/advise", data={"ad": ad}).text
    assert short(page).startswith(says)
    assert "What is missing" not in page


def test_a_file_that_can_not_be_read_is_said_beside_its_field(client: TestClient) -> None:
    page = client.post(
        "/advise", data={"ad": AD}, files={"profile_file": ("cv.jpg", b"\xff\xd8\xff\xe0", "image/jpeg")}
    )
    assert page.status_code == 422
    assert re.search(r'id="profile_file" [^>]*aria-invalid="true" aria-describedby="error-profile_file"', page.text)
    assert '<small class="bad" id="error-profile_file">cv.jpg: is an image' in page.text
    assert "You must know SQL." in page.text


def test_an_amount_with_its_sign_is_told_to_stand_alone(client: TestClient) -> None:
    page = client.post("/advise", data={"ad": AD, "currency": "AUD", "budget": "£200"})
    assert page.status_code == 422
    assert "Money you can spend: &#39;£200&#39; is not a number: write the figure alone" in page.text


def test_a_skill_is_said_not_to_be_asked_for_without_opening_it_whatever_its_choice_said(client: TestClient) -> None:
    asked = {"ad": AD, "currency": "AUD"}
    button = f'name="right:{TEAMS}" value="no" aria-label="Not asked: work in teams">'
    assert button in client.post("/advise", data={**asked, f"right:{TEAMS}": "yes"}).text
    page = client.post("/advise", data={**asked, f"right:{TEAMS}": ["yes", "no"]}).text
    assert "You said: not asked for" in page
    assert button not in page


def test_the_first_page_promises_what_is_kept(client: TestClient) -> None:
    page = client.get("/").text
    assert "smallest set" not in page
    assert "which few short courses close the most of what is missing that your money and time allow" in page


def test_that_all_courses_are_sample_data_is_said_once(built: Service, client: TestClient) -> None:
    said = "All courses here are sample data, not real courses."
    with TestClient(create_app(built)) as made_up:
        assert made_up.get("/").text.count(said) == 1
        answer = made_up.post("/advise", data={"ad": AD, "currency": "AUD"}).text
    assert answer.count(said) == answer.count("sample data") == 1
    assert answer.index(said) < answer.index('<article class="card">')
    assert said not in client.get("/").text


def test_what_a_link_does_not_hold_is_said_beside_it(client: TestClient) -> None:
    page = client.post("/advise", data={"ad": AD, "currency": "AUD"}).text
    assert "what you say that you have or don’t have, are in it only if you tick that" in page
    assert "The link holds the ad and what you decided" not in page


def test_an_ad_and_words_of_it_are_shown_in_the_direction_of_their_letters(client: TestClient) -> None:
    page = client.post("/advise", data={"ad": f"أمين مكتبة\n\n{AD}", "profile": "SQL", "currency": "AUD"}).text
    for shown in ('<textarea id="ad" name="ad" dir="auto"', '<textarea id="profile" name="profile" dir="auto"'):
        assert shown in page
    assert '<div class="text" dir="auto"' in page
    assert '<q dir="auto">- You must know <strong>SQL' in page or '<q dir="auto">You must know <strong>SQL' in page
