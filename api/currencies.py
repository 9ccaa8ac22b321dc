"""A currency as somebody states it to us."""

from typing import Annotated

from pydantic import AfterValidator, Field

from corpora.courses.money import CURRENCIES


def _known(code: str) -> str:
    if code not in CURRENCIES:
        raise ValueError("is no current ISO 4217 code such as AUD")
    return code


CurrencyCode = Annotated[str, Field(pattern="^[A-Z]{3}$", description="ISO 4217"), AfterValidator(_known)]
