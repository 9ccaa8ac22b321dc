"""No text of any shape costs more than its length: what is read is somebody else's, and may be meant to hurt."""

import time
from collections.abc import Callable

import pytest

from corpora.cells import date_in, list_in, number_in
from corpora.courses.money import read_price
from corpora.courses.workload import read_workload
from corpora.documents.html import read_html
from corpora.documents.markup import fragment_text
from corpora.documents.pdf import unwrapped
from corpora.documents.pdf_columns import Line, gutter_of, merged
from corpora.documents.text import clean_text
from corpora.profiles.files import read_profile
from corpora.taxonomies.run_on import split_aliases, take_apart_occupation, take_apart_skill
from corpora.taxonomies.tables import tidy
from matcher.errors import MatcherError

LENGTH = 30_000
BOUND_SECONDS = 2.0
"""Of processor time: each takes less than half a second; one that grows with the square of the length takes more."""

READERS: dict[str, Callable[[str], object]] = {
    "clean_text": clean_text,
    "list_in": lambda text: list_in({"field": text}, "field"),
    "date_in": lambda text: date_in({"field": f"2026-03-01 {text}"}, "field"),
    "number_in": lambda text: number_in({"field": text}, "field"),
    "read_price": lambda text: read_price(text, "AUD"),
    "read_workload": read_workload,
    "fragment_text": lambda text: fragment_text(f"<p>{text}</p>"),
    "read_html": lambda text: read_html("a.html", f"<html><body><p>{text}</p></body></html>".encode()),
    "read_profile": lambda text: read_profile("a.txt", text.encode()),
    "a profile's table": lambda text: read_profile("a.csv", text.encode()),
    "split_aliases": lambda text: split_aliases(text, tidy(text)),
    "take_apart_skill": take_apart_skill,
    "take_apart_occupation": take_apart_occupation,
}
UNITS = (" ", "\t", "\n", "\r", "\xa0", "1", "1 ", "1,", "[", "<", ",", "|", "- ", "•\n", "A ", "<li>")


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_thirty_thousand_characters_of_one_sort_are_read_or_refused_at_once(
    read: Callable[[str], object], unit: str
) -> None:
    begun = time.process_time()
    for before, after in (("x", "x"), ("1", "!"), ("", "!")):
        try:
            read(before + unit * (LENGTH // len(unit)) + after)
        except MatcherError:
            continue
    assert time.process_time() - begun < BOUND_SECONDS


def test_a_page_of_many_short_lists_is_read_at_once() -> None:
    page = "<html><body>" + "<ul><li>x</ul>" * 14_000
    begun = time.process_time()
    assert read_html("a.html", page.encode()).text.split() == ["•", "x"] * 14_000
    assert time.process_time() - begun < BOUND_SECONDS


def test_a_page_of_many_short_lines_is_put_together_at_once() -> None:
    begun = time.process_time()
    assert unwrapped("a\n" * 200_000) == ("a " * 200_000).strip() + "\n"
    assert [line.text for line in merged([Line(float(i), 0.0, 10.0, "a") for i in range(200_000)])] == [
        ("a " * 200_000).strip()
    ]
    assert time.process_time() - begun < BOUND_SECONDS


def test_a_page_of_lines_that_begin_everywhere_is_no_page_of_columns_and_found_so_at_once() -> None:
    lines = [Line(3.0 * (i // 5), 20.0 * i, 10.0, "a") for i in range(LENGTH)]
    begun = time.process_time()
    assert gutter_of(lines) is None
    assert gutter_of(lines[:2_000]) is None
    assert time.process_time() - begun < BOUND_SECONDS


@pytest.mark.parametrize("stated", ["20 hours, 3 weeks" + " over" * LENGTH, "3 days" + "." * LENGTH + "!"])
def test_a_workload_of_the_same_word_or_mark_again_and_again_is_read_at_once(stated: str) -> None:
    begun = time.process_time()
    assert read_workload(stated) is None
    assert time.process_time() - begun < BOUND_SECONDS
