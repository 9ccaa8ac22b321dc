"""Demand and supply as the wire format says them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from api.demand_schemas import (
    BesideOut,
    CompetitorOut,
    CourseOut,
    DemandLine,
    EmergingLine,
    EmployerOut,
    ExampleOut,
    ForecastOut,
    HoursOut,
    ImportanceOut,
    IntervalOut,
    NamedOut,
    NatureShareOut,
    NearOut,
    OneMoreOut,
    PointOut,
    PriceRangeOut,
    QuoteOut,
    ServedOut,
    SkillMarketOut,
    SliceOut,
    SupplyOut,
    TeacherOut,
    TotalsOut,
    TrendLine,
    TrendOut,
    UnaskedOut,
    UnmetLine,
    UnmetParts,
    WhatIfOut,
)
from api.rendering import DIGITS, versions_out
from api.wiring import Service
from matcher.ad_store import FacetKind
from matcher.adding import Competitor, OneMore, Served, WhatIf
from matcher.areas import PREFIX
from matcher.concepts import ConceptUri
from matcher.demand import Importance
from matcher.emerging import EmergingNeed, NearConcept
from matcher.intervals import Interval
from matcher.market import Beside, Demanded, Totals
from matcher.natures import Nature, transversal_skills
from matcher.provision import Course, Moving, SkillMarket, Trends
from matcher.quotes import Quote
from matcher.series import Point
from matcher.slices import Slice
from matcher.supply import Supply, Teacher, terms
from matcher.trends import Trend
from matcher.unmet import Unmet

FAMILY, AREA = "family", "area"
GROUPS = (FAMILY, AREA)
"""Kinds of what has members."""
SHARE_DIGITS = 6
"""Of shares, so that what rounds them once more to percentages is right."""
TEACHERS = 20
"""Listed for a skill; all are counted."""
FORMULA = "score = asked * wanted * breadth * open"
EMPTY = "no ad lies in this slice, so nothing is said about demand"
MADE_UP = "these are sample ads that we made up: put in your own with `matcher ads ingest`"
SAMPLE_COURSES = "the catalogue is the sample that we made up: put in your own with `matcher catalogue add`"
AS_READ = "figures count what was read in the ads, not what was meant: see expected_ads"
FEW = 100
NOT_FORESEEN = "forecasts are made for months and quarters"
FAR_APART = "dates from {first} to {last} lie too far apart for periods: leave out wrong ones by since and until"
UNDATED = "no ad of this slice is dated, so nothing is said about time"
SMALL_SLICE = f"fewer than {FEW} ads lie in this slice: intervals are wide"


@dataclass(frozen=True)
class DemandRenderer:
    service: Service

    @cached_property
    def transversal(self) -> frozenset[ConceptUri]:
        return transversal_skills(self.service.pipeline.taxonomy)

    def head(self, wanted: Slice, totals: Totals) -> dict[str, Any]:
        """What every answer begins with."""
        return {
            "versions": versions_out(self.service),
            "attribution": list(self.service.pipeline.taxonomy.attribution),
            "slice": self._slice(wanted),
            "totals": TotalsOut(**{name: getattr(totals, name) for name in Totals.__slots__}),
            "notes": list(self._notes(totals)),
        }

    def line(self, own: Demanded, ads: int) -> DemandLine:
        return DemandLine(
            id=own.id,
            label=self.label(own.id),
            kind=self._kind(own.id),
            nature=self.nature(own.id),
            ads=own.ads,
            share=_short(own.ads / ads),
            interval=_interval(own.share),
            independent_ads=round(own.independent, 1),
            expected_ads=round(own.expected, 3),
            importance=ImportanceOut(**{kind.value: own.importance[kind] for kind in Importance}),
            employers=own.employers,
            largest_employer_ads=own.largest,
            effective_employers=round(own.effective_employers, 3),
            doubts=sorted(own.doubts),
            small=own.is_small,
            way_of_working=self.service.provision.is_way_of_working(own.id),
            members=[self.named(uri) for uri in self._members(own.id)],
        )

    def unmet_line(self, own: Unmet, ads: int) -> UnmetLine:
        parts = UnmetParts(
            asked=_short(own.asked),
            wanted=_short(own.wanted),
            breadth=None if own.breadth is None else _short(own.breadth),
            open=_short(own.open),
        )
        line = self.line(own.demand, ads).model_dump()
        return UnmetLine(**line, score=round(own.score, DIGITS + 2), parts=parts, supply=supply_out(own.supply))

    def market(self, id: str, wanted: Slice, found: SkillMarket) -> SkillMarketOut:
        members = self.service.provision.members(id)
        head, totals = self.head(wanted, found.totals), found.totals
        far = [FAR_APART.format(first=totals.first, last=totals.last)] if totals.first and not found.course else []
        return SkillMarketOut.model_validate(
            {
                **head,
                "notes": [*head["notes"], *far],
                "id": id,
                "label": self.label(id),
                "kind": self._kind(id),
                "members": [self.named(uri) for uri in sorted(members)] if self._kind(id) in GROUPS else [],
                "demand": self.unmet_line(found.unmet, found.totals.ads) if found.unmet else None,
                "supply": supply_out(found.supply),
                "teachers": [self.teacher(own) for own in found.supply.teachers[:TEACHERS]],
                "beside": [self.beside(own, found) for own in found.beside],
                "employers": [EmployerOut(name=name, ads=ads) for name, ads in found.employers],
                "quotes": [self.quote(own) for own in found.quotes],
                "course": course_out(found.course) if found.course else None,
            }
        )

    def trend_line(self, own: Moving) -> TrendLine:
        return TrendLine(**self.line(own.demand, own.demand.of).model_dump(), trend=trend_out(own.trend))

    def emerging_line(self, own: EmergingNeed) -> EmergingLine:
        group = own.group
        return EmergingLine(
            label=group.label,
            terms=list(group.terms),
            stands_for=group.stands_for,
            beside=list(group.beside),
            kind=group.kind.value,
            covered_by=_near(group.covered_by) if group.covered_by else None,
            near=[_near(one) for one in group.near],
            ads=own.ads,
            employers=own.employers,
            without_employer=own.unnamed,
            interval=_interval(own.share) if own.share else None,
            by_year=dict(own.by_year),
            first=own.first,
            last=own.last,
            small=own.small,
            template=own.template,
            examples=[
                ExampleOut(text=one.text, ad=one.ad, source=one.source, date_posted=one.posted) for one in own.examples
            ],
        )

    def what_if(self, wanted: Slice, totals: Totals, found: WhatIf) -> WhatIfOut:
        return WhatIfOut.model_validate(
            {
                **self.head(wanted, totals),
                "title": found.draft.name,
                "ads": found.ads,
                "newly_served": found.newly,
                "newly_served_ads": list(found.newly_ids),
                "teaches": [self.served(own, totals.ads) for own in found.teaches],
                "may_teach": [self.served(own, totals.ads) for own in found.may_teach[:TEACHERS]],
                "unasked": [
                    UnaskedOut(skill=self.named(own.skill), probability=_short(own.probability), words=own.words)
                    for own in found.unasked
                ],
                "competitors": [self.competitor(own) for own in found.competitors],
                "one_more": [self.one_more(own, totals.ads) for own in found.one_more],
            }
        )

    def served(self, own: Served, ads: int) -> ServedOut:
        return ServedOut(
            probability=_short(own.by_draft.probability),
            stated=own.by_draft.stated,
            field=own.by_draft.field,
            words=own.by_draft.words,
            new=own.is_new,
            demand=self.unmet_line(own.demand, ads),
        )

    def competitor(self, own: Competitor) -> CompetitorOut:
        course = own.course
        return CompetitorOut(
            id=course.id,
            name=course.name,
            provider=course.opportunity.provider,
            shared=[self.named(skill) for skill in own.shared],
        )

    def one_more(self, own: OneMore, ads: int) -> OneMoreOut:
        return OneMoreOut(
            demand=self.unmet_line(own.demand, ads), lift=round(own.beside.lift, 4), more_ads=own.more_ads
        )

    def beside(self, own: Beside, found: SkillMarket) -> BesideOut:
        asking = found.unmet.demand.ads if found.unmet else 1
        return BesideOut(
            uri=own.id,
            label=self.label(own.id),
            nature=self.nature(own.id),
            ads=own.ads,
            share=_short(own.ads / asking),
            interval=_interval(own.share),
            lift=round(own.lift, 4),
        )

    def teacher(self, own: Teacher) -> TeacherOut:
        return TeacherOut(
            id=own.course.id,
            name=own.course.name,
            provider=own.course.opportunity.provider,
            skill=self.named(own.skill),
            probability=_short(own.probability),
            closes=own.closes,
            stated=own.stated,
            field=own.field,
            words=own.words,
            sample=own.course.sample,
        )

    def quote(self, own: Quote) -> QuoteOut:
        return QuoteOut(
            ad=own.ad,
            skill=self.named(own.skill),
            text=own.text,
            importance=own.importance.value,
            confidence=_short(own.confidence),
            title=own.title,
            organisation=own.organisation,
            date_posted=own.posted,
            source=own.source,
            sample=own.sample,
        )

    def named(self, uri: str) -> NamedOut:
        return NamedOut(uri=uri, label=self.label(uri))

    def label(self, id: str) -> str:
        """Of an area that of its head."""
        taxonomy = self.service.pipeline.taxonomy
        uri = ConceptUri(id.removeprefix(PREFIX))
        if uri in taxonomy.skills:
            return taxonomy.skills[uri].preferred_label
        if uri in taxonomy.occupations:
            return taxonomy.occupations[uri].preferred_label
        return next((family.label for family in taxonomy.families if family.id == id), id)

    def nature(self, id: str) -> str:
        taxonomy = self.service.pipeline.taxonomy
        family = next((family for family in taxonomy.families if family.id == id), None)
        is_transversal = family.transversal if family else ConceptUri(id.removeprefix(PREFIX)) in self.transversal
        return (Nature.TRANSVERSAL if is_transversal else Nature.TECHNICAL).value

    def _members(self, id: str) -> Sequence[ConceptUri]:
        """Of an area, the head first; a family's are many and stand on its own page."""
        if not id.startswith(PREFIX):
            return ()
        head = ConceptUri(id.removeprefix(PREFIX))
        return (head, *sorted(self.service.provision.members(id) - {head}))

    def _kind(self, id: str) -> str:
        if id.startswith(PREFIX):
            return AREA
        known = self.service.pipeline.taxonomy.skills
        return known[ConceptUri(id)].kind.value if ConceptUri(id) in known else FAMILY

    def _slice(self, wanted: Slice) -> SliceOut:
        names = {kind: list(wanted.facets.get(kind, ())) for kind in FacetKind}
        occupations = [self.named(uri) for uri in names.pop(FacetKind.OCCUPATION)]
        stated = {kind.value: own for kind, own in names.items()}
        return SliceOut.model_validate(
            {**stated, "occupation": occupations, "since": wanted.since, "until": wanted.until}
        )

    def _notes(self, totals: Totals) -> Sequence[str]:
        if not totals.ads:
            return [EMPTY]
        notes = [AS_READ]
        notes += [SMALL_SLICE] if totals.ads < FEW else []
        notes += [MADE_UP] if totals.sample else []
        notes += [SAMPLE_COURSES] if self.service.provision.supplies.made_up else []
        return notes


