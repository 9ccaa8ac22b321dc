"""Briefs in YAML and JSON: what they say, and where they are wrong."""

import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora.teams.briefs import MAX_BYTES, brief_of, read_brief
from corpora.teams.templates import BRIEF, write_brief_template
from matcher.demand import Importance
from matcher.errors import EmptyText, InvalidInput, MatcherError, UnreadableDocument
from matcher.workforce.brief import Begin, Brief, CourseTerms, OwnRequirement, RoleBrief, RoleSource
from matcher.workforce.mastery import MasteryPolicy
from matcher.workforce.seats import Tier
from matcher.workforce.team import Pseudonym

FULL = """\
begin: 2027-Q1
quarters: 4
budget: 12000
budget_per_quarter: 5000.50
currency: NZD
hours_per_person: 40
hours_per_quarter: 15
holders: 2
together: no
roles:
  - name: Digital librarian
    text: |
      We need SQL.
      You know Python.
  - role: data analyst
  - name: Teaching librarian
    people: 2
    skills:
      Information literacy: 4
      Python: {level: 3, importance: optional}
      Public speaking:
  - name: Listed
    skills: [R, on]
moves: {P01: digital  librarian, 007: listed}
courses:
  a-course: {minimum: 6, price: 250, group_prices: {10: 200, 20: 150}, hours: 12, most: 25, quarters: [1, 3], level: 4}
  other: {quarters: 2}
names: {"PQ searching": information retrieval, misc: ~}
levels: {held: 2}
"""
READ = Brief(
    roles=(
        RoleBrief(name="Digital librarian", ad="We need SQL.\nYou know Python."),
        RoleBrief(name="data analyst", occupation="data analyst"),
        RoleBrief(
            name="Teaching librarian",
            people=2,
            skills=(
                OwnRequirement(name="Information literacy", level=4),
                OwnRequirement(name="Python", level=3, importance=Importance.OPTIONAL),
                OwnRequirement(name="Public speaking"),
            ),
        ),
        RoleBrief(name="Listed", skills=(OwnRequirement(name="R"), OwnRequirement(name="on"))),
    ),
    moves={Pseudonym("P01"): "Digital librarian", Pseudonym("007"): "Listed"},
    courses={
        "a-course": CourseTerms(
            hours=12,
            tiers=(Tier(6, Decimal(250)), Tier(10, Decimal(200)), Tier(20, Decimal(150))),
            most_seats=25,
            quarters=frozenset({0, 2}),
            level=4,
        ),
        "other": CourseTerms(quarters=frozenset({1})),
    },
    names={"PQ searching": "information retrieval", "misc": None},
    begin=Begin(year=2027, quarter=1),
    budget=Decimal(12_000),
    budget_per_quarter=Decimal("5000.50"),
    currency="NZD",
    hours_per_person=40,
    hours_per_quarter=15,
    quarters=4,
    holders=2,
    together=False,
    mastery=MasteryPolicy(held=2),
)


def read(text: str) -> Brief:
    return brief_of("roles.yaml", text.encode())


def refused(text: str) -> str:
    with pytest.raises(InvalidInput) as error:
        read(text)
    return str(error.value)


def test_a_brief_says_all_that_a_plan_is_for() -> None:
    assert read(FULL) == READ
    assert [role.source for role in READ.roles] == [
        RoleSource.AD, RoleSource.OCCUPATION, RoleSource.OWN_LIST, RoleSource.OWN_LIST,
    ]  # fmt: skip


