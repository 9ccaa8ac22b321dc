"""Three servers on one database: they are asked all the time, ads come in by each, one is killed; nothing is lost."""

import json
import shutil
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from typing import Any

import pytest

from api.command import main
from api.commands.loading import Loading
from api.sealing import keys_of
from api.settings import Settings
from api.web.carried import Seal
from api.wiring import Reading, catalogue_of, ingesting, keep_ads, make_store, open_store
from corpora.ads.records import ad_of
from corpora.courses.records import achievement_of
from tests.api.conftest import ADS, COURSES
from tests.api.test_web_seeker import AD, Form
from tests.databases import fresh_address
from tests.servers import RoundRobin, Served, serving_from

LINES = {"content-type": "application/x-ndjson"}
BATCHES, IN_A_BATCH, IN_FLIGHT = 9, 4, 24
FIRST_CUT_OFF = 500
NEW = {"id": "c-new", "name": "Accounting", "outcomes": ["Give first aid"]}
PAUSE_SECONDS = 0.1
"""Between two questions of the one that asks all the time: four processes share two cores."""
AGREE_WITHIN_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    settings: Settings
    """Of the home that two servers share."""
    reading: Reading
    servers: Sequence[Served]


@pytest.fixture(scope="module")
def world(home: Path, loading: Loading, postgresql: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The small world in a PostgreSQL; two servers on one home, the third on a home of its own."""
    folder = tmp_path_factory.mktemp("servers")
    homes = [folder / "shared", folder / "own"]
    shutil.copytree(home, homes[0], ignore=shutil.ignore_patterns("store.db*", "catalogue"))
    with fresh_address(postgresql) as address:
        settings = Settings(home=homes[0], database_url=address)
        reading = loading.reading()
        with closing(make_store(settings)) as store:
            courses = [achievement_of(course) for course in COURSES]
            catalogue_of(settings, reading, store, lambda _: None).offer(courses, "small.jsonl", replace=True)
            keep_ads(ingesting(store, reading), [ad_of(ad) for ad in ADS], lambda _: None)
        shutil.copytree(homes[0], homes[1])
        with serving_from([homes[0], homes[0], homes[1]], address) as servers:
            yield World(settings=settings, reading=reading, servers=servers)


def rows(batch: int, size: int = IN_A_BATCH) -> list[dict[str, str]]:
    """Ads that are like no other."""
    words = (f"room{batch}x{n} desk{batch}x{n} key{batch}x{n} door{batch}x{n}" for n in range(size))
    return [
        {"id": f"b{batch}-{n}", "title": f"Job {batch} {n}", "text": f"You must know SQL. {own} {own.upper()}."}
        for n, own in enumerate(words)
    ]


def send(asked: RoundRobin, sent: Sequence[dict[str, str]], key: str) -> Any:  # noqa: ANN401 - JSON
    body = "".join(json.dumps(row) + "\n" for row in sent).encode()
    return asked.ask("POST", "/v1/ads:batch", content=body, headers={**LINES, "Idempotency-Key": key})


def outcomes(answer: Any) -> dict[str, str]:  # noqa: ANN401 - a response
    assert answer.status_code == 200, answer.text
    lines = [json.loads(line) for line in answer.text.splitlines()]
    return {line["id"]: line["outcome"] for line in lines}


@dataclass(slots=True)
class Asking:
    """Somebody who asks all the time, and counts what comes back."""

    asked: RoundRobin
    over: threading.Event = field(default_factory=threading.Event)
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)

    QUESTIONS = ("/v1/ads/similar?q=librarian", "/v1/meta", "/v1/roles/skills?q=librarian&limit=3", "/v1/achievements",
                 "/v1/demand", "/readyz", "/v1/ads/similar?q=analyst&since=2020-01-01")  # fmt: skip

    def run(self) -> None:
        for path in cycle(self.QUESTIONS):
            if self.over.wait(PAUSE_SECONDS):
                return
            try:
                self.statuses[path, self.asked.get(path).status_code] += 1
            except Exception as error:  # whatever it is, the test tells it
                self.errors.append(f"{path}: {error!r}")


@contextmanager
def asking(servers: Sequence[Served]) -> Iterator[Asking]:
    one = Asking(RoundRobin(servers))
    thread = threading.Thread(target=one.run, name="asking")
    thread.start()
    try:
        yield one
    finally:
        one.over.set()
        thread.join()


def seen_by(server: Served) -> dict[str, Any]:
    """What a server says of itself and of what it finds."""
    one = RoundRobin([server])
    meta = one.get("/v1/meta").json()
    near = one.get("/v1/ads/similar", {"q": "Job", "limit": 100}).json()["items"]
    return {
        "versions": meta["versions"],
        "counts": (meta["ads"], meta["achievements"]),
        "similar": [(item["id"], item["similarity"]) for item in near],
    }


def in_the_end(servers: Sequence[Served], expected: tuple[int, int]) -> list[dict[str, Any]]:
    """What they say once all have seen the last of it; as it is when the time is over."""
    pause = threading.Event()
    for _ in range(AGREE_WITHIN_SECONDS * 4):
        found = [seen_by(server) for server in servers]
        if all(one["counts"] == expected and one["versions"] == found[0]["versions"] for one in found):
            return found
        pause.wait(0.25)
    return found


def add_course(world: World, folder: Path) -> int:
    (folder / "new.jsonl").write_text(json.dumps(NEW) + "\n")
    loading = Loading(read_settings=lambda: world.settings, load_reading=lambda _: world.reading)
    return main(["catalogue", "add", str(folder / "new.jsonl")], loading)


def kill_in_the_middle(server: Served, key: str) -> dict[str, str]:
    """Kill it while it reads a batch; what it acknowledged before, if it did."""
    answered: list[dict[str, str]] = []

    def sending() -> None:
        try:
            answered.append(outcomes(send(RoundRobin([server]), rows(FIRST_CUT_OFF, IN_FLIGHT), key)))
        except Exception:
            return  # it was cut off

    thread = threading.Thread(target=sending)
    thread.start()
    server.kill()
    thread.join()
    return answered[0] if answered else {}


def test_a_page_s_sealed_form_made_by_one_server_is_opened_by_the_others(world: World) -> None:
    forms = []
    for server in world.servers:
        page = RoundRobin([server]).ask("POST", "/advise", data={"ad": AD, "currency": "AUD", "profile": "SQL"})
        forms.append(Form(page.text))
    with closing(open_store(world.settings)) as store:
        seal = Seal(keys_of(world.settings, store.database))
        opened = [seal.opened(form.sent()["sealed"][0]) for form in forms]
    assert [one.claims.claims if one else None for one in opened] == [opened[0] and opened[0].claims.claims] * 3
    assert opened[0] is not None
    [first, _, third] = world.servers
    again = RoundRobin([third]).ask("POST", "/advise", data=forms[0].sent(hours="40"))
    assert (again.status_code, Form(again.text).entries) == (200, forms[0].entries)
    assert first.address != third.address


def test_while_ads_and_courses_come_in_and_one_is_killed_nothing_is_lost_and_all_agree_in_the_end(
    world: World, tmp_path: Path
) -> None:
    servers, keys = world.servers, count()
    acknowledged: dict[str, str] = {}

    def take_in(asked: RoundRobin, batches: range) -> None:
        for batch in batches:
            acknowledged.update(outcomes(send(asked, rows(batch), f"key-{next(keys)}")))

    asked = RoundRobin(servers)
    with asking(servers) as always:
        take_in(asked, range(3))
        assert add_course(world, tmp_path) == 0
        acknowledged.update(kill_in_the_middle(servers[1], "cut-off"))
        take_in(asked, range(3, 6))
        servers[1].start()
        take_in(asked, range(6, BATCHES))
        again = outcomes(send(asked, rows(FIRST_CUT_OFF, IN_FLIGHT), "cut-off-again"))
        servers[1].wait()
        own = outcomes(send(RoundRobin([servers[1]]), rows(FIRST_CUT_OFF + 1), "after"))
    ingested = {row["id"] for batch in range(BATCHES) for row in rows(batch)}
    cut_off = {row["id"] for row in rows(FIRST_CUT_OFF, IN_FLIGHT)}
    assert set(acknowledged) - cut_off == ingested
    assert set(acknowledged.values()) == {"new"}
    assert all(again[key] == "known" for key in cut_off & set(acknowledged))
    assert set(again) == cut_off
    assert set(own.values()) == {"new"}
    assert always.errors == []
    assert {status for _, status in always.statuses} <= {200, 503}
    assert {path for path, status in always.statuses if status == 200} == set(always.QUESTIONS)
    kept = ingested | cut_off | set(own) | {str(ad["id"]) for ad in ADS}
    found = in_the_end(servers, (len(kept), len(COURSES) + 1))
    assert [one["counts"] for one in found] == [(len(kept), len(COURSES) + 1)] * len(servers)
    assert found == [found[0]] * len(servers)
    assert len({key for key, _ in found[0]["similar"]}) == len(found[0]["similar"]) == len(kept)
    with closing(open_store(world.settings)) as store:
        assert {ad.id for ad in store.page(None, 10_000)} == kept
        assert store.counts().near_identical == 0
