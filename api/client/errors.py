"""What a client raises: a refusal with the fields of its problem (RFC 9457), or that nobody answered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldProblem:
    field: str
    reason: str


class ClientError(Exception):
    """Whatever keeps a question from being answered."""


class UnusableAddress(ClientError):
    """What was given as the address of a server is none."""

    def __init__(self, address: str) -> None:
        super().__init__(
            f"{address!r} is no address of a server; it must begin with http:// or https://, as in "
            "http://127.0.0.1:8000"
        )
        self.address = address


class Unreachable(ClientError):
    """Nobody answered, or not in time."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(f"{address} can't be reached: {reason}")
        self.address = address
        self.reason = reason


class UnusableAnswer(ClientError):
    """What came is not what this version of the client knows."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"the answer of {path} can't be used: {reason}")
        self.path = path
        self.reason = reason


class Refused(ClientError):
    """The server said why it does not answer."""

    def __init__(  # noqa: PLR0913 - these are the fields of a problem
        self,
        *,
        status: int,
        title: str,
        detail: str,
        errors: tuple[FieldProblem, ...] = (),
        retry_after_seconds: float | None = None,
        request_id: str | None = None,
    ) -> None:
        super().__init__(f"{status} {title}: {detail}")
        self.status = status
        self.title = title
        self.detail = detail
        self.errors = errors
        self.retry_after_seconds = retry_after_seconds
        """Where the server said when to come again; None where it did not."""
        self.request_id = request_id
        """The name of the request in the server's log."""


class Busy(Refused):
    """Too many requests, or the server is busy, and it stayed so."""
