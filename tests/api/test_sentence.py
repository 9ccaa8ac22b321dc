"""A message begins with a capital letter on a page, unless it begins with a name."""

import pytest

from api.web.sentence import as_sentence


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("the ad is empty: paste one", "The ad is empty: paste one"),
        ("'lots' is not a number", "'lots' is not a number"),
        ("cv.jpg: is an image", "cv.jpg: is an image"),
        ("hours_per_week: is needed", "hours_per_week: is needed"),
        ("", ""),
    ],
)
def test_a_message_begins_with_a_capital_letter_and_a_name_as_it_is_written(message: str, shown: str) -> None:
    assert as_sentence(message) == shown
