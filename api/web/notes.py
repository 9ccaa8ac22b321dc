"""What to know before building on figures, in the words of a page."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from api.demand_asking import BEHIND, IN_NO_AREA
from api.demand_rendering import AS_READ, MADE_UP, SAMPLE_COURSES, SMALL_SLICE

WORDS: Mapping[str, str] = MappingProxyType(
    {
        AS_READ: "Figures count what software read in the ads, and it errs: "
        "look at the sentences of a skill before you build on it.",
        MADE_UP: "These are sample ads that we made up, to show what the pages do. They prove no need. "
        "Whoever runs this service puts real ones in with “matcher ads ingest”.",
        SAMPLE_COURSES: "The courses are sample data that we made up. "
        "Whoever runs this service puts real ones in with “matcher catalogue add”.",
        SMALL_SLICE: "This is a small sample: fewer than 100 ads. Intervals are wide.",
        IN_NO_AREA: "Skills that fewer than ten ads ask for are in no group: look at single skills to find them.",
        BEHIND: "Ads came or went since these needs were grouped.",
    }
)


def told_notes(notes: Iterable[str]) -> list[str]:
    """Each as a sentence."""
    return [WORDS.get(note) or f"{note[:1].upper()}{note[1:].rstrip('.')}." for note in notes]
