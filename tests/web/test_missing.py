"""No browser: passed over with the command that brings one, but not where all has to be tested."""

from __future__ import annotations

import pytest

from tests.web.chromium import NoBrowser, find_chromium
from tests.web.missing import without


@pytest.fixture
def reason(monkeypatch: pytest.MonkeyPatch) -> NoBrowser:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(NoBrowser) as raised:
        find_chromium()
    return raised.value


@pytest.mark.parametrize("environment", [{}, {"CI": ""}, {"CI": "false"}])
def test_without_a_browser_a_test_is_skipped_with_the_command_to_run(
    reason: NoBrowser, environment: dict[str, str]
) -> None:
    with pytest.raises(pytest.skip.Exception, match="make browser"):
        without(reason, environment)


def test_where_all_has_to_be_tested_it_fails_instead(reason: NoBrowser) -> None:
    with pytest.raises(pytest.fail.Exception, match="make browser"):
        without(reason, {"CI": "true"})
