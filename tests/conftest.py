"""The service as it runs, for tests marked `built`; `make test` builds it first. And a PostgreSQL for all tests."""

import gc
from collections.abc import Iterator

import pytest

from api.settings import read_settings
from api.wiring import Reading, Service, load_reading, load_service
from matcher.errors import ArtefactMismatch
from tests.postgresql import NoServer, Server, server
from tests.wanting import wanting


def pytest_collection() -> None:
    """What is collected stays to the end: looking through it for garbage took a tenth of the time of the tests."""
    gc.disable()


def pytest_collection_finish() -> None:
    gc.collect()
    gc.freeze()
    gc.enable()


@pytest.fixture(scope="session")
def built_reading() -> Reading:
    try:
        return load_reading(read_settings())
    except ArtefactMismatch as missing:
        wanting(f"{missing}")


@pytest.fixture(scope="session")
def built(built_reading: Reading) -> Service:
    try:
        return load_service(read_settings(), lambda _: built_reading)
    except ArtefactMismatch as missing:
        wanting(f"{missing}")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """For a test that stops it and starts it again."""
    try:
        with server() as own:
            yield own
    except NoServer as reason:
        wanting(f"no PostgreSQL can be started here: {reason}")


@pytest.fixture(scope="session")
def postgresql(postgresql_server: Server) -> str:
    """The address of its database `postgres`."""
    return postgresql_server.address
