"""Which letters a text is written in: one in other letters than Latin ones is not English, whatever its words are."""

import unicodedata
from collections import Counter
from collections.abc import Mapping

LATIN = "LATIN"
OF_ONE_LANGUAGE: Mapping[str, str] = {
    "ARMENIAN": "hy",
    "GEORGIAN": "ka",
    "GREEK": "el",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "THAI": "th",
}
"""Script, by the first word of its letters' Unicode names -> ISO 639-1. Several languages share the Arabic,
Cyrillic, Devanagari and Han letters."""
MIN_LETTERS = 20
"""Below it a text is too short to tell."""
MIN_OTHER_SHARE = 0.5
"""Of the letters that must be other than Latin: names of products are Latin in any language."""
MIN_OWN_SHARE = 0.2
"""Of the letters that must be of one language's script: Japanese has Han letters beside its own."""


def in_other_letters(text: str) -> bool:
    """Whether most letters are other than Latin; False where there are too few to tell."""
    scripts = _scripts(text)
    letters = scripts.total()
    return letters >= MIN_LETTERS and letters - scripts[LATIN] > MIN_OTHER_SHARE * letters


def language_of_letters(text: str) -> str | None:
    """ISO 639-1 code of the language whose own letters these are, of a text in other letters than Latin ones."""
    scripts = _scripts(text)
    own: Counter[str] = Counter()
    for script, code in OF_ONE_LANGUAGE.items():
        own[code] += scripts[script]
    best = min(own, key=lambda code: (-own[code], code))
    return best if own[best] and own[best] >= MIN_OWN_SHARE * scripts.total() else None


def _scripts(text: str) -> Counter[str]:
    """Letters of each script; wide, narrow and bold ones are the letters they stand for."""
    letters = Counter(character for character in text if character.isalpha())
    scripts: Counter[str] = Counter()
    for letter, count in letters.items():
        plain = unicodedata.normalize("NFKC", letter)[0]
        scripts[unicodedata.name(plain, "").partition(" ")[0]] += count
    return scripts
