"""Forms as they are sent, held in memory: the framework's way puts files of more than a megabyte on the disk."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from api.guarding import MAX_BODY_BYTES

MULTIPART = "multipart/form-data"
MOST_FIELDS = 1_000
FIELD_BYTES = 1_000_000


class InMemory(MultiPartParser):
    """The framework's parser. That its files stay in memory is a setting of the class and of nothing else."""

    spool_max_size = MAX_BODY_BYTES + 1
    """Bytes of a file from which it would go to the disk: more than a request may have."""


@asynccontextmanager
async def sent_form(
    request: Request, *, max_part_size: int = FIELD_BYTES, max_fields: int = MOST_FIELDS
) -> AsyncIterator[FormData]:
    """Raises HTTPException where it can't be read. `max_part_size` is of a field, in bytes."""
    kind = (request.headers.get("content-type") or "").partition(";")[0].strip().lower()
    if kind != MULTIPART:
        async with request.form(max_part_size=max_part_size, max_fields=max_fields) as form:
            yield form
        return
    parser = InMemory(request.headers, request.stream(), max_fields=max_fields, max_part_size=max_part_size)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise HTTPException(400, error.message) from None
    try:
        yield form
    finally:
        await form.close()
