"""Who somebody is stands blank, at equal length; words about skills stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.own_words import writers_own
from matcher.who import impersonal, of_anybody
from tests.stopwatch import assert_quick

GIVEN = frozenset({"marc", "emma", "muhammad", "julia", "maria"})


def left(text: str) -> str:
    """What is left of it, with single spaces."""
    blank = impersonal(text, GIVEN)
    assert len(blank) == len(text)
    return " ".join(blank.split())


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("Emma Clarke teaches SQL.", "teaches SQL."),
        ("Muhammad Al-Farsi teaches SQL.", "teaches SQL."),
        ("Emma van der Berg teaches SQL.", "teaches SQL."),
        ("Dr. Zanele Dlamini teaches SQL.", "teaches SQL."),
        ("Curriculum vitae of Ngozi Okafor\nSQL", "Curriculum vitae of SQL"),
        ("Name: Ngozi Okafor\nSQL", "Name: SQL"),
        ("Ngozi Okafor\nno@example.org\nNgozi knows SQL. Ngozi Okafor teaches.", "no@example.org knows SQL. teaches."),
        ("She knows SQL and her team trusts her.", "knows SQL and team trusts ."),
        ("SQL, born 12.3.1997, aged 29, 29 years old", "SQL, , ,"),
        ("Gender: female\nMarital status: single\nSQL", "SQL"),
        ("Librarian, Jan 2015 - Mar 2018: SQL (2019 to present)", "Librarian, : SQL"),
        ("Career break to raise two children. SQL.", ". SQL."),
        ("SQL; parental leave and care of my mother; Python", "SQL; ; Python"),
        ("SQL. I was unemployed and cared for children. Python", "SQL. . Python"),
    ],
)  # fmt: skip
def test_what_tells_who_it_is_goes(text: str, stays: str) -> None:
    assert left(text) == stays


@pytest.mark.parametrize(
    "text",
    [
        "Machine Learning, Python, SQL",
        "Julia, Python and R",
        "Julia MATLAB Fortran",
        "Data Analyst\nPhone: 0113 4960000\nSQL",
        "emma and maria are databases",
        "I manage 2,000 records in 20 libraries",
        "MS Office, MS Excel and DR Planning",
        "Email Marketing Campaigns; Contact Lens Fitting; Call Centre Operations",
        "Administered maternity leave and payroll for 300 staff",
        "Supported unemployed adults; taught digital literacy",
        "Teaching in HE and work with the HIS of a hospital",
        "Julia Programming",
        "MARC Edit and RDA",
    ],
)
def test_what_tells_of_skills_and_work_stays(text: str) -> None:
    assert (
        impersonal(text, GIVEN).replace("Phone: 0113 4960000", "").split()
        == text.replace("Phone: 0113 4960000", "").split()
    )


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("You report to Emma Clarke.", "You report to            ."),
        ("For a talk ring Ngozi Okafor on 0113", "For a talk ring              on 0113"),
        ("She will be your manager; ask her herself.", "he  will be your manager; ask his himself."),
        ("Reporting to the Data Manager you know SQL", "Reporting to the Data Manager you know SQL"),
        ("You know Julia MATLAB and R", "You know Julia MATLAB and R"),
        ("A Danish company and a French bank", "A        company and a        bank"),
        ("You speak Danish. Spanish is required.", "You speak Danish. Spanish is required."),
        ("German firm, Greek bank, Korean retailer", "       firm,       bank,        retailer"),
        ("The Research group of a Business consultancy", "The Research group of a Business consultancy"),
    ],
)
def test_an_ad_is_read_as_if_it_named_nobody_and_knew_one_gender(text: str, read: str) -> None:
    assert of_anybody(text, GIVEN) == read


@pytest.mark.parametrize("cue", ["", "I was born", "name", "Emma", "She", "aged", "2015", "contact A"])
@pytest.mark.parametrize("run", [" ", "\n", ". \n", "|\t|\n", "A-", "2015-", "Emma ", "A a ", "(", "on "])
def test_no_run_of_anything_takes_long(cue: str, run: str) -> None:
    """8,000 characters: in quadratic time seconds, in cubic time hours."""
    text = cue + run * (8_000 // len(run)) + "x"
    assert_quick(lambda: (impersonal(text, GIVEN), of_anybody(text, GIVEN), writers_own(text)), seconds=0.5)


@given(st.text(max_size=300))
def test_every_character_keeps_its_place(text: str) -> None:
    for read in (impersonal(text, GIVEN), of_anybody(text, GIVEN)):
        assert len(read) == len(text)
        assert read.count("\n") <= text.count("\n")
