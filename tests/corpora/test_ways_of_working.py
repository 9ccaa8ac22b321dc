"""Ways of working are skills of the taxonomy, under their own labels."""

import json
from pathlib import Path

import pytest

from corpora.ways_of_working import OWN, read_ways_of_working
from matcher.concepts import Taxonomy
from matcher.errors import UnreadableDocument


def test_all_are_skills_of_the_packaged_taxonomy_under_their_labels(packaged: Taxonomy) -> None:
    stated = json.loads(OWN.read_bytes())
    assert read_ways_of_working() == stated.keys()
    assert {uri: packaged.skills[uri].preferred_label for uri in stated} == stated


@pytest.mark.parametrize("content", ["[]", "{", "[1]"])
def test_a_damaged_file_is_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "ways.json"
    file.write_text(content)
    with pytest.raises(UnreadableDocument, match=r"ways\.json"):
        read_ways_of_working(file)
