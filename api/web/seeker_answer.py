"""The answer to the form of the job seeker's page: read what is new, keep what was read, follow what was decided."""

from dataclasses import dataclass, replace
from typing import Any

from api.asking import Answered, Wanted, ad_text, own_words
from api.demand_asking import named_skill
from api.rendering import gap_response
from api.schemas import GapResponse
from api.typed import Typed, preferences_of, weekly_hours
from api.uploads import badge_checks, noted, profile_of
from api.web.carried import Carried, Seal, digest
from api.web.seeker_form import SeekerForm
from api.wiring import Service
from corpora.documents.reading import read_document
from corpora.profiles.files import listed_skills, resume_in
from matcher.achievements import AchievementId
from matcher.concepts import ConceptUri
from matcher.decisions import Decisions, decided_demands, decided_profile
from matcher.demand import Demand
from matcher.errors import InvalidInput
from matcher.frontier import Frontier, frontier
from matcher.linking import Candidate
from matcher.mentions import whole
from matcher.pipeline import Advice
from matcher.profiles import Profile, ProfileClaims
from matcher.progress import Progress, untold

LISTED = 12
"""Recommendations shown besides the stack."""
MOST_CANDIDATES = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class SeekerAnswer:
    answer: GapResponse
    advice: Advice
    form: SeekerForm
    """As it is to be shown: with the texts of files in it."""
    read: tuple[Demand, ...]
    """Before the decisions."""
    decisions: Decisions
    carried: Carried
    sealed: str
    frontier: Frontier | None
    candidates: dict[ConceptUri, tuple[Candidate, ...]]
    """What else the words could mean, of the skills for which that was asked."""

    @property
    def asked_holder(self) -> bool:
        """Whether anything was said of what the person has; without that nothing is known of it."""
        own = self.carried.claims
        said = self.decisions.held or self.decisions.not_held
        return bool(self.form.typed.profile.strip() or own.claims or own.credentials or said)


def answered(service: Service, seal: Seal, form: SeekerForm, told: Progress = untold) -> SeekerAnswer:
    """Raises what reading an ad, a role, a profile or a file raises, and InvalidInput for wishes and decisions."""
    preferences, weekly = preferences_of(form.typed, service.settings.currency), weekly_hours(form.typed)
    preferences = replace(preferences, without=frozenset(map(AchievementId, form.without)))
    form, decisions = _decided(service, form)
    former = seal.opened(form.sealed)
    resume = _resume(form, former)
    form, claims, notes = _unpacked(service, form, former)
    carried = replace(_read(service, form, former, notes, told), resume=resume)
    read = carried.told.demands if carried.told else carried.role.demands if carried.role else ()
    wanted = decided_demands(read, decisions)
    own = own_words(service, _with_typed(claims, form.typed.profile))
    carried = replace(_held(service, carried, own, (*read, *wanted), former), claims=claims)
    profile = decided_profile(carried.profile, decisions, wanted)
    advice = service.pipeline.advise_holder(wanted, profile, preferences)
    found = Answered(
        advice=advice,
        reading=carried.told,
        role=carried.role,
        wanted=Wanted(hours_per_week=weekly),
        notes=carried.notes,
    )
    return SeekerAnswer(
        answer=gap_response(service, found, limit=LISTED).model_copy(update={"resume": resume}),
        advice=advice,
        form=form,
        read=read,
        decisions=decisions,
        carried=carried,
        sealed=seal.sealed(carried),
        frontier=frontier(advice.question, advice.stack),
        candidates={ConceptUri(uri): _candidates(service, read, ConceptUri(uri)) for uri in form.show},
    )


def _decided(service: Service, form: SeekerForm) -> tuple[SeekerForm, Decisions]:
    """(the form after what was typed into it was taken over, what it decides). Raises InvalidInput, UnknownConcept.

    What came by its URI is asked for in the words of its label; a skill that is none any longer is not held.
    """
    skills = service.pipeline.taxonomy.skills

    def named(name: str) -> ConceptUri:
        return ConceptUri(named_skill(service, name, families=False))

    said = form.said.with_typed(named)
    found = said.decisions(named)
    words = {uri: skills[uri].preferred_label for uri in found.added}
    held = frozenset(uri for uri in found.held if uri in skills)
    return replace(form, said=replace(said, added=tuple(found.added))), replace(found, added=words, held=held)


