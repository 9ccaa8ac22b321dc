"""Files to begin with: a team's table and a brief, filled with examples that we made up."""

from collections.abc import Mapping
from pathlib import Path

from corpora.csv_writing import write_csv
from corpora.spreadsheets.writing import write_xlsx
from corpora.teams.gathering import MAX_MEMBERS
from matcher.errors import InvalidInput
from matcher.workforce.mastery import MEANINGS

SHEET = "team"
COLUMNS = ("id", "toward", "hours", "skills", "SQL", "Python", "cv")
EXAMPLES: tuple[Mapping[str, str | float], ...] = (
    {
        "id": "Example 1", "toward": "Data librarian", "hours": 40, "skills": "cataloguing (4); critical thinking: 3",
        "SQL": 1, "Python": 0,
    },
    {"id": "Example 2", "toward": "Teaching librarian", "skills": "reference interviews; teaching", "SQL": "x"},
    {
        "id": "Example 3", "hours": 20,
        "cv": "Sample text, made up: taught search workshops for students, kept the web pages of a library.",
    },
)  # fmt: skip
ABOUT: tuple[tuple[str, str], ...] = (
    ("sample", "The rows called Example are made up. Delete them before you use this file."),
    ("id", "A pseudonym for each person, like P01. Keep the key to yourself: no names, e-mail addresses, telephone "
     "numbers, dates of birth, ages, genders, nationalities anywhere in the file. An import that meets one stops."),
    ("toward", "May be left out: the role this person moves toward, by its name in the roles file."),
    ("hours", "May be left out: hours for learning over the whole plan, where they differ from the plan's."),
    ("skills", "A list, separated by ; (or by commas). A level may follow: SQL (4) or SQL: 4."),
    ("SQL, Python", "A column for each skill, with levels from 0 to 5; x is held without a level, nothing is not "
     "stated. Put your own skills there, as many as you like, or delete these columns."),
    ("cv", "May be left out: a text, in which skills are read. Take names out of it; e-mail addresses and telephone "
     "numbers are taken out when it is read."),
    ("another shape", "A row for each person and skill, with the columns id, skill, level, is read too."),
    *((f"level {level}", words) for level, words in enumerate(MEANINGS)),
    ("limits", f"{MAX_MEMBERS:,} people. Formulas are not run, merged cells are not read."),
)  # fmt: skip
BRIEF = """\
# What to plan for a team. Lines that begin with # are comments; all but `roles` may be left out.
# The examples are made up.

begin: 2027-Q1            # first quarter of the plan
quarters: 4               # how many
budget: 12000             # over the whole plan, and per quarter
budget_per_quarter: 5000
currency: NZD             # prices in other currencies are not added up
hours_per_person: 40      # for learning, over the whole plan; the team's table may say otherwise of somebody
hours_per_quarter: 15
# holders: 2              # with `together: true`: how many should hold each skill, at the least
# together: true          # the team covers all roles together, instead of each moving toward one

roles:                    # each by exactly one of: ad, text, role, skills
  - name: Digital librarian
    text: |               # the words of a job ad; or `ad: digital.pdf`, a file beside this one
      Sample ad, made up. You will look after our digital collections.
      Essential: experience with metadata standards and with digital preservation.
      Desirable: Python.
  - name: Data librarian
    role: data analyst    # what this occupation asks for
  - name: Teaching librarian
    people: 2             # with `together: true`: who should hold each skill of this role
    skills:               # your own list: levels from 1 to 5, or nothing
      Information literacy: 4
      Python: {level: 3, importance: optional}
      Public speaking:

# moves:                  # who moves toward which role, where the table does not say it
#   P01: Digital librarian

# courses:                # what you were offered, by course id, where the catalogue says otherwise
#   some-course-id:
#     price: 250                        # of a seat, in the currency above
#     minimum: 6                        # seats that a group needs to run
#     group_prices: {10: 200, 20: 150}  # of a seat, from so many seats on
#     most: 25                          # seats in a group
#     hours: 12
#     quarters: [1, 3]                  # in which it begins
#     level: 4                          # that it lifts to

# names:                  # what a name in the table means: a skill's label or address; ~ passes it over
#   PQ searching: information retrieval
#   misc: ~

# levels:                 # what counts where none is stated: of a skill listed, asked for, taught
#   held: 3
#   wanted: 3
#   taught: 3
"""


def write_team_template(path: Path) -> None:
    """An XLSX or a CSV, by its name. Raises InvalidInput for any other."""
    if path.suffix.lower() == ".xlsx":
        write_xlsx(path, SHEET, COLUMNS, EXAMPLES, ABOUT)
    elif path.suffix.lower() == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            write_csv(file, COLUMNS, EXAMPLES)
    else:
        raise InvalidInput(path.name, "a template is an .xlsx or a .csv")


def write_brief_template(path: Path) -> None:
    """YAML with comments; `read_brief` reads it as it is."""
    path.write_text(BRIEF, "utf-8")
