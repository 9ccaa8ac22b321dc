"""Wishes about courses as people write them: levels with their framework, languages."""

from matcher.errors import InvalidInput
from matcher.levels import HIGHEST, Level, level_of
from matcher.preferences import LevelRange

LANGUAGE_TAG = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$"
"""BCP 47."""


def level_range(lowest: str | None, highest: str | None) -> LevelRange | None:
    """From "EQF 4" to "EQF 6"; an end that is left out is the framework's own. Raises InvalidInput."""
    low, high = _level("level_from", lowest), _level("level_to", highest)
    known = low or high
    if known is None:
        return None
    framework = known.framework
    return LevelRange(low or Level(framework, 1), high or Level(framework, HIGHEST[framework]))


def _level(field: str, stated: str | None) -> Level | None:
    if stated is None or not stated.strip():
        return None
    level = level_of(stated)
    if level is None:
        known = ", ".join(f"{name.value} 1 to {most}" for name, most in HIGHEST.items())
        raise InvalidInput(field, f"names no level with its framework ({known}): {stated.strip()[:40]!r}")
    return level