def _resume(form: SeekerForm, former: Carried | None) -> dict[str, Any] | None:
    """As it came now, or before and was not taken out again."""
    brought = resume_in(form.profile_file.name, form.profile_file.data) if form.profile_file else None
    return brought or (former.resume if former and not form.forget_files else None)


def _unpacked(
    service: Service, form: SeekerForm, former: Carried | None
) -> tuple[SeekerForm, ProfileClaims, tuple[str, ...]]:
    """(the form with the texts of its files in their fields, what in them is no text, notes on how they were read)."""
    limit, typed, notes = service.settings.max_ad_characters, form.typed, tuple[str, ...]()
    claims = former.claims if former and not form.forget_files else ProfileClaims()
    if form.ad_file:
        document = read_document(form.ad_file.name, form.ad_file.data, max_characters=limit)
        typed, notes = replace(typed, ad=document.text, role=""), noted(form.ad_file.name, document)
    if form.profile_file:
        checks = badge_checks(service.settings)
        found, said = profile_of(form.profile_file.name, form.profile_file.data, limit, checks)
        texts = [text for text in (typed.profile.strip(), (found.text or "").strip()) if text]
        typed, notes = replace(typed, profile="\n\n".join(texts)), (*notes, *said)
        claims = claims.joined(replace(found, text=None, refused=()))
    return replace(form, typed=typed, ad_file=None, profile_file=None, forget_files=False), claims, notes


def _read(
    service: Service, form: SeekerForm, former: Carried | None, notes: tuple[str, ...], told: Progress
) -> Carried:
    """What the ad or the role asks; the profile is as it was, for `_held` to look at."""
    typed, pipeline = form.typed, service.pipeline
    nothing = Carried(asked="", told=None, role=None, claims=ProfileClaims(), holder="", profile=Profile(), notes=notes)
    known = replace(former or nothing, notes=notes or (former.notes if former else ()))
    if typed.ad.strip():
        text = ad_text(service, typed.ad)
        asked = digest("ad", text, service.versions)
        if known.asked == asked and known.told is not None:
            return replace(known, told=replace(known.told, text=text))
        return replace(nothing, asked=asked, told=pipeline.read(text, told=told).told())
    if typed.role.strip():
        asked = digest("role", typed.role.strip(), service.versions)
        if known.asked == asked and known.role is not None:
            return known
        return replace(nothing, asked=asked, role=pipeline.role(typed.role))
    raise InvalidInput("ad", "paste an ad, choose a file, or name a role")


def _with_typed(claims: ProfileClaims, typed: str) -> ProfileClaims:
    """What came in files, and what stands in the field: a list of skills as such, anything else as a CV."""
    items = listed_skills(typed)
    return replace(claims, claims=(*claims.claims, *items), text=None if items else typed or None)


def _held(
    service: Service, carried: Carried, own: ProfileClaims, wanted: tuple[Demand, ...], former: Carried | None
) -> Carried:
    """With the profile, which is read for all that was read in the ad: what is rejected there does not change it."""
    looked_for = sorted({(demand.skill, *sorted(demand.words())) for demand in wanted})
    holder = digest(own, looked_for, service.versions)
    known = former is not None and former.holder == holder
    profile = former.profile if former and known else service.pipeline.read_profile(own, wanted)
    return replace(carried, holder=holder, profile=replace(profile, text=None))


def _candidates(service: Service, read: tuple[Demand, ...], skill: ConceptUri) -> tuple[Candidate, ...]:
    """What else the sentence that asks for a skill could mean, surest first; none where no sentence does."""
    sentences = [one.text for own in read if own.skill == skill for one in own.evidence if one.span][:1]
    found = list(service.pipeline.reader.linker.candidates([whole(text) for text in sentences]))
    return tuple(one for own in found for one in own if one.uri != skill)[:MOST_CANDIDATES]


def blank_form(service: Service) -> SeekerForm:
    return SeekerForm(typed=Typed(currency=service.settings.currency))
