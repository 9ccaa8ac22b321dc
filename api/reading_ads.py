"""Ads read in bulk, by one process or several."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from api.ad_reading import ReadEach, reading_each
from api.parallel import shared_answer
from api.settings import Settings
from api.wiring import Reading, finder, load_reading
from matcher.recent import Recent

KEPT_SENTENCES = 100_000
"""Of those read last in a bulk run."""


def remembering(reading: Reading) -> Reading:
    """The same, reading sentences that many ads repeat once."""
    linker = replace(reading.linker, recent=Recent(KEPT_SENTENCES))
    return replace(reading, ads=replace(reading.ads, linker=linker, recent=Recent(KEPT_SENTENCES)))


@contextmanager
def several(settings: Settings, workers: int) -> Iterator[ReadEach]:
    """By that many processes, each of which loads the models. They end with the context."""
    shared = shared_answer(in_process, (settings,), workers)
    try:
        yield shared
    finally:
        shared.pool.shutdown(cancel_futures=True)


def in_process(settings: Settings) -> ReadEach:
    """What a process of several reads with: one thread, since there are others."""
    reading = remembering(load_reading(settings, threads=1))
    return reading_each(reading.ads, finder(reading), reading.encoder, reading.version)
