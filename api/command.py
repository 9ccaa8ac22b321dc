"""`matcher`: every command, and what its exit code says.

0 it worked; 1 something broke; 2 the input can't be used; 3 something must be built or fetched first;
4 it finished, but left out some of the input; 130 it was interrupted.
"""

import errno
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from api.commands import (
    ads,
    advise,
    audit,
    building,
    catalogue,
    demand,
    doctor,
    explain,
    extract,
    keys,
    mcp,
    rank,
    roles,
    sealing,
    serve,
    skills,
    taxonomy,
    team,
    tenants,
)
from api.commands.loading import Loading, loading_of
from api.validation import without_kind
from matcher.errors import (
    ArtefactMismatch,
    FolderReadOnly,
    IncompatibleVectors,
    MatcherError,
    SourceUnavailable,
    StoreDamaged,
    StoreFull,
    StoreGone,
    StoreLacksVectors,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
    WorkersLost,
)

BROKEN = 1
UNUSABLE = 2
NOT_BUILT = 3
NEEDS_BUILDING = (ArtefactMismatch, IncompatibleVectors, SourceUnavailable)
OTHERS_FAILED = (
    FolderReadOnly,
    StoreDamaged,
    StoreFull,
    StoreGone,
    StoreLacksVectors,
    StoreLocked,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
    WorkersLost,
)
WHAT_TO_DO = {
    errno.ENOSPC: "make room and start the same command again: what was kept before is all there",
    errno.EROFS: "nothing was changed; start it where this may be written",
}
"""Of what the system refuses."""


class Commands(TyperGroup):
    """What is wrong with the value of an option is told without the library's name for its kind of error."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - of types that Typer keeps to itself
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = without_kind(error.message)
            raise


def make_app() -> typer.Typer:
    app = typer.Typer(
        name="matcher",
        cls=Commands,
        help="From a job ad to the micro-credentials that close the gap, with the evidence.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_for_tenant)
    app.command()(advise.advise)
    app.command()(extract.extract)
    app.command()(explain.explain)
    app.command()(rank.rank)
    app.command()(roles.roles)
    app.add_typer(taxonomy.make_group(), name="taxonomy")
    app.add_typer(building.make_group(), name="index")
    app.add_typer(skills.make_group(), name="skills")
    app.add_typer(catalogue.make_group(), name="catalogue")
    app.add_typer(ads.make_group(), name="ads")
    app.add_typer(demand.make_group(), name="demand")
    app.add_typer(team.make_group(), name="team")
    app.add_typer(keys.make_group(), name="keys")
    app.add_typer(tenants.make_group(), name="tenants")
    app.command()(audit.audit)
    app.add_typer(sealing.make_group(), name="seal")
    app.command()(building.setup)
    app.command()(serve.serve)
    app.command()(mcp.mcp)
    app.command()(doctor.doctor)
    return app


def _for_tenant(
    context: typer.Context,
    tenant: Annotated[
        str | None, typer.Option(metavar="NAME", help="Whose ads and courses.  [default: as set, main]")
    ] = None,
) -> None:
    """From a job ad to the micro-credentials that close the gap, with the evidence."""
    if tenant is not None:
        context.obj = replace(loading_of(context), tenant=tenant)


def main(arguments: Sequence[str] | None = None, loading: Loading | None = None) -> int:
    """Run one command; returns its exit code. Every expected failure is one line on standard error."""
    try:
        code = _run(arguments, loading or Loading())
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python complains again as it exits
        return BROKEN
    except KeyboardInterrupt:
        return serve.INTERRUPTED
    except MatcherError as error:
        return _fail(str(error), code_of(error))
    except OSError as error:
        said = "; ".join(filter(None, (str(error.strerror or error), WHAT_TO_DO.get(error.errno or 0))))
        return _fail(f"{error.filename or 'system'}: {said}", BROKEN)
    return code


def _run(arguments: Sequence[str] | None, loading: Loading) -> int:
    try:
        make_app()(args=arguments, obj=loading, prog_name="matcher")
    except SystemExit as left:
        return left.code if isinstance(left.code, int) else 0
    return 0


def code_of(error: MatcherError) -> int:
    if isinstance(error, OTHERS_FAILED):
        return BROKEN
    return NOT_BUILT if isinstance(error, NEEDS_BUILDING) else UNUSABLE


def _fail(message: str, code: int) -> int:
    sys.stderr.write(f"matcher: {message}\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
