"""What is typed into a team's form: lists of skills, files that fill it, and where an error stands."""

from decimal import Decimal

import pytest

from api.web.team.faults import field_of, in_words
from api.web.team.filling import Uploads, filled, spread
from api.web.team.question import brief_from, means_of, question_of
from api.web.team.role_lines import lines_of, requirements_in
from api.web.team.sample import is_sample, sample_team
from api.web.team.shown import FormShown
from api.web.team.travelling import travelling, unread_of
from api.web.team.typed import TypedName, TypedRole, TypedTeam
from corpora.teams.briefs import brief_of
from matcher.errors import InvalidInput, Rejected

LIMIT = 50_000
ROLE = TypedRole(name="Data librarian", text="SQL: 3\nteaching")


@pytest.mark.parametrize(
    ("line", "name", "terms"),
    [
        ("Python: 3", "Python", {"level": "3"}),
        ("SQL (2), optional", "SQL", {"level": "2", "importance": "optional"}),
        ("public speaking (desirable)", "public speaking", {"importance": "optional"}),
        ("plan, organise and budget", "plan, organise and budget", {}),
        ("C#: 4  # ad, 0.80: must know C#", "C#", {"level": "4"}),
        ("optional", "optional", {}),
    ],
)
def test_a_line_is_a_skill_with_its_level_and_importance(line: str, name: str, terms: dict[str, str]) -> None:
    assert requirements_in(line, "role-1") == {name: terms}


