# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher catalogue`: the micro-credentials and courses on offer."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from dataclasses import replace as replaced
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.exporting import export, kept_courses
from api.commands.given import Sheet
from api.commands.lint import lint
from api.commands.loading import loading_of
from api.commands.running import SOME_REJECTED
from matcher.audit import Action, Result
from matcher.errors import UnknownAchievement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.offering import Offering
    from corpora.courses.columns import ColumnMap
    from matcher.achievements import Achievement
    from matcher.concepts import Taxonomy

UNREAD_NAMED = 10
"""Courses without a skill that are named; the others are counted."""


def make_group() -> typer.Typer:
    group = typer.Typer(help="The micro-credentials and courses on offer.", no_args_is_help=True)
    for name, command in (
        ("show", show), ("add", add), ("list", list_), ("get", get), ("export", export), ("reset", reset),
    ):  # fmt: skip
        group.command(name)(command)
    group.command("units")(units)
    group.command("lint")(lint)
    return group


def add(
    context: typer.Context,
    *,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, XLSX, Parquet, JSON Lines, JSON-LD or a page.")],
    columns: Annotated[
        str | None,
        typer.Option(
            "--map",
            metavar="NAME|FILE",
            help="coursera, edx, futurelearn, or a TOML file of columns: see docs/column-maps.md.",
        ),
    ] = None,
    sheet: Sheet = None,
    replace: Annotated[bool, typer.Option("--replace", help="Instead of the present catalogue.")] = False,
    rejects: Annotated[Path | None, typer.Option(metavar="FILE", help="Write all rejects here, as NDJSON.")] = None,
) -> None:
    """Add the courses of a file; where an id is known already, the new course takes its place."""
    from api.access.tenancy import note_done
    from api.commands.kept import require_any, split, tell_rejected
    from api.keeping import alone
    from api.wiring import catalogue_of, make_store, say_on_stderr
    from corpora.courses.files import read_courses
    from matcher.prerequisites import circle_in
    from models.catalogue_index import KIND

    new, rejected = split(read_courses(file, column_map(columns), sheet))
    typer.echo(f"{file.name}: {len(new):,} kept, {len(rejected):,} left out")
    tell_rejected(rejected, rejects)
    require_any(new, file, "course")
    loading = loading_of(context)
    settings = loading.settings()
    with alone(settings.place / KIND, say_on_stderr), closing(make_store(settings)) as store:
        reading = loading.reading()
        catalogue = catalogue_of(settings, reading, store, say_on_stderr)
        new, unknown = known_concepts_only(new, reading.taxonomy)
        for message in unknown:
            typer.echo(f"matcher: {file.name}, {message}", err=True)
        if not replace:
            catalogue.take_over()
        former = {one.stated.id for one in catalogue.store.kept().courses} & {one.id for one in new}
        if former and not replace:
            typer.echo(f"{len(former):,} take the place of courses with the same id")
        catalogue.offer(new, file.name, replace=replace)
        _tell_size(catalogue)
    note_done(settings, Action.COURSES_OFFERED, len(new), Result.IN_PART if rejected or unknown else Result.DONE)
    added = {course.id for course in new}
    courses = _achievements(context)
    circle = circle_in({a.id: a.opportunity.prerequisites for a in courses})
    if circle:
        led = ", which needs ".join(circle)
        typer.echo(f"matcher: prerequisites lead back to themselves: {led}; no stack can hold these", err=True)
    unread = [a.id for a in courses if not a.alignments and a.id in added]
    if unread:
        named = ", ".join(unread[:UNREAD_NAMED]) + (", ..." if len(unread) > UNREAD_NAMED else "")
        typer.echo(f"matcher: no skill was read in {len(unread):,}: {named}; state some as `teaches`", err=True)
    typer.echo("a running `matcher serve` offers them in a moment")
    if rejected or unknown:
        raise typer.Exit(SOME_REJECTED)


def known_concepts_only(courses: Sequence[Achievement], taxonomy: Taxonomy) -> tuple[list[Achievement], list[str]]:
    """The courses without what they state of concepts that the taxonomy lacks; and what that was, course by course."""
    kept: list[Achievement] = []
    unknown: list[str] = []
    for course in courses:
        known = tuple(a for a in course.alignments if a.concept in taxonomy.skills)
        missing = [a for a in course.alignments if a.concept not in taxonomy.skills]
        unknown += [f"{course.id}: {a.role.value} {a.concept!r}, no skill of {taxonomy.version}" for a in missing]
        kept.append(replaced(course, alignments=known) if missing else course)
    return kept, unknown


def column_map(name: str | None) -> ColumnMap | None:
    """A shipped map by its name, any other from its file. Raises InvalidInput."""
    from corpora.courses.columns import read_column_map, shipped_column_map

    if name is None:
        return None
    return read_column_map(Path(name)) if Path(name).suffix in (".toml", ".json") else shipped_column_map(name)


