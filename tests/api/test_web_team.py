"""The pages of an HR team in the small world: what they show, keep, refuse, and never say."""

import csv
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from io import BytesIO, StringIO
from typing import Any

import openpyxl
import pytest
import yaml
from fastapi.testclient import TestClient

from api.app import create_app
from api.serving import Serving
from api.team_wording import CONSENTED, NOT_CONSENTED, RESPONSIBLE_USE
from api.turns import AT_A_TIME
from api.wiring import Service
from tests.api.conftest import uri_of

TEAM, PLAN, FILES = "/team", "/team/plan", "/team/files"
ROLE = "Data librarian"
TABLE = "id,toward,SQL,work in teams\n" + "".join(f"P{place:02},{ROLE},0,{4 - place % 2}\n" for place in range(8))
TYPED = {
    "table": TABLE,
    "role_name": ROLE,
    "role_by": "skills",
    "role_text": "SQL: 3\nwork in teams: 3\nconserve archives: 2, optional",
    "role_people": "",
    "begin": "2027-Q1",
    "quarters": "2",
    "budget": "1,000",
    "currency": "aud",
    "said": ["SQL", "work in teams", "conserve archives"],
    "means": ["", "", ""],
    "other": ["SQL", "work in teams", "conserve archives"],
    "consented": "true",
}


