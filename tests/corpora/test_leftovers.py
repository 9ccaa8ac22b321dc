"""What was left over of HTML in a text is read as what it stood for; what a writer means by such signs stays."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora.ads.records import ad_of
from corpora.documents.leftovers import without_leftovers


@pytest.mark.parametrize(
    ("given_text", "meant"),
    [
        ("R&amp;D and AT&amp;T", "R&D and AT&T"),
        ("don&rsquo;t&nbsp;worry &#8211; it&#x27;s fine", "don’t worry – it's fine"),
        ("We offer:<br>SQL<br/>Python<BR />", "We offer:\nSQL\nPython\n"),
        ("<p>Duties</p><ul><li>Teach</li><li>Mark</li></ul>", "\n\nDuties\n\n\n\n\n• Teach\n• Mark\n\n"),
        ("Know <strong class='x'>SQL</strong>, <a href=\"http://x.y\">Python</a>.", "Know SQL, Python."),
        ("A<!-- not\nshown --> team<script>var x = '<br>';</script>.", "A team."),
        ("&lt;p&gt;Teach&lt;/p&gt;", "\n\nTeach\n\n"),
        ("Duties:\\nTeach\\nMark\\r\\nGrade", "Duties:\nTeach\nMark\nGrade"),
        ("One<br>\nTwo</li>\n<li>Three", "One\nTwo\n• Three"),
    ],
)
def test_marks_are_read_as_what_they_stand_for(given_text: str, meant: str) -> None:
    assert without_leftovers(given_text).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "closes its <br> tags in HTML",
        "R&D, AT&T, C < B and A > D, <3 years",
        "a list<int> of x; write <your name> here",
        "&nothing; &; &#; R&D; yes",
        "save it in C:\\new\\notes",
        "Ends here.\nC:\\new\\nice\\notes",
    ],
)
def test_what_a_writer_means_stays_the_very_same(text: str) -> None:
    found = without_leftovers(text)
    assert found.text == text
    assert (list(found.starts), list(found.ends)) == (list(range(len(text))), list(range(1, len(text) + 1)))


def test_each_character_knows_where_what_it_stands_for_stood() -> None:
    text = "a&amp;b<br>c<br>"
    found = without_leftovers(text)
    assert found.text == "a&b\nc\n"
    assert [text[begin:end] for begin, end in zip(found.starts, found.ends, strict=True)] == [
        "a",
        "&amp;",
        "b",
        "<br>",
        "c",
        "<br>",
    ]


marks = st.sampled_from(
    ["<br>", "</p>", "<li>", "&amp;", "&lt;", "&gt;", "br", "x", " ", "\n", "\\n", "é", "<b>", "🙂"]
)


@given(st.lists(marks, max_size=30).map("".join))
def test_places_ascend_and_stay_within_the_text(text: str) -> None:
    found = without_leftovers(text)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert list(found.starts) == sorted(found.starts)
    assert all(0 <= begin < end <= len(text) for begin, end in zip(found.starts, found.ends, strict=True))


@pytest.mark.parametrize("mark", ["<!--", "<script>", "<a ", "&amp", "<li>", "&lt;", "\\n", "<p ", "</li>\t"])
def test_a_long_text_of_marks_takes_no_more_time_than_its_length(mark: str) -> None:
    started = time.process_time()
    without_leftovers(mark * (400_000 // len(mark)))
    assert time.process_time() - started < 8


def test_an_ad_from_a_file_is_read_without_them() -> None:
    assert ad_of({"id": "1", "text": "Teach R&amp;D<br>Mark papers<br>"}).text == "Teach R&D\nMark papers"
