"""A site, a browser, and a page in it that is watched: a test fails when its page does what none of ours may do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from api.app import create_app
from api.wiring import Service
from tests.web.chromium import NoBrowser, started
from tests.web.look import Look, looking
from tests.web.missing import without
from tests.web.serving import serving
from tests.web.witness import Witness

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="session")
def site(built: Service) -> Iterator[str]:
    with serving(create_app(built)) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Of the package and not of the session: see `started`."""
    try:
        with started() as browser:
            yield browser
    except NoBrowser as reason:
        without(reason, os.environ)


@pytest.fixture
def look() -> Look:
    """A test that wants another parametrizes `look`."""
    return Look()


@pytest.fixture
def witness(site: str) -> Witness:
    return Witness(site)


@pytest.fixture
def page(browser: Browser, site: str, look: Look, witness: Witness) -> Iterator[Page]:
    """An empty one; paths are of the site."""
    with looking(browser, site, look) as context:
        page = context.new_page()
        witness.watch(page)
        yield page
    if faults := witness.faults():
        pytest.fail("\n".join(["the page did what it may not:", *faults]), pytrace=False)
