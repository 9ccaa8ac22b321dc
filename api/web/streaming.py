"""A page that takes long to make, as server-sent events: how far it has come, then its HTML, or why there is none.

https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

import asyncio
import html
import json
import threading
from collections.abc import AsyncIterator, Callable
from typing import TypeAlias

from starlette.responses import Response, StreamingResponse

from api.errors import Refusal, refusal_of
from matcher.errors import MatcherError
from matcher.progress import Progress

EVENTS = "text/event-stream"
PROGRESS, DONE, REFUSED = "progress", "done", "refused"
STEPS = 100
"""Of the whole, each told once: more often nobody sees."""

Make: TypeAlias = Callable[[Progress], str]
"""Makes the HTML of a page's main, and tells how far it has come."""
Refuse: TypeAlias = Callable[[Refusal], str]


class NobodyWaits(Exception):
    """Raised inside the work of somebody who went away."""


def plain(refusal: Refusal) -> str:
    return f'<p role="alert">{html.escape(refusal.detail)}</p>'


def stream(make: Make, refuse: Refuse = plain) -> StreamingResponse:
    """`make` runs in a thread of its own and ends soon after the client went away: `told` raises then.

    `refuse` makes the HTML of a main that says what is wrong.
    """
    return StreamingResponse(_events(make, refuse), media_type=EVENTS)


def text_of(page: Response) -> str:
    """The HTML of a page that was made whole."""
    return bytes(page.body).decode()


async def _events(make: Make, refuse: Refuse) -> AsyncIterator[str]:
    """What nobody expected breaks the stream off: the Guard logs it."""
    work = Work()
    running = asyncio.ensure_future(asyncio.to_thread(work.run, make, refuse))
    running.add_done_callback(work.ended)
    try:
        while (event := await work.events.get()) is not None:
            yield event
        running.result()
    finally:
        work.gone.set()


class Work:
    """What a thread does for somebody who may go away, and the events that it sends to the loop that made it."""

    def __init__(self) -> None:
        self.loop = asyncio.get_running_loop()
        self.events: asyncio.Queue[str | None] = asyncio.Queue()
        self.gone = threading.Event()
        self.step = -1

    def run(self, make: Make, refuse: Refuse) -> None:
        try:
            self._send(DONE, make(self.told))
        except MatcherError as error:
            self._send(REFUSED, refuse(refusal_of(error)))
        except NobodyWaits:
            return

    def ended(self, running: "asyncio.Future[None]") -> None:
        """Its error is looked at, so that nobody logs what it says: that may quote an ad."""
        if not running.cancelled():
            running.exception()
        self.events.put_nowait(None)

    def told(self, done: int, of: int) -> None:
        """Raises NobodyWaits."""
        if self.gone.is_set():
            raise NobodyWaits
        step = STEPS * done // of if of else 0
        if step > self.step:
            self.step = step
            self._send(PROGRESS, json.dumps({"done": done, "of": of}))

    def _send(self, name: str, data: str) -> None:
        if not self.gone.is_set():
            self.loop.call_soon_threadsafe(self.events.put_nowait, event_of(name, data))


def event_of(name: str, data: str) -> str:
    """Each line of the data on a line of its own; whoever reads it joins them again."""
    lines = data.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "".join([f"event: {name}\n", *(f"data: {line}\n" for line in lines), "\n"])
