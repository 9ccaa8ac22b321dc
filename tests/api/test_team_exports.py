"""A team's plan as JSON, CSV and a page: counts as they are told, nobody ordered, no text that runs."""

import csv
import hashlib
import json
import re
from base64 import b64encode
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO, StringIO

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from api.commands.team_text import team_text
from api.team_forms import TeamForm, csv_of, file_of
from api.team_heatmap import SHADES
from api.team_page import HERE, STYLES, page_file
from api.team_schemas import TeamPlanOut
from api.team_table_names import TeamTable
from api.team_wording import CONSENTED, NOT_CONSENTED, RESPONSIBLE_USE
from corpora.documents.writing.letters import LACKING
from corpora.documents.writing.pdf import LETTERS
from matcher.errors import InvalidInput
from matcher.workforce.report import TeamReport
from tests import small_team
from tests.api.planned_team import told

CONSENTED_PLAN, WITHHELD_PLAN = told(small_team.consented()), told(small_team.withheld())


def table(report: TeamReport, name: TeamTable) -> list[dict[str, str]]:
    return csv_rows(told(report), name)


def csv_rows(plan: TeamPlanOut, name: TeamTable) -> list[dict[str, str]]:
    return [*csv.DictReader(StringIO(csv_of(plan, name).decode(), newline=""))]


