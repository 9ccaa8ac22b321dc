"""What people beside the reader do or are good at, unless the reader is to see to it, or is one of them."""

from matcher import doings
from matcher.grammar import RELATIVE
from matcher.people import singular
from matcher.phrases import word_set
from matcher.subjects import Subjects, Who

_CONTRAST = word_set("while whereas although though")
_BOUND = word_set("must should will shall")


def is_others(subjects: Subjects, verb: int, subject: int, who: Who) -> bool:
    """Whether other people do what the verb says, and not for the applicant to see to."""
    tree = subjects.tree
    if subject == tree.antecedent(verb):
        return are_others(subjects, verb, subject, who)
    top = tree.first(verb)
    if asks(subjects, verb) or _breaks_off(subjects, subject):
        return False
    if tree.words[top].role != "relcl" and is_seen_to(subjects, verb):
        return False
    return bool(tree.children(subject, "poss")) or not tree.has(top, _BOUND, "aux")


def are_others(subjects: Subjects, verb: int, noun: int, who: Who) -> bool:
    """Of people that are told apart by what they do or are good at: "colleagues who perform ultrasound"."""
    word = subjects.tree.words[verb]
    if word.text in doings.CONSISTING or (who is Who.SERVED and word.text not in doings.OF_THE_SERVED):
        return False
    governing = subjects.tree.governing(noun)
    if word.tag == "VBG" and not _is_their_own(subjects, verb, noun, governing):
        return False
    if governing is None:
        return singular(subjects.tree.words[noun].text) == "colleague"
    return _are_beside(subjects, governing, noun)


def _is_their_own(subjects: Subjects, verb: int, noun: int, governing: int | None) -> bool:
    """Whether a participle tells of the people and not of the whole: not "working with engineers using Scrum"."""
    tree = subjects.tree
    if tree.words[verb].text in doings.OF_SPECIALISTS or tree.words[tree.words[noun].head].role == "agent":
        return True
    shared = governing is None or tree.words[governing].text in doings.SHARING
    return bool(tree.children(noun, "nummod")) and not shared and tree.words[verb].text != "using"


def _are_beside(subjects: Subjects, verb: int, noun: int) -> bool:
    """Whether people stand under a verb as others than those who are sought, cared for, or are the reader."""
    words = subjects.tree.words
    text = words[verb].text
    applicant = _is_readers(subjects, verb)
    if applicant and text in doings.BEING and words[noun].role in ("attr", "conj"):
        return False
    experience = words[words[words[verb].head].head].text if words[verb].role == "pcomp" else ""
    if text in doings.CARING or text in doings.JOINING or experience in doings.COMPETENCES:
        return False
    return applicant or text not in doings.ASKING


def is_somebodys(subjects: Subjects, verb: int, subject: int) -> bool:
    """One of a trade, told apart by what they do, whom the applicant has to do with."""
    tree = subjects.tree
    word = tree.words[subject]
    governing = tree.governing(subject)
    if subject != tree.antecedent(verb) or governing is None or not subjects.is_trade(subject):
        return False
    text = tree.words[governing].text
    is_reader = tree.words[word.head].text == "as" or (text in doings.BEING and word.role in ("attr", "conj"))
    beside = _is_readers(subjects, governing) and not is_reader and text not in doings.CARING
    return beside or tree.has(governing, {"there"}, "expl")


def _is_readers(subjects: Subjects, verb: int) -> bool:
    subject = subjects.tree.subject(verb)
    return subject is not None and subjects.who(subject) is Who.APPLICANT


def _breaks_off(subjects: Subjects, subject: int) -> bool:
    """Whether a comma parts it from what is taken for its verb: "Supervise volunteers, run workshops"."""
    words = subjects.tree.words
    comma = subject + 1 < len(words) and words[subject + 1].text == ","
    return comma and not subjects.tree.children(subject, "relcl", "appos", "acl", "conj")


def asks(subjects: Subjects, verb: int) -> bool:
    """Whether the verb or one that it stands beside wants or expects something."""
    tree = subjects.tree
    return any(tree.words[i].text in doings.ASKING for i in (verb, *tree.beside(verb)))


def is_seen_to(subjects: Subjects, verb: int) -> bool:
    """Whether a doing hangs on another verb: "help patients manage pain", "when clients call"."""
    tree = subjects.tree
    top = tree.first(verb)
    word = tree.words[top]
    if word.role in RELATIVE:
        return True
    if word.role in ("ccomp", "pcomp"):
        return word.head < top and not tree.has(verb, {"what"}, "dobj", "pobj")
    if word.role != "advcl" or tree.has(top, _CONTRAST, "mark"):
        return False
    return word.head < top or bool(tree.children(top, "mark", "advmod"))
