"""What a sentence says of its neighbours: it leads into their list ("experience of these:"), or is an answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from matcher.gate import calls_for
from matcher.passages import Passage
from matcher.sections import ABOUT_THE_JOB, BULLET, SectionKind
from matcher.stances import Stance

MAX_BARE_WORDS = 6
"""Of an item of a list without bullets."""
_LEADS_TO_DUTIES = re.compile(r"(?:\bto|\bwill|\bduties|\bresponsibilities)\W*:\W*$", re.IGNORECASE)
_YOU_CAN = re.compile(r"\byou can\b", re.IGNORECASE)
"""What somebody can do is asked for in a sentence, but leads into anything: "What you can leave to us:"."""
_ANSWERS = re.compile(r"\W*[\w+#./&' -]{1,40} (?:is|are|does|do|will|would be)\W*", re.IGNORECASE)
"""A sentence that only says that something is, where another was said not to be: "First aid is."."""


_VERDICTS = (
    (
        Stance.ESSENTIAL,
        re.compile(
            r"\W*(?:yes(?:,? please)?|(?:absolutely |very |quite )?(?:essential|required|needed|"
            r"vital|mandatory)|a must|must have|of course|definitely)\W*",
            re.IGNORECASE,
        ),
    ),
    (
        Stance.OPTIONAL,
        re.compile(
            r"\W*(?:an? (?:big )?(?:bonus|plus|advantage)|useful|helpful|handy|desirable|optional|"
            r"nice to have|preferred|ideally|if possible|even better|great)\W*",
            re.IGNORECASE,
        ),
    ),
    (
        Stance.NOT_ASKED,
        re.compile(
            r"\W*(?:no(?: need)?(?:,? thanks?)?|not (?:needed|required|necessary|at all|here|"
            r"for us|essential)|never|don.t (?:worry|bother)|unnecessary|forget it)\W*",
            re.IGNORECASE,
        ),
    ),
)


def in_context(passages: Sequence[Passage], text: str) -> list[Passage]:
    """The passages with what the sentence before them says of them, where they say nothing themselves."""
    said: dict[int, Stance] = {}
    for place, passage in enumerate(passages):
        words = passage.sentence.text
        following = passages[place + 1].sentence.text if place + 1 < len(passages) else ""
        if words.endswith(":"):
            stance = _of_its_items(passage)
            if stance is not None:
                said.update(dict.fromkeys(_items(passages, place, text), stance))
        elif words.endswith("?") and len(words.split()) <= MAX_BARE_WORDS:
            verdict = _verdict(following)
            if verdict is not None:
                said[place] = verdict
        elif passage.stance is Stance.NOT_ASKED and _ANSWERS.fullmatch(following):
            said[place + 1] = Stance.ESSENTIAL
    return [replace(p, led_by=said[i]) if i in said else p for i, p in enumerate(passages)] if said else [*passages]


def _verdict(text: str) -> Stance | None:
    """What a sentence that is a verdict, and nothing else, says of what was asked about before it: "A bonus."."""
    return next((stance for stance, pattern in _VERDICTS if pattern.fullmatch(text)), None)


def _of_its_items(lead: Passage) -> Stance | None:
    """What the sentence says of the items of the list that it leads into."""
    if lead.section not in ABOUT_THE_JOB or _LEADS_TO_DUTIES.search(lead.sentence.text):
        return None
    if lead.stance is None and calls_for(lead.sentence.text) and not _YOU_CAN.search(lead.sentence.text):
        return Stance.OPTIONAL if lead.section is SectionKind.PREFERRED else Stance.ESSENTIAL
    return lead.stance


def _items(passages: Sequence[Passage], lead: int, text: str) -> Iterator[int]:
    """The passages of the list below: lines with bullets, or short ones without, as far as they follow each other."""
    end = passages[lead].sentence.span.end
    bulleted: bool | None = None
    for place in range(lead + 1, len(passages)):
        start = passages[place].whole.span.start
        if start >= end:
            gap = text[end:start]
            bullet = BULLET.match(gap[gap.rfind("\n") + 1 :] + " ") is not None
            if "\n" not in gap or (bulleted is not None and bullet is not bulleted):
                return
            if not bullet and (gap.count("\n") > 1 or len(passages[place].whole.text.split()) > MAX_BARE_WORDS):
                return
            bulleted = bullet
            end = passages[place].whole.span.end
        if passages[place].section not in ABOUT_THE_JOB:
            return
        if passages[place].stance is None:
            yield place
