"""A built folder is whole and what it says it is, or it is not used at all."""

import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from corpora.artefacts import (
    MANIFEST,
    POINTER,
    PUBLISHING,
    Manifest,
    changing,
    publish,
    read_current,
    require,
    sha256_of,
    unless_changing,
)
from matcher.errors import ArtefactMismatch

KIND, REBUILD = "things", "matcher index build"


def writes(**files: str) -> Callable[[Path], None]:
    def fill(folder: Path) -> None:
        for name, text in files.items():
            (folder / name).write_text(text)

    return fill


def published(root: Path, *, by: str = "one", **files: str) -> Manifest:
    return publish(root, kind=KIND, made_from={"encoder": by}, fill=writes(**files))


def current(root: Path) -> tuple[Path, Manifest]:
    return read_current(root, kind=KIND, rebuild=REBUILD)


def folders(root: Path) -> list[str]:
    return sorted(path.name for path in root.iterdir() if path.is_dir())


def refused(root: Path, reason: str) -> None:
    with pytest.raises(ArtefactMismatch, match=reason) as error:
        current(root)
    assert error.value.rebuild == REBUILD
    assert str(error.value).endswith(f"run `{REBUILD}`")


def test_what_was_published_is_read_back_with_its_manifest(tmp_path: Path) -> None:
    root = tmp_path / "not" / "there" / "yet"
    manifest = published(root, a="1", b="2")
    folder, found = current(root)
    assert found == manifest
    assert folder == root / manifest.version
    assert (folder / "a").read_text() == "1"
    assert manifest.files == {"a": sha256_of(folder / "a"), "b": sha256_of(folder / "b")}
    assert manifest.files["a"] == "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b"


def test_equal_contents_have_equal_versions_and_other_contents_another(tmp_path: Path) -> None:
    version = published(tmp_path / "a", a="1").version
    assert published(tmp_path / "b", a="1").version == version
    others = [
        published(tmp_path / "c", a="2"),
        published(tmp_path / "d", b="1"),
        published(tmp_path / "e", by="two", a="1"),
        publish(tmp_path / "f", kind="other", made_from={"encoder": "one"}, fill=writes(a="1")),
    ]
    assert len({version, *(manifest.version for manifest in others)}) == 5


def test_publishing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    first = published(tmp_path, a="1")
    assert published(tmp_path, a="1") == first
    assert current(tmp_path)[1] == first
    assert folders(tmp_path) == [first.version]


def test_a_new_version_takes_the_place_of_the_former(tmp_path: Path) -> None:
    published(tmp_path, a="1")
    second = published(tmp_path, a="2")
    folder, found = current(tmp_path)
    assert found == second
    assert (folder / "a").read_text() == "2"


def test_a_fill_that_fails_leaves_the_former_version_and_no_draft(tmp_path: Path) -> None:
    first = published(tmp_path, a="1")

    def broken(folder: Path) -> None:
        (folder / "a").write_text("half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, kind=KIND, made_from={}, fill=broken)
    assert current(tmp_path)[1] == first
    assert folders(tmp_path) == [first.version]


def test_a_first_fill_that_fails_leaves_nothing_that_could_be_used(tmp_path: Path) -> None:
    def broken(folder: Path) -> None:
        (folder / "a").mkdir()
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        publish(tmp_path, kind=KIND, made_from={}, fill=broken)
    refused(tmp_path, "not built yet")


KILLED = """
import sys, time
from pathlib import Path
from corpora.artefacts import publish

def fill(folder):
    (folder / "a").write_text("half")
    print("filling", flush=True)
    time.sleep(60)

publish(Path(sys.argv[1]), kind="things", made_from={}, fill=fill)
"""


def test_a_killed_fill_leaves_the_former_version_and_a_leftover_that_the_next_one_removes(tmp_path: Path) -> None:
    first = published(tmp_path, a="1")
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE, text=True, env=environment
    ) as killed:
        assert killed.stdout is not None
        assert killed.stdout.readline() == "filling\n"
        killed.send_signal(signal.SIGKILL)
    assert killed.returncode == -signal.SIGKILL
    assert len(folders(tmp_path)) == 2
    assert current(tmp_path)[1] == first
    second = published(tmp_path, a="2")
    assert not list(tmp_path.glob(".draft-*"))
    assert current(tmp_path)[1] == second


def test_what_was_never_built_is_refused(tmp_path: Path) -> None:
    refused(tmp_path, "not built yet")
    refused(tmp_path / "no" / "folder", "not built yet")


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    published(tmp_path, a="1", b="2")
    (current(tmp_path)[0] / "b").write_text("3")
    refused(tmp_path, "b is not what was built")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    published(tmp_path, a="1", b="2")
    (current(tmp_path)[0] / "a").unlink()
    refused(tmp_path, "a is missing")


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '"x"', "\x00"])
def test_a_damaged_manifest_is_refused(tmp_path: Path, text: str) -> None:
    published(tmp_path, a="1")
    (current(tmp_path)[0] / MANIFEST).write_text(text)
    refused(tmp_path, "unreadable manifest")