class Seen(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += f" {data}"


def words(page: str) -> str:
    return " ".join(Seen(page).text.split())


def test_a_line_of_the_answer_counts_people_before_and_after() -> None:
    line = CONSENTED_PLAN.lines[0]
    assert (line.skill.uri, line.skill.label, line.skill.kind) == (small_team.SQL, "SQL", "knowledge")
    assert (line.people, line.holding, line.missing, line.taught, line.after) == (6, 1, 5, 5, 6)
    assert (line.at_level, line.single, line.needed) == ([4, 0, 1, 0, 1, 0], True, None)
    assert line.evidence[0].text == "You must have advanced SQL."


def test_what_is_withheld_is_null_and_what_follows_from_it_too() -> None:
    line = WITHHELD_PLAN.lines[0]
    assert (line.holding, line.missing, line.taught, line.after, line.at_level, line.single) == (None,) * 6
    assert line.people == 6
    assert WITHHELD_PLAN.plan[0].seats is None
    assert WITHHELD_PLAN.bookings == []


def test_a_group_traces_to_a_demand_and_to_the_catalogues_words() -> None:
    group = CONSENTED_PLAN.plan[0]
    assert (group.quarter, group.course, group.seats) == ("2027 Q1", "c-sql", 5)
    assert (group.each, group.cost) == (Decimal(90), Decimal(450))
    [teaches] = group.teaches
    assert (teaches.skill.label, teaches.roles, teaches.people, teaches.coverage) == ("SQL", ["Data librarian"], 5, 0.9)
    assert (teaches.field, teaches.text) == ("outcomes[0]", "Query a database with SQL")
    assert [course.id for course in CONSENTED_PLAN.courses] == ["c-sql", "c-trick"]
    assert [(tier.seats, tier.each) for tier in CONSENTED_PLAN.courses[0].prices] == [
        (1, Decimal(100)),
        (5, Decimal(90)),
    ]


def test_what_is_left_out_is_named_with_why() -> None:
    assert [own.model_dump() for own in CONSENTED_PLAN.left_out] == [
        {"course": "c-dear", "name": "Dear course", "why": "states no price"}
    ]


def test_missing_facts_of_a_course_are_missing() -> None:
    answer = told(small_team.unpriced())
    group = answer.plan[1]
    assert (group.price_stated, group.each, group.cost, group.hours) == (False, None, None, None)
    assert answer.courses[1].prices == []
    assert answer.without_price == ["c-trick"]


@pytest.mark.parametrize(("answer", "statement"), [(CONSENTED_PLAN, CONSENTED), (WITHHELD_PLAN, NOT_CONSENTED)])
def test_consent_is_written_into_every_export(answer: object, statement: str) -> None:
    plan = CONSENTED_PLAN if answer is CONSENTED_PLAN else WITHHELD_PLAN
    assert json.loads(file_of(plan, TeamForm.JSON))["consent"] == statement
    assert statement in words(file_of(plan, TeamForm.HTML).decode())
    for name in set(TeamTable) - {TeamTable.PEOPLE}:
        lines = [*csv.DictReader(StringIO(file_of(plan, TeamForm.CSV, name).decode(), newline=""))]
        assert {line["consent"] for line in lines} == {statement}


def test_the_plan_is_a_table_of_groups() -> None:
    first, second = table(small_team.consented(), TeamTable.PLAN)
    assert (first["quarter"], first["course"], first["seats"], first["price each"], first["cost"]) == (
        "2027 Q1", "SQL basics", "5", "90", "450",
    )  # fmt: skip
    assert second["teaches"] == "teach digital literacy to 2 people (Digital guide)"
    hidden, _ = table(small_team.withheld(), TeamTable.PLAN)
    assert (hidden["seats"], hidden["price each"], hidden["cost"]) == ("withheld",) * 3
    assert hidden["teaches"] == "SQL to people withheld (Data librarian)"


def test_confidences_have_two_digits_for_people_and_all_of_them_in_json() -> None:
    first = CONSENTED_PLAN.review[0].model_copy(update={"confidence": 0.7126})
    group = CONSENTED_PLAN.plan[0]
    surely = group.model_copy(update={"teaches": [group.teaches[0].model_copy(update={"coverage": 0.8349})]})
    plan = CONSENTED_PLAN.model_copy(update={"review": [first], "plan": [surely]})
    assert [line["confidence"] for line in csv_rows(plan, TeamTable.REVIEW)] == ["0.71"]
    assert csv_rows(plan, TeamTable.SOURCES)[-1]["confidence"] == "0.83"
    book = openpyxl.load_workbook(BytesIO(file_of(plan, TeamForm.XLSX)))
    cell = book["review"]["D2"]
    assert (cell.value, cell.number_format) == (0.71, "0.00")
    texts = [words(page_file(plan)), team_text(plan, 100)]
    texts += [" ".join(page.extract_text() for page in PdfReader(BytesIO(file_of(plan, TeamForm.PDF))).pages)]
    for text in texts:
        assert "0.83" in text
        assert not re.findall(r"0\.(?:7126|8349)", text)
    told_json = json.loads(file_of(plan, TeamForm.JSON))
    assert (told_json["review"][0]["confidence"], told_json["plan"][0]["teaches"][0]["coverage"]) == (0.7126, 0.8349)


def test_a_text_that_looks_like_a_formula_is_guarded_in_csv() -> None:
    lines = table(small_team.consented(), TeamTable.MATRIX)
    assert [line["skill"] for line in lines] == [
        "SQL",
        f"'{small_team.FORMULA}",
        "teach digital literacy",
        f"'{small_team.FORMULA}",
    ]
    assert table(small_team.consented(), TeamTable.PLAN)[1]["course"] == f"'{small_team.FORMULA}"


def test_no_export_speaks_of_people_without_consent() -> None:
    told_ids = {who for ids in small_team.MOVING.values() for who in ids}
    for form in (TeamForm.JSON, TeamForm.HTML):
        text = file_of(WITHHELD_PLAN, form).decode()
        assert not [who for who in told_ids if re.search(rf"\b{who}\b", text)]
    for name in set(TeamTable) - {TeamTable.PEOPLE}:
        text = file_of(WITHHELD_PLAN, TeamForm.CSV, name).decode()
        assert not [who for who in told_ids if re.search(rf"\b{who}\b", text)]
    with pytest.raises(InvalidInput, match="with the team's consent alone"):
        file_of(WITHHELD_PLAN, TeamForm.CSV, TeamTable.PEOPLE)


def test_a_page_holds_no_script_and_no_inline_style() -> None:
    seen = Seen(page_file(CONSENTED_PLAN))
    assert not [tag for tag, _ in seen.tags if tag == "script"]
    assert not [name for _, own in seen.tags for name in own if name == "style" or name.startswith("on")]


def test_a_page_that_is_taken_along_allows_its_own_style_alone() -> None:
    page = page_file(CONSENTED_PLAN)
    found = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert found is not None
    digest = b64encode(hashlib.sha256(found[1].encode()).digest()).decode()
    [policy] = [own["content"] for tag, own in Seen(page).tags if own.get("http-equiv") == "Content-Security-Policy"]
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'"
    assert not [own for tag, own in Seen(page).tags if tag == "link"]


def test_markup_of_others_stays_text() -> None:
    page = page_file(CONSENTED_PLAN)
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Co" in page
    assert small_team.FORMULA in words(page)


def test_the_page_shows_figures_shaded_and_in_words() -> None:
    page = page_file(CONSENTED_PLAN)
    assert re.search(r'<td class="heat-4">1 → 6 of 6</td>', page)
    assert re.search(r'<td class="heat-0">6 of 6</td>', page)
    assert re.search(r'<td class="heat-2">3 → 5 of 5</td>', page)
    text = words(page)
    assert "Cost AUD 611" in text
    assert "No plan within the limits closes more than 55 %" in text
    assert "Held by one person only SQL (Data librarian): after the plan by 6" in text
    assert all(line in text for line in RESPONSIBLE_USE)


def test_on_the_page_what_is_withheld_is_said_to_be() -> None:
    page = page_file(WITHHELD_PLAN)
    assert re.search(r'<td class="heat-none"><span class="none">withheld</span></td>', page)
    assert "Which skills one person alone holds is withheld." in words(page)
    assert "Who has which seat" not in words(page)


def test_every_table_of_the_page_has_a_caption_and_scopes() -> None:
    seen = Seen(page_file(CONSENTED_PLAN))
    tables = [tag for tag, _ in seen.tags if tag == "table"]
    assert len(tables) == len([tag for tag, _ in seen.tags if tag == "caption"])
    assert all("scope" in own for tag, own in seen.tags if tag == "th")
    regions = [own for tag, own in seen.tags if own.get("role") == "region"]
    ids = {own["id"] for _, own in seen.tags if "id" in own}
    assert all(own["aria-labelledby"] in ids and own["tabindex"] == "0" for own in regions)


def test_a_plan_of_nothing_is_a_page_and_tables_too() -> None:
    empty = CONSENTED_PLAN.model_copy(update={"plan": [], "lines": [], "bookings": [], "review": [], "courses": []})
    assert "No course is in it" in words(page_file(empty))
    assert csv_of(empty, TeamTable.PLAN).decode().splitlines()[1:] == []


def test_no_form_of_the_plan_scores_or_orders_people() -> None:
    everything = " ".join(file_of(CONSENTED_PLAN, form).decode() for form in (TeamForm.JSON, TeamForm.HTML)).lower()
    said = everything.replace(" ".join(RESPONSIBLE_USE).lower(), "")
    assert not re.findall(r"\b(score|rank|ranking|fitness|suitability)\b", said)


def _colours(sheet: str, scheme: str) -> dict[str, str]:
    """Of our two style sheets: those of a light screen, with those of a dark one over them."""
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]+)", sheet.partition("@media")[0]))
    dark = dict(
        re.findall(r"--([\w-]+): (#[0-9a-f]+)", sheet.partition("@media (prefers-color-scheme: dark)")[2][:400])
    )
    return {**light, **dark} if scheme == "dark" else light


