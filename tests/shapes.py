"""The shapes in which one and the same ad comes in: what copying, mailing, scraping and exporting make of it."""

import html
import re
import textwrap
from collections.abc import Callable, Mapping


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def without_punctuation(text: str) -> str:
    return re.sub(r"[.,;:!?](?=\s|$)", "", text)


def as_a_list(text: str) -> str:
    """Every sentence an item of its own."""
    sentences = (s.strip() for line in text.split("\n") for s in re.split(r"(?<=[.!?]) +(?=[A-Z])", line))
    return "\n".join(f"• {sentence}" if sentence else "" for sentence in sentences)


def with_entities(text: str) -> str:
    return html.escape(text).replace("&#x27;", "&rsquo;").replace("  ", " &nbsp;").replace("• ", "&bull; ")


def with_tags(text: str) -> str:
    return "<p>" + text.replace("\n\n", "</p><p>").replace("\n", "<br>") + "</p>"


def with_tags_in_places(text: str) -> str:
    lines = enumerate(text.split("\n"))
    return "\n".join(f"<li>{html.escape(line)}</li>" if i % 3 == 0 and line.strip() else line for i, line in lines)


def with_line_ends_written_out(text: str) -> str:
    return text.replace("\n", "\\n")


def wrapped(text: str) -> str:
    return "\n".join("\n".join(textwrap.wrap(line, 70)) if line.strip() else "" for line in text.split("\n"))


SHAPES: Mapping[str, Callable[[str], str]] = {
    "capitals": str.upper,
    "small letters": str.lower,
    "title case": str.title,
    "one line": in_one_line,
    "no punctuation": without_punctuation,
    "list": as_a_list,
    "entities": with_entities,
    "tags": with_tags,
    "some tags": with_tags_in_places,
    "written line ends": with_line_ends_written_out,
    "wrapped": wrapped,
}
