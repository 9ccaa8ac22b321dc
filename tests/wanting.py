"""What becomes of a test that finds something wanting which this project can make itself, wherever it runs."""

import os
from collections.abc import Mapping
from typing import NoReturn

import pytest

WHOLE = "MATCHER_TESTS_WHOLE"
"""Set where nothing may be left out."""


def wanting(reason: str, environment: Mapping[str, str] = os.environ) -> NoReturn:
    """Skipped on a machine of one's own, failed where all has to be tested."""
    if environment.get(WHOLE):
        pytest.fail(f"{reason} ({WHOLE} is set, so this is no reason to skip)", pytrace=False)
    pytest.skip(reason)
