"""The plain page: paste an ad or name a role, get the answer. Works without JavaScript; keeps what was typed."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, Response
from fastapi.templating import Jinja2Templates

from api.asking import Answered, ask_by_ad, ask_by_role
from api.errors import status_of
from api.rendering import gap_response
from api.wiring import Service
from corpora.documents.reading import read_document
from corpora.profiles.files import read_profile
from matcher.achievements import Preferences
from matcher.errors import InvalidInput, MatcherError
from matcher.profiles import ProfileClaims

TEMPLATES = Path(__file__).parent / "templates"
LISTED = 8
"""Recommendations shown besides the stack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the person typed, to be shown again beside the answer or the error."""

    ad: str = ""
    role: str = ""
    profile: str = ""
    budget: str = ""
    currency: str = ""
    hours: str = ""


def page_routes(service: Service) -> APIRouter:
    router = APIRouter(include_in_schema=False)
    templates = Jinja2Templates(TEMPLATES)

    def page(request: Request, typed: Typed, status: int = 200, **shown: object) -> Response:
        shown |= {"typed": typed, "versions": service.versions, "service": service.settings}
        shown["attribution"] = service.pipeline.taxonomy.attribution
        return templates.TemplateResponse(request, "page.html", shown, status_code=status)

    @router.get("/", response_class=HTMLResponse)
    def start(request: Request) -> Response:
        return page(request, Typed(currency=service.settings.currency))

    @router.post("/advise", response_class=HTMLResponse)
    def advise(  # noqa: PLR0913, PLR0917 - one argument a field of the form
        request: Request,
        ad: Annotated[str, Form()] = "",
        role: Annotated[str, Form()] = "",
        profile: Annotated[str, Form()] = "",
        budget: Annotated[str, Form()] = "",
        currency: Annotated[str, Form()] = "",
        hours: Annotated[str, Form()] = "",
        ad_file: UploadFile | None = None,
        profile_file: UploadFile | None = None,
    ) -> Response:
        typed = Typed(ad=ad, role=role, profile=profile, budget=budget, currency=currency, hours=hours)
        try:
            found = _ask(service, typed, _upload(ad_file), _upload(profile_file))
        except MatcherError as error:
            field = error.field if isinstance(error, InvalidInput) else None
            return page(request, typed, status_of(error)[0], error=str(error), field=field)
        answer = gap_response(service, found.advice, reading=found.reading, role=found.role, limit=LISTED)
        return page(request, typed, answer=answer)

    return router


def _upload(file: UploadFile | None) -> tuple[str, bytes] | None:
    """(name, contents) of a chosen file; a form sends an empty, nameless one where none was chosen."""
    if file is None or not file.filename:
        return None
    return file.filename, file.file.read()


def _ask(
    service: Service, typed: Typed, ad_file: tuple[str, bytes] | None, profile_file: tuple[str, bytes] | None
) -> Answered:
    preferences = Preferences(
        budget=_amount("budget", typed.budget),
        currency=_currency(typed.currency or service.settings.currency),
        hours=float(hours) if (hours := _amount("hours", typed.hours)) is not None else None,
    )
    claims = read_profile(*profile_file) if profile_file else ProfileClaims(text=typed.profile or None)
    text = read_document(*ad_file).text if ad_file else typed.ad
    if text.strip():
        return ask_by_ad(service, text, claims, preferences)
    if typed.role.strip():
        return ask_by_role(service, typed.role, claims, preferences)
    raise InvalidInput("ad", "paste an ad, choose a file, or name a role")


def _amount(field: str, typed: str) -> Decimal | None:
    """A number as people write it ("1,200"), or None for nothing. Raises InvalidInput."""
    if not typed.strip():
        return None
    try:
        amount = Decimal(typed.strip().replace(",", "").replace(" ", ""))
    except InvalidOperation:
        raise InvalidInput(field, f"{typed.strip()[:40]!r} is not a number") from None
    if not amount.is_finite() or amount < 0:
        raise InvalidInput(field, "must be 0 or more")
    return amount


def _currency(typed: str) -> str:
    code = typed.strip().upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise InvalidInput("currency", f"{typed.strip()[:40]!r} is no three-letter currency code such as AUD")
    return code
