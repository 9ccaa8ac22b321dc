import io
import json
from pathlib import Path

import docx
import jsonschema
import pytest

from corpora.profiles.files import read_profile
from corpora.profiles.json_resume import UNCHECKED
from matcher.errors import EmptyText, InvalidInput, TextTooLong, UnreadableDocument
from matcher.profiles import HeldCredential, HoldingSource, Issued, ProfileClaims
from tests.corpora.shared_data import shared_file

FULL = Path(__file__).parent / "samples" / "resume.json"
"""Every section of the schema, written by us."""

RESUME = {
    "basics": {
        "name": "Ada Lovelace",
        "email": "ada@example.org",
        "age": 36,
        "label": "Data librarian",
        "summary": "I clean data.",
        "location": {"city": "London"},
    },
    "work": [
        {
            "name": "Acme",
            "position": "Clerk",
            "summary": "Kept records.",
            "highlights": ["Ran SQL", "Led two"],
        }
    ],
    "education": [
        {"institution": "Elite School", "area": "Statistics", "studyType": "BSc", "courses": ["Probability"]}
    ],
    "skills": [{"name": "Databases", "level": "Master", "keywords": ["SQL", "SQLite"]}, {"name": "SQL"}],
    "languages": [{"language": "German", "fluency": "native"}],
    "projects": [{"name": "Open catalogue", "description": "A catalogue.", "highlights": ["Used Python"]}],
    "certificates": [{"name": "Scrum Master", "issuer": "Body", "date": "2024-01-01"}],
}


def test_a_json_resume_gives_claims_and_prose_and_nothing_personal() -> None:
    profile = read_profile("cv.json", json.dumps(RESUME).encode())

    assert profile.claims == ("Databases", "SQL", "SQLite", "German")
    assert profile.text == (
        "Data librarian\nI clean data.\nClerk\nKept records.\nRan SQL\nLed two\nOpen catalogue\nA catalogue."
        "\nUsed Python\nBSc\nStatistics\nProbability"
    )
    for personal in ("Ada", "ada@", "36", "London", "Acme", "Elite", "Body"):
        assert personal not in profile.text


def certificate(name: str, issuer: str | None = None, date: str | None = None) -> HeldCredential:
    return HeldCredential(
        issued=Issued(credential=name, issuer=issuer, date=date, checked=UNCHECKED),
        source=HoldingSource.SELF_CLAIMED,
        claims=(name,),
        own_text=name,
    )


def test_a_certificate_of_a_resume_is_a_credential_with_issuer_and_date_as_stated() -> None:
    assert read_profile("cv.json", json.dumps(RESUME).encode()).credentials == (
        certificate("Scrum Master", "Body", "2024-01-01"),
    )
    bare = {"certificates": ["Java", {"name": "SQL", "date": 2014, "issuer": {"name": "x"}}, {"issuer": "Body"}]}
    assert read_profile("cv.json", json.dumps(bare).encode()).credentials == (
        certificate("Java"),
        certificate("SQL", date="2014"),
    )


def test_a_full_resume_gives_all_that_speaks_of_skills_and_nothing_else() -> None:
    profile = read_profile("resume.json", FULL.read_bytes())
    assert profile.claims == ("Library systems", "Koha", "MARC", "Databases", "SQL", "Māori", "English")
    assert profile.credentials == (
        certificate("Certified Python Associate", "Sample Software Institute", "2014-06"),
        certificate("First aid", "Sample Cross", "2014"),
        certificate("Project management", date="spring 2015"),
    )
    assert (profile.text or "").split("\n") == [
        "Library systems officer",
        "Keeps a regional library's systems running and its staff at ease with them.",
        "Systems officer",
        "Runs the catalogue and the lending system.",
        "Moved 400,000 records to a new catalogue",
        "Writes SQL reports on lending",
        "Workshop host",
        "Hosts a monthly evening.",
        "Taught 60 people to mend laptops",
        "Shelf map",
        "A map of where books stand.",
        "Read by 2,000 visitors a month",
        "JavaScript",
        "GIS",
        "Developer",
        "Tester",
        "Bachelor",
        "Information studies",
        "LIS204 - Cataloguing",
        "Statistics",
        "Prize for plain language",
        "For a guide to searching databases.",
        "Moving a catalogue without closing the doors",
        "How records were migrated.",
    ]


def test_who_the_person_is_and_where_they_learned_changes_nothing_that_is_read() -> None:
    resume = json.loads(FULL.read_bytes())
    resume["basics"] |= {"name": "Kim Other", "gender": "male", "birthDate": "1951-01-01", "age": 75, "image": None}
    resume["basics"]["location"] = {"city": "Lagos", "countryCode": "NG"}
    resume["education"][0] |= {"institution": "Elite College", "score": "A", "startDate": "1970", "endDate": "1973"}
    other = read_profile("resume.json", json.dumps(resume).encode())
    assert other == read_profile("resume.json", FULL.read_bytes())


def test_the_sample_of_a_full_resume_fits_the_published_schema() -> None:
    schema = json.loads(shared_file("standards/jsonresume_schema.json").read_text("utf-8"))
    resume = json.loads(FULL.read_bytes())
    resume["certificates"] = [one for one in resume["certificates"] if "spring" not in one.get("date", "")]
    validator = jsonschema.Draft7Validator(schema, format_checker=jsonschema.FormatChecker())
    assert [error.message for error in validator.iter_errors(resume)] == []
    assert set(resume) - {"$schema"} == set(schema["properties"]) - {"$schema"}, "no section is left out"


