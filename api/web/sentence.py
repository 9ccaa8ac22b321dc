"""A message as a sentence of a page: it begins with a capital letter."""

import re

NAME = re.compile(r"\S*[\w)][._:/@\\][\w]")
"""A first word that is the name of a file, a field or an address, and stands as it is written."""


def as_sentence(message: str) -> str:
    return message if NAME.match(message) else message[:1].upper() + message[1:]
