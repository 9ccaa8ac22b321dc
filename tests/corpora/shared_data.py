"""Where the data set beside the project lies; tests that need it are skipped without it."""

import os
from pathlib import Path

import pytest


def shared_file(name: str) -> Path:
    root = os.environ.get("MATCHER_SHARED_DATA")
    path = (Path(root) if root else Path(__file__).parents[3] / "shared" / "data") / name
    if not path.is_file():
        pytest.skip(f"needs {name} of the shared data set (MATCHER_SHARED_DATA or ../shared/data)")
    return path
