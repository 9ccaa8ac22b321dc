"""An answer as files: read back by other programs, with its evidence, its versions, and nothing made up."""

import csv
import json
import re
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import docx
import jsonschema
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from fastapi.testclient import TestClient
from pypdf import PdfReader

from api.answer_lines import SAMPLE
from api.app import create_app
from api.command import main
from api.commands.loading import Loading
from api.schemas import GapResponse
from api.taking_along import COLUMNS, FILES, MEDIA, TakeForm, csv_of, file_of
from api.wiring import Service
from corpora.courses.files import read_courses_of
from corpora.documents.writing.letters import LACKING
from corpora.profiles.json_resume import claims_of_resume
from matcher.achievements import Achievement
from tests.api.answered import AD, ARABIC, HOSTILE, ODD, PYTHON, SQL, answer
from tests.corpora.shared_data import shared_file

DAY = date(2026, 11, 26)
ESCO = "This service uses the ESCO classification of the European Commission."


def rows() -> list[dict[str, str]]:
    return [*csv.DictReader(StringIO(csv_of(answer()).decode(), newline=""))]


def plain(text: str) -> str:
    return " ".join(text.split())


def pdf_text(data: bytes) -> str:
    return plain(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages))


def docx_text(data: bytes) -> str:
    document = docx.Document(BytesIO(data))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return plain(" ".join([*(paragraph.text for paragraph in document.paragraphs), *cells]))


def test_a_table_has_a_row_for_each_demand_and_one_for_what_fits_no_skill() -> None:
    sql, python, odd, unknown = rows()
    assert (sql["skill"], sql["importance"], sql["confidence"], sql["level"]) == (
        "SQL",
        "essential",
        "0.75",
        "3+ years",
    )
    assert (sql["standing"], sql["held by"], sql["closed by"]) == ("held", "SQL seit 2019 😀 العربية", "")
    assert sql["evidence"] == f"You must know SQL.; {ARABIC}"
    assert (python["standing"], python["held by"]) == ("closed by the stack", "")
    assert python["closed by"] == f"Python basics ({SAMPLE})"
    assert (odd["standing"], odd["closed by"], odd["uri"]) == ("stays open", "", ODD)
    assert (unknown["skill"], unknown["standing"]) == ("", "fits no skill that we know")
    assert unknown["evidence"] == "A driver's licence."
    assert {row["attribution"] for row in rows()} == {ESCO}
    assert all("taxonomy t-1" in row["made with"] and "own skills" not in row["made with"] for row in rows())


def test_no_cell_of_a_table_runs() -> None:
    odd = rows()[2]
    assert odd["skill"] == odd["evidence"] == f"'{HOSTILE}"
    assert not [cell for row in rows() for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]


@pytest.mark.parametrize("form", [TakeForm.PDF, TakeForm.DOCX])
def test_a_paper_says_what_is_asked_held_missing_taken_open_and_by_whom(form: TakeForm) -> None:
    data = file_of(answer(), form, DAY)
    text = pdf_text(data) if form is TakeForm.PDF else docx_text(data)
    for words in (
        "Your skills and this job ad",
        "“Librarian”",
        "Made on 26 November 2026",
        "The ad asks for 3 skills that we know. You have 1; 2 are missing:",
        "the courses below close 1, and 1 would stay open.",
        "“You must know SQL.”",
        "Essential: SQL (3+ years) (0.75), you have it",
        "Optional: Python (0.75), missing, closed below",
        "“A driver's licence.”",
        "SQL seit 2019",
        "1. Python basics",
        "micro-credential (“nanodegree”): sample data, not a real course",
        "AUD 120 (as of 2026-05-01)",
        "8 to 10",
        "https://example.org/python?a=1&b=2",
        "“Query data with Python”",
        "Closes Python: read, 0.80",
        "Timetable: 2 weeks",
        "Weeks 1 to 2",
        "(price not stated, not counted: no price stated)",
        "awarded by, lasts, level, credits, assessed by, language, begins",
        "1 course on offer would close something, but not as you wish, or without saying so: by mode.",
        "SQL: a certificate",
        "The ad seems to be in two languages.",
        "taxonomy t-1",
        ESCO,
    ):
        assert words in text, words
    assert HOSTILE in text
    assert "None" not in text


def test_what_the_font_of_a_pdf_lacks_is_counted_and_the_word_document_holds_it() -> None:
    assert "SQL seit 2019 😀 العربية" in docx_text(file_of(answer(), TakeForm.DOCX, DAY))
    paper = pdf_text(file_of(answer(), TakeForm.PDF, DAY))
    assert LACKING in paper
    assert "U+1F600" in paper


def links_of_pdf(data: bytes) -> list[str]:
    notes = [note.get_object() for page in PdfReader(BytesIO(data)).pages for note in page.get("/Annots", [])]
    return [note["/A"]["/URI"] for note in notes if "/A" in note]


