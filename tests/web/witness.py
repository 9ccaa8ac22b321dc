"""What a page did while it was used, and what of it no page of ours may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page, Request, Response, WebError, WebSocket

INLINE = ("data:", "blob:", "about:")
"""Addresses that ask nobody."""
ANSWERS = ("document", "fetch", "xhr")
"""Kinds of request whose refusal is an answer to the user; of all others it is a part that the page lacks."""
NOT_LOADED = "Failed to load resource"
"""How the console tells a status of 400 or more: no error of a script."""
ABORTED = "net::ERR_ABORTED"
"""The page itself gave up waiting: it was left, or asked anew."""
POLICY_ISSUE = "ContentSecurityPolicyIssue"


@dataclass  # without slots: Playwright keeps what it makes of a handler beside the handler
class Witness:
    """Of one page, from before its first request on."""

    site: str
    requested: list[str] = field(default_factory=list)
    refused_parts: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    script_errors: list[str] = field(default_factory=list)
    policy_violations: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        context = page.context
        context.on("request", self._request)
        context.on("response", self._response)
        context.on("requestfailed", self._failure)
        context.on("console", self._console)
        context.on("weberror", self._error)
        page.on("websocket", self._socket)
        issues = context.new_cdp_session(page)
        issues.on("Audits.issueAdded", self._issue)  # unlike an event of the page, it is told without scripts too
        issues.send("Audits.enable")

    def left_the_host(self) -> list[str]:
        return [url for url in self.requested if not url.startswith((f"{self.site}/", *INLINE))]

    def faults(self) -> list[str]:
        """One line each; none is how it should be."""
        told = {
            "left the host": self.left_the_host(),
            "part of the page refused": self.refused_parts,
            "request failed": self.failed,
            "script error": self.script_errors,
            "against the Content-Security-Policy": self.policy_violations,
        }
        return [f"{what}: {line}" for what, lines in told.items() for line in lines]

    def _request(self, request: Request) -> None:
        self.requested.append(request.url)

    def _socket(self, socket: WebSocket) -> None:
        self.requested.append(socket.url)

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type not in ANSWERS:
            self.refused_parts.append(f"{response.status} {response.url}")

    def _failure(self, request: Request) -> None:
        if request.failure != ABORTED:
            self.failed.append(f"{request.failure} {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(NOT_LOADED):
            self.script_errors.append(message.text)

    def _error(self, error: WebError) -> None:
        self.script_errors.append(str(error.error))

    def _issue(self, event: Mapping[str, Any]) -> None:
        issue = event["issue"]
        if issue["code"] == POLICY_ISSUE:
            told = issue["details"]["contentSecurityPolicyIssueDetails"]
            blocked = told.get("blockedURL") or told["contentSecurityPolicyViolationType"]
            line = told.get("sourceCodeLocation", {}).get("lineNumber", 0) + 1
            self.policy_violations.append(f"{told['violatedDirective']} blocked {blocked}, line {line}")
