"""Sentences that run on: items of a list that were pasted one after the other, with nothing between them.

Only long ones are cut: before a word that opens items ("Experience", "Assists"), and what is still beyond what a reader
takes in, at a comma or an "and".
"""

import re
from collections.abc import Iterator
from itertools import pairwise

LONG_WORDS = 40
"""From here on a sentence may be several; 18 of 1,108 annotated sentences of ads are longer."""
LONGEST_WORDS = 80
"""No sentence is longer: what one vector says of so much is next to nothing."""
_HAD = """
    Ability Able Advanced Attention Bachelor Basic Certified Clear Commitment Competence Competent Degree
    Demonstrable Demonstrated Desire Diploma Effective Enthusiasm Enthusiastic Excellent Exceptional Experience
    Experienced Extensive Familiar Familiarity Flexible Flexibility Fluency Fluent Full Good Great High Highly
    Ideally Knowledge Master Minimum Must Outstanding Previous Prior Proficiency Proficient Proven Qualified Recent
    Relevant Responsible Significant Solid Strong Understanding Willing Willingness Working
"""
"""What opens an item of what somebody has."""
_DONE = """
    Act Advise Analyse Analyze Answer Arrange Assess Assist Attend Build Carry Collaborate Collect Communicate Compile
    Complete Comply Conduct Contribute Coordinate Create Deal Deliver Demonstrate Design Develop Direct Document Draft
    Engage Ensure Establish Evaluate Facilitate Follow Handle Help Identify Implement Inform Interpret Investigate Keep
    Lead Liaise Maintain Manage Meet Monitor Operate Order Organise Organize Oversee Participate Perform Plan Prepare
    Present Prioritise Prioritize Process Produce Promote Provide Record Report Represent Research Respond Review
    Schedule Serve Supervise Support Take Teach Test Train Troubleshoot Undertake Update Use Work Write
"""
"""Of what somebody does, with or without an "s"."""
_SMALL = """
    All An As At Each For He If In It On Our Please She That The There These They This Those To We When While With
    You Your
"""
"""Small words, which have a capital only where a sentence begins, or in titles."""
_BEFORE = """
    a an the of in on at to with for and or by from as is are be will must can should our your their its this that these
    those using including such other any both all not no who which what why how where when called named
"""
"""What no item ends with."""


def _any_of(words: str) -> str:
    return "|".join(words.split())


_OPENERS = re.compile(
    rf"(?<=[a-z0-9)\]])\s+(?:(?=(?:{_any_of(_HAD)})\b)|"
    rf"(?P<unnamed>(?=(?:{_any_of(_SMALL)}|(?:{_any_of(_DONE)})s?)\b(?! [A-Z]))))"
)
"""Before or after another capital a verb or a small word is part of a name ("Support Workers", "Family Leave Act")."""
_MESSAGE_WORDS = 12
"""From here on a text in small letters without any mark may be several."""
_MARKS = frozenset(",.;:!?()|/\n")
_JOINED = re.compile(r"\b(?:the|our|your|you|we|their|its|an|a(?! (?:big )?(?:must|plus|bonus)\b))\b", re.IGNORECASE)
_MESSAGE_OPENERS = re.compile(
    r"(?<=a must)\s+|(?<=a plus)\s+|(?<=a bonus)\s+|(?<=essential)\s+|(?<=desirable)\s+|(?<=required)\s+|"
    r"\s+(?=(?:must (?:have|be|hold|know|speak)|ability to|able to|(?:good |strong |some |previous )?(?:knowledge|"
    r"experience) (?:of|in|with)|no|please|apply|call|email|(?:full|part) time|immediate start|"
    r"training given|ideally)\b)"
)
"""What opens a part of such a text; nobody marks it there by a capital."""
_GOES_ON = re.compile(rf"\b(?:{_any_of(_BEFORE)})$", re.IGNORECASE)
_NAME = re.compile(r"\b[A-Z]\w*$")
_LONGEST_LAST_WORD = 40
"""Characters looked at before an opener."""
_JOINTS = re.compile(r"[;,]\s+|\s+(?=(?:and|or|as well as|including)\s)")


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Where the parts of one sentence begin and end, without a gap; one part where it is no longer than others."""
    if _is_message(text):
        opened = [match.end() for match in _MESSAGE_OPENERS.finditer(text)]
    elif _is_longer(text, LONG_WORDS):
        opened = [match.end() for match in _OPENERS.finditer(text) if _ends_item(text, match)]
    else:
        opened = []
    for begin, end in pairwise((0, *opened, len(text))):
        yield from _bounded(text, begin, end)


def _is_message(text: str) -> bool:
    """Whether it is words in small letters without marks, and without the small words that join them in a sentence."""
    bare = text[1:].islower() and _MARKS.isdisjoint(text) and _is_longer(text, _MESSAGE_WORDS)
    return bare and _JOINED.search(text) is None


def _ends_item(text: str, opener: re.Match[str]) -> bool:
    """Whether an item may end before this opener."""
    before = text[max(0, opener.start() - _LONGEST_LAST_WORD) : opener.start()]
    return not _GOES_ON.search(before) and not (opener["unnamed"] is not None and _NAME.search(before))


def _bounded(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """In parts of at most LONGEST_WORDS: cut at the last joint within, else at the last blank."""
    while _is_longer(text[begin:end], LONGEST_WORDS):
        most = begin + _end_of_word(text[begin:end], LONGEST_WORDS)
        joints = [match.end() for match in _JOINTS.finditer(text, begin + 1, most)]
        cut = joints[-1] if joints else most
        yield begin, cut
        begin = cut
    yield begin, end


def _is_longer(text: str, words: int) -> bool:
    return len(text.split(None, words)) > words


def _end_of_word(text: str, words: int) -> int:
    """Where the last of so many words ends; the text has more."""
    return next(match.end() for number, match in enumerate(re.finditer(r"\S+", text), start=1) if number == words)
