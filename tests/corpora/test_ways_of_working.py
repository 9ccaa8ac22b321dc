"""Ways of working are skills of the taxonomy, under their own labels."""

import json
from pathlib import Path

import pytest

from corpora.taxonomies.packaged import read_packaged
from corpora.ways_of_working import OWN, read_ways_of_working
from matcher.errors import UnreadableDocument
from tests.corpora.packaged_wheels import real_wheels


def test_all_are_skills_of_the_packaged_taxonomy_under_their_labels() -> None:
    wheels = real_wheels()
    if wheels is None:
        pytest.skip("the packaged taxonomies were not fetched: run `make setup`")
    taxonomy, _ = read_packaged(*wheels)
    stated = json.loads(OWN.read_bytes())
    assert read_ways_of_working() == stated.keys()
    assert {uri: taxonomy.skills[uri].preferred_label for uri in stated} == stated


@pytest.mark.parametrize("content", ["[]", "{", "[1]"])
def test_a_damaged_file_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "ways.json"
    file.write_text(content)
    with pytest.raises(UnreadableDocument, match=r"ways\.json"):
        read_ways_of_working(file)
