"""How our PDF looks: its paragraphs and tables."""

from collections.abc import Mapping

from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import TableStyle

from corpora.documents.writing.fonts import BOLD, ITALIC, REGULAR

INK, RULE, SHADE, LINK = "#1f2a36", "#9fb0c0", "#e4ebf2", "#0b5cad"
_BODY = ParagraphStyle("body", fontName=REGULAR, fontSize=10, leading=14, spaceAfter=6, textColor=INK)
STYLES: Mapping[str, ParagraphStyle] = {
    "body": _BODY,
    "title": ParagraphStyle("title", _BODY, fontName=BOLD, fontSize=20, leading=25, spaceAfter=8),
    "below": ParagraphStyle("below", _BODY, fontSize=11, leading=15, spaceAfter=2),
    "heading": ParagraphStyle("heading", _BODY, fontName=BOLD, fontSize=13, leading=17, spaceBefore=14),
    "item": ParagraphStyle("item", _BODY, leftIndent=14, bulletIndent=4, spaceAfter=3),
    "quote": ParagraphStyle("quote", _BODY, fontName=ITALIC, leftIndent=14, spaceAfter=1),
    "source": ParagraphStyle("source", _BODY, fontSize=8.5, leading=11, leftIndent=14, spaceAfter=8),
    "caption": ParagraphStyle("caption", _BODY, fontName=BOLD, fontSize=9, leading=12, spaceAfter=3),
    "cell": ParagraphStyle("cell", _BODY, fontSize=8, leading=10.5, spaceAfter=0),
    "figure": ParagraphStyle("figure", _BODY, fontSize=8, leading=10.5, spaceAfter=0, alignment=TA_RIGHT),
    "head": ParagraphStyle("head", _BODY, fontName=BOLD, fontSize=8, leading=10.5, spaceAfter=0),
    "head figure": ParagraphStyle(
        "head figure", _BODY, fontName=BOLD, fontSize=8, leading=10.5, spaceAfter=0, alignment=TA_RIGHT
    ),
}
RULED = TableStyle(
    [
        ("BACKGROUND", (0, 0), (-1, 0), SHADE),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, RULE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
)
