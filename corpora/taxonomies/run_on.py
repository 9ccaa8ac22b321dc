"""Texts that a source ran together ("label alias alias ... Description"), taken apart where that is sure."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpora.taxonomies.tables import tidy

_SENTENCE_WORD = re.compile(r"[A-Z][a-z]+")
_STARTS_DESCRIPTION = re.compile(r"[A-Z0-9]|e[A-Z]")
_PLURALS = (
    ("y", "ies"),
    ("man", "men"),
    ("f", "ves"),
    ("fe", "ves"),
    ("person", "people"),
    ("", "s"),
    ("", "es"),
    ("", "'s"),
)
_SMALL = frozenset({"a", "and", "at", "for", "in", "of", "the", "to"})
_SAME_WORD = 0.9
"""Spelling ratio from which two long words count as one ("equiment"); chosen on the packaged occupations."""
_LONG_WORD = 6
_LONGEST_LABEL = 20
_LONGEST_OPENING = 2 * _LONGEST_LABEL
"""What a label of that many words can be compared with: it may leave out a small word after each of its own."""
_BLANKS = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Parts:
    label: str
    aliases: str
    """Run together; may be empty."""
    description: str


def middle_of(text: str, *, label: str, description: str) -> str | None:
    """What stands between label and description, letter case aside; None if the text has another shape."""
    folded = text.lower()
    if not (folded.startswith(label.lower()) and folded.endswith(description.lower())):
        return None
    return text[len(label) : len(text) - len(description)].strip()


def split_aliases(listed: str, middle: str) -> tuple[str, ...] | None:
    """Aliases listed by commas or lines, with the run-on text telling which commas are part of a label.

    None where the two don't tell the same words.
    """
    found: list[str] = []
    parts = re.split(r"(\n|[,;])", listed)
    start, at = 0, 0
    for words, separator in zip(parts[::2], [*parts[1::2], "\n"], strict=True):
        begun = at > start
        at = _after_blanks(middle, at)
        start = start if begun else at
        if not middle.startswith(tidy(words), at):
            return None
        at += len(tidy(words))
        if separator != "\n" and middle[at : at + 1] == separator:
            at += 1
        elif at > start:
            found.append(middle[start:at])
            at += middle[at : at + 1] == ";"
            start = at
    return tuple(found) if not middle[at:].strip(" ;") else None


def take_apart_skill(text: str) -> Parts | None:
    """By shape alone: the label recurs among the aliases, a sentence word opens the description."""
    sentence = _SENTENCE_WORD.search(text)
    if sentence is None:
        return None
    words = text[: sentence.start()].split()
    size = max((_shared_at(words, k)[0] for k in range(1, len(words))), default=0)
    if size == 0:
        return None
    return Parts(" ".join(words[:size]), " ".join(words[size:]), text[sentence.start() :])


def take_apart_occupation(text: str) -> Parts | None:
    """The description opens with the label, capitalised and mostly plural; None where none such is found.

    Of all places with a capital letter the one that shares most words with the beginning wins; plurals go
    first, and the last of equal places, as aliases stand before the description.
    """
    words = text.split()
    best = (False, 0, 0)  # in the plural, words shared, place
    for k in range(1, len(words)):
        if words[k - 1].endswith(".") and best[1]:
            break
        if _STARTS_DESCRIPTION.match(words[k]):
            size, plural = _shared_at(words, k)
            best = max(best, (plural and size > 0, size, k))
    plural, size, at = best
    if size == 0:
        return None
    if not plural:
        size = _with_second_form(words[:at], size)
    return Parts(" ".join(words[:size]), " ".join(words[size:at]), " ".join(words[at:]))


def _after_blanks(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at


def _shared_at(words: list[str], k: int) -> tuple[int, bool]:
    """How much the words before place k share with those from there on."""
    return _shared(words[: min(k, _LONGEST_LABEL)], words[k : k + _LONGEST_OPENING])


def _shared(label: list[str], opening: list[str]) -> tuple[int, bool]:
    """How many leading words of `label` open the other text as well, and whether any is plural there."""
    size, j, plural, seen = 0, 0, False, set[str]()
    for i, word in enumerate(label):
        bare = _bare(word)
        j += plural and j + 1 < len(opening) and bare not in _SMALL and _bare(opening[j]) in _SMALL
        begins_again = bare in seen and label[i - 1] not in _SMALL
        if j >= len(opening) or begins_again or not _same(bare, _bare(opening[j])):
            break
        plural = plural or bare != _bare(opening[j])
        j += 1
        if bare not in _SMALL:
            size = i + 1
            seen.add(bare)
    return size, plural


def _same(one: str, many: str) -> bool:
    if one == many or _is_plural(one, many):
        return True
    return len(one) >= _LONG_WORD and SequenceMatcher(None, one, many).ratio() >= _SAME_WORD


def _is_plural(one: str, many: str) -> bool:
    ones, manies = re.split(r"[/-]", one), re.split(r"[/-]", many)
    if len(ones) > 1 and len(ones) == len(manies):
        return all(a == b or _is_plural(a, b) for a, b in zip(ones, manies, strict=True))
    return any(one.endswith(end) and many == one.removesuffix(end) + ends for end, ends in _PLURALS)


def _with_second_form(words: list[str], size: int) -> int:
    """ "head waiter/head waitress" keeps its second form where the description names the first alone."""
    if size + 1 + size <= len(words) and "/" in words[size]:
        repeated = [words[size].split("/", 1)[1], *words[size + 1 : size + size]]
        if repeated == words[:size]:
            return size + 1 + size
    return size


def _bare(word: str) -> str:
    return word.lower().strip(",;.")
