"""What axe-core finds against WCAG 2.0, 2.1 and 2.2, levels A and AA. Its best practices are left out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Page

SOURCE = Path(__file__).parent / "vendored" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa")
OFF_BY_DEFAULT = ("target-size",)
"""Rules with these tags that axe-core runs only when they are named."""
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {rule: {"enabled": True} for rule in OFF_BY_DEFAULT},
    "resultTypes": ["violations"],
}


def violations(page: Page) -> list[str]:
    """One line for each element that breaks a rule: rule, impact, where, and what to do. Sorted.

    The page's Content-Security-Policy stays in force: the debugger evaluates, which no policy of a page governs.
    """
    page.evaluate(SOURCE.read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {json.dumps(OPTIONS)})")
    return sorted(_line(rule, node) for rule in found["violations"] for node in rule["nodes"])


def _line(rule: dict[str, Any], node: dict[str, Any]) -> str:
    where = " ".join(map(str, node["target"]))
    todo = " ".join(node["failureSummary"].split())
    return f"{rule['id']} ({node['impact']}) at {where}: {todo}"
