"""Former versions that are whole can be gone back to, and drafts of builds that died are known from those that live."""

import os
from pathlib import Path

from corpora.artefact_history import dead_drafts, remove_drafts, restore, whole_versions
from corpora.artefacts import POINTER, publish, read_current

KIND = "things"


def published(root: Path, text: str) -> str:
    return publish(root, kind=KIND, made_from={}, fill=lambda folder: _write(folder / "a", text)).version


def _write(path: Path, text: str) -> None:
    path.write_text(text)


def test_the_versions_that_are_whole_are_told_the_newest_first(tmp_path: Path) -> None:
    first, second = published(tmp_path, "1"), published(tmp_path, "2")
    os.utime(tmp_path / first / "manifest.json", (1, 1))
    assert whole_versions(tmp_path, KIND) == (second, first)
    (tmp_path / second / "a").write_text("spoilt")
    assert whole_versions(tmp_path, KIND) == (first,)
    assert whole_versions(tmp_path, "other things") == ()
    assert whole_versions(tmp_path / "nothing", KIND) == ()


def test_a_former_version_is_in_use_again_and_the_damaged_one_stays(tmp_path: Path) -> None:
    first, second = published(tmp_path, "1"), published(tmp_path, "2")
    (tmp_path / second / "a").write_text("spoilt")
    restore(tmp_path, first)
    assert read_current(tmp_path, kind=KIND, rebuild="")[1].version == first
    assert (tmp_path / second / "a").read_text() == "spoilt"


def test_only_drafts_whose_build_has_died_are_removed(tmp_path: Path) -> None:
    version = published(tmp_path, "1")
    (tmp_path / ".draft-dead").mkdir()
    (tmp_path / ".draft-dead" / "half").write_text("half")
    (tmp_path / f".{POINTER}-999999999").write_text("half")
    (tmp_path / f".{POINTER}-{os.getpid()}").write_text("of a process that lives")

    living = tmp_path / "elsewhere"
    publish(living, kind=KIND, made_from={}, fill=lambda folder: _none_dead(living, folder))
    assert remove_drafts(tmp_path) == 2
    assert read_current(tmp_path, kind=KIND, rebuild="")[1].version == version
    assert (tmp_path / f".{POINTER}-{os.getpid()}").is_file()


def _none_dead(root: Path, draft: Path) -> None:
    """While one is being filled."""
    assert draft.parent == root
    assert draft.name.startswith(".draft-")
    assert dead_drafts(root) == ()
