"""What a PDF may cost to interpret: a few bytes can ask for the same work on every page."""

from dataclasses import dataclass
from typing import Any

from pypdf import PageObject
from pypdf.generic import DictionaryObject

from corpora.documents.pdf_fonts import bytes_and_codes, resolved
from matcher.errors import UnreadableDocument

MIN_BYTES = 2_000_000
MAX_BYTES = 15_000_000
"""Of drawing instructions, unpacked; about a second is spent on a million. A book of 300 pages has six million."""
UNPACKED_PER_BYTE = 20
"""Of the file; real ones, with their fonts and pictures, hold less than ten."""
FONT_BYTES, CODE_BYTES = 1_000, 2
"""What a font and each code that it maps count for, beside its character map, whenever it is read: as they take."""
MAX_FONTS = 200
"""Of one page or form."""


@dataclass(slots=True)
class Work:
    """Drawing instructions and fonts, counted each time that they are interpreted, shared or not."""

    name: str
    limit: int
    spent: int = 0

    def charge(self, size: int) -> None:
        """Raises UnreadableDocument past the limit."""
        self.spent += size
        self.require_within()

    def require_within(self) -> None:
        if self.spent > self.limit:
            reason = (
                f"its pages take more than {self.limit:,} bytes of drawing instructions and fonts: that is not read"
            )
            raise UnreadableDocument(self.name, reason)

    def charge_page(self, page: PageObject) -> None:
        """The page's own instructions and fonts now, those of each form when the page comes to it."""
        contents = page.get_contents()
        self.charge(self._fonts(page) + (0 if contents is None else len(contents.get_data())))
        read = page.extract_xform_text

        def counted(form: Any, *rest: Any, **named: Any) -> str:  # noqa: ANN401 - pypdf's own
            self.charge(self._fonts(form) + len(form.get_data()))
            return read(form, *rest, **named)

        page.extract_xform_text = counted  # type: ignore[method-assign, assignment]

    def _fonts(self, drawn: DictionaryObject) -> int:
        fonts = _part(_part(drawn.get_inherited("/Resources")).get("/Font"))
        if len(fonts) > MAX_FONTS:
            raise UnreadableDocument(self.name, f"draws a page with {len(fonts):,} fonts; at most {MAX_FONTS} are read")
        return sum(map(_font_bytes, fonts.values()))


def work_of(name: str, data: bytes) -> Work:
    """What may be spent on a file of this size."""
    return Work(name, min(MAX_BYTES, MIN_BYTES + UNPACKED_PER_BYTE * len(data)))


def _font_bytes(font: Any) -> int:  # noqa: ANN401 - pypdf's own
    size, codes = bytes_and_codes(_part(font))
    return FONT_BYTES + size + CODE_BYTES * codes


def _part(value: Any) -> DictionaryObject:  # noqa: ANN401 - pypdf's own
    """The dictionary that a value is or refers to; an empty one for anything else, which pypdf passes over."""
    part = resolved(value)
    return part if isinstance(part, DictionaryObject) else DictionaryObject()
