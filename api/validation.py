"""What is said of a value that can't be used, without the names that a library has for kinds of errors."""

KIND = "Value error, "
"""That pydantic puts before what a validator of ours, or one that it calls, raised."""


def without_kind(message: str) -> str:
    return message.removeprefix(KIND)
