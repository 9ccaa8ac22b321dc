"""Levels that ads and courses state in words, as numbers of the scale: "basic" is 2, "C1" is 4. Set by hand."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from matcher.achievements import Achievement
from matcher.levels import Framework, corresponding

WORDS: Mapping[str, int] = MappingProxyType(
    {
        r"awareness|aware|exposure|smattering|acquaint\w*|passable": 1,
        r"basic|elementary|beginner\S*|entry[- ]level|familiar\w*|some|a little|a bit of|limited|rudimentary|"
        r"foundation\w*|conversational|[aA][12]\+?|introduct\w*|fundamentals?|novice|pre-intermediate": 2,
        r"working|hands-on|practical|good|sound|solid|reasonable|decent|fair|competent|confident|intermediate|"
        r"[bB][12]\+?": 3,
        r"advanced|strong|excellent|very good|in-depth|thorough|deep|extensive|comprehensive|proven|proficien\w*|"
        r"fluen\w*|power users?|super[- ]?users?|specialist|[cC]1\+?|outstanding|exceptional|superb": 4,
        r"expert\S*|mastery|native\S*|mother[- ]tongue|bilingual|[cC]2": 5,
    }
)
_WORD = tuple((re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE), level) for words, level in WORDS.items())
NAMED: Mapping[str, int] = MappingProxyType(
    {
        r"introduct\w*|intro to|basics|beginners?|fundamentals|foundations|essentials|first steps|getting started|"
        r"quick ?-?start|primer|taster|crash course|101": 2,
        r"intermediate": 3,
        r"advanced|masterclass": 4,
    }
)
"""In the name of a course, where many a word of a level means something else."""
BY_EQF: Mapping[int, int] = MappingProxyType({1: 2, 2: 2, 3: 2, 4: 3, 5: 3, 6: 4, 7: 4, 8: 5})
"""What a course at a level of the European framework lifts to, by the autonomy that its descriptors speak of."""
_NUMBERS = MappingProxyType(
    {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
)
_NAMED = tuple((re.compile(rf"\b(?:{words})\b", re.IGNORECASE), level) for words, level in NAMED.items())
_YEARS = re.compile(rf"\b(\d{{1,2}}|{'|'.join(_NUMBERS)})\b[^a-z]*(?:or more )?(?:years?|yrs?)\b", re.IGNORECASE)
ALONE_FROM_YEARS, HARD_FROM_YEARS = 1, 3
"""Years of doing something after which it is done alone (3), and where it is hard (4)."""


def stated_level(texts: Iterable[str]) -> int | None:
    """The highest level that the texts state, 1 to 5; None where none does."""
    return max((level for text in texts if (level := _level_in(text)) is not None), default=None)


def lifted_to(achievement: Achievement) -> int | None:
    """The level that a course says it is at: by the words of its level, its framework's number, its name.

    None: it does not say.
    """
    words = _level_in(achievement.credential.level or "")
    if words is not None:
        return words
    framed = achievement.credential.framework_level
    if framed is not None:
        return BY_EQF[max(level.number for level in corresponding(framed, Framework.EQF))]
    named = [level for pattern, level in _NAMED if pattern.search(achievement.name)]
    return min(named, default=None)


def _level_in(text: str) -> int | None:
    years = [_NUMBERS.get(word.lower()) or int(word) for word in _YEARS.findall(text)]
    levels = [level for pattern, level in _WORD if pattern.search(text)]
    if years:
        levels.append(4 if max(years) >= HARD_FROM_YEARS else 3 if max(years) >= ALONE_FROM_YEARS else 2)
    return max(levels, default=None)
