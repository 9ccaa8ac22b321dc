"""The publisher's validator of CTDL, which needs a later Python than ours: kept in a folder and run by itself."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PACKAGE = "ctdl-validate==0.2.1"
NEEDS = (3, 12)
INSTALL = ("install", "-q", "--disable-pip-version-check", "--no-deps", "--ignore-requires-python", "--no-compile")
"""By our own interpreter's pip, for the later one: it depends on nothing."""
_ASK = "import sys; print(sys.version_info >= (3, 12))"


def later_python() -> str | None:
    """An interpreter that is late enough: on the path, or where version managers keep theirs."""
    return next((str(one) for one in _interpreters() if _is_late(one)), None)


def _interpreters() -> Iterator[Path]:
    for minor in range(NEEDS[1], NEEDS[1] + 8):
        on_path = shutil.which(f"python3.{minor}")
        if on_path:
            yield Path(on_path)
    for kept in (".pyenv/versions", ".local/share/uv/python"):
        yield from sorted((Path.home() / kept).glob("*/bin/python3"))
    default = shutil.which("python3")
    if default:
        yield Path(default)


def _is_late(interpreter: Path) -> bool:
    asked = subprocess.run([interpreter, "-c", _ASK], capture_output=True, text=True, check=False, timeout=60)
    return asked.stdout.strip() == "True"


def installed() -> Path | None:
    """The folder that it stands in, filled once; None where it can't be had."""
    home = Path(os.environ.get("MATCHER_HOME") or tempfile.gettempdir())
    folder = home / PACKAGE.replace("==", "-")
    if folder.is_dir():
        return folder
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=home) as place:
        filled = Path(place) / "package"
        command = [sys.executable, "-m", "pip", *INSTALL, "--target", str(filled), PACKAGE]
        if subprocess.run(command, capture_output=True, check=False, timeout=300).returncode:
            return None
        filled.rename(folder)
    return folder


def findings(interpreter: str, package: Path, document: Path) -> list[dict[str, Any]]:
    """What it finds in a document; each with severity, code, entity, prop and value."""
    ran = subprocess.run(
        [interpreter, "-m", "ctdl_validate", str(document), "--format", "json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(package)},
    )
    found: list[dict[str, Any]] = json.loads(ran.stdout)["findings"]
    return found
