import json
from datetime import date

import pytest

from corpora.documents.document import Document
from corpora.documents.reading import read_document
from matcher.errors import EmptyText

POSTING = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "Reference Librarian &amp; Tutor",
    "identifier": {"@type": "PropertyValue", "name": "Library", "value": 1234},
    "datePosted": "2026-03-01T08:00:00Z",
    "hiringOrganization": {"@type": "Organization", "name": "City Library"},
    "jobLocation": {
        "@type": "Place",
        "address": {"addressLocality": "Leeds", "addressCountry": {"@type": "Country", "name": "GB"}},
    },
    "description": "<p>You will:</p><ul><li>teach <b>information literacy</b></li><li>know SQL</li></ul>",
    "skills": "SQL",
    "qualifications": ["A degree", "Critical thinking"],
    "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 24},
    "employmentType": ["FULL_TIME", "PART_TIME"],
    "validThrough": "2026-04-01",
}
TEXT = (
    "You will:\n\n• teach information literacy\n• know SQL\n\nQualifications\nA degree\nCritical thinking"
    "\n\nSkills\nSQL\n\nExperience\n24 months of experience"
)


def _page(value: object) -> bytes:
    return (
        "<!doctype html><html><head><title>Jobs</title>"
        f'<script type="application/ld+json">{json.dumps(value)}</script></head>'
        "<body><nav>Home</nav><p>Apply now for this job</p></body></html>"
    ).encode()


@pytest.mark.parametrize(
    "value",
    [
        POSTING,
        [{"@type": "WebSite"}, POSTING],
        {"@context": "https://schema.org", "@graph": [{"@type": "Organization", "name": "x"}, POSTING]},
        {"@type": "WebPage", "mainEntity": {**POSTING, "@type": ["JobPosting", "Thing"]}},
        {**POSTING, "@type": "http://schema.org/JobPosting"},
    ],
    ids=["alone", "array", "graph", "main entity", "full name"],
)
def test_a_stated_job_posting_comes_before_the_page(value: object) -> None:
    document = read_document("job.html", _page(value))

    assert document.text == TEXT
    posting = document.posting
    assert posting is not None
    assert (posting.id, posting.title, posting.organisation) == (
        "1234",
        "Reference Librarian & Tutor",
        "City Library",
    )
    assert (posting.location, posting.date_posted) == ("Leeds, GB", date(2026, 3, 1))
    assert posting.text == document.text
    assert posting.extra == {"employmentType": "FULL_TIME; PART_TIME", "validThrough": "2026-04-01"}


def test_escaped_markup_in_a_description_is_resolved() -> None:
    escaped = {**POSTING, "description": "&lt;p&gt;Know R&amp;amp;D&lt;/p&gt;&lt;p&gt;and Go&lt;/p&gt;"}

    assert read_document("job.html", _page(escaped)).text.startswith("Know R&D\n\nand Go\n\nQualifications\n")


def test_a_broken_structured_block_is_noted_and_the_page_is_read() -> None:
    page = _page(POSTING).replace(b'"@context"', b'oops "@context"')

    document = read_document("job.html", page)

    assert document.text == "Apply now for this job"
    assert document.posting is None
    assert "is not valid JSON" in document.notes[0]


def test_of_several_postings_the_first_is_read_and_that_is_said() -> None:
    document = read_document("job.html", _page([POSTING, {**POSTING, "title": "Another"}]))

    assert document.title == "Reference Librarian & Tutor"
    assert document.notes == ("the page states 2 job postings; the first was read",)


def _main(body: str) -> Document:
    return read_document("page.html", f"<html><head><title>T</title></head><body>{body}</body></html>".encode())


def test_a_page_without_a_posting_gives_its_main_content_with_bullets() -> None:
    document = _main(
        '<nav><a href="/">Home</a><a href="/jobs">All jobs</a></nav><main><h1>Reference Librarian</h1>'
        "<p>We seek a librarian to teach information literacy to students of every faculty.</p>"
        "<h2>Requirements</h2><ul><li>Critical thinking</li><li>Excel and <b>Python</b></li></ul></main>"
        "<footer>Cookies and copyright</footer><script>var x = 'Java';</script>"
    )

    assert document.title == "Reference Librarian"
    assert [line for line in document.text.split("\n") if line] == [
        "Reference Librarian",
        "We seek a librarian to teach information literacy to students of every faculty.",
        "Requirements",
        "• Critical thinking",
        "• Excel and Python",
    ]


def test_a_declared_legacy_encoding_is_respected() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Знание языка SQL</p></body></html>'

    assert read_document("page.html", page.encode("cp1251")).text == "Знание языка SQL"


def test_a_page_of_scripts_only_is_empty() -> None:
    with pytest.raises(EmptyText):
        _main("<script>render()</script>")


def test_a_json_ld_file_is_read_like_a_page_that_holds_it() -> None:
    document = read_document("job.jsonld", json.dumps(POSTING).encode())

    assert (document.text, document.media_type) == (TEXT, "application/json")


def test_hostile_nesting_does_not_break_the_reader() -> None:
    assert read_document("page.html", b"<html><body><p>Know SQL</p>" + b"<div>" * 50_000).text == "Know SQL"