def test_json_of_the_same_shape_is_the_same_brief() -> None:
    as_json = {
        "roles": [{"name": "A", "skills": {"R": 4, "no": None}, "people": 2}, "data analyst"],
        "budget": 99.5, "together": True, "names": {"misc": None}, "begin": "Q3 2027",
    }  # fmt: skip
    assert brief_of("roles.json", json.dumps(as_json, indent="\t").encode()) == Brief(
        roles=(
            RoleBrief(name="A", skills=(OwnRequirement(name="R", level=4), OwnRequirement(name="no")), people=2),
            RoleBrief(name="data analyst", occupation="data analyst"),
        ),
        budget=Decimal("99.5"),
        together=True,
        names={"misc": None},
        begin=Begin(year=2027, quarter=3),
    )


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("level: 3", "level: 7", "roles[2].skills.Python.level: '7' is no level of the scale, whole numbers from 1 to 5"
         " (line 20 of roles.yaml)"),
        ("optional", "optinal", "roles[2].skills.Python.importance: 'optinal' is no importance; one of essential, "
         "optional; did you mean 'optional'? (line 20 of roles.yaml)"),
        ("Information literacy: 4", "Information literacy: [4]", "roles[2].skills.Information literacy: is a list, "
         "expected a level, or `level` and `importance` (line 19 of roles.yaml)"),
        ("[R, on]", "[R, r]", "roles[3].skills[1]: 'R' is listed twice (line 23 of roles.yaml)"),
        ("[R, on]", "[]", "roles[3].skills: lists no skill, and a role must ask for something (line 23 of roles.yaml)"),
        ("    skills: [R, on]\n", "", "roles[3]: has nothing to read; say by exactly one of ad, text, role, skills; "
         "for "
         "what an occupation asks: `role: Listed` (line 22 of roles.yaml)"),
        ("  - role: data", "  - ad: x.txt\n    role: data", "roles[1]: is given by ad and role; say by exactly one "
         "of ad, "
         "text, role, skills (line 15 of roles.yaml)"),
        ("name: Listed", "name: Data  Analyst", "roles[3]: a role 'data analyst' stands further up already; name "
         "each role "
         "once (line 22 of roles.yaml)"),
        ("people: 2", "people: 0", "roles[2].people: '0' is no whole number from 1 to 5,000 (line 17 of roles.yaml)"),
        ("people: 2", "peple: 2", "roles[2].peple: is no key of ours; did you mean 'people'?; there are name, ad, "
         "text, "
         "role, skills, people (line 17 of roles.yaml)"),
        ("budget: 12000", "budget: 12,000", "budget: '12,000' is no amount of money from 0 on; write it without "
         "separators, signs or units, like 12000 or 99.50 (line 3 of roles.yaml)"),
        ("NZD", "NZ$", "currency: 'NZ$' is no currency (ISO 4217); did you mean 'NZD'? (line 5 of roles.yaml)"),
        ("together: no", "together: maybe", "together: 'maybe' is neither true nor false (line 9 of roles.yaml)"),
        ("2027-Q1", "2027-01-01", "begin: '2027-01-01' is no quarter, like 2027-Q1 (line 1 of roles.yaml)"),
        ("quarters: 4\n", "quarters: 13\n", "quarters: '13' is no whole number from 1 to 12 (line 2 of roles.yaml)"),
        ("listed}", "Lisded}", "moves.007: 'Lisded' is no role of this brief; did you mean 'Listed'? (line 24 of "
         "roles.yaml)"),
        ("{P01", "{Maria Schmidt", "moves: holds what looks like names of people; write the pseudonyms of the table "
         "instead (line 24 of roles.yaml)"),
        ("price: 250, ", "", "courses.a-course: has `minimum`, and needs `price` beside it: what a seat costs in "
         "the "
         "least group (line 26 of roles.yaml)"),
        ("{10: 200", "{6: 200", "courses.a-course.group_prices.6: '6' is no number of seats above 6, from which "
         "on the "
         "price holds (line 26 of roles.yaml)"),
        ("most: 25", "most: 5", "courses.a-course.most: are fewer seats than the 6 that it needs to run (line 26 of "
         "roles.yaml)"),
        ("[1, 3]", "[0]", "courses.a-course.quarters[0]: '0' is no whole number from 1 to 4 (line 26 of "
         "roles.yaml)"),
        ("hours: 12,", "hours: 0,", "courses.a-course.hours: must be above 0 (line 26 of roles.yaml)"),
        ("{held: 2}", "{held: 0}", "levels.held: '0' is no level of the scale, whole numbers from 1 to 5 (line 29 of "
         "roles.yaml)"),
    ],
)  # fmt: skip
def test_an_error_names_the_path_the_line_and_what_is_meant(old: str, new: str, says: str) -> None:
    assert old in FULL
    assert refused(FULL.replace(old, new)) == says


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("roles: [a]\nroles: [b]", "roles.yaml: line 2: the key 'roles' stands here twice"),
        ('{"roles": [], "roles": []}', "roles.yaml: the key 'roles' stands twice in one object"),
        ("a: &x [b]\nroles: *x", "roles.yaml: line 1: anchors (&) and aliases (*) are not read; write it out"),
        ("roles: !!python/object:os.system x", "roles.yaml: line 1: tags (!) are not read; leave "
         "'tag:yaml.org,2002:python/object:os.system' out"),
        ("? [a]\n: b", "roles.yaml: line 1: a key must be a text, not a list or a mapping"),
        ("roles: [a]\n---\nroles: [b]", "roles.yaml: holds more than one document (---), and one is read"),
        ("roles:\n\t- a", "roles.yaml: is not valid YAML: found character '\\t' that cannot start any token while "
         "scanning "
         "for the next token at line 2, column 1; indent with spaces, not tabs"),
        ("roles: 'abc", "roles.yaml: is not valid YAML: found unexpected end of stream while scanning a quoted "
         "scalar at "
         "line 1, column 12"),
        ('{"roles": ', "roles.yaml: is not valid JSON: Expecting value at line 1, column 11"),
        ("[" * 500_000, "roles.yaml: line 1: is nested more than 20 deep"),
        ('{"a":' * 900, "roles.yaml: is not valid JSON: Expecting value at line 1, column 4501"),
        ('{"a":' * 30 + "1" + "}" * 30, "roles.yaml: is nested more than 20 deep"),
        ("roles: [" + "a," * 100_000 + "]", "roles.yaml: holds more than 50,000 values"),
        ("roles: a\x00b", "roles.yaml: line 1 holds a control character (U+0000); take it out"),
        ("roles:\n- a\u202eb", "roles.yaml: line 2 holds a control character (U+202E); take it out"),
        ("# nothing yet\n", "roles.yaml: is empty, expected a mapping with `roles`"),
        ("- a", "roles.yaml: is a list, expected a mapping with `roles`"),
        ("budget: 5", "roles.yaml: has no `roles`: the plan needs at least one"),
        ("roles: []", "roles: names no role (line 1 of roles.yaml)"),
        ("roles:\n  - name: A\n    text: '  '", "roles[0].text: is empty: it holds no letters to read (line 3 of "
         "roles.yaml)"),
    ],
)  # fmt: skip
def test_what_is_no_brief_is_refused_before_it_costs_anything(text: str, says: str) -> None:
    assert refused(text) == says


