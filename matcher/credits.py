"""Credit points as stated, in their system; points of different systems are never added."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class CreditSystem(StrEnum):
    ECTS = "ECTS"
    NZQCF = "NZQCF"
    CATS = "CATS"
    SEMESTER_HOURS = "US semester hours"
    UNITS = "credit units"


HOURS_PER_CREDIT: Mapping[CreditSystem, tuple[int, int]] = {
    CreditSystem.ECTS: (25, 30),
    CreditSystem.NZQCF: (10, 10),
    CreditSystem.CATS: (10, 10),
}
"""Notional hours of learning, by each one's rules: ECTS Users' Guide (2015), NZQCF listing, UK credit framework."""
_WRITTEN: tuple[tuple[CreditSystem, str], ...] = (
    (CreditSystem.ECTS, r"{n}\s*(?:ECTS|EC\b)"),
    (CreditSystem.ECTS, r"\bECTS\b\D{{0,20}}{n}"),
    (CreditSystem.NZQCF, r"{n}\s*(?:NZQC?F|New Zealand) credits?"),
    (CreditSystem.NZQCF, r"{n}\s*credits?\b[^.;]{{0,20}}\b(?:NZQC?F|NZQA)\b"),
    (CreditSystem.CATS, r"{n}\s*(?:UK )?(?:CATS?|SCQF)\b"),
    (CreditSystem.SEMESTER_HOURS, r"{n}\s*(?:US )?(?:semester|credit) hours?\b"),
    (CreditSystem.UNITS, r"{n}\s*(?:credit points?|credits?|points?)\b"),
    (CreditSystem.UNITS, r"^\s*{n}\s*$"),
)
"""The first that fits counts; a bare number is of no known system."""
_NUMBER = r"(?<![\d.,])(?P<points>\d{1,4}(?:[.,]\d{1,2})?)"
_PATTERNS = tuple((system, re.compile(form.format(n=_NUMBER), re.IGNORECASE)) for system, form in _WRITTEN)


@dataclass(frozen=True, slots=True)
class Credits:
    points: Decimal
    system: CreditSystem

    @property
    def hours(self) -> tuple[float, float] | None:
        """Notional hours, least and most; None where the system does not fix them."""
        each = HOURS_PER_CREDIT.get(self.system)
        return None if each is None else (float(self.points * each[0]), float(self.points * each[1]))


def credits_of(stated: str | None) -> Credits | None:
    """The points that the words name ("5 ECTS", "20 NZQCF credits", "10 credit points"); None where they name none."""
    for system, pattern in _PATTERNS:
        match = pattern.search(stated or "")
        if match:
            return Credits(Decimal(match["points"].replace(",", ".")), system)
    return None
