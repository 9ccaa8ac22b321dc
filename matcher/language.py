"""Which language a text is in, as far as its words and letters tell: only English is read, others are to be named."""

import re
from collections import Counter
from collections.abc import Mapping

from matcher.scripts import in_other_letters, language_of_letters

COMMON_WORDS: Mapping[str, frozenset[str]] = {
    "en": frozenset(
        [
            "the",
            "and",
            "of",
            "to",
            "in",
            "for",
            "with",
            "you",
            "will",
            "be",
            "is",
            "are",
            "our",
            "we",
            "as",
            "on",
            "have",
            "or",
            "your",
            "an",
            "this",
            "by",
            "from",
            "at",
        ]
    ),
    "de": frozenset(
        [
            "und",
            "der",
            "die",
            "das",
            "mit",
            "für",
            "sie",
            "wir",
            "ein",
            "eine",
            "zu",
            "von",
            "den",
            "im",
            "ist",
            "auf",
            "bei",
            "als",
            "oder",
            "ihre",
            "sind",
            "dem",
        ]
    ),
    "fr": frozenset(
        [
            "et",
            "de",
            "la",
            "le",
            "les",
            "des",
            "vous",
            "une",
            "un",
            "pour",
            "dans",
            "en",
            "du",
            "avec",
            "est",
            "sur",
            "au",
            "votre",
            "nous",
            "aux",
            "qui",
            "par",
        ]
    ),
    "es": frozenset(
        [
            "y",
            "de",
            "la",
            "el",
            "los",
            "las",
            "en",
            "con",
            "para",
            "una",
            "un",
            "por",
            "del",
            "que",
            "se",
            "al",
            "su",
            "es",
            "como",
            "o",
            "más",
            "nuestro",
        ]
    ),
    "it": frozenset(
        [
            "e",
            "di",
            "il",
            "la",
            "per",
            "con",
            "un",
            "una",
            "del",
            "della",
            "che",
            "in",
            "le",
            "dei",
            "è",
            "nel",
            "sono",
            "alla",
            "al",
            "gli",
            "o",
            "si",
        ]
    ),
    "nl": frozenset(
        [
            "en",
            "de",
            "het",
            "een",
            "van",
            "je",
            "voor",
            "met",
            "in",
            "op",
            "te",
            "is",
            "wij",
            "zijn",
            "bij",
            "aan",
            "als",
            "ons",
            "jouw",
            "of",
            "naar",
            "om",
        ]
    ),
    "pt": frozenset(
        [
            "e",
            "de",
            "a",
            "o",
            "os",
            "as",
            "para",
            "com",
            "em",
            "uma",
            "um",
            "por",
            "do",
            "da",
            "que",
            "se",
            "no",
            "na",
            "é",
            "ou",
            "mais",
            "nossa",
        ]
    ),
    "pl": frozenset(
        [
            "i",
            "w",
            "z",
            "na",
            "do",
            "oraz",
            "dla",
            "się",
            "o",
            "jest",
            "od",
            "za",
            "po",
            "lub",
            "nie",
            "przez",
            "pracy",
            "jako",
            "są",
            "ze",
            "co",
        ]
    ),
    "sv": frozenset(
        [
            "och",
            "att",
            "är",
            "för",
            "på",
            "som",
            "med",
            "av",
            "till",
            "ett",
            "inom",
            "från",
            "vår",
            "våra",
            "din",
            "ditt",
            "dina",
            "där",
            "söker",
            "ska",
        ]
    ),
}
"""Some of the commonest words of ads in each language, in ISO 639-1; most of the Swedish ones are not Danish."""
NAMES: Mapping[str, str] = {
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
    "pl": "Polish",
    "sv": "Swedish",
    "el": "Greek",
    "hy": "Armenian",
    "ja": "Japanese",
    "ka": "Georgian",
    "ko": "Korean",
    "th": "Thai",
}
READ_CHARACTERS = 20_000
MIN_WORDS = 12
"""Below it a text is too short to tell."""
MIN_SHARE = 0.12
"""Of the words that must be common ones of the language."""
LEAD = 1.3
"""How many times as many they must be as those of the next language."""
_WORD = re.compile(r"[^\W\d_]+")


def is_foreign(text: str) -> bool:
    """Whether the text is seen not to be English, though its language may have no name here."""
    return language_of(text) in NAMES or in_other_letters(text[:READ_CHARACTERS])


def language_of(text: str) -> str | None:
    """ISO 639-1 code, or None where the words don't tell: too few, lists of names, or a language not known here.

    In other letters than Latin ones it is the language that the letters belong to; None where they are of several.
    """
    beginning = text[:READ_CHARACTERS]
    return language_of_letters(beginning) if in_other_letters(beginning) else _language_of_words(beginning)


def _language_of_words(text: str) -> str | None:
    words = [word.lower() for word in _WORD.findall(text)]
    if len(words) < MIN_WORDS:
        return None
    counts = Counter(words)
    shares = {code: sum(counts[word] for word in common) / len(words) for code, common in COMMON_WORDS.items()}
    best, second = sorted(shares, key=lambda code: (-shares[code], code))[:2]
    return best if shares[best] >= MIN_SHARE and shares[best] >= LEAD * shares[second] else None
