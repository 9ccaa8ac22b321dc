"""`/search`: skills, roles and courses by what somebody types; `/search/names`: while they type."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, Response

from api.web.books import Books
from api.web.finding import MOST, finder
from api.web.frame import Frame
from api.web.things import Kind, Thing
from matcher.errors import EmptyText

PAGE = "web/search.html"
LISTED, NEAR = 6, 3
"""Of each kind by name and by meaning, where all three are shown."""
NAMES = 8
SHARES = {Kind.SKILL: 4, Kind.ROLE: 2, Kind.COURSE: 2}
"""Of the names that are suggested, where there are enough of each kind."""
MOST_TYPED = 300
"""Characters that are looked at, as many as the fields take."""
EXAMPLES = ("critical thinking", "SQL", "reference librarian", "first aid")


def search_pages(router: APIRouter, frame: Frame) -> None:
    books = Books()
    frame.ahead.append(lambda: books.of(frame.serving.now()))

    @router.get("/search", response_class=HTMLResponse)
    def search(request: Request, q: str = "", kind: str = "") -> Response:
        query, only = q.strip()[:MOST_TYPED], next((one for one in Kind if one.value == kind), None)
        try:
            found = finder(frame.serving.now(), books).all(query, LISTED) if query else None
        except EmptyText:
            found = None
        return frame.shown(
            request,
            PAGE,
            query=query,
            cut=len(q.strip()) > MOST_TYPED,
            only=only,
            found=found,
            listed=LISTED,
            near=NEAR,
            most=MOST,
            most_typed=MOST_TYPED,
            examples=EXAMPLES,
        )

    @router.get("/search/names")
    def names(q: str = "", of: Annotated[str, Query()] = Kind.SKILL.value) -> Response:
        """As JSON, for the list under a field; `of=all` for roles and courses too."""
        typed, found = q.strip()[:MOST_TYPED], finder(frame.serving.now(), books)
        several = {Kind.SKILL: found.skill_names(typed, NAMES)}
        if of == "all":
            several[Kind.SKILL] = [*found.families(typed, NAMES), *several[Kind.SKILL]]
            several |= {Kind.ROLE: found.roles(typed, NAMES), Kind.COURSE: found.course_names(typed, NAMES)}
        return JSONResponse({"names": [suggested(one) for one in shared_out(several)]})


def shared_out(several: Mapping[Kind, list[Thing]]) -> list[Thing]:
    """At most NAMES: of each kind its share, and more of one where others have less."""
    places, counts = NAMES, dict.fromkeys(several, 0)
    for wanted in (SHARES, dict.fromkeys(several, NAMES)):
        for kind, things in several.items():
            more = min(max(min(wanted[kind], len(things)) - counts[kind], 0), places)
            counts[kind] += more
            places -= more
    return [one for kind, things in several.items() for one in things[: counts[kind]]]


def suggested(thing: Thing) -> dict[str, str | None]:
    return {"name": thing.name, "about": thing.about, "called": thing.called, "path": thing.path}
