"""As many work as there is place for, a few wait, the rest hear when to come; nobody who is slow holds a place."""

import asyncio
from dataclasses import replace

import pytest
from starlette.exceptions import HTTPException
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from api.front.admission import LONG_FROM_BYTES, Admission, lane_of, ordinary_lanes
from api.front.lanes import Lane, LaneName
from api.guarding import MAX_BODY_BYTES
from tests.api.fronting import Answer, Held, asked, refuse, scope_of, sending, told, until

PATIENT = 60.0


def lanes(at_once: int = 1, waiting: int = 1, patience: float = PATIENT) -> tuple[Lane, Lane, Lane]:
    short = Lane(name=LaneName.SHORT, at_once=at_once, most_waiting=waiting, patience_seconds=patience, again_seconds=1)
    long = replace(short, name=LaneName.LONG, again_seconds=10, queue=type(short.queue)())
    return short, long, replace(short, name=LaneName.LIGHT, queue=type(short.queue)())


def test_no_more_work_at_once_than_there_is_place_and_all_who_may_wait_are_answered() -> None:
    async def run() -> None:
        app = Held()
        guarded = Admission(app, refuse, lanes(at_once=2, waiting=5))
        asking = [asyncio.create_task(asked(guarded, scope_of("/v1/roles"))) for _ in range(7)]
        await until(lambda: guarded.lanes[0].waiting == 5, "five wait")
        assert app.working == 2
        app.go.set()
        assert [(await one).status for one in asking] == [200] * 7
        assert (app.most, guarded.lanes[0].working, guarded.open.total()) == (2, 0, 0)

    asyncio.run(run())


def test_who_finds_no_place_to_wait_is_told_at_once_when_to_come_again() -> None:
    async def run() -> None:
        app, turned = Held(), list[LaneName | None]()
        guarded = Admission(app, refuse, lanes(), turned.append)
        asking = [asyncio.create_task(asked(guarded, scope_of("/v1/roles"))) for _ in range(2)]
        await until(lambda: guarded.lanes[0].waiting == 1, "one waits")
        answer = await asked(guarded, scope_of("/v1/roles"))
        assert (answer.status, answer.headers["retry-after"]) == (503, "1")
        assert answer.headers["content-type"] == "application/problem+json"
        assert told(answer)["detail"] == "more is asked than can be answered now; come again in 1 seconds"
        assert turned == [LaneName.SHORT]
        app.go.set()
        await asyncio.gather(*asking)

    asyncio.run(run())


def test_who_has_waited_too_long_is_told_to_come_again_and_leaves_no_trace() -> None:
    async def run() -> None:
        app = Held()
        guarded = Admission(app, refuse, lanes(patience=0.01))
        first = asyncio.create_task(asked(guarded, scope_of("/v1/roles")))
        await until(lambda: app.working == 1, "one works")
        assert (await asked(guarded, scope_of("/v1/roles"))).status == 503
        assert guarded.lanes[0].waiting == 0
        app.go.set()
        assert (await first).status == 200
        assert (await asked(guarded, scope_of("/v1/roles"))).status == 200
        assert guarded.lanes[0].working == 0

    asyncio.run(run())


@pytest.mark.parametrize(
    ("places", "came", "went"),
    [
        (1, ["at work", "first", "second", "third"], ["at work", "third", "second", "first"]),
        (2, ["a", "b", "first", "second"], ["a", "b", "first", "second"]),
    ],
    ids=["more wait than work", "as many wait as work"],
)
def test_who_came_last_goes_first_only_where_more_wait_than_work(places: int, came: list[str], went: list[str]) -> None:
    async def run() -> list[str]:
        lane, *_ = lanes(at_once=places, waiting=9)
        order, go, tasks = list[str](), asyncio.Event(), list[asyncio.Task[None]]()

        async def work(name: str) -> None:
            async with lane.place():
                order.append(name)
                await go.wait()

        for name in came:
            tasks.append(asyncio.create_task(work(name)))
            await until(lambda: lane.working + lane.waiting == len(tasks), "they come one by one")
        go.set()
        await asyncio.gather(*tasks)
        assert (lane.working, lane.waiting) == (0, 0)
        return order

    assert asyncio.run(run()) == went