def _luminance(colour: str) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_stand_out_from_every_shade(scheme: str) -> None:
    colours: dict[str, str] = {}
    for name in STYLES:
        colours |= _colours((HERE / "static" / name).read_text("utf-8"), scheme)
    pairs = [("ink", f"heat-{shade}") for shade in range(1, SHADES + 1)]
    pairs += [("ink", "fill"), ("soft", "fill"), ("soft", "paper"), ("ink", "paper")]
    for letters, ground in pairs:
        darker, lighter = sorted(map(_luminance, (colours[letters], colours[ground])))
        assert (lighter + 0.05) / (darker + 0.05) >= 4.5, (letters, ground)


def test_a_document_holds_the_same_figures_and_the_consent() -> None:
    word = docx.Document(BytesIO(file_of(CONSENTED_PLAN, TeamForm.DOCX)))
    cells = [[cell.text for cell in row.cells] for table in word.tables for row in table.rows]
    assert ["Cost", "AUD 611"] in cells
    assert ["SQL", "1, then 6, of 6", "not wanted"] in cells
    assert ["2027 Q1", "SQL basics", "5", "90", "450", "SQL to 5 people (Data librarian)"] in cells
    assert CONSENTED in [paragraph.text for paragraph in word.paragraphs]
    hidden = docx.Document(BytesIO(file_of(WITHHELD_PLAN, TeamForm.DOCX)))
    assert ["SQL", "withheld", "not wanted"] in [[c.text for c in row.cells] for t in hidden.tables for row in t.rows]


@pytest.mark.parametrize("plan", [CONSENTED_PLAN, WITHHELD_PLAN], ids=["consented", "withheld"])
def test_a_pdf_shows_every_letter_of_a_plan(plan: TeamPlanOut) -> None:
    text = " ".join(page.extract_text() for page in PdfReader(BytesIO(file_of(plan, TeamForm.PDF))).pages)
    assert LETTERS not in text
    assert LACKING not in text
    assert ("1, then 6, of 6" in text) == plan.consented


def test_a_pdf_of_the_same_plan_has_the_same_bytes() -> None:
    first = file_of(WITHHELD_PLAN, TeamForm.PDF)
    assert first == file_of(WITHHELD_PLAN, TeamForm.PDF)
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(first)).pages)
    assert NOT_CONSENTED in text
    assert "SQL to people withheld (Data librarian)" in text
