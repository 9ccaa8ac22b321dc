"""Each client may send so many requests at once and so many again in each window, whatever others do."""

import asyncio
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from api.front.rates import MOST_CLIENTS, WINDOW_SECONDS, Allowance, Rate, Strangers, client_of
from tests.api.fronting import asked, refuse, scope_of


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


def test_a_quota_may_be_used_at_once_and_comes_back_evenly() -> None:
    clock = Clock()
    rate = Rate(3, clock)
    assert [rate.take("a") for _ in range(4)] == [
        Allowance(allowed=True, remaining=2, reset_seconds=20),
        Allowance(allowed=True, remaining=1, reset_seconds=40),
        Allowance(allowed=True, remaining=0, reset_seconds=20),
        Allowance(allowed=False, remaining=0, reset_seconds=20),
    ]
    clock.now += 19
    assert not rate.take("a").allowed
    clock.now += 1
    assert rate.take("a") == Allowance(allowed=True, remaining=0, reset_seconds=20)


def test_one_client_takes_nothing_from_another() -> None:
    rate = Rate(1, Clock())
    assert rate.take("a").allowed
    assert not rate.take("a").allowed
    assert rate.take("b").allowed


@given(
    quota=st.integers(1, 20),
    gaps=st.lists(st.floats(0, 30, allow_nan=False), min_size=1, max_size=120),
)
def test_no_window_lets_more_through_than_two_quotas_and_a_patient_client_is_never_refused(
    quota: int, gaps: Sequence[float]
) -> None:
    """GCRA's bound: what is saved up, and what comes back meanwhile."""
    clock, sent = Clock(), deque[float]()
    rate = Rate(quota, clock)
    for gap in gaps:
        clock.now += gap
        waited = not sent or clock.now - sent[-1] >= WINDOW_SECONDS / quota
        taken = rate.take("a")
        assert taken.allowed or not waited or len(sent) >= quota
        if taken.allowed:
            sent.append(clock.now)
        while sent and sent[0] <= clock.now - WINDOW_SECONDS:
            sent.popleft()
        assert len(sent) <= 2 * quota


@given(st.lists(st.floats(0, 5, allow_nan=False), max_size=60))
def test_what_a_refusal_says_is_true(gaps: Sequence[float]) -> None:
    clock = Clock()
    rate = Rate(5, clock)
    for gap in gaps:
        clock.now += gap
        taken = rate.take("a")
        if not taken.allowed:
            clock.now += taken.reset_seconds
            assert rate.take("a").allowed


def test_what_is_remembered_of_clients_is_bounded_and_those_in_debt_are_kept_longest() -> None:
    clock = Clock()
    rate = Rate(1, clock)
    for number in range(MOST_CLIENTS):
        rate.take(f"old {number}")
    clock.now += 2 * WINDOW_SECONDS
    rate.take("new")
    assert len(rate.used_until) == 1
    assert not rate.take("new").allowed


@dataclass(frozen=True)
class Keyed:
    key: str | None


@pytest.mark.parametrize(
    ("scope", "client"),
    [
        ({"client": ("192.0.2.7", 4711)}, "address 192.0.2.7"),
        ({"client": ("192.0.2.7", 4711), "state": {"caller": Keyed("k1")}}, "key k1"),
        ({"client": ("192.0.2.7", 4711), "state": {"caller": Keyed(None)}}, "address 192.0.2.7"),
        ({"client": None}, "address unknown"),
    ],
)
def test_a_client_is_its_key_or_else_its_address(scope: Scope, client: str) -> None:
    assert client_of(scope) == client


def knocking(answers: Sequence[int], rate: Rate, *, address: str = "192.0.2.7") -> list[int]:
    """What a door that answers so comes to, one request after the other."""
    app = Strangers(Answering(iter(answers)), rate, refuse)
    scope = {**scope_of("/v1/meta"), "client": (address, 1)}
    return [asyncio.run(asked(app, dict(scope))).status for _ in answers]


@dataclass
class Answering:
    statuses: Iterator[int]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse("", next(self.statuses))(scope, receive, send)


def test_whoever_knocks_without_a_key_is_let_wait_and_whoever_has_one_is_not_counted() -> None:
    assert knocking([200] * 5, Rate(2, Clock())) == [200] * 5
    assert knocking([401] * 5, Rate(2, Clock())) == [401, 401, 429, 429, 429]


def test_knocking_at_one_address_keeps_nobody_waiting_at_another() -> None:
    rate = Rate(1, Clock())
    assert knocking([401, 401], rate) == [401, 429]
    assert knocking([401], rate, address="192.0.2.8") == [401]
