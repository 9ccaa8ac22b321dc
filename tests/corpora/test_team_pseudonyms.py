"""What tells of a person stops an import; what only looks like it does not."""

import pytest

from corpora.teams.reading import read_team
from matcher.errors import InvalidInput
from tests.corpora.team_tables import csv_of, workbook


def refused(data: bytes, name: str = "team.csv") -> str:
    with pytest.raises(InvalidInput) as error:
        read_team(name, data)
    return str(error.value)


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("Name", "names of people"), ("Employee name", "names of people"), ("First Name", "names of people"),
        ("Surname", "names of people"), ("Staff member's full name", "names of people"), ("E-mail", "e-mail addresses"),
        ("Work email address", "e-mail addresses"), ("Phone", "telephone numbers"), ("Mobile no.", "telephone numbers"),
        ("DOB", "dates of birth"), ("Date of birth (dd/mm/yyyy)", "dates of birth"), ("Birthday", "dates of birth"),
        ("Age", "ages"), ("Age group", "ages"), ("Gender", "genders"), ("Sex (M/F)", "genders"),
        ("Nationality", "nationality, origin or belief"), ("Home address", "addresses"),
        ("Photo", "pictures of people"),
    ],
)  # fmt: skip
def test_columns_headed_as_personal_stop_the_import(header: str, what: str) -> None:
    said = refused(csv_of(f"id,skills,{header}\nP01,SQL,something\n"))
    assert said.startswith(f"team.csv, row 2, column '{header}'" if "'" not in header else "team.csv, row 2, column ")
    assert f"by its header holds what looks like {what}, and an import takes pseudonyms only. Delete the column" in said


@pytest.mark.parametrize("header", ["Age", "Gender", "Nationality", "Date of birth", "Name"])
def test_levels_under_such_a_header_change_nothing(header: str) -> None:
    assert "column" in refused(csv_of(f"id,skills,{header}\nP01,SQL,3\n"))


@pytest.mark.parametrize(
    "skill",
    ["Java", "Excel", "Name authority control", "Aging care", "Email marketing", "Email", "Sex education", "Photo"],
)
def test_skills_that_sound_like_it_are_skills(skill: str) -> None:
    team, faults = read_team("team.csv", csv_of(f"id,{skill}\nP01,3\nP02,x\n"))
    assert [[(entry.name, entry.level) for entry in m.entries] for m in team.members] == [[(skill, 3)], [(skill, None)]]
    assert faults == ()


@pytest.mark.parametrize(
    "id",
    [
        "P01",
        "1",
        "A. 3",
        "LIB-007",
        "Librarian 1",
        "Digital Librarian",
        "10023456",
        "b",
        "Team Lead",
        "M.S.",
        "Maria 2",
    ],
)
def test_pseudonyms_of_every_kind_are_taken(id: str) -> None:
    team, _ = read_team("team.csv", csv_of(f'id,skills\n"{id}",SQL\n'))
    assert [member.id for member in team.members] == [id]


@pytest.mark.parametrize(
    ("id", "what"),
    [
        ("Maria Schmidt", "names of people"), ("Schmidt, Maria", "names of people"), ("maria", "names of people"),
        ("maria.schmidt", "names of people"), ("Dr. Hans-Peter Roe", "names of people"),
        ("Zanele Dlamini", "names of people"),
        ("DLAMINI, Z.", "names of people"), ("O'Neill, Aoife", "names of people"),
        ("a.b@library.example", "e-mail addresses"),
        ("+64 21 555 0199", "telephone numbers"), ("021 555 0199", "telephone numbers"),
        ("1975-03-02", "dates of birth"),
    ],
)  # fmt: skip
def test_a_column_of_ids_that_look_like_people_stops_the_import_without_quoting_them(id: str, what: str) -> None:
    said = refused(csv_of(f'id,skills\n"{id}",SQL\n'))
    assert said.startswith(f"team.csv, row 2, column 'id': holds what looks like {what}")
    assert "P01, P02" in said
    assert id not in said


def test_one_name_among_pseudonyms_is_found_with_its_sheet_and_row() -> None:
    said = refused(workbook(["id", "skills"], ["P01", "SQL"], ["Maria Schmidt", "R"], ["P03", "R"]), "team.xlsx")
    assert said.startswith("team.xlsx, sheet 'Team', row 3, column 'id': holds what looks like names of people")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("P01,SQL,Jane Doe\nP02,R,John Roe\n", "row 2, column 'X': holds what looks like names of people"),
        ("P01,SQL,m\nP02,R,f\n", "row 2, column 'X': holds what looks like genders"),
        ("P01,SQL,\nP02,R,02.03.1975\n", "row 3, column 'X': holds what looks like dates of birth"),
        ("P01,SQL,\nP02,R,+49 30 5550199\n", "row 3, column 'X': holds what looks like telephone numbers"),
        ("P01,SQL,see a@b.example\nP02,R,\n", "row 2, column 'X': holds what looks like e-mail addresses"),
    ],
)
def test_values_under_any_header_stop_the_import(rows: str, says: str) -> None:
    assert says in refused(csv_of("id,skills,X\n" + rows))


def test_places_that_are_called_after_people_do_not() -> None:
    team, _ = read_team("team.csv", csv_of("id,skills,Campus,Manager\nP1,SQL,Albert Park,Reference Desk\n"))
    assert [member.id for member in team.members] == ["P1"]


def test_an_address_among_skills_stops_the_import() -> None:
    assert "column 'skills': holds what looks like e-mail addresses" in refused(
        csv_of("id,skills\nP1,SQL; a@b.example\n")
    )


def test_dates_of_work_do_not() -> None:
    team, [fault] = read_team("team.csv", csv_of("id,skills,Start date\nP01,SQL,1998-02-03\nP02,R,2001-01-01\n"))
    assert [member.id for member in team.members] == ["P01", "P02"]
    assert str(fault).startswith("team.csv, Start date: is not read")


def test_what_reaches_a_person_is_taken_out_of_cv_texts_and_said_once() -> None:
    text = "Ring +64 21 555 0199, (09) 555 0199 or a.b@c.example. At work 01.02.2019 to 2021, 3000-4000 users."
    team, faults = read_team("team.csv", csv_of(f'id,cv\nP01,"{text}"\nP02,x\n'))
    assert team.members[0].text == (
        "Ring [telephone number], [telephone number] or [e-mail address]. At work 01.02.2019 to 2021, 3000-4000 users."
    )
    assert [str(fault) for fault in faults] == [
        "team.csv, row 2, cv: held e-mail addresses or telephone numbers, which were taken out of the text before it "
        "is read"
    ]
