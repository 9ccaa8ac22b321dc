import io
import json

import docx
import pytest

from corpora.profiles.files import read_profile
from matcher.errors import EmptyText, InvalidInput, TextTooLong, UnreadableDocument
from matcher.profiles import ProfileClaims

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
        "\nUsed Python\nBSc\nStatistics\nProbability\nScrum Master"
    )
    for personal in ("Ada", "ada@", "36", "London", "Acme", "Elite", "Body"):
        assert personal not in profile.text


def test_awards_and_publications_speak_of_skills_and_what_is_only_planned_does_not() -> None:
    resume = {
        "awards": [{"title": "Teaching prize", "awarder": "Body", "summary": "For teaching searching."}],
        "publications": [{"name": "Indexing", "publisher": "House", "summary": "How to index."}],
        "certificates": [{"name": "SQL", "status": "Planned"}, {"name": "Archives (planned)"}, {"name": "First aid"}],
        "interests": [{"name": "Chess"}],
        "references": [{"name": "Tim", "reference": "She knows Java."}],
    }
    profile = read_profile("cv.json", json.dumps(resume).encode())
    assert profile.text == "First aid\nTeaching prize\nFor teaching searching.\nIndexing\nHow to index."


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
