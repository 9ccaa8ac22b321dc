"""What a course provider asks, over a store in lists and the small catalogue: demand, supply, and what is unmet."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from corpora.courses.catalogue import InMemoryCatalogue
from corpora.store.signatures import signature_of
from matcher.achievements import Achievement, Alignment, AlignmentRole
from matcher.ad_store import FacetKind, Forgetting, ReadAd, ReadWith
from matcher.ads import JobAd
from matcher.alignment import CourseReader
from matcher.concepts import ConceptUri
from matcher.drafts import DRAFT, draft_in
from matcher.errors import InvalidInput, UnknownConcept
from matcher.market import Market
from matcher.periods import Grain
from matcher.pipeline import Pipeline
from matcher.provision import By, Provision, Supplies
from matcher.slices import Slice
from models.drafts import teaching_of_draft
from tests.fake_store import ListAdStore
from tests.fakes import (
    INTERVIEWS,
    JAVA,
    LEADING,
    PYTHON,
    SQL,
    TABLEAU,
    THINKING,
    LineSplitter,
    TrigramEncoder,
    achievement,
    small_catalogue,
    small_linker,
    small_pipeline,
)

ALL = Slice()


def ad(
    key: str, *asks: str, organisation: str | None = None, posted: date | None = None, sample: bool = False
) -> JobAd:
    text = f"Advertisement {key * 9} of {key * 7} for {key * 5}\nRequired:\n" + "\n".join(f"- {own}" for own in asks)
    return JobAd(id=key, text=text, organisation=organisation, date_posted=posted, sample=sample)


ADS = (
    ad("a", "SQL", "critical thinking", organisation="One"),
    ad("b", "SQL", organisation="One", posted=date(2024, 5, 1)),
    ad("c", "SQL", "Tableau", organisation="Two"),
    ad("d", "team leadership"),
    ad("e", "conduct research interview", sample=True),
)


def keep(store: ListAdStore, pipeline: Pipeline, ads: Iterable[JobAd]) -> None:
    read = [
        ReadAd(
            ad=one,
            made_with=ReadWith(reading="r", encoder="e"),
            demands=pipeline.read(one.text).demands,
            unlinked=(),
            language=None,
            vector=np.zeros((1, 4), dtype=np.float32),
            signature=signature_of(one),
        )
        for one in ads
    ]
    store.save(read, [])


def made(ads: Sequence[JobAd] = ADS, courses: Sequence[Achievement] | None = None) -> tuple[Provision, ListAdStore]:
    pipeline, store = small_pipeline(courses=courses), ListAdStore()
    keep(store, pipeline, ads)
    teaching, encoder = pipeline.teaching, TrigramEncoder()
    reader = CourseReader(splitter=LineSplitter(), linker=small_linker())
    families = pipeline.taxonomy.families
    provision = Provision(
        taxonomy=pipeline.taxonomy,
        market=lambda: Market(facts=store.facts(), groups=families, names=teaching.skills),
        ads=store,
        supplies=Supplies(catalogue=pipeline.catalogue, teaching=teaching),
        ways_of_working=frozenset(),
        read_draft=lambda draft: teaching_of_draft(draft, teaching, reader, encoder),
    )
    return provision, store


def test_skills_are_counted_over_the_ads_of_a_slice() -> None:
    provision, _ = made()
    totals, found = provision.demand(ALL, By.SKILLS)
    assert {own.id: own.ads for own in found} == {SQL: 3, THINKING: 1, TABLEAU: 1, LEADING: 1}
    assert (totals.ads, totals.employers, totals.without_employer, totals.undated) == (4, 2, 1, 3)
    _, found = provision.demand(Slice(facets={FacetKind.ORGANISATION: ("two",)}), By.SKILLS)
    assert {own.id: own.ads for own in found} == {SQL: 1, TABLEAU: 1}


def test_families_are_counted_under_their_ids() -> None:
    provision, _ = made()
    _, found = provision.demand(ALL, By.FAMILIES)
    assert [(own.id, own.ads) for own in found] == [("thinking", 1)]


def test_a_slice_that_cannot_be_is_refused_whatever_is_asked() -> None:
    provision, _ = made()
    wanted = Slice(facets={FacetKind.ORGANISATION: ("Three",)})
    with pytest.raises(InvalidInput, match="organisation"):
        provision.demand(wanted, By.AREAS)
    with pytest.raises(InvalidInput, match="organisation"):
        provision.skill(SQL, wanted)
    with pytest.raises(InvalidInput, match="organisation"):
        provision.what_if(draft_in("SQL"), wanted)


def test_unmet_demand_stands_beside_the_courses_of_the_catalogue() -> None:
    provision, _ = made()
    _, found = provision.unmet(ALL, By.SKILLS)
    by_id = {own.demand.id: own for own in found}
    assert [own.course.id for own in by_id[LEADING].supply.teachers] == ["c:lead"]
    assert by_id[LEADING].open == pytest.approx(0.5)
    assert {own.course.id for own in by_id[SQL].supply.teachers} == {"c:sql", "c:both"}
    assert by_id[SQL].open < 0.5
    scores = [own.score for own in found]
    assert scores == sorted(scores, reverse=True)


def test_a_catalogue_with_no_overlap_leaves_all_demand_open() -> None:
    provision, _ = made(courses=[achievement("c:other", "Write programs in Java", name="Java")])
    _, found = provision.unmet(ALL, By.SKILLS)
    assert {own.open for own in found} == {1.0}


def test_a_product_is_taught_by_the_courses_that_say_so() -> None:
    """The judge of teaching knows no names of products."""
    stated = achievement("c:viz", name="Charts", teaches=[TABLEAU])
    read = achievement("c:read", "Use Tableau", name="Dashboards")
    provision, _ = made(courses=[*small_catalogue(), stated, read])
    found = provision.skill(TABLEAU, ALL).supply
    assert [(own.course.id, own.stated) for own in found.teachers] == [("c:viz", True), ("c:read", False)]
    assert found.teachers[1].words is not None
    assert "Tableau" in found.teachers[1].words


def test_all_about_one_skill_stands_together() -> None:
    provision, _ = made()
    found = provision.skill(SQL, ALL)
    assert found.unmet is not None
    assert (found.unmet.demand.ads, found.unmet.demand.employers) == (3, 2)
    assert found.employers == (("One", 2), ("Two", 1))
    assert {own.ad: own.text for own in found.quotes} == {"a": "SQL", "b": "SQL", "c": "SQL"}
    assert {own.organisation for own in found.quotes[:2]} == {"One", "Two"}
    assert found.supply == provision.unmet(ALL, By.SKILLS)[1][0].supply


def test_a_skill_has_the_same_line_alone_as_in_the_list() -> None:
    provision, _ = made()
    for own in provision.unmet(ALL, By.SKILLS)[1]:
        assert provision.skill(own.demand.id, ALL).unmet == own


def test_a_family_is_asked_about_by_its_id() -> None:
    provision, _ = made()
    found = provision.skill("thinking", ALL)
    assert found.unmet is not None
    assert found.unmet.demand.ads == 1
    assert [(own.course.id, own.skill) for own in found.supply.teachers] == [("c:free", THINKING)]
    assert [own.skill for own in found.quotes] == [THINKING]


def test_a_skill_that_no_ad_of_the_slice_asks_for_has_supply_and_no_demand() -> None:
    provision, _ = made()
    found = provision.skill(PYTHON, ALL)
    assert found.unmet is None
    assert {own.course.id for own in found.supply.teachers} == {"c:both", "c:euro"}
    assert (found.beside, found.employers, found.quotes) == ((), (), ())


def test_an_empty_slice_says_nothing_of_a_skill() -> None:
    provision, _ = made()
    found = provision.skill(SQL, Slice(since=date(2030, 1, 1)))
    assert (found.totals.ads, found.unmet, found.course) == (0, None, None)
    assert provision.unmet(Slice(since=date(2030, 1, 1)), By.SKILLS)[1] == ()


def test_a_store_without_ads_answers_with_nothing() -> None:
    provision, _ = made(ads=())
    assert provision.demand(ALL, By.SKILLS)[1] == ()
    assert provision.unmet(ALL, By.AREAS)[1] == ()
    assert provision.skill(SQL, ALL).unmet is None


def test_what_is_neither_skill_nor_family_is_unknown() -> None:
    provision, _ = made()
    with pytest.raises(UnknownConcept, match="s:nothing"):
        provision.skill("s:nothing", ALL)
    with pytest.raises(UnknownConcept, match="s:nothing"):
        provision.skill("area:s:nothing", ALL)


def test_an_area_that_is_none_now_is_its_skill_alone() -> None:
    provision, _ = made()
    alone, area = provision.skill(SQL, ALL), provision.skill(f"area:{SQL}", ALL)
    assert alone.unmet is not None
    assert area.unmet is not None
    assert area.unmet.demand == replace(alone.unmet.demand, id=f"area:{SQL}")
    assert area.supply == alone.supply


def test_no_more_quotes_are_given_than_wanted_and_an_ad_that_is_gone_gives_none() -> None:
    provision, store = made()
    market = provision.market()
    asking, within = market.askings_for(SQL), market.within(ALL)
    assert [own.ad for own in provision.quotes(market, asking, frozenset({SQL}), within, 2)] == ["a", "c"]
    store.forget(Forgetting(ids=frozenset({"a"})))
    assert [own.ad for own in provision.quotes(market, asking, frozenset({SQL}), within, 2)] == ["c", "b"]


def test_an_ad_without_a_sentence_that_may_be_quoted_gives_none() -> None:
    provision, _ = made([ad("a", "SQL, ask Dr Smith"), ad("b", "SQL")])
    assert [own.ad for own in provision.skill(SQL, ALL).quotes] == ["b"]


def test_a_draft_is_set_beside_the_catalogue_and_the_ads() -> None:
    provision, _ = made()
    totals, found = provision.what_if(draft_in("Data\n- Query data with SQL\n- Write programs in Java"), ALL)
    assert totals.ads == 4
    assert [own.by_draft.skill for own in (*found.teaches, *found.may_teach)] == [SQL]
    assert found.draft.id == DRAFT
    taught = {own.skill for own in found.unasked}
    assert taught <= {JAVA}


def test_what_a_draft_states_is_told_though_no_ad_asks_for_it_and_products_count() -> None:
    provision, _ = made()
    draft = achievement("mine", name="Charts", teaches=[TABLEAU, INTERVIEWS])
    _, found = provision.what_if(draft, ALL)
    assert [own.by_draft.skill for own in found.teaches] == [TABLEAU]
    assert (found.ads, found.newly, found.newly_ids) == (1, 1, ("c",))
    assert [own.skill for own in found.unasked] == [INTERVIEWS]


def test_supply_is_worked_out_once_a_skill() -> None:
    course = replace(
        achievement("c:a", name="A"),
        alignments=(
            Alignment(
                concept=TABLEAU, role=AlignmentRole.TEACHES, confidence=0.5, stated=False, field="name", text="A"
            ),
        ),
    )
    provision, _ = made(courses=[course])
    first = provision.supplies.of([TABLEAU, ConceptUri("s:new"), TABLEAU])
    assert [own.probability for own in first[TABLEAU].teachers] == [0.5]
    assert first[ConceptUri("s:new")].teachers == ()
    emptied = Supplies(
        catalogue=InMemoryCatalogue.build([]),
        teaching=provision.supplies.teaching,
        known=dict(provision.supplies.known),
    )
    assert emptied.of([TABLEAU])[TABLEAU] == first[TABLEAU]


def test_a_skill_by_itself_moves_as_it_does_in_the_list() -> None:
    """Tested and foreseen among all of its kind: alone it would be called a trend more easily."""
    days = [date(2020 + at // 12, at % 12 + 1, 10) for at in range(30)]
    ads = [
        JobAd(
            id=f"{at}-{copy}",
            text="SQL is a must." if copy < 3 + at // 6 else "You must know Tableau.",
            date_posted=day,
        )
        for at, day in enumerate(days)
        for copy in range(12)
    ]
    provision, _ = made(ads)
    listed = provision.trends(ALL, By.SKILLS, Grain.MONTH)
    for own in listed.moving:
        course = provision.skill(own.demand.id, ALL, Grain.MONTH).course
        assert course is not None
        assert course.trend == own.trend


def test_a_course_of_the_catalogue_put_in_as_a_draft_does_not_count_against_itself() -> None:
    course = achievement("c:only", name="Queries", teaches=[SQL])
    provision, _ = made(courses=[course])
    _, found = provision.what_if(course, ALL)
    assert [(own.by_draft.skill, own.is_new) for own in found.teaches] == [(SQL, True)]
    assert (found.newly, found.competitors) == (found.ads, ())


def test_courses_that_we_made_up_count_only_where_there_are_no_others() -> None:
    real, ours = achievement("c:real", name="R", teaches=[SQL]), achievement("c:ours", name="O", teaches=[SQL])
    ours = replace(ours, sample=True)
    both, _ = made(courses=[replace(real, sample=False), ours])
    alone, _ = made(courses=[ours])
    assert [own.course.id for own in both.supply_of([SQL]).teachers] == ["c:real"]
    assert [own.course.id for own in alone.supply_of([SQL]).teachers] == ["c:ours"]
    assert (both.supplies.made_up, alone.supplies.made_up) == (False, True)
