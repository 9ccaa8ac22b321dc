"""Whose doing is it that a sentence names: the applicant's, or somebody else's?

From the mention one climbs to the verb that it stands under, and asks who is its subject. What other people or the
employer do, what the reader is given, taught or spared, and what is handed in to apply, isn't asked. Wherever grammar
leaves it open, nothing is taken away.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from matcher import doings
from matcher.grammar import RELATIVE, SUBJECTS, Tree
from matcher.lessons import is_taught
from matcher.mentions import Span
from matcher.people import HOUSES, singular
from matcher.subjects import OTHERS, Subjects, Who

_GOES_ON = frozenset({"pcomp", "acl", "amod", "compound", "xcomp", "dobj", "pobj", "attr", "appos"}) | SUBJECTS
"""Roles of what looks like a verb and stands for a noun: climb past it."""
_CONTRAST = frozenset({"while", "whereas", "although", "though"})
_NEGATIVE = frozenset({"not", "n't", "never", "nor", "neither"})
_NOT_ONLY = frozenset({"only", "just", "merely", "solely"})
_WILL = frozenset({"will", "'ll", "wo", "do", "are", "'re"})
_BOUND = frozenset({"must", "should", "will", "shall"})
_NOBODY = frozenset({"nobody", "no-one"})
_YOU = frozenset({"you"})
_PAST = frozenset({"was", "were", "been", "being", "is", "are"})


@dataclass(frozen=True, slots=True)
class Judge:
    """Of one sentence; `people` are nouns in the singular, `own` those that the ad means the reader by."""

    tree: Tree
    subjects: Subjects

    def unasked(self, mention: Span) -> bool:
        """Whether what the mention names is somebody else's, given, handed in or done away with."""
        place = self.tree.head_of(mention)
        return place is not None and (is_taught(self.subjects, place) or self._is_theirs(place))

    def _is_theirs(self, mention: int) -> bool:
        """Up from the mention to the first verb whose subject is known."""
        path: list[int] = []
        came = ""
        for place in self.tree.up(mention):
            path.append(place)
            word = self.tree.words[place]
            if word.is_verb or self.tree.children(place, "nsubj", "nsubjpass"):
                if came in SUBJECTS:
                    return self._is_done_without(place, path)
                subject = self.tree.subject(place)
                if subject is not None:
                    return self._judged(place, subject, path)
                if word.role not in _GOES_ON:
                    return self._is_handed_in(place, path)
            elif self._are_good_at(came, place):
                return self._are_others(place, place, Who.COLLEAGUES)
            came = word.text if word.text in doings.GOOD_AT or word.text == "in" else word.role
        return False

    def _are_good_at(self, came: str, noun: int) -> bool:
        """Whether what was climbed from says what colleagues are good at: "chemists skilled in chromatography"."""
        specialist = came == "in" and singular(self.tree.words[noun].text) in doings.SPECIALISTS
        return (specialist or came in doings.GOOD_AT) and self.subjects.who(noun) is Who.COLLEAGUES

    def _judged(self, verb: int, subject: int, path: Sequence[int]) -> bool:
        """A verb with a capital inside a sentence begins another one, that no full stop parts from it."""
        if verb > 0 and self.tree.words[verb].capital:
            return False
        agent = self.tree.agent(verb)
        who = (None if agent is None else self.subjects.who(agent)) or self.subjects.who(subject)
        if who is Who.APPLICANT:
            return self._is_spared(verb) or self._is_learned(verb) or self._is_turned_into(verb, subject)
        if self._is_shown_to_you(verb) or self.tree.words[subject].text in _NOBODY:
            return True
        if who is Who.PAPERS:
            return self.tree.is_passive(verb) or self.tree.has(verb, {"available"}, "acomp")
        if who is Who.EMPLOYER:
            return self._handles_papers(verb) or self._is_employers(verb, subject, path)
        if who in OTHERS:
            return self._is_others(verb, subject, who)
        replacement = any(self.tree.words[i].role == "agent" for i in path)
        return (self._is_retired(verb) and not replacement) or self._is_somebodys(verb, subject)

    # the applicant

    def _is_spared(self, verb: int) -> bool:
        """What the applicant will not do: "nor will you dispense medicines", "you will be excused Scala"."""
        if self.tree.words[verb].text in doings.EXCUSING and self.tree.is_passive(verb):
            return True
        if self.tree.words[verb].text in ("leave", "leaves") and self._falls_to_others(verb):
            return True
        negative = self.tree.has(verb, _NEGATIVE, "neg", "advmod", "cc", "preconj")
        only = any(word.text in _NOT_ONLY for word in self.tree.words)
        return negative and not only and self.tree.has(verb, _WILL, "aux")

    def _is_learned(self, verb: int) -> bool:
        """What the applicant is taught, or consents to: "you will be taught cash handling"."""
        text = self.tree.words[verb].text
        if self.tree.has(verb, {"must", "should"}, "aux"):
            return False
        taught = text in doings.TAUGHT and self.tree.is_passive(verb) and self.tree.has(verb, {"will", "'ll"}, "aux")
        return taught or text in doings.LEARNING or text in doings.CONSENTING

    def _is_turned_into(self, verb: int, subject: int) -> bool:
        """ "We turn you into somebody who can weld"."""
        governing = self.tree.governing(subject) if subject == self.tree.antecedent(verb) else None
        if governing is None or self.tree.words[governing].text not in doings.GIVING:
            return False
        return self.tree.has(governing, _YOU, "dobj", "dative")

    def _is_shown_to_you(self, verb: int) -> bool:
        """ "A mentor will take you through SAP"."""
        return self.tree.words[verb].text in doings.TEACHING_YOU and self.tree.has(verb, _YOU, "dobj", "dative")

    def _is_handed_in(self, verb: int, path: Sequence[int]) -> bool:
        """What is ordered of the reader as an applicant only: "upload your statement in Acrobat"."""
        words = self.tree.words
        if words[verb].text not in doings.APPLYING or any(words[i].text in doings.COMPETENCES for i in path):
            return False
        objects = self.tree.children(verb, "dobj", "nsubj", "ccomp")
        return self.tree.has(verb, {"us"}, "dobj", "dative") or any(map(self.subjects.is_papers, objects))

    # other people

    def _is_others(self, verb: int, subject: int, who: Who) -> bool:
        """Whether other people do it, and not for the applicant to see to."""
        if subject == self.tree.antecedent(verb):
            return self._are_others(verb, subject, who)
        top = self.tree.first(verb)
        if self._asks(verb) or self._breaks_off(subject):
            return False
        if self.tree.words[top].role != "relcl" and self._is_seen_to(verb):
            return False
        return bool(self.tree.children(subject, "poss")) or not self.tree.has(top, _BOUND, "aux")

    def _are_others(self, verb: int, noun: int, who: Who) -> bool:
        """Of people that are told apart by what they do or are good at: "colleagues who perform ultrasound"."""
        word = self.tree.words[verb]
        if word.text in doings.CONSISTING or (who is Who.SERVED and word.text not in doings.OF_THE_SERVED):
            return False
        if word.tag == "VBG" and word.text not in doings.OF_SPECIALISTS:
            return False
        governing = self.tree.governing(noun)
        if governing is None:
            return singular(self.tree.words[noun].text) == "colleague"
        return self._has_to_do_with(governing, noun)

    def _has_to_do_with(self, verb: int, noun: int) -> bool:
        """Whether people stand under a verb as others than those who are sought, cared for, or are the reader."""
        words = self.tree.words
        text = words[verb].text
        subject = self.tree.subject(verb)
        applicant = subject is not None and self.subjects.who(subject) is Who.APPLICANT
        if applicant and text in doings.BEING and words[noun].role in ("attr", "conj"):
            return False
        experience = words[words[words[verb].head].head].text if words[verb].role == "pcomp" else ""
        if text in doings.CARING or text in doings.JOINING or experience in doings.COMPETENCES:
            return False
        return applicant or text not in doings.ASKING

    def _is_somebodys(self, verb: int, subject: int) -> bool:
        """One of a trade, told apart by what they do, whom the applicant has to do with."""
        word = self.tree.words[subject]
        if subject != self.tree.antecedent(verb) or not self._is_trade(subject):
            return False
        governing = self.tree.governing(subject)
        if governing is None or self.tree.words[word.head].text == "as":
            return False
        above = self.tree.subject(governing)
        reader = above is not None and self.subjects.who(above) is Who.APPLICANT
        text = self.tree.words[governing].text
        is_one = text in doings.BEING and word.role in ("attr", "conj")
        beside_them = reader and not is_one and text not in doings.CARING
        return beside_them or self.tree.has(governing, {"there"}, "expl")

    def _is_trade(self, place: int) -> bool:
        return singular(self.tree.words[place].text) in self.subjects.people - self.subjects.own

    def _breaks_off(self, subject: int) -> bool:
        """Whether a comma parts it from what is taken for its verb: "Supervise volunteers, run workshops"."""
        words = self.tree.words
        comma = subject + 1 < len(words) and words[subject + 1].text == ","
        return comma and not self.tree.children(subject, "relcl", "appos", "acl", "conj")

    # the employer

    def _is_employers(self, verb: int, subject: int, path: Sequence[int]) -> bool:
        """Whether what the employer does asks nothing of the reader."""
        words = self.tree.words
        text = words[verb].text
        if self._is_seen_to(verb) or self._asks(verb):
            return False
        if doings.STOPPING & {words[i].text for i in (verb, *self.tree.beside(verb))}:
            return not any(words[i].text in doings.INSTEAD for i in path)
        said = {words[i].text for i in self.tree.subtree(verb)}
        if said & doings.OPENINGS:
            return False
        if text in doings.PAYING or (text in doings.GIVING and self.tree.has(verb, _YOU, "dobj", "dative")):
            return True
        return not self._is_shared(verb, subject, path[0]) and not said & {"you", "your"}

    def _is_shared(self, verb: int, subject: int, mention: int) -> bool:
        """Whether the reader is likely to do it as well: "we use Python", "our services run on Linux"."""
        text = self.tree.words[verb].text
        named = self.tree.words[mention].capital
        we = self.tree.words[subject].text in ("we", "us")
        return text in doings.BEING or (text in doings.USING and (named or we))

    def _handles_papers(self, verb: int) -> bool:
        """ "We process your data under the GDPR"."""
        return any(map(self.subjects.is_papers, self.tree.subtree(verb)))

    # verbs

    def _is_done_without(self, verb: int, path: Sequence[int]) -> bool:
        """Of the verb's own subject: done by others, done away with, no part of it, or a way to apply."""
        tree = self.tree
        noun, under = path[-2], path[-3:-2]
        if under and tree.words[noun].text in doings.APPLICATIONS and tree.words[under[0]].role == "prep":
            return tree.words[verb].text in doings.WELCOMED or tree.has(verb, doings.WELCOMED, "acomp")
        no_part = tree.has(verb, _NEGATIVE, "neg") and tree.has(verb, doings.PARTS, "attr")
        return no_part or self._is_retired(verb) or self._is_by_others(verb) or self._falls_to_others(verb)

    def _is_by_others(self, verb: int) -> bool:
        """ "Payroll is run by a bureau"."""
        agent = self.tree.agent(verb)
        if agent is None:
            return False
        somebody = self.tree.has(agent, {"a", "an"}, "det") and self._is_trade_or_house(agent)
        return somebody or self.subjects.who(agent) in OTHERS

    def _is_trade_or_house(self, place: int) -> bool:
        return self._is_trade(place) or singular(self.tree.words[place].text) in HOUSES

    def _falls_to_others(self, verb: int) -> bool:
        """ "Payroll falls to our accountants", "is a matter for the engineers"."""
        tree = self.tree
        matters = [i for i in tree.children(verb, "attr") if tree.words[i].text in doings.MATTERS]
        falls = [verb] if tree.words[verb].text in doings.FALLING else []
        to = (i for above in (*matters, *falls) for i in tree.children(above, "prep", "dative"))
        return any(self.subjects.who(i) in OTHERS for preposition in to for i in tree.children(preposition, "pobj"))

    def _is_retired(self, verb: int) -> bool:
        text = self.tree.words[verb].text
        switched = text in doings.SWITCHING and bool(self.tree.children(verb, "prt"))
        return (switched or text in doings.RETIRING) and self.tree.has(verb, _PAST, "auxpass")

    def _asks(self, verb: int) -> bool:
        """Whether the verb or one that it stands beside wants or expects something."""
        return any(self.tree.words[i].text in doings.ASKING for i in (verb, *self.tree.beside(verb)))

    def _is_seen_to(self, verb: int) -> bool:
        """Whether a doing hangs on another verb: "help patients manage pain", "when clients call"."""
        top = self.tree.first(verb)
        word = self.tree.words[top]
        if word.role in RELATIVE:
            return True
        if word.role in ("ccomp", "pcomp"):
            return word.head < top and not self.tree.has(verb, {"what"}, "dobj", "pobj")
        if word.role != "advcl" or self.tree.has(top, _CONTRAST, "mark"):
            return False
        return word.head < top or bool(self.tree.children(top, "mark", "advmod"))
