"""What a workbook of a team's plan reckons itself: costs, sums, what is left of a budget.

A sum over cells of which one is withheld would be wrong: there the figure itself stands, or that it is withheld.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from api.team_schemas import TeamTotalsOut
from api.team_tables import COST, cost_of
from api.team_wording import NO_LIMIT, NO_PRICE, WITHHELD
from corpora.spreadsheets.book import Cell, Formula, Page, letter

ALL = "all"
Figure = int | float | Decimal
FIRST = 2
"""Number of the first row below the header."""


def plan_with_formulas(plan: Page, totals: TeamTotalsOut) -> Page:
    """Each cost as its seats times its price, and the sums of both."""
    at = _letters(plan)
    rows = [_priced(row, number, at, plan) for number, row in enumerate(plan.rows, FIRST)]
    return _summed(replace(plan, rows=tuple(rows)), {"seats": totals.seats, COST: cost_of(totals)})


def costs_with_formulas(costs: Page, plan: Page, totals: TeamTotalsOut) -> Page:
    """By quarter the sums of the plan's cells, what it comes to so far, and what that leaves."""
    at, of, last = _letters(costs), _letters(plan), len(plan.rows) + 1
    quarters = _cells_of(plan, of["quarter"], last)
    added = [name for name in ("seats", COST) if plan.rows and _countable(_values(plan, name))]
    is_counted = _countable(_values(costs, COST))
    rows = []
    for number, row in enumerate(costs.rows, FIRST):
        new = {name: f"SUMIFS({_cells_of(plan, of[name], last)},{quarters},{at['quarter']}{number})" for name in added}
        if is_counted:
            new["cost so far"] = f"SUM({at[COST]}${FIRST}:{at[COST]}{number})"
            new["left of the quarter"] = f"{at['budget of the quarter']}{number}-{at[COST]}{number}"
            new["left of the whole"] = f"{at['whole budget']}{number}-{at['cost so far']}{number}"
        rows.append(
            _replaced(costs, row, {name: own for name, own in new.items() if _value(costs, row, name) != NO_LIMIT})
        )
    return _summed(replace(costs, rows=tuple(rows)), {"seats": totals.seats, COST: cost_of(totals)})


def _priced(row: tuple[Cell, ...], number: int, at: Mapping[str, str], plan: Page) -> tuple[Cell, ...]:
    if not _countable((_value(plan, row, "seats"), _value(plan, row, "price each")), words=()):
        return row
    return _replaced(plan, row, {COST: f"{at['seats']}{number}*{at['price each']}{number}"})


def _summed(page: Page, told: Mapping[str, int | Decimal | str | None]) -> Page:
    """With a last row: sums of these columns; of one that can't be summed what is `told`."""
    at, last = _letters(page), len(page.rows) + 1
    total: dict[str, Cell] = {page.columns[0].name: ALL}
    for name, figure in told.items():
        is_sum = page.rows and _countable(_values(page, name))
        summed = Formula(f"=SUM({at[name]}{FIRST}:{at[name]}{last})", _sum(_values(page, name)))
        total[name] = summed if is_sum else WITHHELD if figure is None else figure
    return replace(page, total=tuple(total.get(column.name) for column in page.columns))


def _countable(values: Iterable[Cell], words: Sequence[str] = (NO_PRICE,)) -> bool:
    """Whether all are figures, or formulas, or words that count as nothing."""
    return all(value in words if isinstance(value, str) else value is not None for value in values)


def _replaced(page: Page, row: tuple[Cell, ...], new: Mapping[str, str]) -> tuple[Cell, ...]:
    """A formula in the place of each of these figures, which is what it comes to."""
    cells = zip(page.columns, row, strict=True)
    return tuple(
        Formula(f"={new[column.name]}", value) if column.name in new and isinstance(value, Figure) else value
        for column, value in cells
    )


def _sum(values: Iterable[Cell]) -> Decimal:
    """Of what counts; words count as nothing."""
    figures = (value.value if isinstance(value, Formula) else value for value in values)
    return sum((Decimal(str(value)) for value in figures if isinstance(value, Figure)), Decimal(0))


def _values(page: Page, name: str) -> Iterable[Cell]:
    return (_value(page, row, name) for row in page.rows)


def _value(page: Page, row: tuple[Cell, ...], name: str) -> Cell:
    return next(value for column, value in zip(page.columns, row, strict=True) if column.name == name)


def _letters(page: Page) -> dict[str, str]:
    return {column.name: letter(place) for place, column in enumerate(page.columns)}


def _cells_of(page: Page, column: str, last: int) -> str:
    return f"{page.title}!${column}${FIRST}:${column}${last}"
