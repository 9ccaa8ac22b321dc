"""The Makefile keeps its word: each command of ours that it runs exists as it is written there."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

MAKEFILE = (Path(__file__).parents[1] / "Makefile").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^\t\$\(BIN\)/matcher (.+)$", MAKEFILE, re.MULTILINE)
PROMISED = {"help", "setup", "run", "browser", "test", "check", "eval", "bench", "screenshots", "train"}
PROMISED |= {"lock", "licences", "sbom", "audit"}
MODULES = re.findall(r"python -m ((?:benchmarks|models)\.\w+)", MAKEFILE)


@pytest.mark.parametrize("arguments", COMMANDS)
def test_every_matcher_command_in_the_makefile_is_understood(arguments: str) -> None:
    asked = [sys.executable, "-m", "api.command", *arguments.split(), "--help"]
    answered = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert answered.returncode == 0, answered.stderr
    for option in re.findall(r"--[a-z-]+", arguments):
        assert option in answered.stdout


def test_every_module_that_the_makefile_runs_is_there() -> None:
    assert MODULES
    for module in MODULES:
        place = Path(__file__).parents[1] / module.replace(".", "/")
        assert place.with_suffix(".py").is_file() or (place / "__main__.py").is_file(), module


def test_the_targets_that_the_house_promises_are_there() -> None:
    targets = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))
    assert targets == PROMISED
