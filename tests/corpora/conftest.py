"""The packaged taxonomy as it is built for everybody: read once, for all tests that look things up in it."""

import pytest

from corpora.taxonomies.packaged import read_packaged
from corpora.taxonomies.report import BuildReport
from matcher.concepts import Taxonomy
from tests.corpora.packaged_wheels import real_wheels


@pytest.fixture(scope="session")
def packaged_build() -> tuple[Taxonomy, BuildReport]:
    wheels = real_wheels()
    if wheels is None:
        pytest.skip("the pinned wheels are not in MATCHER_HOME/downloads or MATCHER_WHEELS: run `make setup`")
    return read_packaged(*wheels)


@pytest.fixture(scope="session")
def packaged(packaged_build: tuple[Taxonomy, BuildReport]) -> Taxonomy:
    return packaged_build[0]
