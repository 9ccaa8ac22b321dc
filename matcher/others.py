"""Which of an ad's mentions are other people's doings, or the employer's."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matcher.grammar import Parser, Tree
from matcher.mentions import Sentence, Span
from matcher.people import HOUSES, singular
from matcher.phrases import any_of
from matcher.whose import Judge

MAX_PARSED_WORDS = 60
"""Of a sentence; a longer one is a list run together, whose grammar nobody can tell."""
_HOUSES = f"(?:{'|'.join(sorted(HOUSES, key=len, reverse=True))})s?"
_PERSONS = (
    r"(?:(?!applicants|holders|candidates|postholders|starters|joiners|members of|others|requirements|documents|"
    r"assessments|papers)\w{2,}(?:ers|ors|ists|ians|ants|ents|ives|men|nurses|chefs|cooks|pilots|clerks|mechanics|midwives|architects|"
    r"colleagues|volunteers|pupils|families|children|kids|guests|members|experts|surgeons|doctors|vets)|staff|people|"
    r"colleagues?|nurses|chefs|cooks|vets|pilots|kids|experts|dentists|some|most|many|half|others)"
)
_NO_VERB = (
    r"(?:and|or|to|of|in|with|for|on|at|as|from|by|across|within|including|throughout|where|when|while|through|into|"
    r"that|which|if|so|both|about|via|per|during|under|over|between|towards?|alongside|the|our|your|their|is|are|"
    r"a|an|who|need|needs|require|must|should)"
)
SIGNS = any_of(
    rf"(?<!or )(?<!with )(?<!for )(?<!to ){_PERSONS}(?: of (?:them|whom|our|the|your)\b[\w ]{{0,30}})? (?!{_NO_VERB}\b)[a-z]",
    r"(?<!one )(?<!body )(?<!candidate )(?<!person )(?<!individual )(?<!individuals )(?<!those )(?<!applicants )"
    r"(?<!candidates )(?<!patients )(?<!children )who(?:m|se)?\b",
    r"(?:your|our) (?:\w+ )?(?:\w+(?:er|or|ist|ian|ant)|nurse|chef|boss|head) (?!{_NO_VERB}\b|will\b)[a-z]",
    r"we(?:.ll|.ve)?(?: \w+ly| also| now| still| already| will| can| have)? "
    r"(?!are|re|is|have|has|need|look|seek|want|would|will|require|believe|do|use|work|expect|ask|also|can|was|were)[a-z]",
    rf"(?:^|[,;:(]|\b(?:and|but|while|whereas|because|by))\W{{0,3}}(?:(?:each|all|some|one) of )?"
    rf"(?:our(?: [\w'-]+){{1,3}}?|(?:the|this)(?: [\w'-]+){{0,2}}? {_HOUSES}) (?!{_NO_VERB}\b|will\b|you\b)[a-z]+(?:s|ed|e)\b",
    r"by (?:our|the|a|an|another|other) [\w ]{0,20}(?:ers|ors|ists|ants|ians|team|colleague)",
    r"(?:lessons?|class(?:es)?|tuition|bootcamps?|workshops?|evening courses?|courses? (?:in|on))\b",
    r"(?:training|degrees?|courses?|coaching)\b[^.;]{0,60}\b(?:free|for you|funded|paid|sponsored|subsidi[sz]ed)",
    r"(?:free|funded|paid|sponsor\w*|subsidi[sz]\w+)\b[^.;]{0,60}\b(?:training|degrees?|courses?|coaching)\b",
    r"(?:teach|turn|show|make|train|coach|help|equip|give|send) (?:you|your)\b",
    r"(?:retired|replaced|scrapped|phased out|dropped|discontinued|excused|spared|exempt\w*|outsourced)\b",
    r"(?:will|.ll|do|are|won)(?: you)?(?: not|n.t| never)\b|\bnor\b",
    r"your (?:\w+ )?(?:references|data|details|information|cv|r[eé]sum[eé]|letter|statement|certificates?|portfolio|"
    r"documents|answers|application|diploma|transcripts?|experience in)\b",
)
"""Cheap signs that a sentence may speak of somebody else's doings; without one it isn't parsed."""
_WANTED = any_of(
    r"(?:looking for|looking to (?:hire|recruit)|seek(?:s|ing)?|recruit(?:s|ing)?|hiring|need(?:s|ing)?|vacanc(?:y|ies) for|"
    r"opportunit(?:y|ies) for|appoint)\b(?P<whom>[^.;:\n]{1,60})"
)
_NOUN = re.compile(r"[a-z][\w-]{2,}")


@dataclass(frozen=True, slots=True, eq=False)
class OthersDoings:
    parser: Parser
    people: frozenset[str]
    """Nouns for people, in the singular."""

    def among(self, mentions: Iterable[tuple[Sentence, Span]], text: str) -> frozenset[Span]:
        """Those of the mentions, each with its sentence, that are not the applicant's. Offsets are into the ad."""
        by_sentence: defaultdict[Sentence, list[Span]] = defaultdict(list)
        for sentence, span in mentions:
            if SIGNS.search(sentence.text) and len(sentence.text.split()) <= MAX_PARSED_WORDS:
                by_sentence[sentence].append(span)
        if not by_sentence:
            return frozenset()
        parsed = self.parser.parse([sentence.text for sentence in by_sentence])
        trees = list(map(Tree, parsed))
        theirs = frozenset(self._theirs(by_sentence, trees, frozenset()))
        return theirs & frozenset(self._theirs(by_sentence, trees, own_names(text))) if theirs else theirs

    def _theirs(
        self, by_sentence: Mapping[Sentence, Sequence[Span]], trees: Sequence[Tree], own: frozenset[str]
    ) -> Iterator[Span]:
        for (sentence, spans), tree in zip(by_sentence.items(), trees, strict=True):
            yield from self._of(sentence, spans, Judge(tree, self.people, own))

    def _of(self, sentence: Sentence, spans: Iterable[Span], judge: Judge) -> Iterable[Span]:
        start = sentence.span.start
        return (span for span in spans if judge.unasked(Span(span.start - start, span.end - start)))


def own_names(text: str) -> frozenset[str]:
    """Nouns of the ad's first line and of whom it looks for, in the singular: the job's own name is among them."""
    first = text.lstrip().partition("\n")[0][:120]
    wanted = (match["whom"] for match in _WANTED.finditer(text))
    return frozenset(singular(noun) for part in (first, *wanted) for noun in _NOUN.findall(part.casefold()))
