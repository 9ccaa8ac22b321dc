"""Words without which a pattern matches nothing: most texts hold none of them, and need not be searched.

A pattern of a hundred alternatives takes the time of a hundred searches at every word. What each of them needs to find
in a text (a whole word, or how one begins) is read off the pattern itself, and compared with the text's words as sets.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, TypeAlias

_parser = import_module("re._parser")
"""What `re` itself reads patterns with; typeshed knows it under a name that is deprecated."""
Telltales: TypeAlias = frozenset[str]
"""Beginnings of words, SHORTEST to LONGEST characters each, and whole words with a blank after them; small letters."""

SHORTEST, LONGEST = 3, 5
"""Characters of a word's beginning."""
KEPT_TEXTS = 32
"""Whose words are remembered: many patterns look at one text after the other."""
_WORD = re.compile(r"\w+")
_ALIKE = str.maketrans("\u0130\u0131\u017f\u212a", "iisk")
"""Letters that a pattern which is blind to case takes for one of a to z, and that small letters keep apart from it."""


@lru_cache(maxsize=KEPT_TEXTS)
def words_in(text: str) -> Telltales:
    """All telltales that stand in a text."""
    words = set(_WORD.findall(text.translate(_ALIKE).lower()))
    return frozenset().union(*map(_of_word, words))


@lru_cache(maxsize=20_000)
def _of_word(word: str) -> tuple[str, ...]:
    return (f"{word} ", *(word[:length] for length in range(SHORTEST, min(LONGEST, len(word)) + 1)))


def telltales(pattern: str) -> Telltales | None:
    """One of these stands in every text that the pattern matches in; None where nothing can be said."""
    return _needed([*_parser.parse(pattern)], _Run("", begun=False), ended=False)


class _Run:
    """Letters that follow each other in whatever a pattern matches."""

    __slots__ = ("begun", "letters")

    def __init__(self, letters: str, *, begun: bool) -> None:
        self.letters = letters
        self.begun = begun
        """Whether a word begins with them."""

    def told(self, *, ended: bool) -> Iterator[Telltales]:
        """`ended`: whether the word ends with them."""
        if self.begun and self.letters and ended:
            yield frozenset({f"{self.letters} "})
        elif self.begun and len(self.letters) >= SHORTEST:
            yield frozenset({self.letters[:LONGEST]})


_Parsed: TypeAlias = Sequence[tuple[Any, Any]]
_EDGES = ("AT_BOUNDARY", "AT_BEGINNING", "AT_BEGINNING_STRING", "AT_END", "AT_END_STRING")
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


def _needed(items: _Parsed, run: _Run, *, ended: bool) -> Telltales | None:
    """What a sequence needs; `run` are the letters before it, `ended` whether no letter follows it."""
    options: list[Telltales] = []
    items = [*_flat(items)]
    for place, (kind, value) in enumerate(items):
        name = str(kind)
        letter = _letter(name, value)
        if letter is not None:
            run = _Run(run.letters + letter, begun=run.begun)
        elif _parts_words(name, value):
            options += run.told(ended=True)
            run = _Run("", begun=True)
        elif not run.letters and name in _REPEATS and _parts_words(name, (1, *value[1:])):
            pass  # what may part words leaves it at the beginning of one, if it was there
        elif name == "ASSERT_NOT" or (name == "ASSERT" and value[0] < 0):
            if not run.letters and _follows_no_letter(name, value):
                run = _Run("", begun=True)
        elif name == "ASSERT":
            options += filter(None, [_needed(value[1], run, ended=False)])
        else:
            options += run.told(ended=False)
            options += _inner(name, value, run, ended=_is_ended(items, place + 1, ended=ended))
            run = _Run("", begun=False)
    options += run.told(ended=ended)
    return max(options, key=_worth, default=None)


def _inner(name: str, value: Any, run: _Run, *, ended: bool) -> Iterator[Telltales]:  # noqa: ANN401 - as `re` has it
    """What alternatives need, and what is repeated once at least."""
    if name == "BRANCH":
        needs = [_needed(one, run, ended=ended) for one in value[1]]
        told = [need for need in needs if need is not None]
        if len(told) == len(needs):
            yield frozenset().union(*told)
    elif name in _REPEATS and value[0] > 0:
        yield from filter(None, [_needed(value[2], run, ended=False)])


def _flat(items: Iterable[tuple[Any, Any]]) -> Iterator[tuple[Any, Any]]:
    """The sequence with what stands in groups in its place."""
    for kind, value in items:
        if str(kind) == "SUBPATTERN":
            yield from _flat(value[3])
        elif str(kind) == "ATOMIC_GROUP":
            yield from _flat(value)
        else:
            yield kind, value


def _is_ended(items: _Parsed, place: int, *, ended: bool) -> bool:
    return _parts_words(str(items[place][0]), items[place][1]) if place < len(items) else ended


def _parts_words(name: str, value: Any) -> bool:  # noqa: ANN401 - as `re` has it
    """Whether a word ends before it for certain, and none goes on after it."""
    if name == "AT":
        return str(value) in _EDGES
    if name in _REPEATS:
        return value[0] > 0 and all(_parts_words(str(kind), own) for kind, own in value[2])
    if name == "IN":
        return all(_parts_words(str(kind), own) for kind, own in value)
    if name == "CATEGORY":
        return str(value) in ("CATEGORY_SPACE", "CATEGORY_NOT_WORD")
    return name == "LITERAL" and not _WORD.match(chr(value))


def _letter(name: str, value: Any) -> str | None:  # noqa: ANN401 - as `re` has it
    """The small letter, if it is one of a to z in either case, or a digit."""
    if name == "IN":
        found = {_letter(str(kind), own) for kind, own in value}
        return found.pop() if len(found) == 1 else None
    return chr(value).lower() if name == "LITERAL" and chr(value).isascii() and chr(value).isalnum() else None


def _follows_no_letter(name: str, value: Any) -> bool:  # noqa: ANN401 - as `re` has it
    """Whether it looks back and wants no letter there."""
    direction, [(kind, own), *more] = value
    behind = name == "ASSERT_NOT" and direction < 0 and not more and str(kind) == "IN"
    return behind and any(str(k) == "CATEGORY" and str(v) == "CATEGORY_WORD" for k, v in own)


def _worth(needed: Telltales) -> tuple[int, int]:
    """Long ones are rare; the fewer, the better."""
    return min(len(one) for one in needed), -len(needed)
