"""Which scope each route needs, as one table; where a key may come by HTTP Basic; what needs none."""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.access import Scope

LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})
"""Methods that change nothing."""
FOR_PROGRAMS = ("/v1/", "/mcp", "/metrics", "/docs")
"""What else there is are pages, and what they send."""
FREE = ("/healthz", "/readyz", "/static/")
"""No key: whoever watches over the server has none, and there is nothing of anybody's there."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What needs a scope: paths that begin so (where they end in `*`), or are just this."""

    path: str
    scope: Scope
    methods: frozenset[str] | None = None
    """None: all."""
    of_main: bool = False
    """Only for keys of the main tenant: it tells of the process, which serves all of them."""

    def fits(self, method: str, path: str) -> bool:
        begins = self.path.removesuffix("*")
        here = path.startswith(begins) if begins != self.path else path == self.path
        return here and (self.methods is None or method in self.methods)


POST = frozenset({"POST"})
UNNAMED = Rule("/v1/*", Scope.ADMIN)
"""What is posted to the routes for programs and that no other rule names: a forgotten rule lets nobody in."""
PAGES = Rule("/*", Scope.READ)
RULES: Sequence[Rule] = (
    Rule("/metrics*", Scope.ADMIN, of_main=True),
    Rule("/v1/keys*", Scope.ADMIN),
    Rule("/v1/audit*", Scope.ADMIN),
    Rule("/v1/ads:batch", Scope.INGEST, POST),
    Rule("/v1/*", Scope.READ, LOOKING),
    Rule("/v1/gap", Scope.READ, POST),
    Rule("/v1/extract", Scope.READ, POST),
    Rule("/v1/catalogue/lint", Scope.READ, POST),
    Rule("/v1/demand/*", Scope.READ, POST),
    Rule("/v1/team/*", Scope.READ, POST),
    UNNAMED,
    PAGES,
)
"""The first that fits."""


def is_free(path: str) -> bool:
    return any(path == one or (one.endswith("/") and path.startswith(one)) for one in FREE)


def is_for_programs(path: str) -> bool:
    """Whoever asks for anything else is a person, and reads pages."""
    return path.startswith((*FOR_PROGRAMS, *FREE))


def rule_of(method: str, path: str) -> Rule:
    """A path without a slash in front is no path of ours, and needs the most."""
    return next((rule for rule in RULES if rule.fits(method, path)), UNNAMED)


def takes_basic(method: str, path: str) -> bool:
    """Whether a key may come as the password of HTTP Basic.

    Browsers send that unasked with whatever another site makes them send here. So it opens the pages, which change
    nothing that is kept, and what is only looked at; never what programs send to be kept or changed.
    """
    return method in LOOKING or not path.startswith(FOR_PROGRAMS)
