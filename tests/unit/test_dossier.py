"""Evidence of need: what it says, value by value, and when it refuses to say anything."""

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from matcher.completeness import europe, new_zealand
from matcher.dossier import method
from matcher.dossier.chapters import Chapter, Grid, Listed, Picture, Quotation, Text, Writing
from matcher.dossier.checklist import ADD, NEED, OF_AWARDS, TITLE, TO_ADD, state
from matcher.dossier.making import dossier
from matcher.dossier.over_time import HEADING
from matcher.dossier.subject import Subject, sources_of
from matcher.errors import NoEvidence, OnlySamples
from matcher.intervals import Interval
from matcher.provision import By
from matcher.slices import Slice
from matcher.trends import Direction
from tests.fakes import BUDGETS, INTERVIEWS, PYTHON, SQL, THINKING
from tests.unit.need_world import DATA, HOSTILE, library_ads, provider, read

DAY = date(2026, 11, 26)
ALL = Slice()


def subject(id_: str = SQL, name: str = "SQL", wanted: Slice = ALL) -> Subject:
    provision = provider(library_ads())
    own = provision.members(id_)
    _, asked = provision.demand(wanted, By.SKILLS)
    return Subject(
        name=name,
        found=provision.skill(id_, wanted),
        members=tuple(one for one in asked if one.id in own) if id_ == DATA else (),
        label=lambda uri: uri.removeprefix("s:"),
        sliced=("all ads",),
        sources=sources_of(provision.market(), wanted),
        courses=5,
        sample_courses=True,
        versions=(("software", "1.0"),),
        attribution=("ESCO is the European Commission's.",),
        day=DAY,
    )


def chapter(writing: Writing, heading: str) -> Chapter:
    return next(one for one in writing.chapters if one.heading == heading)


def grid(own: Chapter) -> Grid:
    return next(block for block in own.blocks if isinstance(block, Grid))


def words(own: Chapter) -> str:
    return " ".join(block.words for block in own.blocks if isinstance(block, Text))


def test_the_summary_is_three_sentences_of_figures() -> None:
    [said] = chapter(dossier(subject()), "Summary").blocks
    assert isinstance(said, Text)
    asked, employers, offered = re.split(r"(?<=\.) (?=[A-Z])", said.words)
    assert asked.startswith("Of 22 different job ads looked at, about 11 (50.9 %; 95 % interval ")
    assert " ask for SQL by the calibrated confidence of our software, which read it in 14 (63.6 %; " in asked
    assert employers == (
        "They come from 5 named employers, as varied as 5 that advertise equally often, the largest with 3 ads; 10 "
        "of the ads call for it as essential."
    )
    assert offered == (
        "Of 5 sample courses that we made up, with which it was compared, 2 surely teach it, and no other one perhaps."
    )
    [said] = chapter(dossier(replace(subject(), sample_courses=False)), "Summary").blocks
    assert isinstance(said, Text)
    assert " Of 5 courses in the catalogue, with which it was compared, " in said.words


def test_a_group_is_counted_as_a_whole_and_skill_by_skill() -> None:
    table = grid(chapter(dossier(subject(DATA, "Data work")), "How often employers ask for it"))
    assert [row[:2] for row in table.rows] == [
        ("Data work", "16"),
        ("Sql", "14"),
        ("Interviews", "12"),
        ("Budgets", "1"),
    ]
    assert table.rows[1][5:] == ("10", "4", "0")


def test_employers_stand_by_how_often_they_ask() -> None:
    table = grid(chapter(dossier(subject()), "Which employers ask for it"))
    assert table.rows == (
        (HOSTILE, "3", "21.4 %"),
        ("City Library", "3", "21.4 %"),
        ("College", "3", "21.4 %"),
        ("Museum", "3", "21.4 %"),
        ("Archive", "2", "14.3 %"),
    )


def test_sentences_are_quoted_once_with_where_they_are_from() -> None:
    quoted = [b for b in chapter(dossier(subject()), "In employers' own words").blocks if isinstance(b, Quotation)]
    source = "Librarian, City Library, 1 January 2020, library.csv, ad ad-00"
    assert quoted[0] == Quotation("You will write SQL for our reports.", source)
    assert len({own.words for own in quoted}) == len(quoted)


def test_what_was_looked_at_is_said_with_its_sources() -> None:
    own = chapter(dossier(subject()), "What was looked at")
    [listed] = [block for block in own.blocks if isinstance(block, Listed)]
    assert listed.items[0] == "All ads"
    assert "Posted from 1 January 2020 to 22 January 2020" in listed.items
    assert "Sources: library.csv (22 ads)." in words(own)


def test_a_need_that_few_ask_for_is_said_to_be_no_evidence_and_is_not_ticked() -> None:
    own = subject(THINKING, "critical thinking")
    said = words(chapter(dossier(own), "Summary"))
    assert said.startswith("A small sample (few ads and few employers): by itself it is no evidence of a need.")
    rows = grid(chapter(dossier(own), "What a proposal has to hold")).rows
    assert rows[0][1:3] == (NEED, ADD)


def test_only_what_is_shown_is_ticked() -> None:
    new = replace(subject(), day=newest(subject()))
    rows = grid(chapter(dossier(new), "What a proposal has to hold")).rows
    assert [row[1] for row in rows if row[2] == "Shown here"] == [NEED]
    titled = grid(chapter(dossier(replace(new, title="SQL for libraries")), "What a proposal has to hold")).rows
    assert [row[1] for row in titled if row[2] == "Shown here"] == [NEED, TITLE]


