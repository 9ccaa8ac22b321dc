"""site(frame): every page of the site."""

from fastapi import APIRouter

from api.web.frame import Frame
from api.web.provider import provider_pages
from api.web.search import search_pages
from api.web.seeker import seeker_pages
from api.web.team.pages import team_pages


def site(frame: Frame) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    seeker_pages(router, frame)
    team_pages(router, frame)
    provider_pages(router, frame)
    search_pages(router, frame)
    return router
