"""What is quoted of a passage: its words, on one line, short enough to be read."""

MAX_CHARACTERS = 300
LEAD_CHARACTERS = 100
"""Of a long passage, before what it is quoted for."""
ELLIPSIS = "…"


def quoted(text: str, start: int = 0) -> str:
    """The passage, or MAX_CHARACTERS of it around `start`, cut at the ends of words; runs of white space are one."""
    before, after = " ".join(text[:start].split()), " ".join(text[start:].split())
    joint = " " if before and after and (text[start - 1 : start].isspace() or text[start : start + 1].isspace()) else ""
    whole = before + joint + after
    if len(whole) <= MAX_CHARACTERS:
        return whole
    here = len(before + joint)
    begin = 0 if here <= LEAD_CHARACTERS else _word_start(whole, here - LEAD_CHARACTERS, here)
    lead = ELLIPSIS if begin else ""
    room = MAX_CHARACTERS - len(lead)
    if len(whole) - begin <= room:
        return lead + whole[begin:]
    end = whole.rfind(" ", begin, begin + room)
    cut = whole[begin : end if end > begin else begin + room - len(ELLIPSIS)]
    return lead + cut.rstrip(" ,;:") + ELLIPSIS


def _word_start(text: str, place: int, last: int) -> int:
    """The first beginning of a word from `place` on, at `last` the latest."""
    found = text.find(" ", place - 1, last)
    return found + 1 if found >= 0 else last