def supply_out(own: Supply) -> SupplyOut:
    found = terms([teacher.course for teacher in own.teachers])
    return SupplyOut(
        courses_closing=len(own.closing),
        courses_may_close=len(own.teachers),
        expected_courses=round(own.expected, 2),
        providers=found.providers,
        prices=[PriceRangeOut(currency=c, least=low, most=high) for c, (low, high) in found.prices.items()],
        without_price=found.unpriced,
        modes={mode.value: count for mode, count in found.modes.items()},
        without_mode=found.unstated_mode,
        hours=HoursOut(least=found.hours[0], most=found.hours[1]) if found.hours else None,
    )


def _near(own: NearConcept) -> NearOut:
    return NearOut(uri=own.uri, label=own.label, similarity=_or_none(own.similarity))


def trend_out(own: Trend) -> TrendOut:
    return TrendOut(
        direction=own.direction.value,
        untested=own.untested.value if own.untested else None,
        slope=None if own.slope is None else round(own.slope, 3),
        interval=_interval(own.slope_interval) if own.slope_interval else None,
        unclear=own.unclear.value if own.unclear else None,
        p=None if own.p is None else _short(own.p),
        q=None if own.q is None else _short(own.q),
        compared=own.compared.value if own.compared else None,
        periods=own.periods,
    )


