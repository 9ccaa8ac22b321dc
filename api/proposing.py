"""A draft as it is asked for, with the linter's word on it."""

import orjson

from api.demand_rendering import DemandRenderer
from api.demand_schemas import HoursOut
from api.lint_rendering import lint_report
from api.linting import linted
from api.proposal_schemas import AskingOccupationOut, DraftOut, OutcomeOut
from api.rendering import versions_out
from api.wiring import Service
from corpora.courses.drafts import draft_document, draft_format
from matcher.proposal.drafting import Given, Proposal, proposal
from matcher.proposal.outcomes import Outcome
from matcher.slices import Slice


def drafted(service: Service, id: str, wanted: Slice, given: Given) -> Proposal:
    """Raises UnknownConcept, NoEvidence, and what `inside` raises."""
    return proposal(service.provision, id, DemandRenderer(service).label(id), wanted, given)


def document_of(service: Service, found: Proposal, form: str) -> bytes:
    """Raises InvalidInput where there is no such format."""
    return draft_document(found.course, draft_format(form), DemandRenderer(service).label)


def draft_out(service: Service, found: Proposal, form: str) -> DraftOut:
    """Raises InvalidInput where there is no such format."""
    hours = found.hours_elsewhere
    return DraftOut(
        versions=versions_out(service),
        attribution=list(service.pipeline.taxonomy.attribution),
        name=found.course.name,
        need=found.need,
        small=found.is_small,
        outcomes=[_outcome(DemandRenderer(service), own) for own in found.outcomes],
        occupations=[AskingOccupationOut(label=label, ads=ads) for label, ads in found.occupations],
        hours_elsewhere=HoursOut(least=hours[0], most=hours[1]) if hours else None,
        document=orjson.loads(document_of(service, found, form)),
        lint=lint_report(linted([found.course], ())),
    )


def _outcome(renderer: DemandRenderer, own: Outcome) -> OutcomeOut:
    return OutcomeOut(
        text=own.text,
        skill=renderer.named(own.skill),
        ads=own.ads,
        verb_from=own.verb_from,
        verb_ads=own.verb_ads,
        kind=own.way.name,
        assessment_idea=own.way.ideas,
        quote=renderer.quote(own.quote) if own.quote else None,
    )
