"""What an achievement is aligned with: a concept, a level, or what a framework names."""

import re
from urllib.parse import unquote

from corpora.linked_data.graph import Node, Words
from matcher.achievements import AlignmentRole
from matcher.levels import level_of

_ESCO = re.compile(r"https?://data\.europa\.eu/esco/(?:skill|isced-f)/[\w-]+", re.IGNORECASE)


def stated_word(node: Node, name: str) -> str | None:
    """The first text of a field, in the terms of version 3.0 or 2.0."""
    return node.word(f"ob:{name}", f"ob2:{name}")


def aligned_with(target: Node) -> dict[str, object]:
    """A concept of ESCO by its URI, a level by its framework, else what the framework calls it."""
    name, framework = stated_word(target, "targetName"), stated_word(target, "targetFramework")
    url, code = _address(target), stated_word(target, "targetCode")
    esco = next((found for found in map(esco_concept, (url, code)) if found), None)
    if esco:
        return {"uri": esco, "role": AlignmentRole.ASSESSES.value, "label": name or esco}
    level = level_of(url) or level_of(f"{framework} {name}") or level_of(f"{framework} {code}")
    if level:
        return {"level": str(level)}
    return {
        "name": name or code or url,
        "role": AlignmentRole.ASSESSES.value,
        "description": stated_word(target, "targetDescription"),
        "framework": framework,
        "url": url,
        "code": code,
    }


def _address(target: Node) -> str | None:
    held = (
        value for name in ("ob:targetUrl", "ob2:targetUrl", "ob2:targetURL") for value in target.fields.get(name, ())
    )
    return next((value.text if isinstance(value, Words) else value.id for value in held), None) or target.id


def esco_concept(stated: str | None) -> str | None:
    """The URI of a concept, also where it stands in the address of a page about it."""
    found = _ESCO.search(unquote(stated or ""))
    return "http" + found[0][found[0].index("://") :] if found else None
