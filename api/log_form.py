"""How a server writes what happens."""

from enum import StrEnum


class LogForm(StrEnum):
    PLAIN = "plain"
    """Only what went wrong."""
    JSON = "json"
    """That, and a line for each request."""
