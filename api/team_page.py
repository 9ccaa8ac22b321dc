"""A team's plan as a page to read and to print: without script, and as a file with its style in it."""

import base64
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.team_heatmap import heatmap
from api.team_rendering import UNWANTED
from api.team_schemas import TeamPlanOut
from api.team_table_names import TeamTable
from api.team_tables import COLUMNS, OWN_LIST, hours_told, rows_of, taught_by
from api.team_wording import (
    NO_LIMIT,
    NO_PRICE,
    NOT_RECORDED,
    NOT_STATED,
    NOT_WANTED,
    WITHHELD,
    amount,
    counted,
    field_words,
    held,
    notes_named,
    plain_words,
    proof_words,
    share,
    unread_words,
)
from matcher.dossier.wording import on

TEMPLATE = "team_plan.html"
HERE = Path(__file__).parent
STYLES = ("style.css", "plan.css", "team.css")
"""In static/, the later over the earlier."""
KEY_CHARACTERS = 12
TO_LOOK_AT = frozenset({"unsure", "unknown"})


@dataclass(frozen=True, slots=True)
class EmbeddedStyle:
    """That a file brings along. A policy in the page allows this style and nothing else."""

    text: str

    @property
    def policy(self) -> str:
        digest = base64.b64encode(hashlib.sha256(self.text.encode()).digest()).decode()
        return f"default-src 'none'; style-src 'sha256-{digest}'"


def embedded_style() -> EmbeddedStyle:
    return EmbeddedStyle("".join((HERE / "static" / name).read_text("utf-8") for name in STYLES))


def served_policy() -> str:
    """For the header of an answer that is such a page: stricter than ours, but for the style in it."""
    return f"{embedded_style().policy}; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"


@dataclass(frozen=True, slots=True)
class PlainFigures:
    """As every other file of a plan writes them; a page writes them in its reader's locale."""

    def number(self, value: Decimal | float, digits: int = 1) -> str:
        return amount(round(Decimal(str(value)), digits))

    def money(self, value: Decimal | float, currency: str | None) -> str:
        return amount(value, currency)

    def share(self, value: float) -> str:
        return share(value)


def key_of(text: str) -> str:
    """Of what a row is of, for the ids of its fields: where rows move, what is typed stays with its own."""
    return hashlib.sha256(text.encode()).hexdigest()[:KEY_CHARACTERS]


def equip(made: Environment) -> None:
    """With the words that the parts of a plan say."""
    made.globals.update(
        key_of=key_of,
        counted=counted,
        NO_LIMIT=NO_LIMIT,
        field_words=field_words,
        held=held,
        NOT_RECORDED=NOT_RECORDED,
        NO_PRICE=NO_PRICE,
        NOT_STATED=NOT_STATED,
        NOT_WANTED=NOT_WANTED,
        OWN_LIST=OWN_LIST,
        WITHHELD=WITHHELD,
    )


def parts_of(answer: TeamPlanOut, share_told: Callable[[float], str] = share) -> Mapping[str, object]:
    """What `team_parts.html` reads, besides `told`."""
    return {
        "answer": answer,
        "heatmap": heatmap(answer),
        "unread": unread_words(answer) if answer.unread else None,
        "proof": proof_words(answer.totals, share_told),
        "notes": notes_named(answer),
        "plainly": plain_words(answer),
        "hours": hours_told(answer.totals),
        "names": {course.id: course.name for course in answer.courses},
        "teaching": taught_by(answer),
        "courses": {course.id: course for course in answer.courses},
        "to_look_at": [own for own in answer.review if own.standing in TO_LOOK_AT],
        "wanted": {(own.skill.uri, "\n".join(own.roles)): own.level for own in answer.lines},
        "uncounted": [own for own in answer.left_out if own.why != UNWANTED],
        "costs": [*rows_of(TeamTable.COSTS, answer)],
        "cost_columns": COLUMNS[TeamTable.COSTS],
        "alternatives": [*rows_of(TeamTable.ALTERNATIVES, answer)],
        "alone": [own for own in answer.lines if own.single],
        "alone_withheld": any(own.single is None and own.recorded for own in answer.lines),
    }


def page_file(answer: TeamPlanOut) -> str:
    """One file that needs no other."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    equip(made)
    return made.get_template(TEMPLATE).render(
        **parts_of(answer), told=PlainFigures(), style=embedded_style(), day=on(answer.day)
    )
