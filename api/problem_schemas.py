"""What a refusal looks like in the OpenAPI document (RFC 9457), which responses refer to by one name."""

from typing import Any

from fastapi import FastAPI
from pydantic import BaseModel, Field

from api.errors import PROBLEM

NAME = "Problem"


class FaultOut(BaseModel):
    field: str
    reason: str


class Problem(BaseModel):
    type: str
    title: str
    status: int
    detail: str = Field(description="what is wrong and where, for people")
    errors: list[FaultOut] = Field(default=[], description="one by one, where several fields are wrong")


def refusals(*known: tuple[int, str]) -> dict[int | str, dict[str, Any]]:
    """Of a router: status -> what it means."""
    content = {PROBLEM: {"schema": {"$ref": f"#/components/schemas/{NAME}"}}}
    return {status: {"description": what, "content": content} for status, what in known}


def describe_problems(app: FastAPI) -> None:
    """Adds what the name stands for: the framework only knows of models in plain JSON."""
    made = app.openapi

    def openapi() -> dict[str, Any]:
        document = made()
        schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        parts = {**schema.pop("$defs"), NAME: schema}
        document["components"]["schemas"].update(parts)
        return document

    app.openapi = openapi  # type: ignore[method-assign]
