"""The wire format of a dossier: its chapters as values."""

from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from api.schemas import Answer


class TextOut(BaseModel):
    kind: Literal["text"] = "text"
    words: str


class ListOut(BaseModel):
    kind: Literal["list"] = "list"
    items: list[str]


class TableOut(BaseModel):
    kind: Literal["table"] = "table"
    caption: str
    header: list[str]
    rows: list[list[str]]


class QuotationOut(BaseModel):
    kind: Literal["quotation"] = "quotation"
    words: str
    of: str = Field(description="title, employer, day, source and id of the ad")


class PictureOut(BaseModel):
    """What a picture shows; the picture itself is in the files."""

    kind: Literal["picture"] = "picture"
    caption: str
    alternative: str


BlockOut = TextOut | ListOut | TableOut | QuotationOut | PictureOut


class ChapterOut(BaseModel):
    heading: str
    blocks: list[BlockOut]


class DossierOut(Answer):
    title: str
    below: list[str] = Field(description="lines under the title")
    author: str | None
    subject: str
    day: date
    chapters: list[ChapterOut]
