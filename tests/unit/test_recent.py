"""What was read lately is kept up to a number of entries."""

import pytest

from matcher.recent import Recent


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
