"""The job seeker's answer as files, from the form of the page: what was read travels along, what was decided holds."""

import csv
import re
from io import BytesIO, StringIO

import pytest
from fastapi.testclient import TestClient
from pypdf import PdfReader

from api.app import create_app
from api.schemas import GapResponse
from api.taking_along import FILES, MEDIA, TakeForm
from api.web.seeker import TAKES
from api.wiring import Service
from tests.api.conftest import uri_of

AD = "Librarian\n\nRequirements\n- You must manage library collections.\n- You must know SQL.\n"
FORM = {"ad": AD, "profile": "SQL"}


@pytest.fixture
def client(service: Service) -> TestClient:
    return TestClient(create_app(service))


@pytest.mark.parametrize("form", TakeForm)
def test_each_file_is_made_from_the_form_and_kept_by_nobody(form: TakeForm, client: TestClient) -> None:
    found = client.post(f"/take/{form.value}", data=FORM)
    assert found.status_code == 200
    assert found.headers["content-type"] == MEDIA[form]
    assert found.headers["content-disposition"] == f'attachment; filename="{FILES[form]}"'
    assert found.headers["cache-control"] == "no-store"


def test_a_file_says_what_the_page_says(client: TestClient) -> None:
    answer = GapResponse.model_validate_json(client.post("/take/json", data=FORM).content)
    assert [one.demand.label for one in answer.gap.covered] == ["SQL"]
    assert [demand.label for demand in answer.gap.missing] == ["manage library collections"]
    paper = PdfReader(BytesIO(client.post("/take/pdf", data=FORM).content)).pages[0].extract_text()
    assert "You have 1; 1 is missing" in " ".join(paper.split())


def test_what_was_decided_on_the_page_holds_in_its_files(client: TestClient) -> None:
    decided = {**FORM, f"right:{uri_of('SQL')}": "no", f"have:{uri_of('manage library collections')}": "yes"}
    table = client.post("/take/csv", data=decided).text
    rows = [*csv.DictReader(StringIO(table, newline=""))]
    assert [(row["skill"], row["standing"]) for row in rows if row["skill"]] == [("manage library collections", "held")]


def test_a_resume_that_comes_as_a_file_goes_back_with_the_stack(client: TestClient) -> None:
    brought = b'{"basics": {"label": "Archivist"}, "skills": [{"name": "SQL"}]}'
    files = {"profile_file": ("resume.json", brought, "application/json")}
    resume = client.post("/take/jsonresume", data={"ad": AD}, files=files).json()
    assert resume["basics"] == {"label": "Archivist"}
    assert [own["name"] for own in resume["certificates"]] == ["Library collections (planned)"]


def test_the_page_offers_the_files(client: TestClient) -> None:
    page = client.post("/advise", data=FORM).text
    offered = re.findall(r'formaction="/take/(\w+)" data-plain>([^<]+)<', page)
    assert offered == [(form.value, name) for form, name in TAKES]


def test_a_form_that_can_not_be_used_comes_back_as_a_page(client: TestClient) -> None:
    found = client.post("/take/pdf", data={"role": "qzxv wvbk"})
    assert found.status_code == 422
    assert "No occupation resembles" in found.text
    assert 'value="qzxv wvbk"' in found.text


def test_a_file_of_no_kind_that_we_write_is_refused(client: TestClient) -> None:
    found = client.post("/take/exe", data=FORM)
    assert found.status_code == 422
    assert "pdf" in found.text
