"""What becomes of a test that lacks what the project itself makes."""

import pytest

from tests.wanting import WHOLE, wanting


def test_what_is_wanting_is_skipped_with_its_reason() -> None:
    with pytest.raises(pytest.skip.Exception, match="no PostgreSQL"):
        wanting("no PostgreSQL", {})


def test_where_nothing_may_be_left_out_it_is_a_failure() -> None:
    with pytest.raises(pytest.fail.Exception, match="no PostgreSQL"):
        wanting("no PostgreSQL", {WHOLE: "1"})
