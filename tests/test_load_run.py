"""The figures of the run beyond what is sustained say what they seem to say."""

import pytest

from benchmarks.load_run import p95_as_asked
from benchmarks.load_traffic import MIX


def test_refusing_what_is_dear_makes_no_p95_better_that_weighs_kinds_as_they_are_asked() -> None:
    dear = [("gap", (i + 1) / 1_000) for i in range(300)]
    light = [(kind, 0.0001) for kind in MIX if kind != "gap" for _ in range(10 * MIX[kind])]
    whole = p95_as_asked([*dear, *light])
    assert whole == pytest.approx(0.25, abs=0.002)
    assert p95_as_asked([*dear[::10], *light]) == pytest.approx(whole, abs=0.011)


def test_where_all_are_answered_it_is_the_plain_p95() -> None:
    assert p95_as_asked([("gap", i / 100) for i in range(1, 101)]) == pytest.approx(0.95, abs=0.011)
