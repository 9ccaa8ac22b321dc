"""Badges in images: baked PNG and SVG."""

from corpora.documents.json_text import parse_json
from corpora.profiles.badges.png import SIGNATURE, baked_in_png
from corpora.profiles.badges.svg import baked_in_svg, is_svg
from matcher.errors import UnreadableDocument


def badge_of_image(name: str, data: bytes) -> object | None:
    """The JSON value or the token in a PNG or SVG; None for any other file, and for a PNG that holds no badge.

    Raises InvalidInput for a damaged image or badge, UnreadableDocument for an SVG without one.
    """
    if data.startswith(SIGNATURE):
        baked = baked_in_png(name, data)
        return _value(name, baked) if baked is not None else None
    if not is_svg(data):
        return None
    baked = baked_in_svg(name, data)
    if baked is None:
        raise UnreadableDocument(name, "is an image without a badge in it")
    return _value(name, baked)


def _value(name: str, baked: str) -> object:
    text = baked.strip()
    return parse_json(name, text) if text.startswith(("{", "[")) else text
