"""The shares of the kinds add up in every period, and of nothing there is none."""

import numpy as np
import pytest

from matcher.errors import InvalidInput
from matcher.intervals import wilson_interval
from matcher.shares import Share, kind_shares


def test_each_kind_has_its_share_of_the_demand_of_the_period() -> None:
    technical, transversal = kind_shares([[30, 0, 50], [10, 5, 50]])
    assert [one.value for one in technical] == [0.75, 0.0, 0.5]
    assert [one.value for one in transversal] == [0.25, 1.0, 0.5]
    assert technical[0] == Share(count=30, of=40, value=0.75, interval=wilson_interval(30, 40))


def test_a_period_without_demand_has_no_share_and_no_interval() -> None:
    [[found], [other]] = kind_shares([[0], [0]])
    assert found == other == Share(count=0, of=0, value=None, interval=None)


def test_a_surer_interval_is_wider() -> None:
    [[narrow], _], [[wide], _] = kind_shares([[3], [7]], 0.8), kind_shares([[3], [7]], 0.99)
    assert narrow.interval is not None
    assert wide.interval is not None
    assert wide.interval.low < narrow.interval.low < 0.3 < narrow.interval.high < wide.interval.high


def test_no_kinds_and_no_periods_are_no_error() -> None:
    assert kind_shares(np.zeros((0, 3))) == ()
    assert kind_shares(np.zeros((2, 0))) == ((), ())


@pytest.mark.parametrize("counts", [[1, 2], [[1], [-1]], [[np.nan]], [[np.inf]]])
def test_what_are_no_counts_is_named(counts: list[object]) -> None:
    with pytest.raises(InvalidInput, match="counts: "):
        kind_shares(np.array(counts, dtype=float))