@pytest.mark.parametrize("name", ["no-such-version", "", "\n"])
def test_a_pointer_to_nothing_is_refused(tmp_path: Path, name: str) -> None:
    published(tmp_path, a="1")
    (tmp_path / POINTER).write_text(name)
    refused(tmp_path, "unreadable manifest")


def test_a_folder_of_another_kind_is_refused(tmp_path: Path) -> None:
    publish(tmp_path, kind="other", made_from={}, fill=writes(a="1"))
    refused(tmp_path, "is a other, not a things")


def test_what_was_made_from_something_else_is_refused_and_says_from_what(tmp_path: Path) -> None:
    manifest = published(tmp_path, by="small", a="1")
    require(manifest, REBUILD, encoder="small")
    with pytest.raises(ArtefactMismatch, match="built with encoder 'small', but 'large' is loaded; run `matcher index"):
        require(manifest, REBUILD, encoder="large")
    with pytest.raises(ArtefactMismatch, match="built with taxonomy None, but 'v1' is loaded"):
        require(manifest, REBUILD, encoder="small", taxonomy="v1")


def test_the_manifest_on_disk_is_plain_json(tmp_path: Path) -> None:
    manifest = published(tmp_path, a="1")
    raw = json.loads((tmp_path / manifest.version / MANIFEST).read_text())
    assert raw == {
        "kind": KIND,
        "version": manifest.version,
        "made_from": {"encoder": "one"},
        "files": dict(manifest.files),
    }


def test_another_process_that_builds_at_the_same_time_keeps_its_draft(tmp_path: Path) -> None:
    def while_another_publishes(folder: Path) -> None:
        (folder / "a").write_text("slow")
        published(tmp_path, a="quick")
        (folder / "b").write_text("slow")

    slow = publish(tmp_path, kind=KIND, made_from={}, fill=while_another_publishes)
    assert sorted(slow.files) == ["a", "b"]
    assert current(tmp_path)[1] == slow


def test_a_reader_that_holds_the_former_folder_can_still_read_it_after_the_next_publishing(tmp_path: Path) -> None:
    published(tmp_path, a="1")
    held, _ = current(tmp_path)
    published(tmp_path, a="2")
    assert (held / "a").read_text() == "1"


def test_a_draft_is_kept_however_long_its_build_takes(tmp_path: Path) -> None:
    def while_another_publishes(folder: Path) -> None:
        os.utime(folder, (0, 0))
        published(tmp_path, a="quick")
        (folder / "b").write_text("slow")

    slow = publish(tmp_path, kind=KIND, made_from={}, fill=while_another_publishes)
    assert current(tmp_path)[1] == slow


def test_one_process_at_a_time_renames_points_and_removes(tmp_path: Path) -> None:
    first = published(tmp_path, a="1")
    with (tmp_path / PUBLISHING).open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        other = threading.Thread(target=published, args=(tmp_path,), kwargs={"a": "2"})
        other.start()
        other.join(0.3)
        assert other.is_alive()
        assert [name for name in folders(tmp_path) if not name.startswith(".draft-")] == [first.version]
        assert current(tmp_path)[1] == first
    other.join()
    assert (current(tmp_path)[0] / "a").read_text() == "2"


def test_builds_at_the_same_time_never_leave_a_pointer_to_nothing(tmp_path: Path) -> None:
    for number in range(60):
        start = threading.Barrier(3)

        def build(name: str, start: threading.Barrier = start, number: int = number) -> None:
            start.wait()
            published(tmp_path, a=f"{name} {number}")

        builds = [threading.Thread(target=build, args=(name,)) for name in ("one", "two", "three")]
        for one in builds:
            one.start()
        for one in builds:
            one.join()
        assert current(tmp_path)[1].kind == KIND


def test_whoever_changes_a_folder_is_waited_for_and_the_waiting_is_told(tmp_path: Path) -> None:
    root, order = tmp_path / "new", list[str]()
    waits = threading.Event()

    def second() -> None:
        def tell() -> None:
            order.append("waits")
            waits.set()

        with changing(root, tell):
            order.append("second")

    other = threading.Thread(target=second)
    with changing(root, lambda: order.append("never")):
        other.start()
        assert waits.wait(5)
        published(root, a="1")
        order.append("first")
    other.join()
    assert order == ["waits", "first", "second"]


def test_whoever_will_not_wait_learns_that_another_one_changes_the_folder(tmp_path: Path) -> None:
    with unless_changing(tmp_path) as free:
        assert free
        with unless_changing(tmp_path) as second:
            assert not second
    with changing(tmp_path, lambda: None), unless_changing(tmp_path) as free:
        assert not free
    with unless_changing(tmp_path) as free:
        assert free
