"""Mutated files to every reader: a value or an error of ours, and nothing else. The large run: benchmarks/hostile."""

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpora.courses.files import read_courses, read_courses_of
from corpora.profiles.files import read_profile
from corpora.rows import read_rows
from matcher.achievements import Achievement
from matcher.errors import MatcherError, Rejected
from tests.hostile.mutations import Sample
from tests.hostile.targets import Target, outcome, targets
from tests.hostile.watched import watched

SEED, INPUTS = 2, 25
NAMES = tuple(targets(Path("nowhere")))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Target]:
    return targets(tmp_path_factory.mktemp("scratch"))


@pytest.mark.parametrize("name", NAMES)
def test_no_reader_lets_anything_through_but_values_and_our_own_errors(name: str, made: Mapping[str, Target]) -> None:
    target = made[name]
    found = watched(target, SEED, range(INPUTS))
    assert (found.faults, found.inputs, found.outcomes.total()) == ({}, INPUTS, INPUTS)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_mutated_can_be_read_as_it_is(name: str, made: Mapping[str, Target]) -> None:
    target = made[name]
    assert [outcome(target, sample.data) for sample in target.samples] == ["read"] * len(target.samples)


def test_what_a_reader_lets_through_is_told_by_its_kind_and_place() -> None:
    def broken(data: bytes) -> object:
        raise KeyError(data)

    target = Target(name="broken", samples=(Sample(b"abc", "bytes"),), read=broken)
    assert watched(target, SEED, range(3)).faults == {
        "KeyError in test_hostile_files.py:broken < targets.py:outcome < watched.py:try_one": 0
    }


def test_what_takes_too_long_is_broken_off_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(_: bytes) -> object:
        while True:
            time.process_time()

    monkeypatch.setattr("tests.hostile.watched.MOST_SECONDS", 0.1)
    target = Target(name="endless", samples=(Sample(b"abc", "bytes"),), read=endless)
    assert "took longer than 0.1 s" in watched(target, SEED, range(1)).faults


ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(("@context", "@type", "@id", "@graph", "type", "name", "skills", "credentialSubject"))
            | st.text(max_size=5),
            inner | st.sampled_from(("Course", "Achievement", "https://schema.org", "OpenBadgeCredential")),
            max_size=5,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(ANY_JSON)
def test_any_json_is_courses_or_rejects_and_a_profile_or_refused(value: object) -> None:
    data = json.dumps(value).encode()
    assert all(isinstance(one, Achievement | Rejected) for one in read_courses_of("a", data, lines=False))
    with suppress(MatcherError):
        read_profile("a.json", data)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    st.binary(max_size=300), st.sampled_from(("", "\ufeff", "%PDF-1.4\n", "PK\x03\x04", "<html>", "{", "[", "a,b\n"))
)
def test_any_bytes_are_read_or_refused(data: bytes, start: str) -> None:
    with suppress(MatcherError):
        read_profile("a", start.encode("latin-1", "ignore") + data)


def test_an_open_badge_whose_type_is_no_text_is_rejected_not_a_crash(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"type": [{"a": 1}], "name": "A"}))
    [found] = read_courses(tmp_path / "a.json")
    assert isinstance(found, Achievement | Rejected)


def test_a_table_that_is_cut_within_a_character_of_utf_16_keeps_its_rows_before(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes("name\nSQL\n".encode("utf-16") + b"\x69")
    *_, last = read_rows(tmp_path / "a.csv")
    reason = "and what follows is not UTF-16, as the file begins; save it as UTF-8"
    assert isinstance(last, Rejected)
    assert last.reason == reason