def course_out(own: Course) -> CourseOut:
    forecast = own.forecast
    ahead = zip(own.following, forecast.expected if forecast else (), strict=False)
    return CourseOut(
        grain=own.grain.value,
        trend=trend_out(own.trend),
        points=[_point(point) for point in own.points],
        forecast=[
            ForecastOut(
                period=period.label,
                share=_short(expected.share),
                likely=_interval(expected.likely),
                almost_sure=_interval(expected.almost_sure),
            )
            for period, expected in ahead
        ],
        unforeseen=NOT_FORESEEN if forecast is None else forecast.unforeseen.value if forecast.unforeseen else None,
    )


def natures_out(found: Trends) -> list[NatureShareOut]:
    technical, transversal = found.natures[Nature.TECHNICAL], found.natures[Nature.TRANSVERSAL]
    return [
        NatureShareOut(
            period=period.label,
            partly=found.partly[at],
            demands=transversal[at].of,
            technical=_or_none(technical[at].value),
            transversal=_or_none(transversal[at].value),
            interval=_interval(own) if (own := transversal[at].interval) else None,
        )
        for at, period in enumerate(found.periods)
    ]


def _point(own: Point) -> PointOut:
    return PointOut(
        period=own.period.label,
        ads=own.ads,
        asking=own.asking,
        share=_or_none(own.share),
        interval=_interval(own.interval) if own.interval else None,
        partly=own.partly,
    )


def _or_none(value: float | None) -> float | None:
    return None if value is None else _short(value)


def _interval(own: Interval) -> IntervalOut:
    return IntervalOut(low=_short(own.low), high=_short(own.high))


def _short(value: float) -> float:
    return round(value, SHARE_DIGITS)