def test_a_need_in_ads_of_years_ago_is_not_ticked_and_said_to_be_old() -> None:
    old = replace(subject(), day=newest(subject()) + timedelta(days=731))
    held = chapter(dossier(old), "What a proposal has to hold")
    assert [row[1] for row in grid(held).rows if row[2] == "Shown here"] == []
    assert "The need is not ticked: the newest of the ads is of " in words(held)


def newest(own: Subject) -> date:
    assert own.found.totals.last is not None
    return own.found.totals.last


def test_every_element_of_the_two_frameworks_has_what_to_add() -> None:
    own = subject()
    for rule in (*new_zealand.RULES, *europe.RULES):
        assert rule.element.name in OF_AWARDS or TO_ADD[rule.element.framework][rule.element.name]
        assert all(state(rule.element, own))


def test_organisation_title_and_day_stand_under_the_heading() -> None:
    writing = dossier(replace(subject(), title="SQL for libraries", organisation="Small College"))
    assert writing.below == (
        "For the proposed micro-credential “SQL for libraries”",
        "Small College",
        "26 November 2026",
    )
    assert (writing.title, writing.author, writing.day) == ("Evidence of need: SQL", "Small College", DAY)


def test_what_is_of_one_quarter_alone_has_no_course_over_time() -> None:
    assert HEADING not in [one.heading for one in dossier(subject()).chapters]


def test_periods_are_counted_and_a_plot_says_what_it_shows() -> None:
    early = [replace(own, ad=replace(own.ad, date_posted=date(2019, 11, 5))) for own in library_ads()[:4]]
    found = provider([*early, *library_ads()[4:]]).skill(SQL, ALL)
    said, picture, table = chapter(dossier(replace(subject(), found=found, plot=b"png")), HEADING).blocks
    assert isinstance(said, Text)
    assert said.words.startswith("Over 2 quarters no trend was tested: fewer than 8 periods with ads")
    assert isinstance(picture, Picture)
    assert (picture.png, picture.alternative.split(",")[1]) == (b"png", " from 100.0 % in 2019-Q4 to 55.6 % in 2020-Q1")
    assert isinstance(table, Grid)
    assert table.rows[1][:4] == ("2020-Q1 *", "18", "10", "55.6 %")
    assert len(chapter(dossier(replace(subject(), found=found)), HEADING).blocks) == 2


def test_a_sure_trend_is_told_with_its_slope() -> None:
    found = provider(library_ads()).skill(SQL, ALL)
    assert found.course is not None
    points = found.course.points * 2
    rising = replace(
        found.course.trend,
        direction=Direction.RISING,
        untested=None,
        slope=2.04,
        slope_interval=Interval(1.0, 3.0),
    )
    moving = replace(found, course=replace(found.course, points=points, trend=rising))
    assert words(chapter(dossier(replace(subject(), found=moving)), HEADING)).startswith(
        "Over 2 quarters the share of ads that ask for it surely rises: +2.0 percentage points a year by the "
        "Theil-Sen slope, 95 % interval +1.0 to +3.0."
    )


def test_made_up_courses_are_said_to_be_made_up() -> None:
    own = "They are samples that we made up"
    assert own in words(chapter(dossier(subject()), "Who teaches it already"))
    assert own not in words(chapter(dossier(replace(subject(), sample_courses=False)), "Who teaches it already"))


@pytest.mark.parametrize("until", [date(2019, 1, 1), None])
def test_where_no_ad_asks_for_it_no_dossier_is_written(until: date | None) -> None:
    with pytest.raises(NoEvidence, match=r"no evidence that employers need 'Python'.*none asks for it"):
        dossier(subject(PYTHON, "Python", Slice(until=until)))


def test_ads_that_we_made_up_are_no_evidence() -> None:
    provision = provider([read(1, "City Library", library_ads()[0].demands, sample=True)])
    with pytest.raises(OnlySamples, match=r"^No evidence can be made of samples: .* Whoever runs this service can"):
        dossier(replace(subject(), found=provision.skill(SQL, ALL)))


def test_the_published_figures_are_those_of_the_last_measurement() -> None:
    latest = (Path(__file__).parents[2] / "benchmarks/quality/latest.md").read_text(encoding="utf-8")
    held_out = re.search(r"\| ads \| precision \| recall \| F1 \|\n.*\n\| held out \| ([\d.]+) \| ([\d.]+) \|", latest)
    assert held_out
    measured = (float(held_out[1]), float(held_out[2]))
    assert pytest.approx(measured, abs=0.006) == (method.PRECISION, method.RECALL)
    teaches = re.search(r"\| from \| precision .*as served, n.*\n(?:\|.*\n)*?\| 0\.75 \| ([\d.]+) \|", latest)
    assert teaches
    assert pytest.approx(float(teaches[1]), abs=0.006) == method.TEACHES_PRECISION


def test_the_ads_of_the_world_are_counted_as_its_docstring_says() -> None:
    _, found = provider(library_ads()).demand(ALL, By.SKILLS)
    assert {one.id: one.ads for one in found} == {SQL: 14, INTERVIEWS: 12, BUDGETS: 1, THINKING: 1}


def test_a_skill_that_a_provider_states_by_its_address_is_not_quoted_as_if_the_course_said_it() -> None:
    own = subject()
    first, *others = own.found.supply.teachers
    stated = replace(first, stated=True, words="http://data.europa.eu/esco/skill/x")
    found = replace(own.found, supply=replace(own.found.supply, teachers=(stated, *others)))
    row = grid(chapter(dossier(replace(own, found=found)), "Who teaches it already")).rows[0]
    assert row[3] == "Sql, as its provider states"
