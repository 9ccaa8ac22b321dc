"""A qualification taken apart, as plain text."""

from collections.abc import Iterator, Sequence

from api.commands.blocks import heading, quoted, wrapped
from api.schemas import UnitOut, UnitSkillOut


def units_text(name: str, units: Sequence[UnitOut], others: Sequence[str], width: int) -> str:
    lines = [heading(name)]
    for unit in units:
        lines += _unit(unit, bool(others), width)
    if others:
        whole = sum(unit.covered for unit in units)
        told = f"{', '.join(others)}: every skill of {whole} of {len(units)} units; levels and volume are not compared."
        lines += wrapped(told, width, 2)
    return "\n".join(lines)


def _unit(unit: UnitOut, compared: bool, width: int) -> Iterator[str]:
    yield from wrapped(f"{unit.name} ({unit.id})", width, 4, first="  ")
    if not unit.skills:
        yield "    no skill is stated or was read"
    for skill in unit.skills:
        yield from wrapped(f"{_covered(skill) if compared else ''}{skill.label}", width, 8, first="    ")
        yield from wrapped(f"{skill.field}: {quoted(skill.text)} ({skill.confidence:.2f})", width, 8)
    yield ""


def _covered(skill: UnitSkillOut) -> str:
    return "covered  " if skill.covered_by else "open     "
