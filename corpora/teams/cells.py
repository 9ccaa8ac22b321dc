"""A cell of a team's table as clean text."""

from corpora.documents.text import clean_text


def text_of(value: object) -> str:
    """Trimmed; empty for nothing. A whole number has no decimals: 7.0 is "7"."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    text = str(value)
    if text.isascii() and text.isprintable():  # as most cells are, and cleaning costs more than all else
        return text.strip()
    return clean_text(text).strip()


def line_of(value: object) -> str:
    """The same on one line."""
    return " ".join(text_of(value).split())
