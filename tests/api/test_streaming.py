"""A long reading as server-sent events: how far it is, then the page or why there is none; and it can be left."""

import asyncio
import json
import threading
from collections.abc import Callable

import pytest
from fastapi.testclient import TestClient
from starlette.responses import StreamingResponse

from api.app import create_app
from api.errors import Refusal
from api.web.streaming import event_of, stream
from api.wiring import Service
from matcher.errors import InvalidInput
from matcher.progress import Progress

AD = "Librarian\n\nRequirements\n- You must manage library collections.\n- You must know SQL.\n- Analyse data.\n"
Event = tuple[str, str]


def events_in(text: str) -> list[Event]:
    """As the specification says that they are read."""
    found = []
    for block in text.split("\n\n"):
        fields = [line.partition(": ") for line in block.split("\n") if line]
        if fields:
            name = next(value for field, _, value in fields if field == "event")
            found.append((name, "\n".join(value for field, _, value in fields if field == "data")))
    return found


async def collected(answer: StreamingResponse) -> list[Event]:
    return events_in("".join([str(part) async for part in answer.body_iterator]))


def streamed(make: Callable[[Progress], str]) -> list[Event]:
    async def run() -> list[Event]:
        return await collected(stream(make))

    return asyncio.run(run())


def test_progress_is_told_and_then_the_page_line_by_line() -> None:
    def make(told: Progress) -> str:
        told(0, 0)
        told(1, 2)
        told(2, 2)
        return "<h1>A</h1>\r\n\r\ndata: b\n<p>c</p>"

    assert streamed(make) == [
        ("progress", '{"done": 0, "of": 0}'),
        ("progress", '{"done": 1, "of": 2}'),
        ("progress", '{"done": 2, "of": 2}'),
        ("done", "<h1>A</h1>\n\ndata: b\n<p>c</p>"),
    ]


def test_no_text_can_pose_as_an_event_of_its_own() -> None:
    text = "a\n\nevent: done\ndata: forged\r\revent: done"
    assert event_of("done", text).count("\nevent:") == 0
    assert events_in(event_of("done", text)) == [("done", "a\n\nevent: done\ndata: forged\n\nevent: done")]


def test_a_thousand_small_steps_are_told_as_a_hundred() -> None:
    def make(told: Progress) -> str:
        for done in range(1, 1_001):
            told(done, 1_000)
        return ""

    counts = [json.loads(data)["done"] for name, data in streamed(make) if name == "progress"]
    assert counts == [1, *range(10, 1_001, 10)]


def test_what_is_wrong_is_said_as_text() -> None:
    def make(_: Progress) -> str:
        raise InvalidInput("ad", "<b>no</b>")

    assert streamed(make) == [("refused", '<p role="alert">ad: &lt;b&gt;no&lt;/b&gt;</p>')]


def test_a_form_of_its_own_says_what_is_wrong() -> None:
    def make(_: Progress) -> str:
        raise InvalidInput("ad", "no")

    def again(refusal: Refusal) -> str:
        return f"<form>{refusal.status} {refusal.field}</form>"

    async def run() -> list[Event]:
        return await collected(stream(make, again))

    assert asyncio.run(run()) == [("refused", "<form>422 ad</form>")]


def test_what_nobody_expected_breaks_the_stream_off() -> None:
    def make(told: Progress) -> str:
        told(1, 2)
        raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        streamed(make)


def test_whoever_goes_away_ends_the_work() -> None:
    left, ended = threading.Event(), threading.Event()
    told_after: list[int] = []

    def make(told: Progress) -> str:
        told(1, 100)
        left.wait()
        try:
            for done in range(2, 100):
                told(done, 100)
                told_after.append(done)
        finally:
            ended.set()
        return "nobody reads it"

    async def go_away() -> None:
        events = aiter(stream(make).body_iterator)
        assert str(await anext(events)) == 'event: progress\ndata: {"done": 1, "of": 100}\n\n'
        await events.aclose()  # type: ignore[attr-defined] # it is a generator
        left.set()

    asyncio.run(go_away())
    assert ended.wait(60)
    assert told_after == []


@pytest.fixture
def client(service: Service) -> TestClient:
    return TestClient(create_app(service))


def test_the_page_comes_as_it_comes_without_the_stream(client: TestClient) -> None:
    partial = {"HX-Request-Type": "partial"}
    answer = client.post("/advise/reading", data={"ad": AD}, headers=partial)
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.headers["cache-control"] == "no-store"
    *before, (name, page) = events_in(answer.text)
    assert name == "done"
    assert page == client.post("/advise", data={"ad": AD}, headers=partial).text
    assert "<html" not in page
    assert [one for one, _ in before] == ["progress"] * len(before)
    steps = [json.loads(data) for _, data in before]
    assert steps[0] == {"done": 0, "of": 0}
    assert steps[-1] == {"done": 4, "of": 4}


@pytest.mark.parametrize(
    ("typed", "says"), [({}, "paste an ad"), ({"ad": AD, "budget": "lots"}, "&#39;lots&#39; is not a number")]
)
def test_a_form_that_can_not_be_used_comes_back_as_it_was(client: TestClient, typed: dict[str, str], says: str) -> None:
    answer = client.post("/advise/reading", data=typed, headers={"HX-Request-Type": "partial"})
    [(name, page)] = events_in(answer.text)
    assert name == "refused"
    assert says in page
    assert page == client.post("/advise", data=typed, headers={"HX-Request-Type": "partial"}).text


def test_a_file_is_read_too(client: TestClient) -> None:
    answer = client.post("/advise/reading", files={"ad_file": ("ad.txt", AD.encode(), "text/plain")})
    assert events_in(answer.text)[-1][0] == "done"
    assert "manage library collections" in answer.text
