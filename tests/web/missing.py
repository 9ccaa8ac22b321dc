"""What becomes of a test that finds no browser."""

from collections.abc import Mapping
from typing import NoReturn

import pytest

from tests.web.chromium import NoBrowser

CI = "CI"
"""Set to `true` where nothing may be left out."""


def without(reason: NoBrowser, environment: Mapping[str, str]) -> NoReturn:
    """Skipped on a machine of one's own, failed where all has to be tested."""
    if environment.get(CI, "").lower() == "true":
        pytest.fail(f"{reason}", pytrace=False)
    pytest.skip(f"{reason}")
