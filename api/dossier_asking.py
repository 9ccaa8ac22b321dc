"""A dossier as it is asked for: as values for the wire, or as a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from api.demand_plots import DRAWINGS, plot_of
from api.demand_rendering import GROUPS, DemandRenderer
from api.demand_schemas import SkillMarketOut
from api.demand_tables import slice_words
from api.dossier_schemas import (
    BlockOut,
    ChapterOut,
    DossierOut,
    ListOut,
    PictureOut,
    QuotationOut,
    TableOut,
    TextOut,
)
from api.media import media_of
from api.rendering import versions_out
from api.wiring import Service
from corpora.documents.writing.docx import docx_of
from corpora.documents.writing.pdf import pdf_of
from matcher.dossier.chapters import Block, Grid, Listed, Picture, Quotation, Text, Writing
from matcher.dossier.making import dossier
from matcher.dossier.over_time import FEWEST, is_ahead
from matcher.dossier.subject import Subject, require_evidence, sources_of
from matcher.market import Demanded
from matcher.provision import By, SkillMarket
from matcher.slices import Slice

MEDIA: Mapping[str, str] = media_of(("docx", "pdf"))
FILES: Mapping[str, Callable[[Writing], bytes]] = {"docx": docx_of, "pdf": pdf_of}
"""What writes a dossier, by the suffix of the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What stands at the head of a dossier."""

    day: date
    organisation: str | None = None
    title: str | None = None


def written_dossier(service: Service, id: str, wanted: Slice, heading: Heading) -> Writing:
    """Raises UnknownConcept, NoEvidence, and what `inside` raises."""
    return dossier(_subject(service, id, wanted, heading))


def _subject(service: Service, id: str, wanted: Slice, heading: Heading) -> Subject:
    provision, renderer = service.provision, DemandRenderer(service)
    found = provision.skill(id, wanted)
    require_evidence(renderer.label(id), found)
    head = renderer.market(id, wanted, found)
    versions = versions_out(service).model_dump()
    return Subject(
        name=renderer.label(id),
        found=found,
        members=members_asked(service, id, wanted) if head.kind in GROUPS else (),
        label=renderer.label,
        sliced=tuple(slice_words(head.slice)),
        sources=sources_of(provision.market(), wanted),
        courses=len(provision.supplies.courses()),
        sample_courses=provision.supplies.made_up,
        versions=tuple((name, str(own)) for name, own in versions.items() if own),
        attribution=service.pipeline.taxonomy.attribution,
        day=heading.day,
        organisation=heading.organisation,
        title=heading.title,
        plot=_plot(head, found, heading.day),
    )


def _plot(head: SkillMarketOut, found: SkillMarket, day: date) -> bytes | None:
    """None where too little is dated. What was foreseen for days that are past is left out."""
    if head.course is None or found.course is None or len(head.course.points) < FEWEST:
        return None
    ahead = head.course.forecast if is_ahead(found.course, day) else []
    return DRAWINGS["png"](
        plot_of(head.model_copy(update={"course": head.course.model_copy(update={"forecast": ahead})}))
    )


def members_asked(service: Service, id: str, wanted: Slice) -> tuple[Demanded, ...]:
    """The skills of a family, an area, or the skill itself, that are asked for, most asked first."""
    members = service.provision.members(id)
    _, asked = service.provision.demand(wanted, By.SKILLS)
    return tuple(sorted((own for own in asked if own.id in members), key=lambda own: (-own.ads, own.id)))


def dossier_out(service: Service, writing: Writing) -> DossierOut:
    return DossierOut(
        versions=versions_out(service),
        attribution=list(service.pipeline.taxonomy.attribution),
        title=writing.title,
        below=list(writing.below),
        author=writing.author,
        subject=writing.subject,
        day=writing.day,
        chapters=[ChapterOut(heading=own.heading, blocks=[*map(_block, own.blocks)]) for own in writing.chapters],
    )


def _block(block: Block) -> BlockOut:
    match block:
        case Text(words):
            return TextOut(words=words)
        case Listed(items):
            return ListOut(items=list(items))
        case Quotation(words, of):
            return QuotationOut(words=words, of=of)
        case Grid():
            return TableOut(caption=block.caption, header=list(block.header), rows=[list(row) for row in block.rows])
        case Picture():
            return PictureOut(caption=block.caption, alternative=block.alternative)
