"""The sentences that we linked by hand: found again where they stand, and with concepts that there are."""

import json
from pathlib import Path
from typing import TypeAlias

import pytest

from matcher.concepts import ConceptUri
from models.training.data import LabelledSentence, read_label_space, read_labelled_ads
from models.training.folds import ALSO_ON, FOLDS, PARTS, ad_of, annotated, measured_ads, part_of
from models.training.labelled import CONCEPTS, IMPORTANCE, LABELS, WINDOWS, labelled_ads
from models.training.linked_by_hand import EXAMPLES, TASKS, read_blind, read_linked, read_twice
from tests.corpora.shared_data import shared_file

SMALL = "uk_adzuna_sample_776.jsonl.gz"

Found: TypeAlias = list[tuple[LabelledSentence, int]]


@pytest.fixture(autouse=True, scope="module")
def _data() -> None:
    shared_file("eval/ads/skillxl_dev_a.jsonl")


@pytest.fixture(scope="module")
def found(_data: None) -> Found:
    """All that encoders go over, each with its fold: some ten seconds."""
    return annotated()


def rows(name: str) -> list[dict[str, str]]:
    return [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text().splitlines()]


def write(folder: Path, name: str, own: list[dict[str, str]]) -> None:
    (folder / f"{name}.jsonl").write_text("\n".join(json.dumps(row) for row in own))


def test_each_text_is_found_where_it_stands_and_each_concept_is_one_of_the_taxonomy(found: Found) -> None:
    measured = measured_ads()
    linked = [one for one, _ in found if ad_of(one) not in measured and ad_of(one) not in ALSO_ON]
    assert len(linked) == len(rows(CONCEPTS)) + len(rows(TASKS))
    assert len({sentence.id for sentence in linked}) == len(linked)
    assert frozenset[ConceptUri]().union(*(one.gold for one in linked)) <= frozenset(read_label_space())
    assert all(sentence.text.strip() for sentence in linked)


def test_the_ads_that_are_measured_keep_their_folds(found: Found) -> None:
    theirs = {ad.id: place % FOLDS for place, ad in enumerate(read_labelled_ads())}
    folds = {ad_of(sentence): fold for sentence, fold in found}
    assert {ad: folds[ad] for ad in theirs} == theirs
    assert measured_ads() == theirs.keys()


def test_each_third_of_the_folds_is_a_part_and_no_sentence_of_a_fold_is_in_another_part(found: Found) -> None:
    parts = {part: {fold for fold in range(FOLDS) if part_of(fold) == part} for part in range(PARTS)}
    assert [len(folds) for folds in parts.values()] == [FOLDS // PARTS] * PARTS
    for part, folds in parts.items():
        seen = {ad_of(sentence) for sentence, fold in found if part_of(fold) != part}
        held = {ad_of(sentence) for sentence, fold in found if fold in folds}
        assert held & seen <= set(ALSO_ON)


def test_a_text_that_is_not_the_one_that_was_linked_is_refused(tmp_path: Path) -> None:
    own = [row for row in rows(CONCEPTS) if row["file"] == SMALL][:3]
    write(tmp_path, CONCEPTS, own)
    write(tmp_path, TASKS, rows(TASKS)[:2])
    assert next(ad_of(one) for one in read_linked(tmp_path)) == f"{SMALL} {own[0]['ad']}"
    write(tmp_path, CONCEPTS, [own[0], own[1] | {"sha256": "0" * 16}])
    with pytest.raises(ValueError, match=f"{own[1]['ad']}-{own[1]['start']}: the words are not those"):
        read_linked(tmp_path)


def test_no_ad_whose_labels_figures_rest_on_is_linked() -> None:
    judged = {row["ad"] for row in rows(IMPORTANCE) + rows(WINDOWS)}
    assert judged
    assert not judged & {row["ad"] for row in rows(CONCEPTS)}


def test_what_was_linked_teaches_nothing_by_its_headings_and_spares_nothing() -> None:
    assert {(row["file"], row["ad"]) for row in rows(CONCEPTS)} <= labelled_ads()


def test_what_was_read_twice_has_both_readings() -> None:
    twice = [row for name in (CONCEPTS, TASKS) for row in rows(name) if "again" in row]
    read = list(read_twice())
    assert [(len(one), len(other)) for one, other in read] == [
        (len(row["clusters"]), len(row["again"])) for row in twice
    ]


def test_what_was_read_blind_stands_beside_what_annotators_said_and_is_of_no_example() -> None:
    ads = read_labelled_ads()
    blind = list(read_blind())
    sentences = {ad.id: dict(zip(ad.sentences, ad.clusters, strict=True)) for ad in ads}
    assert all(theirs in sentences[ad].values() for ad, _, theirs in blind)
    assert not {ad for ad, _, _ in blind} & {ads[place].id for place in EXAMPLES}
    agreed = [bool({*ours} & {*theirs}) for _, ours, theirs in blind if theirs]
    assert sum(agreed) > len(agreed) / 4
