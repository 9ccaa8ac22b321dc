"""Noto Sans (SIL Open Font Licence), with Latin, Greek and Cyrillic letters, as the font of our PDF."""

from collections.abc import Container
from functools import cache
from io import BytesIO

from reportlab.lib.fonts import addMapping
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD, ITALIC = "NotoSans", "NotoSans-Bold", "NotoSans-Italic"


@cache
def ready_fonts() -> Container[int]:
    """Registers them, once; the code points that all of them have."""
    from pymupdf_fonts import NotoSans_Bold, NotoSans_Italic, NotoSans_Regular  # noqa: PLC0415 - unpacked at import

    made = (
        TTFont(REGULAR, BytesIO(NotoSans_Regular.fontbuffer)),
        TTFont(BOLD, BytesIO(NotoSans_Bold.fontbuffer)),
        TTFont(ITALIC, BytesIO(NotoSans_Italic.fontbuffer)),
    )
    for font in made:
        registerFont(font)
    for bold, italic, name in ((0, 0, REGULAR), (1, 0, BOLD), (0, 1, ITALIC), (1, 1, BOLD)):
        addMapping(REGULAR, bold, italic, name)
    return frozenset.intersection(*(frozenset(font.face.charToGlyph) for font in made))
