"""A draft of a micro-credential: outcomes that can be checked, the need in figures, and what is left open as open."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from matcher.achievements import Achievement, AchievementId, AchievementKind, Alignment, AlignmentRole
from matcher.credentials import Credential
from matcher.dossier.subject import require_evidence
from matcher.dossier.summary import Offer, few, in_figures
from matcher.dossier.wording import capital, counted, on, short
from matcher.opportunities import LearningOpportunity, Workload
from matcher.proposal.gathering import MOST_SKILLS, occupations_asking, wanted_skills
from matcher.proposal.outcomes import Outcome, outcomes_of
from matcher.provision import Provision
from matcher.slices import Slice
from matcher.supply import terms

DRAFT = "DRAFT"
LANGUAGE_OF_TEXTS = "en"
_NOT_IN_IDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the provider says; what is None stays open."""

    day: date
    title: str | None = None
    level: str | None = None
    """With its framework: "NZQCF 5"."""
    hours: float | None = None
    language: str | None = None
    """Of teaching (BCP 47)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    name: str
    """Of what is asked for."""
    outcomes: tuple[Outcome, ...]
    need: str
    """One paragraph of figures."""
    is_small: bool
    """Whether the figures are too small to carry a claim; then the course claims none."""
    occupations: tuple[tuple[str, int], ...]
    """That ask for it most often, with how many ads."""
    hours_elsewhere: tuple[float, float] | None
    """(least, most) that courses which teach it, surely or perhaps, state: an indication, no measure."""
    course: Achievement
    """Marked as a draft in name and description."""


def proposal(provision: Provision, id: str, name: str, sliced: Slice, given: Given) -> Proposal:
    """`name`: the label of what is asked for. Raises UnknownConcept, NoEvidence, and what `inside` raises."""
    found = provision.skill(id, sliced)
    own = require_evidence(name, found).demand
    title = given.title or capital(name)
    outcomes = _outcomes(provision, id, sliced, title)
    warning = few(own)
    supplies = provision.supplies
    offer = Offer(supply=found.supply, courses=len(supplies.courses()), sample=supplies.made_up)
    figures = in_figures(name, own, offer)
    need = f"{warning} {figures}" if warning else figures
    occupations = occupations_asking(provision, id, sliced)
    elsewhere = terms([teacher.course for teacher in found.supply.teachers]).hours
    described = _description(need, outcomes, occupations, elsewhere, given)
    return Proposal(
        name=name,
        outcomes=outcomes,
        need=need,
        is_small=own.is_small,
        occupations=occupations,
        hours_elsewhere=elsewhere,
        course=_course(title, described, None if own.is_small else f"By job ads: {need}", outcomes, given),
    )


def _outcomes(provision: Provision, id: str, sliced: Slice, title: str) -> tuple[Outcome, ...]:
    wanted = wanted_skills(provision, id, sliced)
    most = MOST_SKILLS // max(len(wanted), 1)
    found = (outcome for own in wanted for outcome in outcomes_of(own, title, most))
    return tuple({outcome.text: outcome for outcome in found}.values())


def _course(title: str, description: str, need: str | None, outcomes: tuple[Outcome, ...], given: Given) -> Achievement:
    name = f"{DRAFT}: {short(title)}"
    hours = given.hours
    return Achievement(
        id=AchievementId(f"draft-{_slug(title)}"),
        name=name,
        kind=AchievementKind.MICRO_CREDENTIAL,
        kind_stated=AchievementKind.MICRO_CREDENTIAL.value,
        description=description,
        outcomes=tuple(outcome.text for outcome in outcomes),
        topics=(),
        credential=Credential(name=name, level=given.level, employer_need=need),
        opportunity=LearningOpportunity(
            language=given.language,
            workload=Workload(hours_min=hours, hours_max=hours) if hours else None,
        ),
        alignments=tuple(_alignments(outcomes)),
        text_language=LANGUAGE_OF_TEXTS,
    )


def _alignments(outcomes: tuple[Outcome, ...]) -> Iterator[Alignment]:
    first = {outcome.skill: place for place, outcome in reversed([*enumerate(outcomes)])}
    for skill, place in sorted(first.items(), key=lambda one: one[1]):
        yield Alignment(
            concept=skill,
            role=AlignmentRole.TEACHES,
            confidence=1.0,
            stated=True,
            field=f"outcomes[{place}]",
            text=outcomes[place].label,
        )


def _description(
    need: str,
    outcomes: tuple[Outcome, ...],
    occupations: tuple[tuple[str, int], ...],
    elsewhere: tuple[float, float] | None,
    given: Given,
) -> str:
    lines = [
        f"Draft of {on(given.day)}, not on offer: made by software from job ads, for the provider to check and "
        "complete.",
        f"What employers ask for: {need}",
    ]
    if occupations:
        told = "; ".join(f"{label} ({counted(ads, 'ad')})" for label, ads in occupations)
        lines.append(f"Occupations that ask for it most often, by the ads' titles: {told}.")
    lines += [f"Idea for checking outcome {n}: {one.way.ideas}." for n, one in enumerate(outcomes, start=1)]
    if elsewhere and not given.hours:
        lines.append(f"Hours are open. {hours_said(elsewhere)}")
    return "\n".join(lines)


def hours_said(elsewhere: tuple[float, float]) -> str:
    low, high = elsewhere
    span = f"{low:,.4g} to {high:,.4g}" if low != high else f"{low:,.4g}"
    return f"Courses that teach it, surely or perhaps, state {span} hours: an indication only."


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    return _NOT_IN_IDS.sub("-", plain).strip("-")[:80] or "untitled"
