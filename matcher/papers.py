"""What an applicant hands in, and what is done with it: how to apply, not what for."""

from collections.abc import Sequence

from matcher import doings
from matcher.subjects import Subjects


def is_handed_in(subjects: Subjects, verb: int, path: Sequence[int]) -> bool:
    """What is ordered of the reader as an applicant only: "upload your statement in Acrobat".

    `path` leads from the mention to the verb: of "set out your experience of Python" Python is asked.
    """
    tree = subjects.tree
    if tree.words[verb].text not in doings.APPLYING or any(tree.words[i].text in doings.COMPETENCES for i in path):
        return False
    if tree.has(verb, {"us"}, "dobj", "dative"):
        return True
    objects = tree.children(verb, "dobj", "nsubj", "ccomp")
    return any(subjects.is_papers(i) or _is_told_of_you(subjects, i) for i in objects)


def _is_told_of_you(subjects: Subjects, place: int) -> bool:
    return subjects.tree.words[place].text in doings.TOLD and subjects.tree.has(place, {"your"}, "poss")


def is_tested(subjects: Subjects, verb: int, path: Sequence[int]) -> bool:
    """ "All candidates sit a test in PowerPoint"."""
    words = subjects.tree.words
    return words[verb].text in ("sit", "sits") and any(words[i].text in doings.TESTS for i in path)


def are_handled(subjects: Subjects, verb: int) -> bool:
    """ "Your references must be translated into English", "the application form is available in Braille"."""
    return subjects.tree.is_passive(verb) or subjects.tree.has(verb, {"available"}, "acomp")


def are_welcomed(subjects: Subjects, verb: int, path: Sequence[int]) -> bool:
    """ "Applications in Welsh are welcome", of the Welsh."""
    tree = subjects.tree
    noun, under = path[-2], path[-3:-2]
    if not under or tree.words[noun].text not in doings.APPLICATIONS or tree.words[under[0]].role != "prep":
        return False
    return tree.words[verb].text in doings.WELCOMED or tree.has(verb, doings.WELCOMED, "acomp")
