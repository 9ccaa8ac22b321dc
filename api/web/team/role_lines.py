"""A role's own list as it is typed: a skill a line, "Python: 3, optional", with words it rests on after " # "."""

import re
from collections.abc import Iterable, Iterator

from corpora.teams.lists import FOR_PROSE as FOR_A_TABLE
from corpora.teams.lists import Item, item_of
from matcher.demand import Importance
from matcher.errors import InvalidInput
from matcher.workforce.brief import OwnRequirement
from matcher.workforce.roles import Wanted

MOST_WORDS = 90
"""Characters of a sentence that are shown beside a line."""
FOR_AN_AD = "for the text of an ad choose “a job ad” as what the role is given by"
_NOTE = re.compile(r"(?:^|\s)#\s.*$")
_APART = re.compile(r"[;|\n]")
_OPTIONAL = re.compile(r"[,( ] ?(?:optional|desirable|nice to have) ?\)?$", re.IGNORECASE)
"""At the end of words between which single spaces stand: what may stand before it has no length to try out."""


def requirements_in(text: str, field: str) -> dict[str, dict[str, str]]:
    """Name -> its terms as a brief says them. Raises InvalidInput naming the line, for `field`."""
    found: dict[str, dict[str, str]] = {}
    known: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        for piece in _APART.split(_NOTE.sub("", line)):
            words = " ".join(piece.split())
            if not words:
                continue
            name, terms = _requirement(words, field, number)
            if name.casefold() in known:
                raise InvalidInput(field, f"line {number}: {name!r} is listed twice")
            known.add(name.casefold())
            found[name] = terms
    return found


def notes_in(text: str, field: str) -> Iterator[tuple[str, str]]:
    """(A line's skill as its evidence says it, its note), of lines that have one. Raises as `requirements_in`."""
    for line in text.splitlines():
        note = _NOTE.search(line)
        if note is None:
            continue
        for name, terms in requirements_in(line, field).items():
            yield f"{name}: {terms['level']}" if "level" in terms else name, note[0].strip().removeprefix("# ")


def _requirement(words: str, field: str, number: int) -> tuple[str, dict[str, str]]:
    told = _OPTIONAL.search(words)
    plain = words[: told.start()].rstrip(" ,") if told else words
    item = item_of(plain or words)
    if not isinstance(item, Item):
        reason = item.removesuffix("; left out").replace(FOR_A_TABLE, FOR_AN_AD)
        raise InvalidInput(field, f"line {number}: {reason}")
    level = {} if item.level is None else {"level": str(item.level)}
    return item.name, {**level, **({"importance": Importance.OPTIONAL.value} if plain != words else {})}


def lines_of(skills: tuple[OwnRequirement, ...]) -> str:
    return "\n".join(_line(own.name, own.level, own.importance) for own in skills)


def lines_read(wanted: Iterable[tuple[str, Wanted]]) -> str:
    """What was read in an ad or of an occupation, by label, each with the words it rests on: to be edited."""
    return "\n".join(f"{_line(label, own.level, own.importance)}  # {_why(own)}" for label, own in wanted)


def _line(name: str, level: int | None, importance: Importance) -> str:
    optional = "" if importance is Importance.ESSENTIAL else ", optional"
    return f"{name}{'' if level is None else f': {level}'}{optional}"


def _why(own: Wanted) -> str:
    """The words that were read, within what stands round them."""
    first = own.evidence[0]
    sentence, words = _printable(first.text), _printable(first.words() or "")
    return (
        f"{first.source.value}, {first.confidence:.2f}"
        + (f", “{words}”" if words else "")
        + f": {_near(sentence, words)}"
    )


def _near(sentence: str, words: str) -> str:
    start = max(0, sentence.find(words) + len(words) // 2 - MOST_WORDS // 2) if len(sentence) > MOST_WORDS else 0
    shown = sentence[start : start + MOST_WORDS]
    before, after = "... " if start else "", " ..." if start + MOST_WORDS < len(sentence) else ""
    return f"{before}{shown}{after}"


def _printable(text: str) -> str:
    return " ".join("".join(c for c in word if c.isprintable()) for word in text.split())
