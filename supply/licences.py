"""`python -m supply.licences [--write]`: every package with its licence; none, or one that we don't allow, fails.

Licences are what the installed packages state of themselves. The list is docs/licences.md.
"""

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from license_expression import ExpressionError, Licensing, get_spdx_licensing  # type: ignore[import-untyped]

from supply.locks import DEVELOP, SERVER, TORCH, read_lock
from supply.vendored import vendored

LIST = Path(__file__).parents[1] / "docs/licences.md"
POLICY = Path(__file__).with_name("policy.toml")
UNKNOWN = "unknown"
SOME_BSD = "BSD"
"""With two clauses or three: the package does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    shipped: frozenset[str]
    developing: frozenset[str]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Licensed:
    name: str
    version: str
    licence: str | None
    """Of SPDX where that is known; None where nothing usable is stated."""
    shipped: bool


def read_policy(path: Path = POLICY) -> Policy:
    found = tomllib.loads(path.read_text("utf-8"))
    shipped = frozenset(found["shipped"])
    return Policy(shipped=shipped, developing=shipped | frozenset(found["developing"]), words=found["words"])


def licensed_packages(policy: Policy) -> Iterator[Licensed]:
    """Of both locks and torch, by name; those that apply on other systems only are left out."""
    shipped = {one.name for path in (TORCH, SERVER) for one in read_lock(path)}
    for one in sorted((*read_lock(TORCH), *read_lock(DEVELOP)), key=lambda one: one.name):
        if one.applies_here:
            licence = licence_of(installed(one.name), policy)
            yield Licensed(name=one.name, version=one.version, licence=licence, shipped=one.name in shipped)


def installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def licence_of(package: Distribution | None, policy: Policy) -> str | None:
    """Its expression; else its licence in a word; else its classifiers together."""
    if package is None:
        return None
    stated: Mapping[str, Any] = package.metadata.json
    classifiers = [one.rpartition(" :: ")[2] for one in stated.get("classifier", ()) if one.startswith("License ::")]
    candidates = [
        stated.get("license_expression"),
        stated.get("license"),
        " AND ".join(policy.words.get(one, one) for one in classifiers),
    ]
    for words in candidates:
        meant = policy.words.get(words, words) if words else None
        if meant and is_expression(meant):
            return meant
    return None


@cache
def spdx() -> Licensing:
    """Its names; slow to read."""
    return get_spdx_licensing()


def is_expression(words: str, besides: frozenset[str] = frozenset({SOME_BSD})) -> bool:
    """Whether all that it names are licences of SPDX, or of those besides."""
    if len(words.splitlines()) > 1:
        return False
    try:
        spdx().parse(words)
    except ExpressionError:
        return False
    return set(spdx().validate(words).invalid_symbols) <= besides


def is_allowed(expression: str, allowed: frozenset[str]) -> bool:
    """All that hold together must be allowed, or one of those that may be chosen from."""
    return _holds(spdx().parse(expression), allowed)


def _holds(node: Any, allowed: frozenset[str]) -> bool:  # noqa: ANN401 - the library has no types
    operator = getattr(node, "operator", "").strip()
    if operator == "AND":
        return all(_holds(one, allowed) for one in node.args)
    if operator == "OR":
        return any(_holds(one, allowed) for one in node.args)
    return node.render() in allowed


def troubles(packages: Sequence[Licensed], policy: Policy) -> Iterator[str]:
    for one in packages:
        allowed = policy.shipped if one.shipped else policy.developing
        if one.licence is None:
            yield f"{one.name} {one.version} states no licence that we know: look at it, then name it in policy.toml"
        elif not is_allowed(one.licence, allowed):
            yield f"{one.name} {one.version} is under {one.licence}, which policy.toml does not allow"


def listed(packages: Sequence[Licensed]) -> str:
    """As Markdown."""
    head = "| what | version | licence |\n| --- | --- | --- |"
    shipped = [f"| {one.name} | {one.version} | {one.licence or UNKNOWN} |" for one in packages if one.shipped]
    others = [f"| {one.name} | {one.version} | {one.licence or UNKNOWN} |" for one in packages if not one.shipped]
    files = [f"| {one.name} ({one.place}) | {one.version} | {one.licence} |" for one in vendored()]
    return "\n".join([
        "# Licences of what this is made of",
        "",
        "Written by `make licences`, which fails where one is unknown or not allowed by `supply/policy.toml`. Packages",
        "state them of themselves; `BSD` has two clauses or three: the package does not say. ESCO and O*NET: `NOTICE`.",
        "",
        f"## The server: {len(shipped)} packages",
        "",
        head,
        *shipped,
        "",
        f"## Files and data: {len(files)}",
        "",
        head,
        *files,
        "",
        f"## Only where developers work: {len(others)} packages",
        "",
        head,
        *others,
        "",
    ])  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    policy = read_policy()
    packages = tuple(licensed_packages(policy))
    found = list(troubles(packages, policy))
    text = listed(packages)
    if "--write" in arguments:
        LIST.write_text(text, "utf-8")
    elif not LIST.is_file() or LIST.read_text("utf-8") != text:
        found.append("docs/licences.md is not of these packages: run `make licences`")
    sys.stderr.writelines(f"{one}\n" for one in found)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