def reset(context: typer.Context) -> None:
    """Go back to the sample catalogue that we ship."""
    from api.access.tenancy import note_done
    from api.keeping import alone
    from api.wiring import catalogue_of, make_store, say_on_stderr
    from corpora.courses.catalogue import SAMPLE, read_sample_catalogue
    from models.catalogue_index import KIND

    loading = loading_of(context)
    settings = loading.settings()
    with alone(settings.place / KIND, say_on_stderr), closing(make_store(settings)) as store:
        catalogue = catalogue_of(settings, loading.reading(), store, say_on_stderr)
        sample = read_sample_catalogue()
        catalogue.offer(sample, SAMPLE, replace=True)
        _tell_size(catalogue)
    note_done(settings, Action.COURSES_RESET, len(sample))


def show(context: typer.Context) -> None:
    """How much the catalogue holds, and how much of it states what people decide by."""
    kept = kept_courses(loading_of(context).settings())
    achievements = [one.course for one in kept]
    stated = {
        "sample data": sum(a.sample for a in achievements),
        "with a price": sum(a.opportunity.price is not None for a in achievements),
        "with hours": sum(a.opportunity.workload is not None for a in achievements),
        "with a level": sum(a.credential.level is not None for a in achievements),
        "with a skill that was stated or read": sum(bool(a.alignments) for a in achievements),
        "providers": len({a.opportunity.provider for a in achievements if a.opportunity.provider}),
    }
    typer.echo(f"{len(achievements):>8,}  achievements")
    for name, count in stated.items():
        typer.echo(f"{count:>8,}  {name}")
    for source, count in sorted(Counter(one.source or "no known file" for one in kept).items()):
        typer.echo(f"{count:>8,}  from {source}")


def list_(
    context: typer.Context,
    limit: Annotated[int, typer.Option(min=1, help="How many at most.")] = 50,
) -> None:
    """The catalogue by id: id, name, provider, price, hours; a tab between them."""
    achievements = _achievements(context)
    for achievement in achievements[:limit]:
        typer.echo("\t".join(_row(achievement)))
    if len(achievements) > limit:
        typer.echo(f"matcher: {len(achievements) - limit:,} more; see --limit", err=True)


def get(context: typer.Context, achievement_id: Annotated[str, typer.Argument(metavar="ID")]) -> None:
    """One achievement with all that is known of it, as JSON."""
    from api.rendering import Renderer
    from corpora.taxonomies.build import load_current_taxonomy

    found = [achievement for achievement in _achievements(context) if achievement.id == achievement_id]
    if not found:
        raise UnknownAchievement(achievement_id)
    renderer = Renderer(load_current_taxonomy(loading_of(context).settings().home))
    typer.echo(renderer.achievement(found[0]).model_dump_json(indent=2))


def units(
    context: typer.Context,
    achievement_id: Annotated[str, typer.Argument(metavar="ID", help="A qualification, a series or a course.")],
    by: Annotated[list[str] | None, typer.Option(metavar="ID", help="Tell what it covers; repeatable.")] = None,
) -> None:
    """Take a qualification apart into the skills of its units, and see which of them other courses cover."""
    from api.commands.advice_text import terminal_width
    from api.commands.units_text import units_text
    from api.rendering import Renderer
    from corpora.courses.catalogue import InMemoryCatalogue
    from corpora.taxonomies.build import load_current_taxonomy
    from matcher.achievements import AchievementId
    from matcher.qualifications import units_of

    catalogue = InMemoryCatalogue.build(_achievements(context))
    whole = catalogue.get(AchievementId(achievement_id))
    others = [catalogue.get(AchievementId(one)) for one in by or ()]
    renderer = Renderer(load_current_taxonomy(loading_of(context).settings().home))
    found = renderer.units(units_of(whole, catalogue), others)
    typer.echo(units_text(whole.name, found, [one.name for one in others], terminal_width()))


def _achievements(context: typer.Context) -> Sequence[Achievement]:
    """By id, with what was read in them, without loading any model. Raises ArtefactMismatch."""
    return [one.course for one in kept_courses(loading_of(context).settings())]


def _row(achievement: Achievement) -> tuple[str, ...]:
    from api.commands.advice_text import NOT_STATED, hours_of

    price, workload = achievement.opportunity.price, achievement.opportunity.workload
    return (
        achievement.id,
        achievement.name,
        achievement.opportunity.provider or NOT_STATED,
        f"{price.currency} {price.amount}" if price else NOT_STATED,
        f"{hours_of(workload.hours_min, workload.hours_max)} hours" if workload else NOT_STATED,
    )


def _tell_size(catalogue: Offering) -> None:
    typer.echo(f"the catalogue holds {len(catalogue.store.kept().courses):,} achievements")
