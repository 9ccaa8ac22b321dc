"""Names are found while they are typed: so called, with such words, beginning so."""

import pytest

from matcher.name_book import Called, make_name_book, words

THINGS = (
    ("Java (computer programming)", "Java"),
    ("JavaScript",),
    ("perform data analysis", "analyse data"),
    ("Data analysis software",),
    ("C++",),
    ("gérer une équipe",),
    ("Oracle Java",),
    ("--",),
)
BOOK = make_name_book(THINGS)


def found(typed: str, limit: int = 10) -> list[str]:
    return [THINGS[one.place][0] for one in BOOK.find(typed, limit)]


def test_what_is_so_called_comes_first_then_such_words_then_beginnings() -> None:
    assert found("java") == ["Java (computer programming)", "Oracle Java", "JavaScript"]


def test_a_thing_is_found_once_and_by_the_name_that_was_meant() -> None:
    assert BOOK.find("java", 1) == [Called(0, "Java")]
    assert BOOK.find("analyse", 5) == [Called(2, "analyse data")]


@pytest.mark.parametrize("typed", ["data analysis", "analysis  DATA", "dat analy"])
def test_words_may_come_in_any_order_and_be_cut_off(typed: str) -> None:
    assert set(found(typed)) == {"perform data analysis", "Data analysis software"}


def test_signs_that_end_names_of_languages_count() -> None:
    assert found("c++") == ["C++"]


def test_marks_on_letters_do_not_count() -> None:
    assert found("equipe") == ["gérer une équipe"]
    assert words("Équipe\x00!") == ["equipe"]


def test_the_middle_of_a_word_is_no_beginning_and_words_of_two_names_are_not_one() -> None:
    assert found("script") == []
    assert found("perform analyse") == []


@pytest.mark.parametrize("typed", ["", " ", "!!", "\x00", "🎉", "\n"])
def test_what_has_no_word_finds_nothing(typed: str) -> None:
    assert found(typed) == []


def test_without_names_nothing_is_found() -> None:
    assert make_name_book(()).find("a", 3) == []
    assert make_name_book([("--",)]).find("a", 3) == []


def test_no_more_are_found_than_were_wished() -> None:
    assert found("java", 2) == ["Java (computer programming)", "Oracle Java"]