def test_more_certificates_than_anybody_has_are_refused() -> None:
    resume = {"certificates": [{"name": "SQL"}] * 501}
    with pytest.raises(TextTooLong, match="at most 500 are read"):
        read_profile("cv.json", json.dumps(resume).encode())
    with pytest.raises(TextTooLong, match="at most 10 are read"):
        read_profile("cv.json", b'{"certificates": [{"name": "Management of projects"}]}', max_characters=10)


def test_awards_and_publications_speak_of_skills_and_what_is_only_planned_does_not() -> None:
    resume = {
        "awards": [{"title": "Teaching prize", "awarder": "Body", "summary": "For teaching searching."}],
        "publications": [{"name": "Indexing", "publisher": "House", "summary": "How to index."}],
        "certificates": [{"name": "SQL", "status": "Planned"}, {"name": "Archives (planned)"}, {"name": "First aid"}],
        "interests": [{"name": "Chess"}],
        "references": [{"name": "Tim", "reference": "She knows Java."}],
    }
    profile = read_profile("cv.json", json.dumps(resume).encode())
    assert [one.issued.credential for one in profile.credentials] == ["First aid"]
    assert profile.text == "Teaching prize\nFor teaching searching.\nIndexing\nHow to index."


@pytest.mark.parametrize(
    "value",
    [
        ["SQL", " Critical thinking ", "SQL", ""],
        {"skills": ["SQL", "Critical thinking"]},
        {"skills": [{"name": "SQL"}, {"name": "Critical thinking"}]},
    ],
)
def test_a_json_list_of_skills_gives_claims(value: object) -> None:
    assert read_profile("skills.json", json.dumps(value).encode()) == ProfileClaims(claims=("SQL", "Critical thinking"))


def test_a_text_beside_the_skills_is_kept() -> None:
    data = b'{"skills": ["SQL"], "text": "I teach."}'

    assert read_profile("p.json", data) == ProfileClaims(claims=("SQL",), text="I teach.")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("skills.txt", "SQL\nCritical thinking\n\nC++"),
        ("skills.txt", "SQL, Critical thinking, C++"),
        ("skills.txt", "- SQL\n• Critical thinking\n3. C++"),
        ("skills.csv", "SQL;Critical thinking;C++"),
        ("skills.csv", "skill,level\nSQL,5\nCritical thinking,3\nC++,1\n"),
        ("skills.csv", 'Skills\n"SQL"\n"Critical thinking"\n"C++"'),
    ],
)
def test_a_plain_list_gives_claims(name: str, text: str) -> None:
    assert read_profile(name, text.encode()) == ProfileClaims(claims=("SQL", "Critical thinking", "C++"))


def test_a_quoted_cell_over_two_lines_is_one_claim_with_its_words_apart() -> None:
    assert read_profile("s.csv", b'skill\r\n"Python\r\nthree"\r\n\r\nSQL\r\n').claims == ("Python three", "SQL")


@pytest.mark.parametrize(
    ("table", "row", "reason"),
    [
        (b"skill\nSQL\n\n\n\n" + b"x" * 1_000_001, 6, "field larger than field limit"),
        (b'skill\n"SQL\nPython\nExcel\n', 2, "unexpected end of data"),
    ],
    ids=["a cell beyond the limit", "a quote that stays open"],
)
def test_a_table_that_is_no_csv_names_the_row(table: bytes, row: int, reason: str) -> None:
    with pytest.raises(InvalidInput, match=rf"s\.csv, row {row}: is not CSV: {reason}"):
        read_profile("s.csv", table, max_characters=2_000_000)


def test_a_profile_is_read_up_to_the_limit_that_the_caller_states() -> None:
    text = b"I teach. " * 120_000

    profile = read_profile("cv.txt", text, max_characters=2_000_000)

    assert len(profile.text or "") == len(text.rstrip())
    for name, data in (("cv.txt", text), ("cv.json", b'{"skills": [], "text": "%s"}' % text)):
        with pytest.raises(TextTooLong, match="at most 1,000 are read"):
            read_profile(name, data, max_characters=1_000)


@pytest.mark.parametrize(
    "text",
    [
        "I taught information literacy to students for four years.",
        "Jo Example\njo@example.org\nSQL\nPython",
        "Librarian\n2019 - 2024\nSQL",
    ],
)
def test_prose_and_cvs_stay_text(text: str) -> None:
    assert read_profile("cv.txt", text.encode()) == ProfileClaims(text=text)


def test_a_cv_file_is_read_as_a_document() -> None:
    document = docx.Document()
    document.add_paragraph("SQL", style="List Bullet")
    file = io.BytesIO()
    document.save(file)

    assert read_profile("cv.docx", file.getvalue()) == ProfileClaims(text="• SQL")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'{"skills": [\n "SQL",]}', r"cv\.json: is not valid JSON: .* at line 2, column 8"),
        (b'{"hobbies": []}', "is neither JSON Resume, nor a list of skills"),
        (b"[1]", r"skills\[0\]: is neither a text nor an object with a name"),
    ],
)
def test_wrong_json_says_what_and_where(data: bytes, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        read_profile("cv.json", data)


@pytest.mark.parametrize("data", [b"", b"  \n", b"[]", b'{"basics": {"name": "Ada"}}'])
def test_a_profile_that_claims_nothing_is_empty(data: bytes) -> None:
    name = "cv.json" if data.strip() else "cv.txt"
    with pytest.raises(EmptyText):
        read_profile(name, data)


def test_a_binary_profile_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="looks like binary data"):
        read_profile("cv.txt", bytes(range(256)) * 4)
