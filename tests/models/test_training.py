"""What the encoder is trained on, and that training and serving mean the same by attention."""

import random
import re
from itertools import chain
from pathlib import Path

import numpy as np
import pytest

from matcher.attention import SHARPNESS
from matcher.attention import attended as attended_when_serving
from matcher.concepts import ConceptUri, Skill, SkillKind
from matcher.vectors import unit
from models.training.batches import BATCH, batches, paired
from models.training.composed import DOING, GERUND, NAMED, WIDEST, composed
from models.training.material import Material, read_material, write_material
from models.training.pairs import Example, fingerprint, held_out
from tests.fakes import small_taxonomy


def uri(number: int) -> ConceptUri:
    return ConceptUri(f"s:{number:03}")


LENGTHS = [3 + i % 40 for i in range(5 * BATCH)]


def test_every_text_stands_in_one_batch_and_with_texts_of_like_length() -> None:
    found = batches(LENGTHS, random.Random(1))
    assert sorted(chain(*found)) == list(range(len(LENGTHS)))
    assert {len(batch) for batch in found} == {BATCH}
    for batch in found:
        lengths = [LENGTHS[place] for place in batch]
        assert max(lengths) - min(lengths) <= 40 // 5 + 1


def test_what_makes_less_than_half_a_batch_is_left_for_another_pass() -> None:
    most = [len(batch) for batch in batches([5] * (BATCH + BATCH // 2 - 1), random.Random(1))]
    assert most == [BATCH]
    assert sorted(map(len, batches([5] * (BATCH + BATCH // 2), random.Random(1)))) == [BATCH // 2, BATCH]


def test_a_pair_has_one_of_its_text_s_concepts_and_one_that_only_seems_near() -> None:
    named = [(i, i + 1) for i in range(BATCH)]
    others = [[i + 2, i + 3] if i % 2 else [] for i in range(BATCH)]
    [found] = paired([4] * BATCH, named, others, random.Random(2))
    assert sorted(pair.text for pair in found) == list(range(BATCH))
    for pair in found:
        assert pair.target in named[pair.text]
        assert pair.other in others[pair.text] if pair.text % 2 else pair.other is None
    assert {pair.other for pair in chain(*paired([4] * BATCH, named, None, random.Random(2)))} == {None}


def test_the_same_seed_gives_the_same_batches_and_another_seed_others() -> None:
    first = batches(LENGTHS, random.Random(4))
    assert batches(LENGTHS, random.Random(4)) == first
    assert batches(LENGTHS, random.Random(5)) != first


def test_material_comes_back_from_its_file_as_it_was(tmp_path: Path) -> None:
    material = Material(
        labels=[[101, 7, 102]], texts=[[101, 8, 9, 102]], named=[[0]], unlabelled=[[101, 102]], record={"labels": 1}
    )
    write_material(material, tmp_path / "in" / "material.json.gz")
    assert read_material(tmp_path / "in" / "material.json.gz") == material


SKILLS = tuple(
    sorted(
        (
            *small_taxonomy().skills.values(),
            Skill(uri=uri(1), preferred_label="sewing", kind=SkillKind.COMPETENCE, alt_labels=("making clothes",)),
            Skill(uri=uri(2), preferred_label="mending", kind=SkillKind.KNOWLEDGE),
        ),
        key=lambda skill: skill.uri,
    )
)


def labels(skill: Skill) -> tuple[str, ...]:
    return (skill.preferred_label, *skill.alt_labels)


@pytest.mark.parametrize("seed", range(10))
def test_a_composed_sentence_holds_a_label_of_each_skill_that_it_names(seed: int) -> None:
    found = list(composed(SKILLS, random.Random(seed)))
    assert [named[0] for _, named in found] == list(SKILLS)
    for text, named in found:
        assert 1 <= len(set(named)) == len(named) <= WIDEST
        assert all(any(label in text for label in labels(skill)) for skill in named), text
        assert "{" not in text


def test_a_composed_sentence_names_no_skill_but_those_it_says() -> None:
    for text, named in chain(*(composed(SKILLS, random.Random(seed)) for seed in range(10))):
        others = [skill for skill in SKILLS if skill not in named]
        assert not [label for skill in others for label in labels(skill) if label in text], text


def test_composed_sentences_are_the_same_for_the_same_seed() -> None:
    first = list(composed(SKILLS, random.Random(7)))
    assert list(composed(SKILLS, random.Random(7))) == first
    assert list(composed(SKILLS, random.Random(8))) != first


def test_the_frame_of_a_composed_sentence_fits_its_skills() -> None:
    by_frame = {frame: frames for frames in (DOING, GERUND, NAMED) for frame in frames}

    def frames_of(text: str) -> set[tuple[str, ...]]:
        return {
            frames
            for frame, frames in by_frame.items()
            if re.fullmatch(".+".join(map(re.escape, frame.split("{}"))), text)
        }

    for seed in range(10):
        for text, (first, *_) in composed(SKILLS, random.Random(seed)):
            if first.uri in (uri(1), uri(2)):
                assert GERUND in frames_of(text), text
            elif first.kind is SkillKind.KNOWLEDGE:
                assert NAMED in frames_of(text), text


def test_every_second_title_is_held_out() -> None:
    assert [row for row in range(6) if held_out(row)] == [1, 3, 5]


def test_the_fingerprint_of_examples_tells_texts_and_concepts_apart() -> None:
    one = {"a": [Example("text", (uri(1), uri(2)))], "b": []}
    assert fingerprint(one) == fingerprint({"a": [Example("text", (uri(1), uri(2)))], "b": []})
    for other in (Example("text", (uri(1),)), Example("Text", (uri(1), uri(2))), Example("text", (uri(2), uri(1)))):
        changed = fingerprint({**one, "a": [other]})
        assert changed["a"] != fingerprint(one)["a"]
        assert changed["b"] == fingerprint(one)["b"]


def test_training_and_serving_mean_the_same_by_attention() -> None:
    import torch  # noqa: PLC0415 - seconds to import

    from models.training.network import ATTENTION, attended  # noqa: PLC0415 - imports torch

    assert ATTENTION == SHARPNESS
    draw = np.random.default_rng(1)
    sizes, longest, dim = (3, 7, 1, 12), 12, 32
    states = draw.normal(size=(len(sizes), longest, dim)).astype(np.float32)
    mask = np.arange(longest) < np.array(sizes)[:, None]
    wanted = unit(draw.normal(size=(9, dim)))
    found = attended(torch.from_numpy(states), torch.from_numpy(mask.astype(np.int64)), torch.from_numpy(wanted))
    expected = [attended_when_serving(unit(own[:size]), wanted) for own, size in zip(states, sizes, strict=True)]
    np.testing.assert_allclose(found.numpy(), expected, atol=1e-4)


def test_a_loss_of_pairs_falls_where_texts_come_near_to_their_labels_and_ignores_what_they_also_name() -> None:
    import torch  # noqa: PLC0415 - seconds to import

    from models.training.encoder import _contrast  # noqa: PLC0415 - imports torch

    right = torch.tensor([0, 1])
    none = torch.zeros(2, 3, dtype=torch.bool)
    near = torch.tensor([[0.9, 0.1, 0.1], [0.1, 0.9, 0.1]])
    far = torch.tensor([[0.5, 0.1, 0.9], [0.1, 0.9, 0.1]])
    assert float(_contrast(near, right, none)) < 1e-4
    assert float(_contrast(far, right, none)) > 1.0
    also = torch.tensor([[False, False, True], [False, False, False]])
    assert float(_contrast(far, right, also)) < 0.01


def test_states_that_are_alike_are_at_no_distance_and_padding_does_not_count() -> None:
    import torch  # noqa: PLC0415 - seconds to import

    from models.training.encoder import unlike  # noqa: PLC0415 - imports torch

    states = torch.randn(2, 4, 8, generator=torch.Generator().manual_seed(1))
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 0, 0]])
    other = states.clone()
    other[1, 2:] = 5.0
    assert float(unlike(other, states, mask)) == pytest.approx(0.0, abs=1e-5)
    other[0, 0] = -states[0, 0]
    assert float(unlike(other, states, mask)) > 0.2
