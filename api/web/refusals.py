"""What is wrong with what was typed, as a page says it beside the field."""

from collections.abc import Mapping
from types import MappingProxyType

from api.errors import Refusal

AS_CALLED: Mapping[str, str] = MappingProxyType({})


def wrong(refusal: Refusal, named: Mapping[str, str] = AS_CALLED) -> dict[str, str | None]:
    """`named`: what the core calls a field -> what the form calls it."""
    words = refusal.detail.removeprefix(f"{refusal.field}: ") if refusal.field else refusal.detail
    return {"error": words, "field": named.get(refusal.field or "", refusal.field)}
