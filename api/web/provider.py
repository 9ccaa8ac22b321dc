"""The pages of a course provider: what is asked for, who teaches it, what a catalogue lacks."""

from fastapi import APIRouter

from api.web.catalogue_page import catalogue_page
from api.web.course_page import course_page
from api.web.demand_map import demand_map
from api.web.dossier_page import dossier_page
from api.web.emerging_page import emerging_list
from api.web.frame import Frame
from api.web.lint_page import lint_page
from api.web.skill_page import skill_page
from api.web.supplying import SupplyAhead
from api.web.trends_page import trends_list
from api.web.unmet_page import unmet_list
from api.web.what_if_page import what_if_page


def provider_pages(router: APIRouter, frame: Frame) -> None:
    ahead = SupplyAhead()
    demand_map(frame, ahead, router)
    unmet_list(frame, ahead, router)
    trends_list(frame, router)
    emerging_list(frame, router)
    skill_page(frame, router)
    lint_page(frame, router)
    what_if_page(frame, router)
    dossier_page(frame, router)
    course_page(frame, router)
    catalogue_page(frame, ahead, router)
