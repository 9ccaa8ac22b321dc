"""A day as answers and questions write it: 2027-03-01."""

import re
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def as_written(given: object) -> object:
    """Raises ValueError for a number: it would be taken for the seconds since 1970."""
    if given is None or isinstance(given, date) or (isinstance(given, str) and _WRITTEN.fullmatch(given)):
        return given
    raise ValueError("write a day as 2027-03-01")


Day = Annotated[date, BeforeValidator(as_written)]
