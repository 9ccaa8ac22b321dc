"""Drafts, dossiers and catalogues on pages: what was typed is kept, nothing is stored, fixes are taken over."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.wiring import Service
from tests.api.conftest import uri_of
from tests.api.demanding import FORMULA, ads, demanding, read_courses

TABLE = (
    "id,name,outcomes,topics,level\nq-1,Queries,Write queries with SQL; understand databases,SQL,NZQCF 5\nq-2,Rest,,,\n"
)
FIX = {"all.country": "NZ"}


@pytest.fixture(scope="module")
def client(service: Service) -> Iterator[TestClient]:
    with TestClient(create_app(demanding(service, ads(), read_courses(service)))) as client:
        yield client


def words(page: str) -> str:
    return " ".join(page.split())


def sent(client: TestClient, path: str, status: int = 200, **form: str) -> str:
    answer = client.post(path, data=form)
    assert answer.status_code == status, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return words(answer.text)


def carried(page: str) -> str:
    """The catalogue that travels in the page."""
    found = re.search(r'name="catalogue" value="([^"]*)"', page)
    assert found is not None
    return found[1].replace("&#34;", '"').replace("&amp;", "&").replace("&#39;", "'")


def test_a_draft_says_whose_demand_it_meets_and_which_courses_do_the_same(client: TestClient) -> None:
    page = sent(client, "/providers/what-if", title="Queries", outcomes="Write queries with SQL", teaches="SQL")
    assert "<strong>12 ads</strong> of 24 ask for something that it teaches" in page
    assert 'href="/courses/c-data">Data analysis with SQL</a>' in page
    assert 'value="Queries"' in page


def test_a_skill_that_no_skill_is_called_is_told_beside_its_field(client: TestClient) -> None:
    page = sent(client, "/providers/what-if", 422, title="Queries", teaches="qqq", outcomes="Write <b>it</b>")
    assert "Skills that it surely teaches: nothing is called &#39;qqq&#39;" in page
    assert "Write &lt;b&gt;it&lt;/b&gt;" in page


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "give the course a title"),
        ({"entry": "{"}, "is not valid JSON"),
        ({"title": "x", "since": "y"}, "is no day"),
    ],
)
def test_what_is_wrong_with_a_draft_is_said(client: TestClient, typed: dict[str, str], says: str) -> None:
    assert says in sent(client, "/providers/what-if", 422, **typed)


def test_evidence_is_read_on_the_page_and_downloaded(client: TestClient) -> None:
    page = words(client.get("/providers/dossier", params={"concept": "SQL", "title": "Queries"}).text)
    assert "Of 24 different job ads looked at" in page
    assert 'value="SQL"' in page
    file = client.get("/providers/dossier", params={"concept": "SQL", "format": "docx", "day": "", "sector": ""})
    assert file.status_code == 200
    assert file.headers["content-disposition"] == 'attachment; filename="need-sql.docx"'
    assert file.content[:2] == b"PK"


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"format": "pdf"}, "name a skill or a family of skills"),
        ({"concept": "manage time"}, "There is no evidence that employers need &#39;manage time&#39;"),
        ({"concept": "SQL", "day": "soon"}, "&#39;soon&#39; is no day"),
        ({"concept": "http://example.org/none"}, "http://example.org/none"),
    ],
)
def test_where_there_is_no_dossier_the_page_says_why(client: TestClient, asked: dict[str, str], says: str) -> None:
    answer = client.get("/providers/dossier", params=asked)
    assert answer.status_code == 422
    assert says in words(answer.text)


def test_of_samples_no_evidence_is_made_and_the_page_says_so_before_the_form(service: Service) -> None:
    made_up = [replace(own, ad=replace(own.ad, sample=True)) for own in ads()]
    with TestClient(create_app(demanding(service, made_up, read_courses(service)))) as client:
        page = words(client.get("/providers/dossier").text)
        before, form = page.split('action="/providers/dossier"', 1)
        assert "no evidence of need can be made of them" in before
        assert "Whoever runs this site can put in real ads: <code>matcher ads ingest</code>" in before
        assert form.count('disabled aria-describedby="samples"') == 3
        asked = client.get("/providers/dossier", params={"concept": "SQL", "format": "pdf"})
    assert asked.status_code == 422
    (alert,) = re.findall(r'<div class="alert" role="alert">(.*?)</div>', words(asked.text))
    assert "The ads here are samples that we made up" in alert
    assert "ingest" not in alert


def test_of_real_ads_the_form_of_the_dossier_works(client: TestClient) -> None:
    page = client.get("/providers/dossier").text
    assert "disabled" not in page
    assert 'id="samples"' not in page


@pytest.mark.parametrize("path", ["/providers/lint", "/providers/catalogue"])
def test_columns_that_are_not_read_are_named(client: TestClient, path: str) -> None:
    """What a course teaches stood in a column of another name, and the page said that nothing is stated."""
    table = "Code,Name of course,What you learn,Level,=1<b>\nq-1,Queries,Write queries,NZQCF 5,x\n"
    page = sent(client, path, pasted=table)
    assert "<strong>Not read: What you learn; =1&lt;b&gt;.</strong>" in page
    assert "Not read" not in sent(client, path, pasted=TABLE)
    assert json.loads(carried(page))[0]["name"] == "Queries"


@pytest.mark.parametrize("path", ["/providers/lint", "/providers/catalogue"])
@pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_told_to_be_empty(client: TestClient, path: str, data: bytes) -> None:
    answer = client.post(path, files={"file": ("courses.csv", data)})
    assert answer.status_code == 422
    assert '<a href="#file">The file is empty.</a>' in words(answer.text)


def test_a_course_whose_skills_too_few_ads_ask_for_is_not_said_to_teach_nothing(client: TestClient) -> None:
    table = "id,name,teaches\nq-1,Books," + uri_of("accounting") + "\n"
    page = sent(client, "/providers/catalogue", pasted=table, by="skills")
    row = page.partition('<th scope="row">Books</th>')[2].partition("</tr>")[0]
    assert "asked for by too few ads to count:" in row
    assert f">{FORMULA}</a> (2)" in row  # what accounting is called there


def test_a_catalogue_is_checked_entry_by_entry(client: TestClient) -> None:
    page = sent(client, "/providers/lint", pasted=TABLE)
    assert "2 entries." in page
    assert "2 outcomes, 1 of them vague" in page
    assert "understand databases" in page
    assert 'name="all.country"' in page


def test_a_file_is_checked_as_well_and_what_can_not_be_read_is_named(client: TestClient) -> None:
    lines = b'{"id": "a", "name": "A"}\n{"name": "without id"}\n'
    answer = client.post("/providers/lint", files={"file": ("c.jsonl", io.BytesIO(lines), "application/json")})
    page = words(answer.text)
    assert "1 row could not be read whole" in page
    assert "row 2, id: is missing or empty" in page


def test_what_is_said_once_goes_to_all_that_lack_it_and_what_was_typed_wrong_is_kept(client: TestClient) -> None:
    first = sent(client, "/providers/lint", pasted=TABLE)
    form = {"catalogue": carried(first), "all.country": "NZ", "all.price": "lots", "set.0.outcomes[1]": "Draw a schema"}
    page = sent(client, "/providers/lint", 200, **form)
    assert "3 fixes taken over" in page
    assert "1 value could not be taken over" in page  # though two entries lack a price
    assert "is not one amount of money" in page
    assert 'value="lots"' in page
    records = json.loads(carried(page))
    assert [own["country"] for own in records] == ["NZ", "NZ"]
    assert records[0]["outcomes"] == ["Write queries with SQL", "Draw a schema"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("country", "Narnia", "“Narnia” is no country that is known here"),
        ("credits", "lots", "“lots”: no number of credits can be read in it"),
        ("credits", "60 NZQCF credits", "more than 40 credits"),
        ("review", "every 9 years", "“every 9 years”: 9 years are outside 1 to 3"),
        ("review", "now and then", "“now and then”: state review"),
        ("level", "Beginner", "“Beginner”: a word is no level of a framework"),
        ("workload", "lots", "“lots”: "),
        ("awarding_body", "TBA", "“TBA”: state awarding_body"),
        ("employer_need", "everybody needs it", "it names no evidence"),
    ],
)
@pytest.mark.parametrize("name", ["all", "set.1"])
def test_a_value_that_the_check_would_find_fault_with_is_refused_beside_its_field(
    client: TestClient, name: str, field: str, value: str, says: str
) -> None:
    table = "id,name,provider\nq-1,Queries,Harbour\nq-2,Rest,Harbour\n"
    first = sent(client, "/providers/lint", pasted=table)
    typed = {f"{name}.{field}": value, "all.mode": "online"}
    page = sent(client, "/providers/lint", 200, catalogue=carried(first), **typed)
    assert f'id="error-{name}.{field}">' in page
    assert says in page
    assert f'value="{value}"' in page
    assert [(own.get(field), own["mode"]) for own in json.loads(carried(page))] == [(None, "online")] * 2


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("country", "Aotearoa"),
        ("country", "Côte d'Ivoire"),
        ("country", "england"),
        ("country", "NZL"),
        ("level", "AQF 8"),
        ("credits", "4 ECTS"),
        ("review", "every 2 years"),
        ("review", "2027-05-01"),
        ("workload", "40 hours"),
    ],
)
def test_what_only_another_framework_asks_otherwise_is_taken_over(client: TestClient, field: str, value: str) -> None:
    first = sent(client, "/providers/lint", pasted=TABLE.replace(",NZQCF 5", ","))
    page = sent(client, "/providers/lint", 200, catalogue=carried(first), **{f"all.{field}": value})
    assert "2 fixes taken over" in page
    assert {own[field] for own in json.loads(carried(page))} == {value}


def test_what_was_read_is_stated_only_where_it_is_accepted(client: TestClient) -> None:
    sql = uri_of("SQL")
    first = sent(client, "/providers/lint", pasted=TABLE, suggest="yes")
    assert f'name="accept.0" value="{sql}"' in first
    form = {"catalogue": carried(first), "suggest": "yes", "format": "jsonl"}
    plain = client.post("/providers/lint/mended", data=form)
    assert sql not in plain.text
    accepted = client.post("/providers/lint/mended", data={**form, "accept.0": sql})
    assert json.loads(accepted.text.splitlines()[0])["alignments"][0]["uri"] == sql
    assert accepted.headers["content-disposition"] == 'attachment; filename="catalogue.jsonl"'


@pytest.mark.parametrize("accepting", [{"accept.0": ""}, {"accept_from": "0.6"}])
def test_a_skill_that_is_accepted_bears_its_own_name_and_makes_no_outcome(
    client: TestClient, accepting: dict[str, str]
) -> None:
    """It bore the words that it was read in: the title of the course."""
    sql, row = uri_of("SQL"), "id,name\nq-1,Queries with SQL\n"
    first = sent(client, "/providers/lint", pasted=row, suggest="yes")
    assert f'name="accept.0" value="{sql}"' in first
    typed = {name: value or sql for name, value in accepting.items()}
    read = json.dumps({"q-1": [(sql, 0.9, "name", "Queries with SQL")]})
    form = {"catalogue": carried(first), "suggest": "yes", "read": read, **typed}
    (record,) = json.loads(carried(sent(client, "/providers/lint", 200, **form)))
    assert record["alignments"] == [{"uri": sql, "role": "teaches", "label": "SQL"}]
    assert "outcomes" not in record
    ctdl = client.post("/providers/lint/mended", data={**form, "format": "CTDL"}).json()
    named = [one for node in ctdl["@graph"] for one in node.get("ceterms:teaches", ())]
    assert [(one["ceterms:targetNode"], one["ceterms:targetNodeName"]["en"]) for one in named] == [(sql, "SQL")]
    table = client.post("/providers/lint/mended", data={**form, "format": "csv"}).text
    assert table.count("Queries with SQL") == 1


def test_a_skill_that_is_accepted_stands_with_the_outcome_that_it_was_read_in(client: TestClient) -> None:
    read = json.dumps({"q-1": [(uri_of("SQL"), 0.9, "outcomes[0]", "Write queries with SQL")]})
    form = {"pasted": TABLE, "suggest": "yes", "read": read, "accept.0": uri_of("SQL"), "format": "ELM"}
    written = client.post("/providers/lint/mended", data=form).text
    assert written.count('"LearningOutcome"') == 2
    assert '"SQL"' in written.partition('"relatedESCOSkill"')[2]


@pytest.mark.parametrize("form", ["csv", "xlsx", "schema.org", "CTDL", "ELM", "open-badges"])
def test_the_mended_catalogue_comes_in_each_format(client: TestClient, form: str) -> None:
    answer = client.post("/providers/lint/mended", data={"pasted": TABLE, "format": form})
    assert answer.status_code == 200
    assert "attachment" in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({}, "choose a file, or paste the entries"),
        ({"pasted": "name\nwithout ids\n"}, "no entry could be read"),
        ({"pasted": "{"}, "no entry could be read"),
        ({"pasted": "\n".join(["id,name", *(f"{n},n" for n in range(501))])}, "holds more than 500 entries"),
    ],
)
@pytest.mark.parametrize("path", ["/providers/lint", "/providers/catalogue"])
def test_a_catalogue_that_can_not_be_read_is_told(
    client: TestClient, path: str, typed: dict[str, str], says: str
) -> None:
    assert says in sent(client, path, 422, **typed)


def test_own_courses_are_laid_beside_the_demand(client: TestClient) -> None:
    page = sent(client, "/providers/catalogue", pasted=TABLE, by="skills")
    yours = page.partition("you teach it</h2>")[2]
    assert "SQL</a>" in yours
    assert "Queries" in yours
    rest = page.partition('<th scope="row">Rest</th>')[2]
    assert rest.startswith('<td><span class="soft">nothing that these ads ask for, surely enough</span>')
    assert "q-1" in carried(page)


def test_a_provider_of_the_catalogue_is_picked(client: TestClient) -> None:
    page = words(client.get("/providers/catalogue", params={"provider": "Example TAFE", "by": "skills"}).text)
    assert "<h1>Example TAFE: beside the demand</h1>" in page
    assert '<a href="/courses/c-data">Data analysis with SQL</a>' in page.partition("you teach it</h2>")[2]
    refused = client.get("/providers/catalogue", params={"provider": "Nobody"})
    assert refused.status_code == 422
    assert "no course of the catalogue is by &#39;Nobody&#39;" in refused.text


@pytest.mark.parametrize("name", ["..", "a/..", "\U0001f4a9" * 200 + ".csv", "x" * 300 + ".csv"])
def test_whatever_a_file_is_called_it_is_read(client: TestClient, name: str) -> None:
    """Names that no file system takes, and those of folders, broke the page."""
    answer = client.post("/providers/lint", files={"file": (name, TABLE.encode())})
    assert answer.status_code == 200, answer.text
    assert "Queries" in answer.text


def test_outcomes_that_an_entry_lacks_are_written_on_the_page(client: TestClient) -> None:
    first = sent(client, "/providers/lint", pasted=TABLE)
    assert 'name="set.1.outcomes"' in first
    assert 'name="set.0.outcomes"' not in first  # its own are mended one by one
    page = sent(
        client, "/providers/lint", 200, catalogue=carried(first), **{"set.1.outcomes": "Draw a schema; Explain a plan"}
    )
    assert "1 fix taken over" in page
    assert json.loads(carried(page))[1]["outcomes"] == ["Draw a schema", "Explain a plan"]


def test_a_workbook_of_an_office_is_checked_by_its_own_headings_and_a_lack_opens_the_example(
    client: TestClient,
) -> None:
    page = sent(client, "/providers/lint", pasted="Course code,Course title,Fee\nSC1,Queries,NZD 350\n")
    assert json.loads(carried(page))[0]["name"] == "Queries"
    lacking = sent(client, "/providers/lint", 422, pasted="Course title,Fee\nQueries,NZD 350\n")
    assert "there are Course title (read as name), Fee (read as price)" in lacking
    assert "<details open><summary>What a table looks like" in lacking


def test_after_a_draft_the_evidence_of_need_is_one_step_away(client: TestClient) -> None:
    page = sent(client, "/providers/what-if", title="Queries", outcomes="Write queries with SQL", teaches="SQL")
    assert '<h2 id="next">Where to go on</h2>' in page
    assert "/providers/dossier?concept=" in page
    assert "title=Queries" not in page  # what somebody drafts stands in no address


def test_an_entry_with_a_price_and_a_day_takes_fixes_and_keeps_both(client: TestClient) -> None:
    row = "id,name,price,price_date,hours,date\nq-1,Queries,NZD 350,2026-08-01,40,2026-08-01\n"
    page = sent(client, "/providers/lint", 200, catalogue=carried(sent(client, "/providers/lint", pasted=row)), **FIX)
    assert "1 fix taken over" in page
    (record,) = json.loads(carried(page))
    assert (record["country"], record["price"], record["price_date"]) == ("NZ", "350", "2026-08-01")
    assert (record["hours"], record["date"]) == (40, "2026-08-01")
