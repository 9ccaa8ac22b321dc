"""A cue finds the words that imply a skill, and points at them in the original text."""

import re

from matcher.concepts import ConceptUri
from matcher.implied import ImpliedCue, implied
from matcher.mentions import Sentence, Span

WEIGH = ImpliedCue(skill=ConceptUri("s:think"), pattern=re.compile(r"weigh(?:ing)? the evidence", re.I), confidence=0.6)
TEAM = ImpliedCue(skill=ConceptUri("s:team"), pattern=re.compile(r"in a team", re.I), confidence=0.45)
NOTHING = ImpliedCue(skill=ConceptUri("s:none"), pattern=re.compile(r"x*"), confidence=0.3)


def test_a_cue_is_found_with_its_words_at_the_sentence_s_own_offset() -> None:
    sentence = Sentence(Span(100, 130), "Weigh the evidence in a team.")
    assert list(implied(sentence, (TEAM, WEIGH))) == [(TEAM, Span(119, 128)), (WEIGH, Span(100, 118))]


def test_a_cue_counts_once_in_a_sentence() -> None:
    sentence = Sentence(Span(0, 26), "In a team, always in a team")
    assert list(implied(sentence, (TEAM,))) == [(TEAM, Span(0, 9))]


def test_no_words_imply_nothing() -> None:
    assert list(implied(Sentence(Span(0, 4), "Bake"), (WEIGH, NOTHING))) == []