def test_a_client_that_leaves_while_it_waits_gives_its_place_to_the_next() -> None:
    async def run() -> None:
        app = Held()
        guarded = Admission(app, refuse, lanes(waiting=2))
        asking = [asyncio.create_task(asked(guarded, scope_of("/v1/roles"))) for _ in range(3)]
        await until(lambda: guarded.lanes[0].waiting == 2, "two wait")
        asking[1].cancel()
        await asyncio.gather(asking[1], return_exceptions=True)
        app.go.set()
        assert [(await one).status for one in (asking[0], asking[2])] == [200, 200]
        assert (guarded.lanes[0].working, guarded.lanes[0].waiting) == (0, 0)

    asyncio.run(run())


def test_what_may_take_long_has_a_lane_of_its_own() -> None:
    async def run() -> None:
        app = Held()
        guarded = Admission(app, refuse, lanes(waiting=0))
        long = asyncio.create_task(asked(guarded, scope_of("/v1/gap", "POST"), sending(b"x" * LONG_FROM_BYTES)))
        await until(lambda: app.working == 1, "the long one works")
        for path in ("/v1/team/plan", "/v1/ads:batch"):
            answer = await asked(guarded, scope_of(path, "POST"))
            assert (answer.status, answer.headers["retry-after"]) == (503, "10")
        short = asyncio.create_task(asked(guarded, scope_of("/v1/gap", "POST"), sending(b"x")))
        await until(lambda: app.working == 2, "the short one works beside it")
        app.go.set()
        assert [(await one).status for one in (long, short)] == [200, 200]

    asyncio.run(run())


def test_what_takes_a_moment_does_not_wait_until_ads_are_read() -> None:
    async def run() -> None:
        app = Held()
        guarded = Admission(app, refuse, lanes(waiting=0))
        reading = asyncio.create_task(asked(guarded, scope_of("/v1/gap", "POST"), sending(b"x")))
        await until(lambda: app.working == 1, "an ad is read")
        assert (await asked(guarded, scope_of("/v1/gap", "POST"), sending(b"x"))).status == 503
        looking = asyncio.create_task(asked(guarded, scope_of("/v1/concepts")))
        await until(lambda: app.working == 2, "somebody looks up a skill beside it")
        assert (await asked(guarded, scope_of("/v1/demand/unmet"))).status == 503
        app.go.set()
        assert [(await one).status for one in (reading, looking)] == [200, 200]

    asyncio.run(run())


@pytest.mark.parametrize(
    ("method", "path", "size", "lane"),
    [
        ("GET", "/", 0, LaneName.LIGHT),
        ("HEAD", "/v1/concepts", 0, LaneName.LIGHT),
        ("GET", "/v1/concepts/http://x", 0, LaneName.LIGHT),
        ("GET", "/v1/conceptsX", 0, LaneName.SHORT),
        ("GET", "/providers/dossier", 0, LaneName.SHORT),
        ("GET", "/advise", 0, LaneName.SHORT),
        ("GET", "/v1/roles/skills", 0, LaneName.SHORT),
        ("POST", "/v1/concepts", 0, LaneName.SHORT),
        ("GET", "/v1/concepts", LONG_FROM_BYTES, LaneName.LONG),
        ("GET", "/v1/demand/dossier", 0, LaneName.LONG),
        ("POST", "/v1/team/plan", 0, LaneName.LONG),
    ],
)
def test_what_is_asked_decides_where_it_waits(method: str, path: str, size: int, lane: LaneName) -> None:
    assert lane_of(method, path, size) is lane


def test_every_lane_has_its_places() -> None:
    assert [lane.name for lane in ordinary_lanes()] == list(LaneName)


def test_a_body_that_comes_slowly_holds_no_place_and_comes_in_whole() -> None:
    async def run() -> None:
        app, more = Held(), asyncio.Event()
        app.go.set()
        guarded = Admission(app, refuse, lanes(waiting=0))
        parts = [{"body": b"one ", "more_body": True}, {"body": b"two", "more_body": False}]

        async def slowly() -> Message:
            if len(parts) == 1:
                await more.wait()
            return {"type": "http.request", **parts.pop(0)}

        slow = asyncio.create_task(asked(guarded, scope_of("/v1/extract", "POST"), slowly))
        await until(lambda: len(parts) == 1, "half of it has come in")
        assert (await asked(guarded, scope_of("/v1/extract", "POST"), sending(b"quick"))).status == 200
        more.set()
        assert (await slow).status == 200
        assert app.bodies == [b"quick", b"one two"]

    asyncio.run(run())


