"""What was taken over from npm packages is there byte for byte as its manifest says, with its licence, and no more."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FOLDERS = tuple(ROOT / folder for folder in ("api/static/vendored", "tests/web/vendored"))


def _listed(folder: Path) -> list[Mapping[str, str]]:
    entries: list[Mapping[str, str]] = json.loads((folder / "manifest.json").read_text("utf-8"))
    return entries


ENTRIES = [pytest.param(folder, entry, id=entry["file"]) for folder in FOLDERS for entry in _listed(folder)]


@pytest.mark.parametrize(("folder", "entry"), ENTRIES)
def test_a_vendored_file_is_the_one_that_its_manifest_names(folder: Path, entry: Mapping[str, str]) -> None:
    assert sha256((folder / entry["file"]).read_bytes()).hexdigest() == entry["sha256"]
    assert {"package", "version", "licence", "source"} <= entry.keys()


@pytest.mark.parametrize(("folder", "entry"), ENTRIES)
def test_a_vendored_file_has_its_licence_beside_it(folder: Path, entry: Mapping[str, str]) -> None:
    known = {"0BSD": "Permission to use, copy, modify", "MIT": "MIT License", "MPL-2.0": "Mozilla Public License"}
    assert known[entry["licence"]] in (folder / entry["licence_file"]).read_text("utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parts[-2])
def test_no_vendored_file_is_without_an_entry(folder: Path) -> None:
    entries = _listed(folder)
    named = {entry[key] for entry in entries for key in ("file", "licence_file", "notices_file") if key in entry}
    assert named | {"manifest.json"} == {path.name for path in folder.iterdir()}
