"""What the employer does itself: nothing that the reader need be able to do, unless the reader will do it too."""

from collections.abc import Sequence

from matcher import doings
from matcher.bystanders import asks, is_seen_to
from matcher.subjects import Subjects

_WE = frozenset({"we", "us"})
_YOU = frozenset({"you"})
_READER = frozenset({"you", "your"})


def is_employers(subjects: Subjects, verb: int, subject: int, path: Sequence[int]) -> bool:
    """Whether what the employer does asks nothing of the reader; `path` leads from the mention to the verb."""
    tree = subjects.tree
    text = tree.words[verb].text
    if any(map(subjects.is_papers, tree.subtree(tree.first(verb)))):
        return True
    if is_seen_to(subjects, verb) or asks(subjects, verb):
        return False
    if doings.STOPPING & {tree.words[i].text for i in (verb, *tree.beside(verb))}:
        return not any(tree.words[i].text in doings.INSTEAD for i in path)
    said = {tree.words[i].text for i in tree.subtree(verb)}
    if said & doings.OPENINGS:
        return False
    if text in doings.PAYING or (text in doings.GIVING and tree.has(verb, _YOU, "dobj", "dative")):
        return True
    return not _is_shared(subjects, verb, subject, path[0]) and not said & _READER


def _is_shared(subjects: Subjects, verb: int, subject: int, mention: int) -> bool:
    """Whether the reader is likely to do it as well: "we use Python", "our services run on Linux"."""
    words = subjects.tree.words
    text = words[verb].text
    return text in doings.BEING or (text in doings.USING and (words[mention].capital or words[subject].text in _WE))
