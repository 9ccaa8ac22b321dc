"""The service as it runs, for tests marked `built`; `make test` builds it first."""

import pytest

from api.settings import read_settings
from api.wiring import Service, load_service
from matcher.errors import ArtefactMismatch


@pytest.fixture(scope="session")
def built() -> Service:
    try:
        return load_service(read_settings())
    except ArtefactMismatch as missing:
        pytest.skip(f"{missing}")
