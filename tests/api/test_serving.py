"""A running server offers a new catalogue soon after it is there, and each answer is of one catalogue."""

import json
import shutil
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from api.command import main
from api.commands.loading import Loading
from api.serving import Serving, with_new_catalogue
from api.settings import Settings
from api.wiring import Reading, Service
from corpora.artefacts import POINTER, changing
from corpora.courses.records import achievement_of
from corpora.store.courses import SqlCatalogueStore
from matcher.errors import StoreLocked
from models.ad_index import LOOK_EVERY_SECONDS, in_a_thread
from tests.api.conftest import loading_on

NEW = {"id": "c-new", "name": "Accounting", "outcomes": ["Give first aid"]}


@pytest.fixture
def own(home: Path, tmp_path: Path) -> Settings:
    """A home of its own, for tests that change it."""
    shutil.copytree(home, tmp_path / "home")
    return Settings(home=tmp_path / "home")


@dataclass(slots=True)
class Clock:
    now: float = 100.0

    def __call__(self) -> float:
        return self.now


@dataclass(slots=True)
class Later:
    """Work is done when the test says so."""

    waiting: list[Callable[[], None]] = field(default_factory=list)

    def __call__(self, work: Callable[[], None]) -> None:
        self.waiting.append(work)

    def do(self) -> None:
        self.waiting.pop()()


def at_once(work: Callable[[], None]) -> None:
    work()


@pytest.fixture
def mine(own: Settings, reading: Reading) -> Loading:
    return loading_on(own, reading)


def add(loading: Loading, folder: Path) -> int:
    (folder / "new.jsonl").write_text(json.dumps(NEW) + "\n")
    return main(["catalogue", "add", str(folder / "new.jsonl")], loading)


def ids(service: Service) -> list[str]:
    return [str(course.id) for course in service.pipeline.catalogue.page(after=None, limit=99)]


def test_what_another_process_adds_is_offered_whole_and_named_in_the_versions(mine: Loading, tmp_path: Path) -> None:
    before = mine.service()
    assert with_new_catalogue(before) is before
    assert add(mine, tmp_path) == 0
    after = with_new_catalogue(before)
    assert ids(after) == sorted([*ids(before), "c-new"])
    assert after.versions.catalogue == mine.service().versions.catalogue != before.versions.catalogue
    assert replace(after.versions, catalogue=before.versions.catalogue) == before.versions
    taught = after.pipeline.teaching.taught(
        [alignment.concept for alignment in after.pipeline.catalogue.get(achievement_of(NEW).id).alignments]
    )
    assert "c-new" in {one.achievement for found in taught.values() for one in found}
    assert with_new_catalogue(after) is after


def test_a_catalogue_that_is_offered_and_not_indexed_here_is_indexed_by_the_server(
    own: Settings, mine: Loading
) -> None:
    service = mine.service()
    store = SqlCatalogueStore(service.store.database)
    [course] = service.pipeline.catalogue.page(after=None, limit=1)
    version = store.offer(
        [next(one.stated for one in store.kept().courses if one.stated.id == course.id)], None, replace=True
    )
    with changing(own.home / "catalogue", lambda: None):
        assert with_new_catalogue(service) is service
    after = with_new_catalogue(service)
    assert (ids(after), after.offered) == ([str(course.id)], version)
    assert mine.service().versions.catalogue == after.versions.catalogue


def test_a_catalogue_in_which_something_is_unread_is_not_offered_yet(own: Settings, mine: Loading) -> None:
    service = mine.service()
    SqlCatalogueStore(service.store.database).offer([achievement_of(NEW)], None, replace=False)
    pointer = (own.home / "catalogue" / POINTER).read_text()
    assert with_new_catalogue(service) is service
    assert (own.home / "catalogue" / POINTER).read_text() == pointer


def test_nobody_waits_for_the_looking_and_it_is_done_once_a_second(service: Service) -> None:
    clock, later, other = Clock(), Later(), replace(service, offered="other")
    serving = Serving(service=service, renew=lambda _: other, beside=later, clock=clock)
    assert serving.now() is service
    assert serving.now() is service
    assert len(later.waiting) == 1
    later.do()
    assert serving.now() is other
    clock.now += LOOK_EVERY_SECONDS * 0.9
    assert (serving.now(), later.waiting) == (other, [])
    clock.now += LOOK_EVERY_SECONDS * 0.2
    serving.now()
    assert len(later.waiting) == 1


def test_where_the_store_can_t_be_asked_the_catalogue_stays_and_that_is_told_once(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    def locked(_: Service) -> Service:
        raise StoreLocked("store.db", 30)

    clock = Clock()
    serving = Serving(service=service, renew=locked, beside=at_once, clock=clock)
    for _ in range(3):
        assert serving.now() is service
        clock.now += 2 * LOOK_EVERY_SECONDS
    assert capsys.readouterr().err.count("the catalogue stays as it is: the store store.db is locked") == 1


def test_looking_happens_in_a_thread_that_no_server_waits_for() -> None:
    done = threading.Event()
    kinds: list[bool] = []

    def work() -> None:
        kinds.append(threading.current_thread().daemon)
        done.set()

    in_a_thread(work)
    assert done.wait(10)
    assert kinds == [True]
