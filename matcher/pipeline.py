"""The product in one screen: read an ad or a role, read a profile, find the gap, recommend, stack."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from matcher.achievements import AchievementId, Catalogue
from matcher.ads import AdLibrary, SimilarAd, ad_vector
from matcher.claims import ProfileReader
from matcher.concepts import ConceptUri, Taxonomy
from matcher.demand import Demand
from matcher.errors import EmptyText
from matcher.gap import Gap, find_gap
from matcher.needs import closed_demands, open_needs
from matcher.occupation_skills import OccupationSkills
from matcher.preferences import Preferences, Unsuited
from matcher.prior_learning import PriorLearning, Unproven, unproven
from matcher.profiles import Profile, ProfileClaims
from matcher.progress import Progress, untold
from matcher.questions import StackQuestion, ask_for_stack, prerequisites
from matcher.reading import AdReader, Reading
from matcher.recommendation import Recommendation, Recommended, recommend
from matcher.role_demands import occupation_demands
from matcher.role_skills import RoleRanker
from matcher.roles import OccupationFinder, Role
from matcher.slices import Slice
from matcher.stacking import StackResult
from matcher.teaching import Teaching
from matcher.vectors import TokenEncoder

SIMILAR_ADS_OF_A_ROLE = 3
SIMILAR_AD_FROM = 0.55
"""Cosine from which an indexed ad speaks for a role."""
MAX_NEEDS = 60
"""The weightiest needs that recommending looks at; the others are shown as open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    demands: tuple[Demand, ...]
    profile: Profile
    gap: Gap
    recommendations: tuple[Recommendation, ...]
    needed: tuple[Recommendation, ...]
    """Prerequisites of recommended ones that close nothing themselves."""
    unsuited: Mapping[AchievementId, tuple[Unsuited, ...]]
    question: StackQuestion
    stack: StackResult
    """The answer to the question."""
    open: tuple[Demand, ...]
    """Missing skills that the stack does not touch, nor an alternative to them."""
    unproven: tuple[Unproven, ...]
    """What the profile covers by word alone, with what would prove it."""

    @property
    def taken(self) -> tuple[Recommendation, ...]:
        """What the stack holds, in its order."""
        by_id = {str(one.achievement.id): one for one in (*self.recommendations, *self.needed)}
        return tuple(by_id[key] for key in self.stack.chosen)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pipeline:
    taxonomy: Taxonomy
    encoder: TokenEncoder
    reader: AdReader
    profiles: ProfileReader
    finder: OccupationFinder
    catalogue: Catalogue
    teaching: Teaching
    """Of the catalogue's courses."""
    ads: AdLibrary
    prior_learning: PriorLearning = field(default_factory=PriorLearning)
    occupation_skills: OccupationSkills = field(default_factory=OccupationSkills)
    role_ranker: RoleRanker | None = None
    """None where no weights were fitted with this encoder."""

    def read(self, text: str, min_confidence: float | None = None, told: Progress = untold) -> Reading:
        """What the ad asks for, each with the ad's own words. Raises EmptyText."""
        return self.reader.read(text, min_confidence, told)

    def role(self, name: str, min_confidence: float | None = None) -> Role:
        """The occupation that a role name means, and its demand by source. Raises EmptyText, UnknownRole."""
        matches, others = self.finder.resolve(name)
        similar = [
            (found.ad.id, self.ads.demands_of(found.ad.id))
            for found in self.similar_ads(title=name, text="", limit=SIMILAR_ADS_OF_A_ROLE)
            if found.similarity >= SIMILAR_AD_FROM
        ]
        wanted = occupation_demands(
            matches,
            self.taxonomy,
            self.reader.linker,
            similar,
            min_confidence,
            figures=self.occupation_skills,
            ranker=self.role_ranker,
        )
        return Role(name=name, matches=matches, others=others, demands=wanted)

    def similar_ads(
        self, *, title: str | None, text: str, limit: int, within: Slice | None = None
    ) -> Sequence[SimilarAd]:
        """Indexed ads like this one, nearest first, of a slice or of all.

        Raises EmptyText where neither title nor text is given, InvalidInput where the slice can't be.
        """
        if not any(c.isalnum() for c in (title or "") + text):
            raise EmptyText("the ad to compare with")
        return self.ads.nearest(ad_vector(title, text, self.encoder), limit, within)

    def read_profile(self, claims: ProfileClaims, wanted: Sequence[Demand] = ()) -> Profile:
        """What the person holds; the demands' skills are looked for in every sentence, and by the ad's own words."""
        words = {demand.skill: demand.words() for demand in wanted}
        others = {other: frozenset[str]() for demand in wanted for other in sorted(demand.alternatives)}
        return self.profiles.read(claims, {**others, **words})

    def advise(self, wanted: Sequence[Demand], claims: ProfileClaims, preferences: Preferences) -> Advice:
        """Demand minus profile, what closes it, and the stack that closes most within budget and hours."""
        return self.advise_holder(wanted, self.read_profile(claims, wanted), preferences)

    def advise_holder(self, wanted: Sequence[Demand], profile: Profile, preferences: Preferences) -> Advice:
        """The same for a profile that is read already."""
        gap = find_gap(wanted, profile, self.prior_learning)
        needed = open_needs(gap, self.prior_learning)
        heavy = needed[:MAX_NEEDS]
        recommended = self.recommend([demand for need in heavy for demand in need.demands], preferences)
        others = prerequisites(recommended.found, self.catalogue, preferences)
        question = ask_for_stack(heavy, [*recommended.found, *others], self.catalogue, preferences)
        stack = question.best()
        closed = closed_demands(needed, frozenset(map(ConceptUri, stack.closed_by)))
        held = {own.demand.skill: profile.of(own.demand.skill) for own in gap.covered}
        kinds = {skill: self.taxonomy.skill(skill).kind for skill in held}
        return Advice(
            demands=tuple(wanted),
            profile=profile,
            gap=gap,
            recommendations=recommended.found,
            needed=others,
            unsuited=recommended.unsuited,
            question=question,
            stack=stack,
            open=tuple(demand for demand in gap.missing if demand.skill not in closed),
            unproven=unproven(held, kinds, self.catalogue),
        )

    def recommend(self, missing: Sequence[Demand], preferences: Preferences) -> Recommended:
        """Every achievement that closes something of the gap, the worthiest first."""
        taught = self.teaching.taught([demand.skill for demand in missing])
        return recommend(missing, self.catalogue, taught, preferences)
