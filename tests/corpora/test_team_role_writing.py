"""Roles as they were read, written as a brief that reads back to the same requirements."""

from dataclasses import replace

from corpora.teams.briefs import brief_of
from corpora.teams.role_writing import roles_text
from matcher.demand import Importance
from matcher.workforce.brief import OwnRequirement, RoleBrief
from tests.small_workforce import brief, upskilling

AD = "Required:\n- Python\nDesirable:\n- advanced SQL \u202e\x07# no comment\n"


def test_what_an_ad_asks_is_written_as_a_list_with_its_words_and_read_back() -> None:
    asking = upskilling()
    asked = brief(RoleBrief(name='Analyst: "senior" #1', ad=AD, people=2))
    text = roles_text(asked, asking.roles(asked), lambda uri: asking.pipeline.taxonomy.skill(uri).preferred_label)
    [role] = brief_of("roles.yaml", text.encode()).roles
    assert (role.name, role.people) == ('Analyst: "senior" #1', 2)
    assert role.skills == (
        OwnRequirement(name="Python (computer programming)", level=3),
        OwnRequirement(name="SQL", level=4, importance=Importance.OPTIONAL),
    )
    assert "level from 'advanced'" in text
    assert all(line.isprintable() for line in text.splitlines()), "no character of the ad moves what is seen"


def test_a_plan_from_the_written_list_asks_for_what_the_ad_does() -> None:
    asking = upskilling()
    asked = brief(RoleBrief(name="A", ad=AD))
    roles = asking.roles(asked)
    text = roles_text(asked, roles, lambda uri: asking.pipeline.taxonomy.skill(uri).preferred_label)
    again = asking.roles(brief_of("roles.yaml", text.encode()))
    assert {(w.skill, w.level, w.importance) for w in again[0].wanted} == {
        (w.skill, w.level, w.importance) for w in roles[0].wanted
    }
    assert len(again[0].wanted) == 2


def test_all_else_that_the_brief_says_is_kept() -> None:
    stated = """
begin: 2027-Q3
quarters: 3
budget: 1200.50
budget_per_quarter: 500
currency: NZD
hours_per_person: 40
hours_per_quarter: 12.5
holders: 2
together: true
levels: {held: 2, wanted: 4, taught: 3}
moves: {P01: "A: b"}
names: {"PQ: searching": SQL, misc: ~}
courses:
  "c:sql": {price: 250, minimum: 6, group_prices: {10: 200, 20: 150}, hours: 12, most: 25, quarters: [1, 3], level: 4}
  "*": {price: 0, hours: 20}
roles: [{name: "A: b", skills: {SQL: 3}}]
"""
    asked = brief_of("roles.yaml", stated.encode())
    asking = upskilling()
    text = roles_text(asked, asking.roles(asked), lambda uri: asking.pipeline.taxonomy.skill(uri).preferred_label)
    again = brief_of("again.yaml", text.encode())
    assert replace(again, roles=()) == replace(asked, roles=())
