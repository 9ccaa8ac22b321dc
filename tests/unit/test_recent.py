"""What was read lately is kept up to a number of entries."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from matcher.recent import Recent, Remembered


def test_the_entry_that_was_not_asked_for_longest_goes_first() -> None:
    kept: Recent[str, int] = Recent(2)
    kept["a"], kept["b"] = 1, 2
    assert kept["a"] == 1
    kept["c"] = 3
    assert dict(kept) == {"a": 1, "c": 3}


def test_an_entry_that_is_set_again_is_the_newest() -> None:
    kept: Recent[str, int] = Recent(2)
    kept["a"], kept["b"] = 1, 2
    kept["a"] = 4
    kept["c"] = 3
    assert dict(kept) == {"a": 4, "c": 3}


def test_to_ask_whether_an_entry_is_there_keeps_it() -> None:
    kept: Recent[str, int] = Recent(2)
    kept["a"], kept["b"] = 1, 2
    assert "a" in kept
    kept["c"] = 3
    assert set(kept) == {"a", "c"}


def test_of_no_entries_none_are_kept() -> None:
    kept: Recent[str, int] = Recent(0)
    kept["a"] = 1
    assert dict(kept) == {}
    with pytest.raises(KeyError):
        kept["a"]


def test_an_entry_can_be_forgotten() -> None:
    kept: Recent[str, int] = Recent(2)
    kept["a"] = 1
    del kept["a"]
    assert "a" not in kept
    assert len(kept) == 0


def test_what_was_made_lately_is_not_made_again_and_what_was_forgotten_is() -> None:
    made = list[str]()

    def shout(word: str) -> str:
        made.append(word)
        return word.upper()

    remembered: Remembered[str, str] = Remembered(Recent(2))
    assert [remembered.of(word, shout) for word in ("a", "b", "a", "c", "b")] == ["A", "B", "A", "C", "B"]
    assert made == ["a", "b", "c", "b"]


def test_many_threads_are_told_the_same_and_no_more_is_kept_than_may_be() -> None:
    remembered: Remembered[int, str] = Remembered(Recent(5))
    asked = [number % 9 for number in range(2_000)]
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(lambda number: remembered.of(number, str), asked)) == list(map(str, asked))
    assert len(remembered.kept) == 5


def test_what_could_not_be_made_is_tried_again() -> None:
    remembered: Remembered[str, int] = Remembered(Recent(2))
    with pytest.raises(ValueError, match="no"):
        remembered.of("no", int)
    assert remembered.of("no", len) == 2
