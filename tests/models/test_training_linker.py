"""What the scorer is fitted on: each pair as it is seen, and as if some concepts had never been met."""

import numpy as np

from matcher.features import FEATURE_NAMES
from models.training.data import LabelledSentence
from models.training.linker import FORGETTING_WEIGHT, FORGOTTEN, MEMORY_SAID, two_views
from models.training.seeing import remember, see
from tests.fakes import JAVA, PYTHON, SQL, small_linker

SEEN = [
    LabelledSentence(id="one-0", text="Crunch the numbers with SQL", gold=frozenset({SQL})),
    LabelledSentence(id="two-0", text="Java, Python and SQL again", gold=frozenset({JAVA, PYTHON})),
]


def test_the_second_view_of_a_pair_lacks_what_the_memory_says_of_forgotten_concepts_and_nothing_else() -> None:
    linker = small_linker()
    knowing = small_linker(memory=remember(SEEN, linker).memory(linker.concepts.ids, {}))
    sample = see(SEEN, knowing)
    rows, right, weight = two_views(sample, [pairs.features for pairs in sample.pairs])
    seen, forgetting = np.split(rows, 2)
    np.testing.assert_array_equal(seen, np.concatenate([pairs.features for pairs in sample.pairs]))
    others = [i for i in range(len(FEATURE_NAMES)) if i not in MEMORY_SAID]
    np.testing.assert_array_equal(forgetting[:, others], seen[:, others])
    lost = np.any(forgetting != seen, axis=1)
    assert (forgetting[lost][:, MEMORY_SAID] == 0).all()
    positions = np.concatenate([pairs.positions for pairs in sample.pairs])
    met = seen[:, MEMORY_SAID].any(axis=1)
    assert not set(positions[lost]) & set(positions[met & ~lost]), "a concept is forgotten everywhere or nowhere"
    assert np.split(right, 2)[0].tolist() == np.split(right, 2)[1].tolist()
    assert {round(float(own), 6) for own in np.unique(weight)} == {1 - FORGETTING_WEIGHT, FORGETTING_WEIGHT}


def test_about_as_many_concepts_are_forgotten_as_is_said() -> None:
    class Pairs:
        def __init__(self, positions: range) -> None:
            self.positions = np.array(positions)

    class Sample:
        pairs = (Pairs(range(2000)),)
        right = (np.zeros(2000, dtype=bool),)

    rows, _, _ = two_views(Sample(), [np.ones((2000, len(FEATURE_NAMES)))])  # type: ignore[arg-type]
    forgetting = np.split(rows, 2)[1]
    assert abs(float((forgetting[:, MEMORY_SAID[0]] == 0).mean()) - FORGOTTEN) < 0.04
