"""Sentences between which no space stands ("... contract law.Experience with SAP"): pasted pages lose line breaks."""

import re
from collections.abc import Iterator
from itertools import pairwise

_TITLES = ["mrs", "prof", "rev", "vs"]
"""Short forms that a name follows; of those with one small letter ("Dr") none is taken for the end of a sentence."""
_ENDINGS = ["Net", "Js", "Io", "Ai", "Com", "Org"]
"""What follows the full stop in names of products ("Asp.Net", "Vue.Js")."""
_REST = 60
"""Characters of the unbroken words after the mark that are looked at: addresses are no longer."""
_JOINT = re.compile(
    rf"(?<![\w@/\\])(?<!\b\w\.)(?!(?i:www|{'|'.join(_TITLES)})\.)"
    rf"\w*(?:[a-z]{{2}}|(?<![A-Za-z])[A-Z]{{2,4}})[.;!?](?=[A-Z][a-z])(?!(?:{'|'.join(_ENDINGS)})\b)(?!\S{{0,{_REST}}}(?:@|://|\.[a-z]))"
)
"""The last word of a sentence with its mark. It is no initial's ("D.Clin.Psy") and no address goes on from it."""


def unspaced(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences that nothing parts begin and end, without a gap; one part where there is no such joint.

    Not at colons: what stands before one says how the rest is meant ("Essential:Experience"), and belongs to it.
    """
    yield from pairwise((0, *(match.end() for match in _JOINT.finditer(text)), len(text)))
