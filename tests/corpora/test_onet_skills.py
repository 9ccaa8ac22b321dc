"""O*NET's figures by group of occupations, as they are shipped."""

from pathlib import Path

import pytest

from corpora.onet_skills import OWN, read_onet_skills
from matcher.errors import UnreadableDocument
from tests.fakes import small_taxonomy


def test_thirty_five_skills_and_twenty_two_groups_are_there() -> None:
    found = read_onet_skills(small_taxonomy())
    assert len(found.groups) == 22
    assert {len(group.figures) for group in found.groups.values()} == {35}
    assert len(found.titles) == 879
    assert found.groups["23"].whose == "on average of 7 occupations in Legal"
    assert found.own == {}
    assert set(found.titles.values()) == set(found.groups)


def test_critical_thinking_matters_more_to_a_lawyer_than_to_a_loader() -> None:
    found = read_onet_skills(small_taxonomy())
    titles = ("Lawyers", "Laborers and Freight, Stock, and Material Movers, Hand")
    lawyer, loader = (found.figures_of(title) for title in titles)
    assert lawyer is not None
    assert loader is not None
    importance = [
        next(figure.importance for figure in group.figures if figure.name == "Critical Thinking")
        for group in (lawyer, loader)
    ]
    assert importance == [4.11, 3.23]


def test_means_stand_within_the_scales() -> None:
    for group in read_onet_skills(small_taxonomy()).groups.values():
        assert all(1 <= figure.importance <= 5 and 0 <= figure.level <= 7 for figure in group.figures)


def test_a_concept_that_the_taxonomy_lacks_is_none() -> None:
    assert all(figure.concept is None for figure in read_onet_skills(small_taxonomy()).groups["23"].figures)


def test_what_is_no_such_table_is_refused(tmp_path: Path) -> None:
    bad = tmp_path / "figures.json"
    bad.write_text(OWN.read_text()[:500])
    with pytest.raises(UnreadableDocument, match=r"figures\.json"):
        read_onet_skills(small_taxonomy(), bad)