def links_of_docx(data: bytes) -> list[str]:
    parts = docx.Document(BytesIO(data)).part.rels.values()
    return [part.target_ref for part in parts if part.reltype == RELATIONSHIP_TYPE.HYPERLINK]


def leading_to(address: str) -> GapResponse:
    told = answer()
    first = told.recommendations[0]
    way = first.way.model_copy(update={"url": address})
    return told.model_copy(
        update={"recommendations": [first.model_copy(update={"way": way}), *told.recommendations[1:]]}
    )


def test_an_address_of_a_course_is_a_link() -> None:
    address = "https://example.org/python?a=1&b=2"
    assert set(links_of_pdf(file_of(answer(), TakeForm.PDF, DAY))) == {address}
    assert links_of_docx(file_of(answer(), TakeForm.DOCX, DAY)) == [address]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", 'https://x.org/"><b>', "mailto:a@b.org"]
)
def test_an_address_that_is_none_of_the_web_stays_text(address: str) -> None:
    told = leading_to(address)
    assert links_of_pdf(file_of(told, TakeForm.PDF, DAY)) == []
    assert links_of_docx(file_of(told, TakeForm.DOCX, DAY)) == []
    assert address in docx_text(file_of(told, TakeForm.DOCX, DAY))


def test_the_same_answer_has_the_same_bytes() -> None:
    for form in TakeForm:
        assert file_of(answer(), form, DAY) == file_of(answer(), form, DAY), form


def nodes() -> dict[str, Any]:
    document = json.loads(file_of(answer(), TakeForm.JSONLD, DAY))
    assert document["@context"] == "https://schema.org"
    return {node["@id"]: node for node in document["@graph"]}


def items(node: dict[str, Any]) -> list[Any]:
    return [own["item"] for own in node["itemListElement"]]


def test_linked_data_holds_the_ad_the_gap_and_the_courses_in_the_forms_of_schema_org() -> None:
    found = nodes()
    asked = found["urn:answer:asked"]
    assert (asked["@type"], asked["description"]) == ("JobPosting", AD)
    assert [term["@id"] for term in asked["skills"]] == [SQL, PYTHON, ODD]
    assert [own["text"] for own in asked["skills"][0]["subjectOf"]] == ["You must know SQL.", ARABIC]
    assert [term["@id"] for term in items(found["urn:answer:held"])] == [SQL]
    [python, odd] = items(found["urn:answer:missing"])
    assert python["description"].endswith(f"Python basics ({SAMPLE}): “Query data with Python” (0.80)")
    assert odd["description"] == "essential, confidence 0.75: stays open"
    assert items(found["urn:answer:open"]) == [{"@id": ODD}]
    assert items(found["urn:answer:stack"]) == [{"@id": "c-python"}]
    assert items(found["urn:answer:not-understood"]) == [{"@type": "Quotation", "text": "A driver's licence."}]
    course = found["c-python"]
    assert (course["@type"], course["disambiguatingDescription"]) == ("Course", SAMPLE)
    assert course["offers"] == {"@type": "Offer", "price": "120", "priceCurrency": "AUD"}
    assert "educationalLevel" not in course
    whole = found["urn:answer:whole"]
    assert whole["creditText"] == ESCO
    assert "taxonomy t-1" in whole["version"]
    assert {part["@id"] for part in whole["hasPart"]} <= found.keys()


def test_the_courses_of_linked_data_are_read_back_as_they_were() -> None:
    [read] = read_courses_of("answer.jsonld", file_of(answer(), TakeForm.JSONLD, DAY), lines=False)
    assert isinstance(read, Achievement)
    assert (read.id, read.name, read.opportunity.provider) == ("c-python", "Python basics", "Example TAFE")
    assert read.opportunity.price is not None
    assert (read.opportunity.price.amount, read.opportunity.price.currency) == (Decimal(120), "AUD")
    assert [(own.name, own.url, own.role.value) for own in read.competencies] == [("Python", PYTHON, "teaches")]


def resume(given: GapResponse) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(file_of(given, TakeForm.JSONRESUME, DAY))
    return found


def test_a_resume_holds_what_the_person_says_and_the_stack_as_planned() -> None:
    made = resume(answer())
    assert [skill["name"] for skill in made["skills"]] == ["SQL", "juggling"], "what was inferred is no word of theirs"
    assert made["skills"][0]["evidence"] == "SQL seit 2019 😀 العربية"
    [planned] = made["certificates"]
    assert (planned["name"], planned["status"]) == ("Python basics (planned)", "planned")
    assert planned["summary"].endswith(f"; {SAMPLE}")
    assert planned["closes"][0]["evidence"] == "Query data with Python"
    assert "date" not in planned
    assert made["meta"]["madeWith"]["attribution"] == [ESCO]
    assert claims_of_resume(made).claims == ("SQL", "juggling")


