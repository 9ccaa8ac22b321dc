"""The README keeps its word: its example runs, and it stays short."""

import re
from pathlib import Path

import pytest

from api.wiring import Service

README = Path(__file__).parents[1] / "README.md"


@pytest.mark.built
def test_the_example_runs_as_it_stands(built: Service) -> None:
    assert built.versions.software
    [code] = re.findall(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    found: dict[str, object] = {}
    exec(compile(code, str(README), "exec"), found)
    assert ("Tableau", "optional") in found["asked"]  # type: ignore[operator]


def test_it_is_read_in_a_few_minutes() -> None:
    assert len(README.read_text(encoding="utf-8").splitlines()) < 120
