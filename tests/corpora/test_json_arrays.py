"""The items of a JSON array come one by one, as the whole would give them, wherever it is cut."""

import json
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpora import json_arrays
from corpora.json_arrays import BrokenUtf8, items_of
from matcher.errors import InvalidInput

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(value=VALUES, piece=st.integers(1, 9), indent=st.sampled_from((None, 2)), mark=st.sampled_from(("", "\ufeff")))
def test_items_are_those_of_the_whole(value: object, piece: int, indent: int | None, mark: str) -> None:
    data = (mark + json.dumps(value, indent=indent, ensure_ascii=False)).encode("utf-8", "replace")
    expected = json.loads(data.decode("utf-8-sig"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(json_arrays, "PIECE_BYTES", piece)
        found = list(items_of("a.json", BytesIO(data)))
    assert found == (expected if isinstance(expected, list) else [expected])


@pytest.mark.parametrize("piece", [1, 3, 1_000_000])
@pytest.mark.parametrize(
    ("data", "items", "said"),
    [
        ("", 0, "is not valid JSON: Expecting value at line 1, column 1"),
        ("[", 0, "is not valid JSON: Expecting value at line 1, column 2"),
        ("[1", 1, "is not valid JSON: Expecting ',' delimiter at line 1, column 3"),
        ("[1,]", 1, "is not valid JSON: Expecting value at line 1, column 4"),
        ('[{"a": 1},\n {"a": x}]', 1, "is not valid JSON: Expecting value at line 2, column 8"),
        ('[\n1,\n"a', 1, "is not valid JSON: Unterminated string starting at at line 3, column 1"),
        ("[1] 2", 1, "is not valid JSON: Extra data at line 1, column 5"),
        ("[1 2]", 1, "is not valid JSON: Expecting ',' delimiter at line 1, column 4"),
        ("[1,\n" + "9" * 5_000 + "]", 1, "is not usable JSON: Exceeds the limit (4300 digits) for integer string"),
        ("[1," + "[" * 200_000, 1, "is not usable JSON: it is nested too deeply"),
    ],
)
def test_a_fault_is_told_with_its_place_after_what_stands_before_it(
    data: str, items: int, said: str, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(json_arrays, "PIECE_BYTES", piece)
    found = list[object]()
    with pytest.raises(InvalidInput) as refused:
        found.extend(items_of("a.json", BytesIO(data.encode())))
    assert (len(found), refused.value.reason[: len(said)]) == (items, said)


@pytest.mark.parametrize("piece", [1, 3, 1_000_000])
def test_what_is_no_utf8_is_told_by_its_byte(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_arrays, "PIECE_BYTES", piece)
    with pytest.raises(BrokenUtf8) as broken:
        list(items_of("a.json", BytesIO(b'["a", "\xc3\xa9\xe9"]')))
    assert broken.value.place == 10


def test_items_before_a_fault_are_given() -> None:
    items = items_of("a.json", BytesIO(b'[{"a": 1}, {"b": 2}, x]'))
    assert (next(items), next(items)) == ({"a": 1}, {"b": 2})
    with pytest.raises(InvalidInput, match="line 1, column 22"):
        next(items)


def test_what_is_longer_than_is_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_arrays, "PIECE_BYTES", 10)
    monkeypatch.setattr(json_arrays, "MAX_ITEM_CHARACTERS", 40)
    monkeypatch.setattr(json_arrays, "MAX_WHOLE_BYTES", 100)
    long = b'"' + b"a" * 200 + b'"'
    with pytest.raises(InvalidInput, match="or longer than 40 characters, begins at line 1, column 5"):
        list(items_of("a.json", BytesIO(b"[1, " + long + b"]")))
    with pytest.raises(InvalidInput, match="takes more than 100 bytes of memory as JSON; use JSON Lines or an array"):
        list(items_of("a.json", BytesIO(long)))
    assert list(items_of("a.json", BytesIO(b"[" + b"1, " * 99 + b"1]"))) == [1] * 100
