"""Traffic from a process of its own: `python -m benchmarks.load_client SITE PHASE ...`; answers as JSON lines.

`alone N`: one request after the other. `closed N SECONDS`: N at a time, each as soon as the former is answered.
`open RATE SECONDS`: at moments drawn from a Poisson process, however many are open.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.load_traffic import Answered, Asked, ask, mixed

SEED = 7


async def alone(site: str, asking: Iterator[Asked], count: int) -> None:
    for _ in range(count):
        tell(await ask(site, next(asking)))


async def closed(site: str, asking: Iterator[Asked], clients: int, seconds: float) -> None:
    until = time.monotonic() + seconds

    async def client() -> None:
        while time.monotonic() < until:
            tell(await ask(site, next(asking)))

    await asyncio.gather(*(client() for _ in range(clients)))


async def opened(site: str, asking: Iterator[Asked], rate: float, seconds: float) -> None:
    draw, moment = random.Random(SEED), time.monotonic()
    until, pending = moment + seconds, set[asyncio.Task[None]]()

    async def one(asked: Asked) -> None:
        tell(await ask(site, asked))

    while moment < until:
        moment += draw.expovariate(rate)
        await asyncio.sleep(max(0.0, moment - time.monotonic()))
        task = asyncio.create_task(one(next(asking)))
        pending.add(task)
        task.add_done_callback(pending.discard)
    await asyncio.gather(*pending)


def tell(answered: Answered) -> None:
    sys.stdout.write(json.dumps(asdict(answered)) + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> None:
    site, ads, phase, *numbers = arguments
    asking = mixed(json.loads(Path(ads).read_text()), SEED)
    if phase == "alone":
        asyncio.run(alone(site, asking, int(numbers[0])))
    elif phase == "closed":
        asyncio.run(closed(site, asking, int(numbers[0]), float(numbers[1])))
    else:
        asyncio.run(opened(site, asking, float(numbers[0]), float(numbers[1])))


if __name__ == "__main__":
    main(sys.argv[1:])
