"""Several processes give the same answers in the same order as one."""

from collections.abc import Iterable, Mapping, Sequence

import pytest

from api.items import Answer, Item
from api.parallel import cores, shared_answer
from matcher.errors import ArtefactMismatch, InvalidInput


def shouting(mark: str) -> Answer:
    def answer(items: Sequence[Item]) -> Iterable[Mapping[str, object]]:
        return [{"said": item.text.upper() + mark} for item in items]

    return answer


def failing() -> Answer:
    def answer(items: Sequence[Item]) -> Iterable[Mapping[str, object]]:
        raise InvalidInput("text", f"{items[0].text} is no word")

    return answer


@pytest.mark.parametrize("count", [1, 2, 5])
def test_answers_come_in_the_order_of_the_items(count: int) -> None:
    items = [Item(i, f"word {i}") for i in range(count)]
    shared = shared_answer(shouting, ("!",), 2)
    try:
        assert list(shared(items)) == list(shouting("!")(items))
        assert list(shared(items[:1])) == [{"said": "WORD 0!"}]
    finally:
        shared.pool.shutdown()


def test_what_goes_wrong_in_a_process_is_told_in_this_one() -> None:
    shared = shared_answer(failing, (), 2)
    try:
        with pytest.raises(InvalidInput, match="hm is no word"):
            list(shared([Item(1, "hm")]))
    finally:
        shared.pool.shutdown()


def unready() -> Answer:
    raise ArtefactMismatch("concepts", "missing", "make setup")


def test_what_is_not_built_is_named_and_not_a_broken_pool() -> None:
    shared = shared_answer(unready, (), 2)
    try:
        with pytest.raises(ArtefactMismatch, match="make setup"):
            list(shared([Item(1, "hm")]))
    finally:
        shared.pool.shutdown()


def test_at_least_one_core_is_there() -> None:
    assert cores() >= 1
