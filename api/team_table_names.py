"""The tables of a team's plan, by name: apart from what makes them, which is slow to import."""

from enum import StrEnum


class TeamTable(StrEnum):
    PLAN = "plan"
    MATRIX = "matrix"
    COSTS = "costs"
    ALTERNATIVES = "alternatives"
    PEOPLE = "people"
    REVIEW = "review"
    SOURCES = "sources"