def test_a_resume_that_the_person_brought_stays_theirs() -> None:
    brought = {"basics": {"name": "Ada"}, "skills": [{"name": "Fortran"}], "meta": {"theme": "plain"}}
    made = resume(answer().model_copy(update={"resume": brought}))
    assert (made["basics"], made["skills"]) == (brought["basics"], brought["skills"])
    assert made["meta"]["theme"] == "plain"
    assert [one["name"] for one in made["certificates"]] == ["Python basics (planned)"]


@pytest.mark.shared
@pytest.mark.parametrize("brought", [None, {"basics": {"name": "Ada"}, "certificates": [{"name": "First aid"}]}])
def test_a_resume_fits_the_published_schema(brought: dict[str, Any] | None) -> None:
    schema = json.loads(shared_file("standards/jsonresume_schema.json").read_text("utf-8"))
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [
        error.message for error in validator.iter_errors(resume(answer().model_copy(update={"resume": brought})))
    ] == []


def test_plain_json_is_the_answer() -> None:
    assert GapResponse.model_validate_json(file_of(answer(), TakeForm.JSON, DAY)) == answer()


def test_half_a_character_breaks_no_file() -> None:
    told = answer()
    halved = told.demands[0].model_copy(update={"label": "S\ud800QL"})
    odd = told.model_copy(update={"demands": [halved, *told.demands[1:]], "resume": {"basics": {"label": "\udfff"}}})
    for form in (TakeForm.CSV, TakeForm.JSON, TakeForm.JSONLD):
        assert "S?QL" in file_of(odd, form, DAY).decode(), form
    assert resume(odd)["basics"] == {"label": "?"}
    assert "S QL" in pdf_text(file_of(odd, TakeForm.PDF, DAY))
    assert "S QL" in docx_text(file_of(odd, TakeForm.DOCX, DAY))


def test_an_answer_without_any_demand_is_a_paper_too() -> None:
    told = answer()
    empty = told.model_copy(
        update={
            "demands": [], "open": [], "unmatched": [], "unproven": [], "recommendations": [], "unsuited": {},
            "gap": told.gap.model_copy(update={"covered": [], "missing": []}),
            "stack": told.stack.model_copy(update={"achievements": [], "timetable": None}),
        }
    )  # fmt: skip
    text = pdf_text(file_of(empty, TakeForm.PDF, DAY))
    assert "Nothing in the ad was found to ask for a skill that we know." in text
    assert "No skill was found to look for courses with." in text
    assert csv_of(empty).decode() == ",".join(COLUMNS) + "\r\n"


@pytest.fixture
def client(service: Service) -> TestClient:
    return TestClient(create_app(service))


ASKED_TEXT = "You must know SQL.\nYou will manage library collections."
ASKED = {"ad": {"text": ASKED_TEXT}, "profile": {"skills": ["SQL"]}}


@pytest.mark.parametrize("form", [form for form in TakeForm if form is not TakeForm.JSON])
def test_the_interface_for_programs_gives_each_file(form: TakeForm, client: TestClient) -> None:
    found = client.post("/v1/gap", params={"format": form.value}, json=ASKED)
    assert found.status_code == 200
    assert found.headers["content-type"] == MEDIA[form]
    assert found.headers["content-disposition"] == f'attachment; filename="{FILES[form]}"'
    assert found.headers["cache-control"] == "no-store"
    told = GapResponse.model_validate(client.post("/v1/gap", json=ASKED).json())
    assert [demand.label for demand in told.demands] == ["SQL", "manage library collections"]
    if form not in {TakeForm.PDF, TakeForm.DOCX}:  # these bear today's date
        assert found.content == file_of(told, form, DAY)


def test_json_is_what_it_was_without_a_format(client: TestClient) -> None:
    assert (
        client.post("/v1/gap", params={"format": "json"}, json=ASKED).content
        == client.post("/v1/gap", json=ASKED).content
    )


def test_a_format_that_is_none_is_named(client: TestClient) -> None:
    found = client.post("/v1/gap", params={"format": "xls"}, json=ASKED)
    assert found.status_code == 422
    assert found.json()["errors"][0]["field"] == "format"


def test_the_command_writes_a_file_by_its_suffix(
    tmp_path: Path, loading: Loading, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "ad.txt").write_text(ASKED_TEXT)
    arguments = ["advise", str(tmp_path / "ad.txt"), "--skill", "SQL", "--out"]
    assert main([*arguments, str(tmp_path / "gap.csv")], loading) == 0
    assert [
        row["skill"] for row in csv.DictReader(StringIO((tmp_path / "gap.csv").read_text("utf-8"), newline=""))
    ] == [
        "SQL",
        "manage library collections",
    ]
    assert main([*arguments, str(tmp_path / "gap.PDF")], loading) == 0
    assert "Your skills and this job ad" in pdf_text((tmp_path / "gap.PDF").read_bytes())
    assert re.search(r"gap\.PDF: written", capsys.readouterr().err)
    assert main([*arguments, str(tmp_path / "gap.xls")], loading) != 0
    assert "gap.xls should end in one of .json, .pdf" in capsys.readouterr().err