def test_an_answer_that_is_taken_slowly_holds_no_place() -> None:
    async def run() -> None:
        taken = asyncio.Event()
        guarded = Admission(PlainTextResponse("done"), refuse, lanes(waiting=0))
        slow = Answer()

        async def slowly(message: Message) -> None:
            if message["type"] == "http.response.body":
                await taken.wait()
            await slow.send(message)

        taking = asyncio.create_task(guarded(scope_of("/v1/roles"), sending(b""), slowly))
        await until(lambda: bool(slow.messages), "its answer has begun")
        assert (await asked(guarded, scope_of("/v1/roles"))).status == 200
        taken.set()
        await taking
        assert slow.body == b"done"

    asyncio.run(run())


def test_a_body_that_never_ends_is_given_up() -> None:
    async def silence() -> Message:
        await asyncio.Event().wait()
        raise AssertionError("unreachable")

    guarded = Admission(Held(), refuse, lanes(), body_within_seconds=0.01)
    with pytest.raises(HTTPException, match=r"the body did not come in within 0\.01 seconds") as refused:
        asyncio.run(asked(guarded, scope_of("/v1/extract", "POST"), silence))
    assert refused.value.status_code == 408


def test_a_body_beyond_the_bound_is_refused_before_it_is_whole() -> None:
    came = 0

    async def endless() -> Message:
        nonlocal came
        came += 1_000_000
        return {"type": "http.request", "body": b"x" * 1_000_000, "more_body": True}

    guarded = Admission(Held(), refuse, lanes())
    with pytest.raises(HTTPException, match="may have 12,000,000 bytes at most"):
        asyncio.run(asked(guarded, scope_of("/v1/extract", "POST"), endless))
    assert MAX_BODY_BYTES <= came <= MAX_BODY_BYTES + 1_000_000


def test_checks_and_static_files_pass_though_everything_is_full() -> None:
    async def run() -> None:
        app = Held()
        app.go.set()
        guarded = Admission(app, refuse, lanes(at_once=0, waiting=0))
        assert (await asked(guarded, scope_of("/v1/roles"))).status == 503
        for path in ("/healthz", "/readyz", "/static/site.css", "/metrics"):
            assert (await asked(guarded, scope_of(path))).status == 200

    asyncio.run(run())


def test_no_more_requests_are_open_than_memory_allows() -> None:
    async def run() -> None:
        app, turned = Held(), list[LaneName | None]()
        guarded = Admission(app, refuse, lanes(), turned.append, most_open=1)
        first = asyncio.create_task(asked(guarded, scope_of("/v1/roles")))
        await until(lambda: app.working == 1, "one is open")
        assert (await asked(guarded, scope_of("/v1/roles"))).status == 503
        assert turned == [None]
        app.go.set()
        await first

    asyncio.run(run())


def test_no_client_opens_so_many_that_others_find_none() -> None:
    async def run() -> None:
        app = Held()
        guarded = Admission(app, refuse, lanes(at_once=5), most_open_each=1)
        first = asyncio.create_task(asked(guarded, scope_of("/v1/roles")))
        await until(lambda: app.working == 1, "one is open")
        assert (await asked(guarded, scope_of("/v1/roles"))).status == 503
        other = asyncio.create_task(asked(guarded, {**scope_of("/v1/roles"), "client": ("192.0.2.9", 1)}))
        await until(lambda: app.working == 2, "another client's is open")
        app.go.set()
        assert [(await one).status for one in (first, other)] == [200, 200]
        assert not guarded.open

    asyncio.run(run())


def test_what_only_begins_like_a_check_waits_like_all_else() -> None:
    async def run() -> None:
        guarded = Admission(Held(), refuse, lanes(at_once=0, waiting=0))
        for path in ("/healthzX", "/readyz/", "/metricsX", "/staticX"):
            assert (await asked(guarded, scope_of(path))).status == 503

    asyncio.run(run())


def test_a_place_is_given_back_where_the_app_breaks() -> None:
    async def broken(_: Scope, __: Receive, ___: Send) -> None:
        raise RuntimeError("broken")

    async def run() -> None:
        guarded = Admission(broken, refuse, lanes())
        for _ in range(3):
            with pytest.raises(RuntimeError):
                await asked(guarded, scope_of("/v1/roles"))
        assert (guarded.lanes[0].working, guarded.open.total()) == (0, 0)

    asyncio.run(run())
