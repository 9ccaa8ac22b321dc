"""Teams from tables of every usual shape, and what is said of cells that can't be used."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.teams.gathering import MAX_MEMBERS
from corpora.teams.reading import read_team, read_team_file
from corpora.teams.templates import write_team_template
from matcher.errors import EmptyText, InvalidInput, MatcherError, UnreadableDocument
from matcher.workforce.team import Entry, Member, Place, Team
from tests.corpora.team_tables import Rows, csv_of, workbook

Held = dict[str, int | None]


def held(member: Member) -> Held:
    return {entry.name: entry.level for entry in member.entries}


def read(data: bytes | str, name: str = "team.csv") -> tuple[dict[str, Held], list[str]]:
    """(what each holds, what could not be used in the words of a user)."""
    team, faults = read_team(name, csv_of(data) if isinstance(data, str) else data)
    return {member.id: held(member) for member in team.members}, [str(fault) for fault in faults]


OFF = "is no level of the scale, whole numbers from 0 to 5 (or x: held, without a level)"


def test_a_column_of_lists_gives_skills_with_the_levels_that_follow_them() -> None:
    found = read(
        "id,skills\n"
        "P01,SQL; Python (4); information literacy: 3; R=2; SQL (1)\n"
        'P02,"cataloguing, reading, writing\n- Microsoft: Excel"\n'
        "P03,\"SQL, C#, ISO: 27001, Django (Python), PRINCE2 (2019), R: 3,0\"\n"
    )  # fmt: skip
    assert found == (
        {
            "P01": {"SQL": 1, "Python": 4, "information literacy": 3, "R": 2},
            "P02": {"cataloguing, reading, writing": None, "Microsoft: Excel": None},
            "P03": {
                "SQL": None,
                "C#": None,
                "ISO: 27001": None,
                "Django (Python)": None,
                "PRINCE2 (2019)": None,
                "R": 3,
            },
        },
        [],
    )


def test_a_matrix_has_a_skill_in_each_column_and_a_level_or_a_mark_in_each_cell() -> None:
    team, faults = read_team(
        "team.xlsx", workbook(["Staff ID", "SQL (0-5)", "Python", "Teaching"], [7, 3, "3,0", "x"], [8, 0, None, "no"])
    )
    assert faults == ()
    place = Place(sheet="Team", row=2, column="SQL (0-5)")
    assert team.members[0].entries[0] == Entry(name="SQL", level=3, place=place)
    assert [(m.id, held(m)) for m in team.members] == [
        ("7", {"SQL": 3, "Python": 3, "Teaching": None}),
        ("8", {"SQL": 0, "Teaching": 0}),
    ]


def test_several_columns_of_lists_are_read_and_nothing_is_said_in_many_ways() -> None:
    found = read(
        "No.,Technical skills,Soft skills,Presentation skills,Full-time\n"
        "1,SQL [3]; R - 2,none,4,yes\n2,-,N/A; teaching,x,no\n"
    )
    assert found == (
        {"1": {"SQL": 3, "R": 2, "Presentation skills": 4}, "2": {"teaching": None, "Presentation skills": None}},
        ["team.csv, Full-time: is not read: it is no skill"],
    )


def test_answers_below_an_unknown_header_are_not_taken_for_one() -> None:
    with pytest.raises(InvalidInput, match=r"no column holds pseudonyms.*there are 'Wer', 'SQL', 'R'$"):
        read("Wer;SQL;R\nA1;no;yes\n")


def test_a_row_for_each_person_and_skill_is_one_member_and_the_highest_level_counts() -> None:
    found = read("id;skill;level\n1;SQL;2\n2;Python;\n1;sql;4\n1;R;x\n2;Python;0\np3;Reading, writing;1\nP3;R;0\n")
    assert found == (
        {"1": {"SQL": 4, "R": None}, "2": {"Python": None}, "p3": {"Reading, writing": 1, "R": 0}},
        [],
    )


def test_lists_a_matrix_texts_roles_and_hours_stand_in_one_table() -> None:
    team, faults = read_team(
        "team.csv",
        csv_of(
            "Pseudonym,Target role,Hours,Skills,SQL,CV\n"
            'A1,Data librarian,"37,5",R (2),1,Taught courses.\n'
            "A2,,,,,\n"
        ),
    )  # fmt: skip
    assert team == Team(
        file="team.csv",
        members=(
            Member(
                id=team.members[0].id,
                place=Place(sheet=None, row=2),
                entries=(
                    Entry(name="R", level=2, place=Place(sheet=None, row=2, column="Skills")),
                    Entry(name="SQL", level=1, place=Place(sheet=None, row=2, column="SQL")),
                ),
                text="Taught courses.",
                toward="Data librarian",
                hours=37.5,
            ),
            Member(id=team.members[1].id, place=Place(sheet=None, row=3)),
        ),
    )
    assert [member.id for member in team.members] == ["A1", "A2"]
    assert [str(fault) for fault in faults] == [
        "team.csv, row 3: states no skill and no CV; 'A2' is kept as somebody who holds none"
    ]


def test_levels_off_the_scale_are_named_and_the_rest_of_the_row_is_kept() -> None:
    rows: Rows = [
        ["id", "SQL", "R", "Python"],
        ["P1", 7, 2, 1],
        ["P2", -1, 3, 1],
        ["P3", 3.5, 1, 1],
        ["P4", 4, "good", 1],
    ]
    found, faults = read(workbook(*rows, ["P5", 1, 1, 1], ["P6", 1, 1, 1]), "team.xlsx")
    assert found["P1"] == {"R": 2, "Python": 1}
    assert found["P4"] == {"SQL": 4, "Python": 1}
    assert faults == [
        f"team.xlsx, sheet 'Team', row 2, SQL: 7 {OFF}; read as empty",
        f"team.xlsx, sheet 'Team', row 3, SQL: -1 {OFF}; read as empty",
        f"team.xlsx, sheet 'Team', row 4, SQL: 3.5 {OFF}; read as empty",
        f"team.xlsx, sheet 'Team', row 5, R: 'good' {OFF}; read as empty",
    ]
    assert read("id,skills\nP1,SQL (9); R; Python: good\n") == (
        {"P1": {"R": None}},
        [
            f"team.csv, row 2, skills: 'SQL (9)': '9' {OFF}; left out",
            f"team.csv, row 2, skills: 'Python: good': 'good' {OFF}; left out",
        ],
    )
    assert read("id,skill,level\nP1,SQL,expert\nP1,R,2\n") == (
        {"P1": {"R": 2}},
        [f"team.csv, row 2, level: 'expert' {OFF}; the skill of this row is left out"],
    )


def test_a_column_on_another_scale_or_of_shares_is_not_read_and_said_once() -> None:
    ten = [[f"P{i}", i + 4, i % 5] for i in range(1, 7)]
    found, faults = read(workbook(["id", "SQL", "R"], *ten), "team.xlsx")
    assert found["P1"] == {"R": 1}
    assert faults == [
        "team.xlsx, sheet 'Team', SQL: is not read: most of its cells are no levels, whole numbers from 0 to 5"
    ]
    shares = workbook(
        ["id", "SQL", "R", "Python"], ["P1", 0.6, 1, 3], ["P2", 1, 0, 2], formats={"B2": "0%", "B3": "0%", "C2": "0%"}
    )
    found, faults = read(shares, "team.xlsx")
    assert found == {"P1": {"Python": 3}, "P2": {"Python": 2}}
    assert [fault.split(":")[0] for fault in faults] == ["team.xlsx, sheet 'Team', SQL", "team.xlsx, sheet 'Team', R"]


def test_columns_that_are_no_skills_are_named_as_not_read() -> None:
    found, faults = read("id,SQL,Years,Department\nP1,3,4,Reference\n")
    assert found == {"P1": {"SQL": 3}}
    assert faults == [
        "team.csv, Years: is not read: it is no skill",
        "team.csv, Department: is not read: it is no skill",
    ]
    found, faults = read("id,skill,level,Last used\nP1,SQL,3,2\n")
    assert found == {"P1": {"SQL": 3}}
    assert faults == [
        "team.csv, Last used: is not read: in a table with a row for each person and skill it is no column of ours"
    ]


def test_ids_that_are_missing_or_stand_twice_are_named_and_their_rows_left_out() -> None:
    assert read("id,skills\nP1,SQL\n,R\np1,Python\n=1+1,R\n???,R\n,\n,\n") == (
        {"P1": {"SQL": None}},
        [
            "team.csv, row 3, id: has no pseudonym; the row is left out",
            "team.csv, row 4, id: 'p1' stands in row 2 already, and each row is one person; the row is left out",
            "team.csv, row 5, id: '=1+1' begins like a formula, which is never run; the row is left out",
            "team.csv, row 6, id: '???' is no pseudonym: no letter, no digit; the row is left out",
            "team.csv, row 7: is empty (so in 2 rows)",
        ],
    )


@pytest.mark.parametrize(
    "id",
    ["Total", "TOTAL:", "Grand total", "Sub-Total", "Average", "Sum", "Mean", "Median", "Count", "Max", "Min", "Summe",
     "Durchschnitt", "Gesamt"],
)  # fmt: skip
def test_rows_that_sum_up_others_are_nobody_and_named(id: str) -> None:
    reason = f"{id!r} looks like a sum of the rows above, and no person; rename it if it is one; the row is left out"
    assert read(workbook(["id", "SQL"], ["P01", 3], ["P02", 1], [id, 4]), "team.xlsx") == (
        {"P01": {"SQL": 3}, "P02": {"SQL": 1}},
        [f"team.xlsx, sheet 'Team', row 4, id: {reason}"],
    )
    long = f"id,skill,level\nP01,SQL,3\n{id},SQL,3\n"
    assert read(long) == ({"P01": {"SQL": 3}}, [f"team.csv, row 3, id: {reason}"])


@pytest.mark.parametrize("id", ["Total 1", "Max-7", "Counter", "Sum2", "Summer"])
def test_pseudonyms_that_only_begin_like_a_sum_are_people(id: str) -> None:
    assert read(f"id,SQL\nP01,3\n{id},1\n") == ({"P01": {"SQL": 3}, id: {"SQL": 1}}, [])


def test_formulas_are_never_run_and_named() -> None:
    assert read("id,skills,SQL\nP1,=1+1,3\nP2,R; =HYPERLINK(1),=2+2\n") == (
        {"P1": {"SQL": 3}, "P2": {"R": None}},
        [
            "team.csv, row 2, skills: '=1+1' begins like a formula, which is never run; read as empty",
            "team.csv, row 3, skills: '=HYPERLINK(1)' begins like a formula, which is never run; left out",
            f"team.csv, row 3, SQL: '=2+2' {OFF}; read as empty",
        ],
    )
    found, [fault] = read(workbook(["id", "SQL", "R"], ["P1", "=1+1", 3]), "team.xlsx")
    assert found == {"P1": {"R": 3}}
    assert fault.startswith("team.xlsx, sheet 'Team', row 2, SQL: is a formula without a computed value")


def test_merged_cells_are_named_with_sheet_row_and_column() -> None:
    rows: Rows = [["id", "skill", "level"], ["P01", "SQL", 3], [None, "Python", 2], ["P02", "R", 1]]
    found, faults = read(workbook(*rows, merged=["A2:A3"]), "team.xlsx")
    assert found == {"P01": {"SQL": 3}, "P02": {"R": 1}}
    assert faults == [
        "team.xlsx, sheet 'Team', row 2, id: is merged (A2:A3): only its first cell has a value, and the others are "
        "read as empty; unmerge it and write the value into each cell",
        "team.xlsx, sheet 'Team', row 3, id: has no pseudonym; the row is left out",
    ]


def test_titles_headers_of_two_rows_and_empty_columns_are_no_obstacle() -> None:
    titled = workbook(["Our team 2027"], [], ["id", "SQL", None, None], ["P01", 3], ["\u00a0P02\u00a0", 2])
    assert read(titled, "a.xlsx") == ({"P01": {"SQL": 3}, "P02": {"SQL": 2}}, [])
    grouped = workbook(["Person", "Skills", None], ["id", "SQL", "R"], ["P01", 3, 2], merged=["B1:C1"])
    assert read(grouped, "a.xlsx") == ({"P01": {"SQL": 3, "R": 2}}, [])
    assert read("Person,Skills,\nid,SQL,R\nP01,3,2\n") == ({"P01": {"SQL": 3, "R": 2}}, [])
    assert read("\ufeffOur team\r\n\r\nid;SQL;;\r\nP01;3,0;;\r\n") == ({"P01": {"SQL": 3}}, [])
    found, [fault] = read("id,SQL,\nP01,3,\nP02,2,lost\n")
    assert found == {"P01": {"SQL": 3}, "P02": {"SQL": 2}}
    assert fault.startswith("team.csv, column C: is not read")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheet_programs_are_read(encoding: str) -> None:
    found, faults = read("id,skills\nP01,Gespräche führen\n".encode(encoding))
    assert found == {"P01": {"Gespräche führen": None}}
    assert [fault.split(",")[0] for fault in faults] == (["team.csv: is not UTF-8"] if encoding == "cp1252" else [])


def test_lines_that_end_with_a_carriage_return_alone_are_lines() -> None:
    assert read(b"id,skills\rP01,SQL\rP02,R\r") == ({"P01": {"SQL": None}, "P02": {"R": None}}, [])


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"foo,bar\n1,2\n", r"team\.csv: no column holds pseudonyms \(call it `id`.*there are 'foo', 'bar'$"),
        (b"skill,P01,P02\nSQL,1,2\n", r"where people stand in the columns, turn the table: one row a person"),
        (b"id,town\nP1,far away\n", r"no column holds skills: a list.*there are 'id', 'town'; 'town' is not read"),
        (b"id,skills\n", r"team\.csv: holds no rows below a header$"),
        (b"id,SQL,SQL\nP1,2,3\n", r"row 1, SQL: stands in the header more than once"),
        (b"id,skills\n,SQL\n", r"holds no row that can be used; team\.csv, row 2, id: has no pseudonym"),
    ],
)
def test_a_table_of_which_no_team_can_be_made_says_why(data: bytes, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        read_team("team.csv", data)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.csv", b"\x00\x01\x02" * 50, "looks like binary data"),
        ("a.pdf", b"%PDF-1.7 x", "is a document and no table"),
        ("a.xlsx", b"PK\x03\x04" + bytes(range(256)), "is damaged: it can't be read as a workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "is encrypted with a"),
        ("a.csv", b"id,skills\n" + b"x" * 20_000_000, "at most 20,000,000 are read"),
    ],
)
def test_what_is_no_table_is_named_as_what_it_is(name: str, data: bytes, says: str) -> None:
    with pytest.raises(UnreadableDocument, match=says):
        read_team(name, data)


def test_nothing_and_no_file_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(EmptyText):
        read_team("a.csv", b" \n")
    with pytest.raises(UnreadableDocument, match="does not exist"):
        read_team_file(tmp_path / "a.csv")


def test_the_sheet_can_be_named_and_a_wrong_one_is_told() -> None:
    data = workbook(["what", "amount"], ["a", 1], title="Costs", others={"Team": [["id", "skills"], ["P1", "SQL"]]})
    with pytest.raises(
        InvalidInput, match=r"sheet 'Costs': no column holds pseudonyms.*'Team' was not read, but 'Costs'"
    ):
        read_team("a.xlsx", data)
    team, faults = read_team("a.xlsx", data, sheet="Team")
    assert [(m.id, held(m)) for m in team.members] == [("P1", {"SQL": None})]
    assert faults == ()
    with pytest.raises(UnreadableDocument, match="has no sheet 'Lost'; there are 'Costs', 'Team'"):
        read_team("a.xlsx", data, sheet="Lost")
    with pytest.raises(InvalidInput, match=r"sheet: a\.csv is no workbook"):
        read_team("a.csv", b"id,skills\nP1,SQL\n", sheet="Team")


def test_other_roles_and_hours_further_down_are_named_and_the_first_count() -> None:
    team, faults = read_team(
        "team.csv", csv_of("id,skill,role,hours\nP1,SQL,Analyst,40\nP1,R,analyst,40\nP1,C,Clerk,50\nP2,R,,-3\n")
    )
    assert [(m.toward, m.hours) for m in team.members] == [("Analyst", 40), (None, None)]
    assert [str(fault) for fault in faults] == [
        "team.csv, row 4, role: 'Clerk' is another role than 'Analyst' further up; read as empty",
        "team.csv, row 4, hours: 50 are other hours than 40 further up; read as empty",
        "team.csv, row 5, hours: '-3' is no number of hours between 0 and 10,000; read as empty",
    ]


def test_fifty_thousand_rows_of_five_thousand_people_are_read() -> None:
    lines = [f"P{i // 10},skill {i % 10},{i % 6}" for i in range(50_000)]
    team, faults = read_team("team.csv", csv_of("id,skill,level\n" + "\n".join(lines)))
    assert (len(team.members), faults) == (5_000, ())
    assert held(team.members[4_999]) == {f"skill {i}": (49_990 + i) % 6 for i in range(10)}


def test_fifty_thousand_people_are_refused_at_the_first_one_too_many() -> None:
    data = csv_of("id,skills\n" + "".join(f"P{i},SQL\n" for i in range(50_000)))
    says = rf"row {MAX_MEMBERS + 2}, column 'id': here begins person 5,001, and a team has at most 5,000"
    with pytest.raises(InvalidInput, match=says):
        read_team("team.csv", data)


@pytest.mark.parametrize("suffix", ["csv", "xlsx"])
def test_the_template_is_a_team_of_examples_without_a_fault(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"team.{suffix}"
    write_team_template(path)
    team, faults = read_team_file(path)
    assert faults == ()
    assert [(m.id, held(m), m.toward, m.hours) for m in team.members] == [
        ("Example 1", {"cataloguing": 4, "critical thinking": 3, "SQL": 1, "Python": 0}, "Data librarian", 40),
        ("Example 2", {"reference interviews": None, "teaching": None, "SQL": None}, "Teaching librarian", None),
        ("Example 3", {}, None, 20),
    ]
    assert team.members[2].text is not None
    with pytest.raises(InvalidInput, match="a template is an"):
        write_team_template(tmp_path / "team.ods")


LEVELS = st.one_of(st.none(), st.integers(0, 5))
SKILLS = ("SQL", "Public speaking", "C#", "Email marketing")


@given(st.lists(st.tuples(*[LEVELS] * len(SKILLS)), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_a_matrix_is_read_as_it_was_written(levels: list[tuple[int | None, ...]]) -> None:
    rows = [f"P{i}," + ",".join("" if one is None else str(one) for one in row) for i, row in enumerate(levels)]
    found, _ = read(f"id,{','.join(SKILLS)}\n" + "\n".join(rows))
    assert found == {
        f"P{i}": {name: one for name, one in zip(SKILLS, row, strict=True) if one is not None}
        for i, row in enumerate(levels)
    }


TABLES = st.one_of(
    st.binary(max_size=300),
    st.text(alphabet="id,;\n\"'=x05 skillsév\t\r\u00a0@+-", max_size=200).map(
        lambda text: ("id,skills\n" + text).encode()
    ),
    st.text(max_size=100).map(lambda text: b"id,skills,SQL\nP1," + text.encode("utf-8", "replace")),
    st.binary(max_size=100).map(lambda data: codecs.BOM_UTF16_LE + data),
)


@given(TABLES)
@settings(max_examples=200, deadline=None)
def test_whatever_a_file_holds_it_is_a_team_or_a_clear_error(data: bytes) -> None:
    try:
        said = str(read_team("team.csv", data)[0].members[0].id)
    except MatcherError as error:
        said = str(error)
    assert said