def test_files_that_are_too_large_or_nothing_are_named() -> None:
    with pytest.raises(UnreadableDocument, match=r"has 5,000,000 bytes; a brief has at most 1,000,000"):
        brief_of("roles.yaml", b"x" * 5_000_000)
    assert MAX_BYTES == 1_000_000
    with pytest.raises(EmptyText):
        brief_of("roles.yaml", b"\n")
    with pytest.raises(UnreadableDocument, match="is no YAML or JSON"):
        brief_of("roles.yaml", b"PK\x03\x04")


def test_an_ad_is_a_file_beside_the_brief(tmp_path: Path) -> None:
    (tmp_path / "ads").mkdir()
    (tmp_path / "ads" / "digital.html").write_text("<html><body><p>We need SQL.</p></body></html>")
    (tmp_path / "empty.txt").write_text(" ")
    path = tmp_path / "roles.yaml"
    path.write_text("roles:\n  - name: A\n    ad: ads/digital.html\n")
    assert read_brief(path).roles == (RoleBrief(name="A", ad="We need SQL.", file="ads/digital.html"),)
    path.write_text("roles:\n  - name: A\n    ad: lost.txt\n")
    with pytest.raises(
        InvalidInput, match=r"^roles\[0\]\.ad: there is no file 'lost\.txt' beside this one \(line 3 of"
    ):
        read_brief(path)
    path.write_text("roles:\n  - name: A\n    ad: empty.txt\n")
    with pytest.raises(InvalidInput, match=r"^roles\[0\]\.ad: empty\.txt is empty"):
        read_brief(path)
    path.write_text("roles:\n  - name: A\n    ad: ads\n")
    with pytest.raises(InvalidInput, match=r"^roles\[0\]\.ad: the file 'ads' can't be read: Is a directory"):
        read_brief(path)
    with pytest.raises(UnreadableDocument, match="does not exist"):
        read_brief(tmp_path / "lost.yaml")


def test_what_is_sent_reads_no_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("We need SQL.")
    assert refused(f"roles:\n  - name: A\n    ad: {tmp_path / 'a.txt'}\n") == (
        "roles[0].ad: a file can't be read from here; give the words of the ad under `text` (line 3 of roles.yaml)"
    )


def test_the_template_is_a_brief_also_with_its_comments_taken_off(tmp_path: Path) -> None:
    write_brief_template(tmp_path / "roles.yaml")
    assert [role.name for role in read_brief(tmp_path / "roles.yaml").roles] == [
        "Digital librarian", "Data librarian", "Teaching librarian",
    ]  # fmt: skip
    head, _, rest = BRIEF.partition("\n\n")
    everything = read("\n".join(line.removeprefix("# ") for line in rest.splitlines()))
    assert head.startswith("# What to plan")
    assert everything.moves == {"P01": "Digital librarian"}
    assert everything.courses["some-course-id"].most_seats == 25
    assert everything.names == {"PQ searching": "information retrieval", "misc": None}
    assert (everything.holders, everything.together, everything.mastery) == (2, True, MasteryPolicy())


@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(alphabet="roles:- []{}'\"\n #&*!|>,?%@`~ax1", max_size=80).map(str.encode),
        st.text(max_size=60).map(lambda text: ("roles:\n  - name: A\n    skills: " + text).encode("utf-8", "replace")),
    )
)
@settings(max_examples=300, deadline=None)
def test_whatever_is_sent_is_a_brief_or_a_clear_error(data: bytes) -> None:
    try:
        said = brief_of("roles.yaml", data).roles[0].name
    except MatcherError as error:
        said = str(error)
    assert said


@pytest.mark.parametrize("key", ["most: 5", "quarters: [1]", "level: 3"])
def test_what_holds_for_one_course_can_not_be_said_of_any(key: str) -> None:
    text = f'roles: [{{name: x, skills: [SQL]}}]\ncourses: {{"*": {{{key}}}}}\n'
    with pytest.raises(InvalidInput, match="holds for one course: state it there, by its id"):
        brief_of("roles.yaml", text.encode())


def test_more_courses_than_anybody_lists_can_not_be_left_out() -> None:
    ids = ", ".join(f"c-{place}" for place in range(501))
    with pytest.raises(InvalidInput, match="leaves out 501 courses; at most 500 can be"):
        brief_of("roles.yaml", f"roles: [{{name: x, skills: [SQL]}}]\nwithout: [{ids}]\n".encode())
