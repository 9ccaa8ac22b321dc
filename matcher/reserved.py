"""Concepts that are meant only where the text says so: of languages ("French windows" is none), and of teaching."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from matcher.concepts import ConceptUri

_AS_ONE = re.compile(
    r"\s*(?:$|[^\w\s-]|-+\s|-speak|\s[-\u2013]|(?:languages?|speak\w*|skills?|levels?|and|or|to|is|are|at|in|as|on|for|with|"
    r"of|will|would|must|should|can|may|if|but|an?|not|[ABC][12]|gcses?|proficien\w+|fluen\w+|knowledge|essential|"
    r"desirable|preferred|required|needed|advantage\w*|spoken|written|verbal\w*|oral\w*|comprehension|grammar|spelling|"
    r"punctuation|literature|translat\w+|interpret\w+|mother|native|communicat\w+|conversation\w*|teach\w*|tutors?|"
    r"lessons?|classes|texts?|documents?|correspondence|texts|both|you|we|plus|well|very|only|also|which|because|"
    r"up|helps?|counts?|useful|helpful|beneficial|welcome|optional|mandatory|necessary|though|while|when|so|every|daily|"
    r"fluently|ability|beginners?|through|than|by|from|a[- ]?levels?|writing|reading|speech|"
    r"vocabulary|qualification\w*|background|studies)\b)",
    re.IGNORECASE,
)
"""What follows the name of a language; any other word is what the adjective is of ("French cuisine")."""
_SPOKEN = re.compile(
    r"\b(?:fluent(?:ly)?|speaks?|spoken|written|speaking|language|languages:?)\W+(?:\w+\W+){0,2}$", re.IGNORECASE
)
"""What goes before one, whatever follows."""
_REACH = 40
"""Characters before a name in which they are looked for."""


_TEACHING = re.compile(
    r"\b(?:teach\w*|taught|train\w*|instruct\w*|lectur\w+|educat\w+|tutor\w*|school\w*|lessons?|curricul\w+|"
    r"students?|pupils?|learn\w*|class\w*|courses?)\b",
    re.IGNORECASE,
)
"""A degree in a subject asks nobody to teach it."""


@dataclass(frozen=True, kw_only=True)
class Reserved:
    languages: Mapping[ConceptUri, str] = field(default_factory=dict)
    """Concept -> the language that it is of."""
    taught: frozenset[ConceptUri] = frozenset()
    """Concepts of teaching a subject."""

    def allowed(self, text: str) -> Callable[[ConceptUri], bool]:
        """Whether a concept may be meant by the text; most are not reserved."""
        spoken, teaching = self._spoken(text), _TEACHING.search(text) is not None

        def may(concept: ConceptUri) -> bool:
            language = self.languages.get(concept)
            return (language is None or language.title() in spoken) and (teaching or concept not in self.taught)

        return may

    def _spoken(self, text: str) -> frozenset[str]:
        """The languages that the text speaks of as such."""
        found = self._any.finditer(text) if self.languages else ()
        small = text.islower()
        return frozenset(match[1].title() for match in found if _as_one(match, text, small=small))

    @cached_property
    def _any(self) -> re.Pattern[str]:
        names = sorted({*self.languages.values()}, key=lambda name: (-len(name), name))
        return re.compile(rf"\b({'|'.join(map(re.escape, names))})\b", re.IGNORECASE)


def _as_one(match: re.Match[str], text: str, *, small: bool) -> bool:
    if _SPOKEN.search(text, max(0, match.start() - _REACH), match.start()):
        return True
    return (small or match[1][0].isupper()) and _AS_ONE.match(text, match.end()) is not None
