"""What the project is made of: locked by hash at the tested versions, under licences that we allow, in a valid bill."""

import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from supply.bill import InvalidBill, bill, require_valid
from supply.licences import LIST, Licensed, is_allowed, licensed_packages, listed, read_policy, troubles
from supply.locks import DEVELOP, SERVER, TORCH, Locked, read_lock
from supply.vendored import vendored

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
NOT_PINNED = {"pip", "setuptools"}
"""Of what installs, not of what is installed; the lock has them for itself."""


def pins() -> dict[str, str]:
    """The versions of constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    stated = (line.partition("==") for line in lines if line and line[0] != "#")
    return {canonicalize_name(name): version for name, _, version in stated}


@pytest.mark.parametrize("path", [TORCH, SERVER, DEVELOP], ids=lambda path: path.stem)
def test_every_locked_package_has_a_hash_and_the_version_that_was_tested(path: Path) -> None:
    pinned = pins()
    for one in read_lock(path):
        assert one.hashes, one.name
        if one.applies_here and one.name not in NOT_PINNED:
            assert one.version == pinned[one.name], one.name


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        (SERVER, PROJECT["project"]["dependencies"]),
        (DEVELOP, [*PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"]["dev"]]),
    ],
    ids=["server", "develop"],
)
def test_what_the_project_needs_is_locked(path: Path, wanted: list[str]) -> None:
    locked = {one.name for one in (*read_lock(path), *read_lock(TORCH))}
    assert {canonicalize_name(Requirement(one).name) for one in wanted} <= locked


def test_torch_is_locked_by_itself() -> None:
    assert [one.name for one in read_lock(TORCH)] == ["torch"]
    assert "torch" not in {one.name for one in (*read_lock(SERVER), *read_lock(DEVELOP))}


def test_developers_have_all_that_the_server_has() -> None:
    develop = {one.name: one for one in read_lock(DEVELOP)}
    assert all(develop[one.name].hashes == one.hashes for one in read_lock(SERVER))


def test_a_lock_is_read_with_its_hashes_and_a_line_that_is_none_is_named(tmp_path: Path) -> None:
    file = tmp_path / "some.lock"
    digests = ("a" * 64, "b" * 64, "c" * 64)
    file.write_text(
        "# written\nA_b==1.0 ; sys_platform == 'never' \\\n"
        f"    --hash=sha256:{digests[0]} \\\n    --hash=sha256:{digests[1]}\nc==2 \\\n    --hash=sha256:{digests[2]}\n"
    )
    first = Locked(name="a-b", version="1.0", marker="sys_platform == 'never'", hashes=digests[:2])
    assert read_lock(file) == (first, Locked(name="c", version="2", marker=None, hashes=digests[2:]))
    assert not first.applies_here
    file.write_text("c>=2\n")
    with pytest.raises(ValueError, match=r"some.lock, line 1: neither a pinned package nor a hash: 'c>=2'"):
        read_lock(file)


def test_every_package_is_under_a_licence_that_we_allow_and_the_list_is_of_them() -> None:
    packages = tuple(licensed_packages(read_policy()))
    assert list(troubles(packages, read_policy())) == []
    assert LIST.read_text("utf-8") == listed(packages), "run `make licences`"


def test_an_unknown_or_forbidden_licence_is_trouble() -> None:
    policy = read_policy()
    known = Licensed(name="x", version="1", licence="MIT", shipped=True)
    assert list(troubles([known], policy)) == []
    assert "states no licence that we know" in next(troubles([replace(known, licence=None)], policy))
    gpl = replace(known, licence="GPL-3.0-only")
    assert list(troubles([gpl], policy)) == ["x 1 is under GPL-3.0-only, which policy.toml does not allow"]
    assert list(troubles([replace(gpl, shipped=False)], policy)) == []


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("AGPL-3.0-only", False),
        ("MIT AND AGPL-3.0-only", False),
        ("MIT OR AGPL-3.0-only", True),
        ("MPL-2.0 AND (AGPL-3.0-only OR MIT)", True),
        ("Apache-2.0 WITH LLVM-exception", True),
    ],
)
def test_of_licences_that_hold_together_all_must_be_allowed(expression: str, allowed: bool) -> None:
    assert is_allowed(expression, read_policy().shipped) is allowed


def test_the_bill_holds_every_part_of_the_server_with_its_hashes() -> None:
    text = bill()
    require_valid(text)
    found = {one["bom-ref"]: one for one in json.loads(text)["components"]}
    for locked in (*read_lock(TORCH), *read_lock(SERVER)):
        if locked.applies_here:
            [files] = found[f"pkg:pypi/{locked.name}@{locked.version}"]["externalReferences"]
            assert {one["content"] for one in files["hashes"]} == set(locked.hashes)
    by_place = {one["properties"][0]["value"]: one for one in found.values() if "properties" in one}
    for file in vendored():
        if file.shipped and file.place in by_place and not file.place.startswith("fetched"):
            assert by_place[file.place]["hashes"] == [{"alg": "SHA-256", "content": file.sha256}]
    assert {"api/static/vendored/htmx.min.js", "models/weights/encoder/model.onnx"} <= by_place.keys()
    assert text == bill()
    with pytest.raises(InvalidBill, match="colour"):
        require_valid('{"bomFormat": "CycloneDX", "specVersion": "1.6", "colour": "red"}')
