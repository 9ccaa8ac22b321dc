# ruff: noqa: PLC0415 - what is slow to import is imported when it is needed, so that --help is fast
"""`matcher tenants`: who shares this installation; all that is kept for one, taken along or erased."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from api.commands.loading import loading_of
from matcher.access import tenant_named
from matcher.audit import Action
from matcher.errors import InvalidInput

if TYPE_CHECKING:
    from corpora.store.tenants import Tenants
    from matcher.access import Tenant

OWNER_ONLY = 0o700
MANY = 2**62
"""More entries than an audit log has."""
Name = Annotated[str, typer.Argument(metavar="NAME", help="As `matcher tenants list` has it.")]


def make_group() -> typer.Typer:
    group = typer.Typer(help="Tenants: who shares this installation, and what is kept for each.", no_args_is_help=True)
    for name, command in (("list", list_), ("export", export), ("erase", erase)):
        group.command(name)(command)
    return group


def list_(context: typer.Context) -> None:
    """Every tenant with its active keys, ads and courses; a tab between them."""
    from api.access.tenancy import opened_tenants
    from corpora.store.keys import Keys
    from corpora.store.tenants import count_kept

    with opened_tenants(loading_of(context).installation()) as tenants:
        keys = Keys(tenants.main)
        for tenant in tenants.all():
            active = sum(key.is_active(keys.now()) for key in keys.all(tenant))
            with closing(tenants.database(tenant)) as database:
                ads, courses = count_kept(database)
            typer.echo(f"{tenant}\t{active:,} active keys\t{ads:,} ads\t{courses:,} courses")


def export(
    context: typer.Context,
    name: Name,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="A new folder, or an empty one.")],
) -> None:
    """Write all that is kept for a tenant into a folder: see docs/access.md for its files."""
    from api.access.tenancy import note_done, opened_tenants
    from api.commands.loading import with_tenant

    tenant, settings = tenant_named(name, "name"), loading_of(context).installation()
    with opened_tenants(settings) as tenants:
        tenants.require(tenant)
        _make_folder(out)
        counts = _write_all(tenants, tenant, out)
    note_done(with_tenant(settings, tenant), Action.TENANT_EXPORTED, sum(counts.values()))
    for file, count in counts.items():
        typer.echo(f"{count:>9,}  {out / file}")


def erase(
    context: typer.Context,
    name: Name,
    yes: Annotated[bool, typer.Option("--yes", help="Yes, all of it, for good.")] = False,
) -> None:
    """Erase all that is kept for a tenant: keys, ads, courses, indexes, audit; for good.

    That it was erased stays in the audit log, and its name is not given again.
    """
    from api.access.tenancy import opened_tenants

    tenant = tenant_named(name, "name")
    if not yes:
        raise typer.BadParameter(f"say --yes to erase all that is kept for {tenant}; `matcher tenants export` keeps it")
    with opened_tenants(loading_of(context).installation()) as tenants:
        gone = tenants.erase(tenant)
    for number, what in (
        (gone.ads, "ads"),
        (gone.courses, "courses"),
        (gone.keys, "keys"),
        (gone.audited, "entries of the audit log"),
        (gone.files, "files of stores and indexes"),
    ):
        typer.echo(f"{'unknown' if number is None else f'{number:,}':>9}  {what} erased")
    for file in gone.still:
        typer.echo(
            f"matcher: {file} was set aside by `matcher doctor` and may still hold names of keys of {tenant}; "
            "remove it when nobody needs it any more",
            err=True,
        )


def _make_folder(folder: Path) -> None:
    """For its owner only. Raises InvalidInput where something is in it already."""
    try:
        folder.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
        taken = next(folder.iterdir(), None)
    except OSError as error:
        raise InvalidInput("out", f"{folder} can't be made: {error.strerror or error}") from error
    if taken is not None:
        raise InvalidInput("out", f"{folder} holds {taken.name!r} already; name a new folder")


def _write_all(tenants: Tenants, tenant: Tenant, out: Path) -> dict[str, int]:
    """How many lines each file has."""
    from corpora.store.audit import AuditLog
    from corpora.store.exporting import ad_lines, audit_line, batch_lines, course_lines, key_line
    from corpora.store.keys import Keys

    with closing(tenants.database(tenant)) as database:
        counts = _write_pairs(out / "ads.jsonl", out / "readings.jsonl", ad_lines(database))
        counts["courses.jsonl"] = _write(out / "courses.jsonl", course_lines(database))
        counts["batches.jsonl"] = _write(out / "batches.jsonl", batch_lines(database))
    counts["keys.jsonl"] = _write(out / "keys.jsonl", map(key_line, Keys(tenants.main).all(tenant)))
    entries = AuditLog(tenants.main).entries(tenant, None, MANY)
    counts["audit.jsonl"] = _write(out / "audit.jsonl", map(audit_line, entries))
    return counts


def _write(path: Path, lines: Iterable[bytes]) -> int:
    count = 0
    with path.open("wb") as file:
        for count, line in enumerate(lines, 1):  # noqa: B007 - the last count is what is wanted
            file.write(line + b"\n")
    return count


def _write_pairs(first: Path, second: Path, pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, int]:
    count = 0
    with first.open("wb") as one, second.open("wb") as other:
        for count, (line, beside) in enumerate(pairs, 1):  # noqa: B007 - as above
            one.write(line + b"\n")
            other.write(beside + b"\n")
    return {first.name: count, second.name: count}
