"""Words that tell one group of texts from others weigh as class-based TF-IDF has it."""

from math import log

from matcher.class_words import class_words


def test_what_stands_in_every_class_weighs_less_than_what_stands_in_one() -> None:
    classes = [{"archive": 3, "skill": 3}, {"ward": 2, "skill": 4}]
    mean = (3 + 3 + 2 + 4) / 2
    assert 3 * log(1 + mean / 3) > 3 * log(1 + mean / 7)
    assert 2 * log(1 + mean / 2) > 4 * log(1 + mean / 7)
    assert class_words(classes, 2) == [("archive", "skill"), ("ward", "skill")]
    assert class_words(classes, 1) == [("archive",), ("ward",)]


def test_words_said_once_tell_nothing_and_ties_follow_the_alphabet() -> None:
    assert class_words([{"zeta": 2, "alpha": 2, "once": 1}], 5) == [("alpha", "zeta")]


def test_no_class_and_an_empty_class_have_no_words() -> None:
    assert class_words([], 3) == []
    assert class_words([{}], 3) == [()]