@pytest.mark.parametrize(
    ("text", "says"),
    [("SQL\n\n=1+1", "line 3: "), ("SQL: 3\nsql", "line 2: 'sql' is listed twice"), ("SQL: 9", "line 1: 'SQL: 9'")],
)
def test_a_line_that_is_no_skill_is_named(text: str, says: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        requirements_in(text, "role-1")
    assert raised.value.field == "role-1"
    assert raised.value.reason.startswith(says)


def test_a_file_keeps_its_name_in_what_is_told_of_it() -> None:
    assert in_words("x.pdf: is no table", "table") == "x.pdf: is no table"
    assert in_words("choose a file", "table") == "Choose a file"


def test_an_ad_in_the_place_of_a_list_is_told_to_be_given_as_one() -> None:
    with pytest.raises(InvalidInput, match="for the text of an ad choose “a job ad”"):
        requirements_in("Under the direction of the head of systems. " * 6, "role-1")


def test_lines_of_a_brief_are_read_again_as_they_were() -> None:
    brief = brief_of(
        "b", b'{"roles": [{"name": "A", "skills": {"SQL": 3, "R": {"importance": "optional"}, "x": null}}]}'
    )
    typed = TypedTeam(roles=(TypedRole(name="A", text=lines_of(brief.roles[0].skills)),))
    assert brief_from(typed, LIMIT).roles == brief.roles


def test_the_sample_team_asks_what_its_files_ask() -> None:
    typed = sample_team()
    question = question_of(typed, LIMIT)
    assert len(question.team.members) == 12
    assert [role.name for role in question.brief.roles] == [
        "Data services librarian",
        "Teaching librarian",
        "Digital projects librarian",
    ]
    assert (question.brief.budget, question.brief.hours_per_person, question.consented) == (
        Decimal(12000),
        60.0,
        True,
    )
    assert question.brief.names == {"assessment": "assess students"}
    assert is_sample(typed)


def test_what_stands_in_the_form_stays_where_a_brief_is_read_into_it() -> None:
    brief = brief_of("b", b'{"roles": ["data analyst"], "budget": 500, "quarters": 2, "together": true}')
    typed = spread(brief, TypedTeam(budget="900", names=(TypedName(said="misc", means="-"),)))
    assert (typed.budget, typed.quarters, typed.toward) == ("900", "2", "together")
    assert typed.roles == (TypedRole(name="data analyst", by="role", text="data analyst"),)
    assert typed.names == (TypedName(said="misc", means="-"),)


def test_files_become_what_is_typed() -> None:
    uploads = Uploads(
        table=("team.csv", b"id,SQL\nP01,3\n"),
        names=("names.csv", b"name,means\nmisc,-\nPQ,search\n"),
        ads={1: ("guide.txt", b"You must know SQL.")},
    )
    typed = filled(TypedTeam(roles=(ROLE,)), uploads, LIMIT)
    assert (typed.table, typed.table_name) == ("id,SQL\nP01,3\n", "team.csv")
    assert typed.roles == (ROLE, TypedRole(name="guide", by="text", text="You must know SQL."))
    assert typed.names == (TypedName(said="misc", means="-"), TypedName(said="PQ", other="search"))


@pytest.mark.parametrize(
    ("uploads", "field"),
    [
        (Uploads(table=("t.pdf", b"%PDF-1.4 x")), "table"),
        (Uploads(brief=("b.yaml", b"roles: 3")), "brief_file"),
        (Uploads(names=("n.csv", b"name\nx\n")), "names_file"),
        (Uploads(ads={0: ("ad.pdf", b"%PDF-1.4 x")}), "role-1"),
    ],
)
def test_a_file_that_can_not_be_read_is_told_beside_its_field(uploads: Uploads, field: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        filled(TypedTeam(roles=(ROLE,)), uploads, LIMIT)
    assert raised.value.field == field


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (TypedTeam(roles=(ROLE,)), "table"),
        (TypedTeam(table="id,SQL\nP01,3\n"), "role-1"),
        (TypedTeam(table="x", roles=(ROLE,)), "table"),
        (TypedTeam(table="id,SQL\nP01,3\n", roles=(TypedRole(text="SQL"),)), "role-1"),
        (TypedTeam(table="id,SQL\nP01,3\n", roles=(ROLE, TypedRole(name="A"))), "role-2"),
        (TypedTeam(table="id,SQL\nP01,3\n", roles=(ROLE,), moves="P01"), "moves"),
        (TypedTeam(table="id,SQL\nP01,3\n", roles=(ROLE,), courses="c-sql: {prize: 3}"), "courses"),
        (TypedTeam(table="id,SQL\nP01,3\n", roles=(ROLE,), taught="6"), "taught"),
        (TypedTeam(table="id,SQL\nP01,3\n", roles=(ROLE,), budget="lots"), "budget"),
        (TypedTeam(table="id,SQL\nP01,3\n", roles=(ROLE,), coverage="0"), "coverage"),
        (TypedTeam(table="id,SQL\nP01,3\n", roles=(ROLE,), currency="zzz"), "currency"),
        (TypedTeam(table="id,SQL\nP01,3\n", roles=(ROLE,), quarters="13"), "quarters"),
        (TypedTeam(table="id,SQL\nP01,3\n", roles=(ROLE, TypedRole(name="B", text="R")), toward="all"), "toward"),
    ],
)
def test_what_is_wrong_names_its_field(typed: TypedTeam, field: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        question_of(typed, LIMIT)
    assert field_of(raised.value.field) == field


def test_everybody_moves_toward_the_one_role_unless_said_otherwise() -> None:
    typed = TypedTeam(table="id,SQL\nP01,3\nP02,1\n", roles=(ROLE,), toward="all")
    assert question_of(typed, LIMIT).brief.moves == {"P01": "Data librarian", "P02": "Data librarian"}


def test_decisions_and_shares_are_what_the_core_takes() -> None:
    names = (TypedName(said="a", means="-"), TypedName(said="b", means="http://x"), TypedName(said="c", other="SQL"))
    means = means_of(TypedTeam(coverage="65 %", toward="together", names=names))
    assert (means.coverage, means.together) == (0.65, True)
    assert means.names == {"a": None, "b": "http://x", "c": "SQL"}


@pytest.mark.parametrize(
    ("named", "field"),
    [
        ("roles[1].skills.Python", "role-2"),
        ("row 3, column 'toward', role of P01", "table"),
        ("moves, P09", "moves"),
        ("courses, c-x", "courses"),
        ("something else", None),
        (None, None),
    ],
)
def test_an_error_of_the_core_stands_beside_what_was_typed(named: str | None, field: str | None) -> None:
    assert field_of(named) == field


def test_an_error_is_told_as_the_page_calls_things() -> None:
    detail = "roles[1].skills.SQL.level: '0' is no level of the scale (the roles)"
    assert in_words(detail, None) == "Role 2, SQL: '0' is no level of the scale"
    assert in_words("budget: 'lots' is not a number", "budget") == "'lots' is not a number"


def test_faults_of_a_file_travel_and_what_is_none_is_passed_over() -> None:
    faults = (Rejected(file="t.xlsx", sheet="S", row=3, field="SQL", reason="is merged"),)
    assert unread_of(travelling(faults)) == faults
    assert travelling(()) == ""
    for text in ("{", "[1]", '[{"file": 1}]', "{}", "[" * 100_000):
        assert unread_of(text) == ()


@pytest.mark.parametrize(
    ("budget", "most", "step"), [("", 20_000, 1_000), ("12000", 24_000, 1_000), ("55", 110, 1), ("lots", 20_000, 1_000)]
)
def test_a_slider_reaches_twice_as_far(budget: str, most: int, step: int) -> None:
    reach = FormShown(typed=TypedTeam(budget=budget), currency="AUD").budget
    assert (reach.most, reach.step) == (most, step)


def test_there_is_always_room_for_one_role_more() -> None:
    for given in (0, 1, 2, 5):
        shown = FormShown(typed=TypedTeam(roles=(ROLE,) * given), currency="AUD").roles
        assert (len(shown), shown[-1]) == (max(2, given + 1), TypedRole())


@pytest.mark.parametrize("budget", ["1e999999999", "-1e999999999", "nan", "inf", "1_0"])
def test_how_far_a_slider_reaches_is_known_at_once_whatever_was_typed(budget: str) -> None:
    """The digits of 1e999999999 would keep the whole server busy for good."""
    assert FormShown(typed=TypedTeam(budget=budget), currency="AUD").budget.most in {20, 20_000}


def test_a_list_of_nothing_but_commas_is_refused_in_a_moment() -> None:
    """It took minutes where each comma was tried as the beginning of ", optional"."""
    with pytest.raises(InvalidInput, match="line 1"):
        requirements_in(", " * 100_000 + "x", "role-1")
    assert "skill 29999" in requirements_in("\n".join(f"skill {at}" for at in range(30_000)), "role-1")


@pytest.mark.parametrize("row", ["Infinity", "1e999", '"\\ud800"'])
def test_what_travels_and_is_no_work_of_ours_says_nothing(row: str) -> None:
    assert unread_of(f'[{{"file": "a", "sheet": null, "row": {row}, "field": null, "reason": "x"}}]') == ()
    assert unread_of('[{"file": "\\ud800", "sheet": null, "row": 1, "field": null, "reason": "x"}]') == ()
