"""What the encoder is trained on, and that training and serving mean the same by attention."""

import random
import re
from collections.abc import Mapping
from itertools import chain

import numpy as np
import pytest

from matcher.attention import SHARPNESS
from matcher.attention import attended as attended_when_serving
from matcher.concepts import ConceptUri, Skill, SkillKind
from matcher.vectors import unit
from models.training.batches import BATCH, RUN, Pair, make_batches
from models.training.composed import DOING, GERUND, NAMED, WIDEST, composed
from models.training.encoder import ATTENTION, attended
from models.training.pairs import Example, fingerprint, held_out
from tests.fakes import small_taxonomy


def uri(number: int) -> ConceptUri:
    return ConceptUri(f"s:{number:03}")


def examples() -> dict[str, list[Example]]:
    """Two sources that share texts and concepts, with several concepts to a text and texts that recur."""
    draw = random.Random(1)
    first = [Example(f"first {i}", (uri(i % 150), uri((i + 7) % 150))) for i in range(300)]
    second = [Example(f"second {i % 180}", (uri(draw.randrange(150)),)) for i in range(240)]
    return {"second": second, "first": first}


NEIGHBOURHOOD = {uri(i): i // 25 for i in range(150)}


def sources_of(batch: list[Pair]) -> set[str]:
    return {pair.text.split()[0] for pair in batch}


def test_no_concept_and_no_text_stands_twice_in_a_batch() -> None:
    batches = make_batches(examples(), NEIGHBOURHOOD, seed=1)
    assert batches
    for batch in batches:
        assert len({pair.target for pair in batch}) == len(batch)
        assert len({pair.text for pair in batch}) == len(batch)


def test_a_batch_is_of_one_source_and_every_source_has_some() -> None:
    found = [sources_of(batch) for batch in make_batches(examples(), NEIGHBOURHOOD, seed=1)]
    assert {len(own) for own in found} == {1}
    assert set().union(*found) == {"first", "second"}


def test_every_pair_is_one_of_the_examples_and_its_target_one_of_its_concepts() -> None:
    known = {(example.text, example.concepts) for example in chain(*examples().values())}
    for pair in chain(*make_batches(examples(), NEIGHBOURHOOD, seed=2)):
        assert (pair.text, pair.concepts) in known
        assert pair.target in pair.concepts


def test_batches_are_at_least_half_full_and_an_example_is_used_as_often_as_it_is_given() -> None:
    batches = make_batches(examples(), NEIGHBOURHOOD, seed=3)
    assert {BATCH // 2 <= len(batch) <= BATCH for batch in batches} == {True}
    firsts = [pair.text for pair in chain(*batches) if pair.text.startswith("first")]
    assert len(set(firsts)) == len(firsts) >= 300 - BATCH // 2


def test_the_same_seed_gives_the_same_batches_and_another_seed_others() -> None:
    first = make_batches(examples(), NEIGHBOURHOOD, seed=4)
    assert make_batches(examples(), NEIGHBOURHOOD, seed=4) == first
    assert make_batches(dict(reversed(examples().items())), NEIGHBOURHOOD, seed=4) == first
    assert make_batches(examples(), NEIGHBOURHOOD, seed=5) != first


def test_another_seed_draws_other_targets() -> None:
    targets = [
        {
            pair.text: pair.target
            for pair in chain(*make_batches(examples(), NEIGHBOURHOOD, seed))
            if "first" in pair.text
        }
        for seed in (1, 2)
    ]
    shared = set(targets[0]) & set(targets[1])
    assert {text for text in shared if targets[0][text] != targets[1][text]}


def test_near_concepts_stand_together_so_that_negatives_are_hard() -> None:
    many = {"first": [Example(f"first {i}", (uri(i),)) for i in range(150)]}
    apart: Mapping[ConceptUri, int] = {uri(i): i % 10 for i in range(150)}

    def crowd(batch: list[Pair]) -> int:
        groups = [apart[pair.target] for pair in batch]
        return max(groups.count(group) for group in groups)

    for batch in make_batches(many, apart, seed=1):
        assert crowd(batch) >= RUN - 2


def test_a_source_too_small_for_half_a_batch_gives_none() -> None:
    few = {"first": [Example(f"first {i}", (uri(i),)) for i in range(BATCH // 2 - 1)]}
    assert make_batches(few, NEIGHBOURHOOD, seed=1) == []
    one_concept = {"first": [Example(f"first {i}", (uri(1),)) for i in range(3 * BATCH)]}
    assert make_batches(one_concept, NEIGHBOURHOOD, seed=1) == []


def test_what_is_kept_for_a_later_batch_because_of_its_concept_comes_in_one() -> None:
    twice = {"first": [Example(f"first {i}", (uri(i % BATCH),)) for i in range(2 * BATCH)]}
    batches = make_batches(twice, NEIGHBOURHOOD, seed=1)
    assert sorted(pair.text for pair in chain(*batches)) == sorted(example.text for example in twice["first"])


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

    assert ATTENTION == SHARPNESS
    draw = np.random.default_rng(1)
    sizes, longest, dim = (3, 7, 1, 12), 12, 32
    states = draw.normal(size=(len(sizes), longest, dim)).astype(np.float32)
    mask = np.arange(longest) < np.array(sizes)[:, None]
    wanted = unit(draw.normal(size=(9, dim)))
    found = attended(torch.from_numpy(states), torch.from_numpy(mask.astype(np.int64)), torch.from_numpy(wanted))
    expected = [attended_when_serving(unit(own[:size]), wanted) for own, size in zip(states, sizes, strict=True)]
    np.testing.assert_allclose(found.numpy(), expected, atol=1e-4)