class Fields(HTMLParser):
    """What a browser would send of the page again."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.area: str | None = None
        self.select: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = dict(attrs)
        name, value = own.get("name"), own.get("value") or ""
        if tag == "textarea" and name:
            self.area = name
            self.sent.append((name, ""))
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in own and self.select:
            self.sent.append((self.select, value))
        elif tag == "input" and name and ("checked" in own or own.get("type") not in {"file", "checkbox", "radio"}):
            self.sent.append((name, value))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[-1] = (self.area, data.removeprefix("\n"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = None
        elif tag == "select":
            self.select = None


def fields(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in Fields(page).sent:
        found.setdefault(name, []).append(value)
    return found


def words(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("<main")[2]).split())


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(service)) as client:
        yield client


@pytest.fixture(scope="module")
def planned(client: TestClient) -> str:
    """The page of a plan."""
    answer = client.post(PLAN, data=TYPED)
    assert answer.status_code == 200, words(answer.text)
    assert answer.headers["cache-control"] == "no-store"
    return answer.text


def typed(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - of a form
    return {**TYPED, **more}


def test_the_form_says_what_it_is_for_and_what_it_may_not_be_used_for(client: TestClient) -> None:
    page = client.get(TEAM)
    assert page.status_code == 200
    assert "It must not be used to select, rank, score or reject people" in words(page.text)
    assert {"table", "table_name", "role_name", "budget", "coverage", "toward"} <= fields(page.text).keys()
    assert 'href="/v1/team/template?format=xlsx"' in page.text


def test_the_sample_fills_the_form_and_is_said_to_be_made_up(client: TestClient) -> None:
    page = client.get(TEAM, params={"sample": "library"})
    sent = fields(page.text)
    assert sent["role_name"] == [
        "Data services librarian", "Teaching librarian", "Digital projects librarian", "",
    ]  # fmt: skip
    assert sent["table_name"] == ["team.csv (sample data)"]
    assert sent["budget"] == ["12000"]


def test_a_role_of_which_some_fields_were_not_sent_is_a_role(client: TestClient) -> None:
    page = client.post("/team/plan", data={"role_name": ["Data librarian", "Archivist"], "role_text": "SQL: 3"}).text
    assert 'value="Data librarian"' in page
    assert 'value="Archivist"' in page
    assert "SQL: 3</textarea>" in page


def test_the_notice_stands_before_the_plan(planned: str) -> None:
    told = words(planned)
    assert all(line in told for line in RESPONSIBLE_USE)
    assert told.index(RESPONSIBLE_USE[0]) < told.index("In short")
    assert CONSENTED.replace("'", "&#39;") in told


def test_a_plan_shows_skills_before_and_after_and_courses_by_quarter(planned: str) -> None:
    assert '<td class="heat-4 after-0">0 → 8 of 8</td>' in planned
    told = words(planned)
    assert (
        "2027 Q1 Data analysis with SQL Example TAFE; sample data, not a real course Plan without it 8 AUD 100 AUD 800"
        in told
    )
    assert "Cost AUD 800 Budget AUD 1,000 Seats 8 People with a seat 8 of 8" in told
    assert "Who has which seat" in told


def test_all_that_was_sent_travels_back(planned: str) -> None:
    sent = fields(planned)
    assert sent["table"] == [TABLE]
    assert sent["role_text"] == [TYPED["role_text"], ""]
    assert (sent["budget"], sent["quarters"], sent["consented"]) == (["1,000"], ["2"], ["true"])
    assert sent["said"] == ["conserve archives", "SQL", "work in teams"]


def test_what_travels_back_plans_the_same_again(client: TestClient, planned: str) -> None:
    again = client.post(PLAN, data=fields(planned))
    assert again.status_code == 200
    assert again.text == planned


def test_blank_lines_above_a_table_are_not_lost_on_the_way(client: TestClient) -> None:
    page = client.post(PLAN, data=typed(table="\n\n" + TABLE)).text
    assert fields(page)["table"] == ["\n\n" + TABLE]


def test_figures_are_told_in_the_locale_of_the_reader(client: TestClient) -> None:
    page = client.post(PLAN, data=typed(budget="12345"), headers={"accept-language": "de"})
    assert "AUD 12.345" in words(page.text)


def test_a_workbook_becomes_the_text_of_its_table(client: TestClient) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in csv.reader(StringIO(TABLE)):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in row])
    book.active["C3"] = 7
    file = BytesIO()
    book.save(file)
    page = client.post(PLAN, data=typed(table=""), files={"table_file": ("team.xlsx", file.getvalue())})
    sent = fields(page.text)
    assert sent["table"] == [TABLE.replace("P01,Data librarian,0", "P01,Data librarian,7")]
    assert sent["table_name"] == ["team.xlsx, sheet 'Sheet'"]
    assert "team.xlsx, sheet &#39;Sheet&#39;, row 3, column “SQL”: &#39;7&#39; is no level" in words(page.text)


def test_what_tells_of_people_stops_the_import_and_the_table_comes_back_without_it(client: TestClient) -> None:
    text = "Name,E-mail,SQL\nAnn Smith,ann@example.org,3\nTom Hughes,tom@example.org,2\n"
    page = client.post(PLAN, data=typed(table="", said=[]), files={"table_file": ("team.csv", text.encode())})
    assert page.status_code == 422
    assert fields(page.text)["table"] == ["id,SQL\nP01,3\nP02,2\n"]
    assert "The column “Name” looks like names of people: it became P01, P02" in words(page.text)
    assert "The column “E-mail” looks like e-mail addresses: it was left out" in words(page.text)
    assert not re.search(r"Smith|Hughes|ann@", page.text)


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"table": ""}, "table", "Choose the file"),
        ({"table": "x\n1\n"}, "table", "no column holds pseudonyms"),
        ({"table": TABLE.replace(ROLE, "Somebody")}, "table", "there is no role &#39;Somebody&#39;"),
        ({"role_text": ""}, "role-1", "has nothing to read"),
        ({"role_text": "SQL: 9"}, "role-1", "Line 1: &#39;SQL: 9&#39;"),
        ({"role_text": "SQL: 0"}, "role-1", "&#39;0&#39; is no level of the scale"),
        ({"budget": "lots"}, "budget", "&#39;lots&#39; is not a number"),
        ({"begin": "soon"}, "begin", "&#39;soon&#39; is no quarter"),
        ({"moves": "P99: Data librarian"}, "moves", "nobody is called so"),
        ({"courses": "nothing: {price: 3}"}, "courses", "no course of the catalogue has this id"),
        ({"other": ["basket weaving", "", ""]}, "names", "nothing is called &#39;basket weaving&#39;"),
        ({"table": "".join(TABLE.splitlines(keepends=True)[:4]), "consented": ""}, "consented", "fewer than 5"),
    ],
)
def test_an_error_stands_beside_its_field_and_what_was_typed_is_kept(
    client: TestClient, more: dict[str, Any], field: str, says: str
) -> None:
    page = client.post(PLAN, data=typed(**more))
    assert page.status_code in {404, 422}
    found = re.search(rf'<small class="bad" id="error-{field}">(.*?)</small>', page.text, re.DOTALL)
    assert found is not None
    assert says.casefold() in found[1].casefold()
    sent = fields(page.text)
    for name in ("table", "budget", "begin", "role_text"):
        assert sent[name][0] == str(more.get(name, TYPED[name]))


def test_without_consent_what_is_withheld_stays_so(client: TestClient) -> None:
    few = TABLE.replace(f"P00,{ROLE},0", f"P00,{ROLE},4").replace(f"P01,{ROLE},0", f"P01,{ROLE},4")
    page = client.post(PLAN, data=typed(table=few + "P20,,9,3\n", consented=""))
    assert page.status_code == 200
    told = words(page.text.partition('id="given"')[0])
    assert NOT_CONSENTED.replace("'", "&#39;") in told
    assert '<td class="heat-none after-none"><span class="none">withheld</span></td>' in page.text
    assert "Who has which seat" not in told
    assert not re.search(r"\bP\d\d\b", told)
    assert "row 10" not in told
    assert 'value="people"' not in page.text


def test_no_page_ranks_or_scores_people(planned: str) -> None:
    told = words(planned).lower()
    for line in RESPONSIBLE_USE:
        told = told.replace(line.lower(), "")
    assert not re.findall(r"\b(score|rank|ranking|fitness|suitability)\b", told)


def test_markup_in_what_was_typed_stays_text(client: TestClient) -> None:
    hostile = "</textarea><script>alert(1)</script>"
    page = client.post(PLAN, data=typed(role_name=hostile, table=TABLE.replace(ROLE, hostile)))
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert fields(page.text)["role_name"][0] == hostile


def test_nothing_of_a_page_runs_or_styles_itself(planned: str) -> None:
    assert not re.search(r'<script(?! src="/static/)|<style|\sstyle=|\son[a-z]+=|hx-on|hx-vals', planned)


def test_a_name_can_be_left_out_or_mean_another_skill(client: TestClient) -> None:
    page = client.post(PLAN, data=typed(means=["", "-", uri_of("conserve archives")], other=["SQL", "", ""]))
    assert page.status_code == 200
    sent = fields(page.text)
    assert dict(zip(sent["said"], sent["means"], strict=True)) == {
        "SQL": uri_of("SQL"),
        "conserve archives": uri_of("conserve archives"),
        "work in teams": "-",
    }


def test_the_budget_of_another_plan_is_taken_over(client: TestClient) -> None:
    page = client.post(PLAN, data=typed(take_budget="300"))
    assert fields(page.text)["budget"] == ["300"]
    assert "Budget AUD 300 Seats 3" in words(page.text)


def test_the_share_that_other_plans_close_is_what_was_asked_for(client: TestClient) -> None:
    for share, cost in (("60", "AUD 500"), ("20", "AUD 200")):
        told = words(client.post(PLAN, data=typed(coverage=share)).text)
        assert f"cheapest for {share}% of what the courses on offer would close Plan with {cost} {cost}" in told


def test_an_ad_is_turned_into_a_list_with_the_words_it_rests_on(client: TestClient) -> None:
    page = client.post(TEAM, data=typed(role_by="text", role_text="You must know SQL.", do="read"))
    assert page.status_code == 200
    [line] = fields(page.text)["role_text"][0].splitlines()
    assert re.fullmatch(r"SQL: 3  # ad, [01]\.\d\d, “SQL”: You must know SQL\.", line)
    assert fields(page.text)["role_by"][0] == "skills"


def test_an_ad_that_asks_for_nothing_is_told_beside_its_role(client: TestClient) -> None:
    page = client.post(TEAM, data=typed(role_by="text", role_text="Hello.", do="read"))
    assert page.status_code == 422
    assert re.search(r'id="error-role-1">\s*Nothing was read in its ad', page.text)
    assert fields(page.text)["role_text"][0] == "Hello."


def test_what_an_ad_says_stands_behind_the_list_that_was_made_from_it(client: TestClient) -> None:
    list_read = "SQL: 3  # ad, 0.92, “SQL”: You must know SQL.\nwork in teams: 3  # as agreed in May"
    page = client.post(PLAN, data=typed(role_text=list_read))
    assert "You must know SQL. ad, confidence 0.92" in words(page.text)
    sheet = client.post(FILES, data=typed(role_text=list_read, format="csv", csv_table="sources"))
    rows = [*csv.DictReader(StringIO(sheet.text, newline=""))]
    said = [(row["skill"], row["source"], row["sentence"], row["confidence"]) for row in rows if row["source"] == "ad"]
    assert said == [("SQL", "ad", "You must know SQL.", "0.92")]


def test_there_is_room_for_more_roles_where_none_is_filled_in(client: TestClient) -> None:
    page = client.post(
        TEAM, data={"do": "add", "role_name": ["", ""], "role_by": ["skills"] * 2, "role_text": ["", ""]}
    )
    assert fields(page.text)["role_name"] == ["", "", "", ""]


def test_there_is_room_for_more_roles(client: TestClient) -> None:
    page = client.post(TEAM, data=typed(do="add"))
    assert fields(page.text)["role_name"] == [ROLE, "", ""]


@pytest.mark.parametrize(("format", "begins"), [("xlsx", b"PK"), ("pdf", b"%PDF"), ("docx", b"PK"), ("html", b"<!doc")])
def test_the_plan_is_taken_along_as_a_file(client: TestClient, format: str, begins: bytes) -> None:
    answer = client.post(FILES, data=typed(format=format))
    assert answer.status_code == 200
    assert answer.content.lstrip().startswith(begins)
    assert answer.headers["cache-control"] == "no-store"
    if format == "html":
        assert "style-src 'sha256-" in answer.headers["content-security-policy"]
    else:
        assert answer.headers["content-disposition"] == f'attachment; filename="team-plan.{format}"'


def test_one_table_is_taken_along_as_csv_and_all_as_json(client: TestClient) -> None:
    answer = client.post(FILES, data=typed(format="csv", csv_table="costs"))
    assert answer.headers["content-disposition"] == 'attachment; filename="team-plan-costs.csv"'
    assert [row["cost"] for row in csv.DictReader(StringIO(answer.text))] == ["800", "0"]
    assert json.loads(client.post(FILES, data=typed(format="json")).text)["totals"]["cost"] == "800"


def test_roles_and_decisions_are_taken_along_to_go_on_with(client: TestClient) -> None:
    answer = client.post(FILES, data=typed(format="brief"))
    told = yaml.safe_load(answer.text)
    assert told["names"] == {name: name for name in ("SQL", "work in teams", "conserve archives")}
    page = client.post(TEAM, files={"brief_file": ("roles.yaml", answer.content)})
    sent = fields(page.text)
    assert sent["role_text"][0] == TYPED["role_text"]
    assert (sent["budget"], sent["begin"]) == (["1000"], ["2027-Q1"])


@pytest.mark.parametrize(
    ("more", "says"), [({"format": "odt"}, "is none of"), ({"format": "csv", "csv_table": "x"}, "is none of")]
)
def test_a_file_that_there_is_none_of_is_refused(client: TestClient, more: dict[str, str], says: str) -> None:
    answer = client.post(FILES, data=typed(**more))
    assert answer.status_code == 422
    assert says in answer.text


def test_who_loads_an_answer_again_comes_to_the_form(client: TestClient) -> None:
    for path in (PLAN, FILES):
        answer = client.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, TEAM)


def test_while_others_plan_it_is_said_when_to_try_again_and_all_is_kept(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = Serving(service=service)
    monkeypatch.setattr("api.app.Serving", lambda **_: serving)
    with TestClient(create_app(service)) as client:
        for _ in range(AT_A_TIME):
            serving.plans.free.acquire()
        page = client.post(PLAN, data=TYPED)
        assert (page.status_code, page.headers["retry-after"]) == (503, "10")
        assert "Two plans are being made already. Try again in ten seconds" in words(page.text)
        assert fields(page.text)["table"] == [TABLE]
        assert (
            client.post("/v1/team/plan", json={"table": {"csv": TABLE}, "brief": {"roles": ["x"]}}).status_code == 503
        )


def test_a_script_gets_the_inside_of_the_page_alone(client: TestClient) -> None:
    page = client.post(PLAN, data=TYPED, headers={"hx-request-type": "partial"})
    assert "<html" not in page.text
    assert '<h2 id="heat">' in page.text


def test_a_name_that_is_unsure_can_be_taken_for_what_it_may_mean(client: TestClient) -> None:
    table = TABLE.replace("work in teams\n", "tables in spreadsheets\n")
    page = client.post(PLAN, data=typed(table=table, said=["SQL"], means=[""], other=["SQL"]))
    assert page.status_code == 200
    assert "Which skills one person alone holds is withheld" not in words(page.text)
    choices = re.findall(r'<option value="([^"]*)" (?:selected)?>([^<]*)</option>', page.text.partition("<tbody>")[2])
    assert choices[:3] == [
        ("", "not decided: counts as use spreadsheets software"),
        (uri_of("use spreadsheets software"), "means use spreadsheets software"),
        (uri_of("SQL"), "means SQL"),
    ]
    sent = fields(page.text)
    sent["means"][sent["said"].index("tables in spreadsheets")] = uri_of("use spreadsheets software")
    assert "2 names that you decided on" in words(client.post(PLAN, data=sent).text)


def test_hundreds_of_decisions_travel(client: TestClient) -> None:
    skills = "; ".join(f"zzqx {place}" for place in range(400))
    names = [f"zzqx {place}" for place in range(400)]
    table = "id,toward,SQL,skills\n" + "".join(f"P{place:02},{ROLE},0,{skills}\n" for place in range(5))
    page = client.post(PLAN, data=typed(table=table, said=names, means=["-"] * 400, other=[""] * 400))
    assert page.status_code == 200
    assert "400 names that you decided on" in words(page.text)
