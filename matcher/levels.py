"""Levels of qualifications frameworks: as stated, and what they roughly correspond to in the others.

A correspondence is indicative, never a recognition. Sources: "Comparative analysis of the NZQF and the EQF" (European
Commission and NZQA, 2016) for the levels of the EQF; "Enhancing mobility: referencing of the AQF and the NZQF" (2015),
by which both ladders have ten steps of the
same meaning, so that the AQF stands to the EQF as the NZQF does.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Framework(StrEnum):
    AQF = "AQF"
    EQF = "EQF"
    NZQCF = "NZQCF"


HIGHEST: Mapping[Framework, int] = {Framework.AQF: 10, Framework.EQF: 8, Framework.NZQCF: 10}
_TEN_AS_EQF: Mapping[int, int] = {1: 2, 2: 3, 3: 4, 4: 4, 5: 5, 6: 5, 7: 6, 8: 6, 9: 7, 10: 8}
_NAMES: Mapping[str, Framework] = {
    "AQF": Framework.AQF,
    "AUSTRALIAN QUALIFICATIONS FRAMEWORK": Framework.AQF,
    "EQF": Framework.EQF,
    "EUROPEAN QUALIFICATIONS FRAMEWORK": Framework.EQF,
    "NZQCF": Framework.NZQCF,
    "NZQF": Framework.NZQCF,
    "NEW ZEALAND QUALIFICATIONS AND CREDENTIALS FRAMEWORK": Framework.NZQCF,
    "NEW ZEALAND QUALIFICATIONS FRAMEWORK": Framework.NZQCF,
}
_NAMED = "|".join(sorted(_NAMES, key=len, reverse=True))
_STATED = re.compile(
    rf"\b(?P<name>{_NAMED})\b[\s:,()/-]*(?:level\s*)?(?P<number>\d{{1,2}})\b(?!\.\d)"
    rf"|\blevel\s*(?P<number_first>\d{{1,2}})\b[\s:,()/-]*(?:of|on|in)?\s*(?:the\s+)?\(?(?P<name_last>{_NAMED})\b",
    re.IGNORECASE,
)
_EQF_CONCEPT = re.compile(r"https?://data\.europa\.eu/snb/eqf/(?P<number>\d)\b")
"""A level as the European Learning Model writes it."""


@dataclass(frozen=True, slots=True, order=True)
class Level:
    framework: Framework
    number: int
    """From 1 to HIGHEST of the framework."""

    def __str__(self) -> str:
        return f"{self.framework.value} {self.number}"


def level_of(stated: str | None) -> Level | None:
    """The level that the words name with its framework ("AQF level 5", "Level 4 (NZQF)"); None where they name none.

    "Level 5" alone is none: the frameworks count differently. Nor is a number that the framework lacks.
    """
    words = " ".join((stated or "").split())
    concept = _EQF_CONCEPT.search(words)
    if concept:
        return _checked(Framework.EQF, int(concept["number"]))
    match = _STATED.search(words)
    if match is None:
        return None
    name = match["name"] or match["name_last"]
    return _checked(_NAMES[name.upper()], int(match["number"] or match["number_first"]))


def _checked(framework: Framework, number: int) -> Level | None:
    return Level(framework, number) if 1 <= number <= HIGHEST[framework] else None


def corresponding(level: Level, framework: Framework) -> tuple[Level, ...]:
    """The levels of another framework that it roughly corresponds to, lowest first; itself in its own.

    EQF 1 has no counterpart on the ladders of ten: then none.
    """
    if framework is level.framework:
        return (level,)
    if level.framework is Framework.EQF:
        return tuple(Level(framework, ten) for ten, eqf in _TEN_AS_EQF.items() if eqf == level.number)
    if framework is Framework.EQF:
        return (Level(Framework.EQF, _TEN_AS_EQF[level.number]),)
    return (Level(framework, level.number),)
