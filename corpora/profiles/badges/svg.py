"""The credential that is baked into an SVG (Open Badges 3.0, section 5.3; Open Badges 2.0 Baking, section 2)."""

import re
from typing import Any

from lxml import etree

from matcher.errors import InvalidInput

ELEMENTS = (
    "{https://purl.imsglobal.org/ob/v3p0}credential",
    "{https://purl.imsglobal.org/spec/ob/v3p0}credential",
    "{http://openbadges.org}assertion",
)
"""Of version 3.0, as specified and as also written; of version 2.0."""
MAX_TAGS = 500_000
"""Opening and closing ones."""
HEAD_BYTES = 4_096
"""In which the root element of an SVG begins."""

_ROOT = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+"
    rb"(?:(?><\?.*?\?>)\s*+|(?><!--.*?-->)\s*+|(?><!DOCTYPE[^\[>]*+(?:\[.*?\]\s*+)?>)\s*+)*+"
    rb"<(?:[\w-]++:)?svg\b",
    re.DOTALL | re.IGNORECASE,
)


def is_svg(data: bytes) -> bool:
    return _ROOT.match(data[:HEAD_BYTES]) is not None


def baked_in_svg(name: str, data: bytes) -> str | None:
    """The JSON in the badge's element, or the token in its `verify` attribute; None where the image holds no badge.

    Nothing is fetched and no entity expanded. Raises InvalidInput for XML that is broken or declares entities, and
    for two badges of one version.
    """
    if data.count(b"<") > MAX_TAGS:
        raise InvalidInput(name, f"has more than {MAX_TAGS:,} tags of XML, which no badge needs")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InvalidInput(name, "is not well-formed XML") from error
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and declared.entities():
        raise InvalidInput(f"{name}: DOCTYPE", "declares entities, which are not expanded")
    for tag in ELEMENTS:
        found = list(root.iter(tag))
        if len(found) > 1:
            raise InvalidInput(f"{name}: {tag}", "stands there twice, so that it is unclear which one counts")
        if found:
            return _content(f"{name}: {tag}", found[0])
    return None


def _content(field: str, element: etree._Element) -> str:
    inside = [element.text, *(own.tail for own in element)]
    text = "".join(part for part in inside if part).strip() or (element.get("verify") or "").strip()
    if not text:
        raise InvalidInput(field, "is empty")
    return text
