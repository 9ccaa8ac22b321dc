"""What follows a store: made at the first question, anew once the store has changed, by one asker at a time."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread

import pytest

from corpora.store.following import LOOK_EVERY_SECONDS, REMAKING_SHARE, Following
from matcher.errors import StoreLocked


@dataclass(slots=True)
class Store:
    """A store and a clock; what is made from it is "made of VERSION"."""

    version: str = "1"
    now: float = 100.0
    takes: float = 0.0
    """Seconds to make something of it."""
    looks: int = 0
    made: list[str] = field(default_factory=list)

    def look(self) -> str:
        self.looks += 1
        return self.version

    def make(self) -> str:
        self.now += self.takes
        self.made.append(self.version)
        return f"made of {self.version}"


def following(store: Store, make: Callable[[], str] | None = None) -> Following[str]:
    return Following(
        store_version=store.look,
        make=make or store.make,
        version=lambda made: made.removeprefix("made of "),
        clock=lambda: store.now,
    )


def test_nothing_is_made_before_the_first_question_and_then_once() -> None:
    store = Store()
    ask = following(store)
    assert store.made == []
    assert [ask(), ask(), ask()] == ["made of 1"] * 3
    assert store.made == ["1"]


def test_a_change_is_seen_after_a_second_and_not_looked_for_before() -> None:
    store = Store()
    ask = following(store)
    ask()
    store.version = "2"
    store.now += LOOK_EVERY_SECONDS - 0.01
    assert (ask(), store.looks) == ("made of 1", 0)
    store.now += 0.01
    assert (ask(), store.looks) == ("made of 2", 1)
    assert store.made == ["1", "2"]


def test_where_nothing_changed_nothing_is_made_anew() -> None:
    store = Store()
    ask = following(store)
    ask()
    for _ in range(5):
        store.now += LOOK_EVERY_SECONDS
        assert ask() == "made of 1"
    assert (store.made, store.looks) == (["1"], 5)


def test_what_takes_long_to_make_is_made_less_often() -> None:
    store = Store(takes=3.0)
    ask = following(store)
    ask()
    store.version = "2"
    store.now += 3.0 / REMAKING_SHARE - 0.01
    assert ask() == "made of 1"
    store.now += 0.02
    assert ask() == "made of 2"


def test_while_one_asker_makes_it_anew_others_go_on_with_the_former() -> None:
    store = Store()
    begun, go_on = Event(), Event()

    def slowly() -> str:
        if store.version == "2":
            begun.set()
            assert go_on.wait(10)
        return store.make()

    ask = following(store, slowly)
    ask()
    store.version = "2"
    store.now += LOOK_EVERY_SECONDS
    found: list[str] = []
    maker = Thread(target=lambda: found.append(ask()))
    maker.start()
    assert begun.wait(10)
    assert ask() == "made of 1"
    go_on.set()
    maker.join(10)
    assert (found, ask()) == (["made of 2"], "made of 2")


def test_askers_of_the_first_moment_wait_for_the_same_one() -> None:
    store = Store()
    begun, go_on = Event(), Event()

    def slowly() -> str:
        begun.set()
        assert go_on.wait(10)
        return store.make()

    ask = following(store, slowly)
    found: list[str] = []
    askers = [Thread(target=lambda: found.append(ask())) for _ in range(3)]
    for asker in askers:
        asker.start()
    assert begun.wait(10)
    go_on.set()
    for asker in askers:
        asker.join(10)
    assert (found, store.made) == (["made of 1"] * 3, ["1"])


def test_after_a_failure_the_next_question_tries_again() -> None:
    store = Store()
    failing = [True]

    def make() -> str:
        if failing[0]:
            raise StoreLocked("the store", 5)
        return store.make()

    ask = following(store, make)
    with pytest.raises(StoreLocked):
        ask()
    failing[0] = False
    assert ask() == "made of 1"
    store.version, failing[0] = "2", True
    store.now += LOOK_EVERY_SECONDS
    assert ask() == "made of 1"
    failing[0] = False
    store.now += LOOK_EVERY_SECONDS
    assert ask() == "made of 2"
