"""ISO 8601 durations ("P5W", "PT1H30M") as the words that `workload` reads, and hours and periods as durations."""

import re

_UNITS = ("year", "month", "week", "day", "hour", "minute")
_DURATION = re.compile(
    r"P(?:(?P<year>\d+(?:[.,]\d+)?)Y)?(?:(?P<month>\d+(?:[.,]\d+)?)M)?(?:(?P<week>\d+(?:[.,]\d+)?)W)?"
    r"(?:(?P<day>\d+(?:[.,]\d+)?)D)?(?:T(?:(?P<hour>\d+(?:[.,]\d+)?)H)?(?:(?P<minute>\d+(?:[.,]\d+)?)M)?"
    r"(?:\d+(?:[.,]\d+)?S)?)?"
)
_PERIOD = re.compile(r"(?:(\d+) years?)? ?(?:(\d+) months?)? ?(?:(\d+) weeks?)? ?(?:(\d+) days?)?")


def in_words(stated: str) -> str:
    """ "PT20H" as "20 hours", "P0Y0M5DT0H" as "5 days"; any other text, and a duration of nothing, as it is."""
    match = _DURATION.fullmatch(stated.strip())
    parts = [(match[unit], unit) for unit in _UNITS if match[unit] and match[unit].strip("0.,")] if match else []
    if not parts:
        return stated
    return " ".join(f"{n.replace(',', '.')} {unit}{'' if n == '1' else 's'}" for n, unit in parts)


def iso_duration(hours: float) -> str:
    """Hours as a duration in hours and minutes: 1.5 is "PT1H30M"."""
    minutes = round(hours * 60)
    whole, rest = divmod(minutes, 60)
    return f"PT{whole}H{rest}M" if whole and rest else f"PT{whole}H" if whole else f"PT{rest}M"


def iso_period(named: str | None) -> str | None:
    """ "1 year 6 months" as "P1Y6M"; None for what is no such time."""
    match = _PERIOD.fullmatch(named or "")
    parts = [f"{number}{unit}" for number, unit in zip(match.groups(), "YMWD", strict=True) if number] if match else []
    return f"P{''.join(parts)}" if parts else None
