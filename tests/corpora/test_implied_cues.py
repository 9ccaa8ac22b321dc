"""Implied cues are hand-made, well-formed, and each does what its examples say."""

import json
import time
from pathlib import Path
from typing import Any

import pytest

from corpora.implied_cues import OWN, read_implied_cues
from matcher.concepts import ConceptUri, Taxonomy
from matcher.errors import UnreadableDocument
from matcher.implied import implied
from matcher.mentions import Sentence, Span

ENTRIES: list[dict[str, Any]] = json.loads(OWN.read_text(encoding="utf-8"))
ENTRY = {"skill": "s:1", "label": "one", "pattern": r"\bweigh", "strength": "strong"}


def write(path: Path, *entries: object) -> Path:
    path.write_text(json.dumps(entries))
    return path


def test_a_cue_is_read_with_its_skill_pattern_and_confidence(tmp_path: Path) -> None:
    (cue,) = read_implied_cues(write(tmp_path / "c.json", ENTRY))
    assert (cue.skill, cue.pattern.pattern, cue.confidence) == (ConceptUri("s:1"), r"\bweigh", 0.6)
    assert cue.pattern.search("WEIGHING") is not None


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({k: v for k, v in ENTRY.items() if k != "skill"}, "cue 1 has no or an unknown 'skill'"),
        (ENTRY | {"strength": "huge"}, "cue 1 has no or an unknown 'huge'"),
        (ENTRY | {"pattern": "("}, "cue 1 is malformed"),
        (ENTRY | {"skill": ""}, "cue 1 is malformed"),
        ("x", "cue 1 is malformed"),
    ],
)
def test_a_malformed_cue_is_named(tmp_path: Path, entry: object, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        read_implied_cues(write(tmp_path / "c.json", entry))


def test_a_file_that_is_not_a_list_is_refused(tmp_path: Path) -> None:
    (tmp_path / "c.json").write_text("{}")
    with pytest.raises(UnreadableDocument, match="not a list of cues"):
        read_implied_cues(tmp_path / "c.json")


@pytest.mark.parametrize("number", range(len(ENTRIES)), ids=lambda n: f"{n}: {ENTRIES[n]['label']}")
def test_each_cue_fires_on_its_example_and_not_on_its_counterexample(number: int) -> None:
    cue, entry = read_implied_cues()[number], ENTRIES[number]
    assert cue.pattern.search(entry["example"]) is not None
    assert cue.pattern.search(entry["counterexample"]) is None


def test_one_skill_has_one_label() -> None:
    assert len({e["skill"] for e in ENTRIES}) == len({e["label"] for e in ENTRIES}) >= 40


@pytest.mark.parametrize("unit", ["a", " ", "work with ", "support and ", "customer "])
def test_the_cues_read_a_hostile_block_in_linear_time(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    start = time.perf_counter()
    list(implied(Sentence(Span(0, len(text)), text), read_implied_cues()))
    assert time.perf_counter() - start < 3  # about 0.1 s for the longest block that the splitter passes on


@pytest.mark.shared
def test_every_skill_exists_under_the_label_written_beside_it(packaged: Taxonomy) -> None:
    written = {entry["skill"]: entry["label"] for entry in ENTRIES}
    assert {uri: packaged.skill(ConceptUri(uri)).preferred_label.strip() for uri in written} == written
