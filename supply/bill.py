"""`python -m supply.bill FILE`: the bill of materials of the server as CycloneDX JSON, checked against its schema.

The same input gives the same file: there is no time in it, and its serial number follows from what it holds.
"""

import sys
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from uuid import UUID

from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense, LicenseExpression
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL

from supply.licences import installed, is_expression, licence_of, read_policy
from supply.locks import SERVER, TORCH, Locked, read_lock
from supply.vendored import Vendored, vendored

PACKAGE = "skill-demand-matcher"


class InvalidBill(Exception):
    """What was written is not what the schema wants."""


def bill() -> str:
    """As JSON."""
    components = sorted((*_packages(), *_files()), key=lambda one: (one.name, one.version or ""))
    made = Bom(components=components)
    made.metadata.timestamp = None  # type: ignore[assignment]  # left out, so that the same is the same
    made.metadata.component = Component(
        name=PACKAGE, version=version(PACKAGE), type=ComponentType.APPLICATION, bom_ref=PACKAGE,
        licenses=[LicenseExpression("Apache-2.0")],
    )  # fmt: skip
    made.register_dependency(made.metadata.component, components)
    held = "\n".join(f"{one.bom_ref.value} {[h.content for h in one.hashes]}" for one in components)
    made.serial_number = UUID(bytes=sha256(held.encode()).digest()[:16], version=5)
    return JsonV1Dot6(made).output_as_string(indent=1)


def require_valid(text: str) -> None:
    """Raises InvalidBill."""
    problem = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    if problem is not None:
        raise InvalidBill(str(problem)[:500])


def _packages() -> Iterator[Component]:
    """What the server is made of here; a version has as many files as systems, and all their hashes are told."""
    policy = read_policy()
    for one in (*read_lock(TORCH), *read_lock(SERVER)):
        if one.applies_here:
            yield _package(one, licence_of(installed(one.name), policy))


def _package(one: Locked, licence: str | None) -> Component:
    purl = PackageURL("pypi", name=one.name, version=one.version)
    hashes = [HashType(alg=HashAlgorithm.SHA_256, content=digest) for digest in one.hashes]
    files = ExternalReference(
        type=ExternalReferenceType.DISTRIBUTION, url=XsUri(str(purl)), hashes=hashes, comment="any one of its files"
    )
    return Component(
        name=one.name,
        version=one.version,
        type=ComponentType.LIBRARY,
        bom_ref=str(purl),
        purl=purl,
        licenses=[_licence(licence)] if licence else [],
        external_references=[files],
    )


def _files() -> Iterator[Component]:
    for one in vendored():
        if one.shipped:
            yield _file(one)


def _file(one: Vendored) -> Component:
    is_ours = one.purl is None
    return Component(
        name=one.name,
        version=one.version,
        type=ComponentType.MACHINE_LEARNING_MODEL if is_ours else ComponentType.FILE,
        bom_ref=one.place if is_ours else f"{one.place} {one.purl}",
        purl=PackageURL.from_string(one.purl) if one.purl else None,
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=one.sha256)],
        licenses=[_licence(one.licence)],
        properties=[Property(name="place", value=one.place)],
    )


def _licence(words: str) -> DisjunctiveLicense | LicenseExpression:
    """An expression where all its names are of SPDX; else the words."""
    return LicenseExpression(words) if is_expression(words, besides=frozenset()) else DisjunctiveLicense(name=words)


def main(arguments: Sequence[str]) -> int:
    file = Path(arguments[0])
    file.parent.mkdir(parents=True, exist_ok=True)
    text = bill()
    require_valid(text)
    file.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
