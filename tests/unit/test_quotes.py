"""A quote is the passage's own words, short enough to read and cut where words end."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.quotes import ELLIPSIS, MAX_CHARACTERS, quoted


def test_a_short_passage_is_quoted_whole_on_one_line() -> None:
    assert quoted("Experience  of\n RDA.", 15) == "Experience of RDA."
    assert quoted("RDA") == "RDA"


def test_a_long_passage_is_cut_after_a_word() -> None:
    words = " ".join(f"word{number}" for number in range(100))
    cut = quoted(words)
    assert cut.endswith(ELLIPSIS)
    assert len(cut) <= MAX_CHARACTERS
    assert words.startswith(cut[:-1] + " ")


def test_the_words_that_a_long_passage_is_quoted_for_are_in_the_quote() -> None:
    words = " ".join(f"word{number}" for number in range(100)) + " SystmOne is essential"
    cut = quoted(words, words.index("SystmOne"))
    assert cut.startswith(ELLIPSIS)
    assert cut.endswith("SystmOne is essential")
    assert len(cut) <= MAX_CHARACTERS
    assert f" {cut[1:]}" in words


@given(st.text(min_size=1, max_size=900), st.integers(min_value=0, max_value=899))
def test_no_quote_is_longer_than_allowed(text: str, start: int) -> None:
    assert len(quoted(text, min(start, len(text) - 1))) <= MAX_CHARACTERS
