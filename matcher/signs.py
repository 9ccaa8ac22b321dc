"""Cheap signs that a sentence may speak of somebody else's doings: only such sentences are parsed."""

from matcher.people import HOUSES
from matcher.phrases import phrases_of

_HOUSE = f"(?:{'|'.join(sorted(HOUSES, key=len, reverse=True))})"
_NO_READERS = (
    r"(?!(?:applicants|holders|candidates|postholders|starters|joiners|members of|others|requirements|documents|"
    r"assessments|papers)\b)"
)
_PEOPLE = (
    rf"{_NO_READERS}(?:\w{{2,}}(?:ers|ors|ists|ysts|ians|ants|ents|ives|men)|staff|people|colleagues?|volunteers|families|"
    r"children|kids|nurses|chefs|cooks|vets|pilots|clerks|mechanics|architects|surgeons|experts|some|most|many|half)"
)
_TRADE = r"(?:\w+(?:er|or|ist|yst|ian|ant)|nurse|chef|boss|head)"
_NO_VERB = (
    r"(?!(?:and|or|to|of|in|with|for|on|at|as|from|by|across|within|including|throughout|where|when|while|through|"
    r"into|that|which|if|so|both|about|via|per|during|under|over|between|towards?|alongside|the|our|your|their|is|are|"
    r"a|an|who|need|needs|require|must|should)\b)"
)
_NO_DOING = (
    r"(?!are|re|is|have|has|need|look|seek|want|would|will|require|believe|do|use|work|expect|ask|also|can|was|were)"
)
_GOOD_AT = r"(?:certified|trained|skilled|fluent|qualified|experts?|learning|studying)\b"
_COURSES = r"(?:training|degrees?|courses?|coaching)"
_PAID = r"(?:free|for you|funded|paid|pays|sponsor\w*|subsidi[sz]\w+)"
_ANYONE = "".join(
    f"(?<!{noun} )" for noun in ("one", "body", "candidate", "person", "individual", "those", "applicants")
)

SIGNS = phrases_of(
    rf"(?<!or )(?<!for )(?<!to ){_PEOPLE}(?: of (?:them|whom|our|the|your)\b[\w ]{{0,30}})? "
    rf"(?:(?:are|is) {_GOOD_AT}|(?!\w+ing\b){_NO_VERB}[a-z]|(?:speak|study|specialis|specializ|learn)ing\b)",
    rf"{_ANYONE}(?<!individuals )(?<!candidates )(?<!patients )(?<!children )who(?:m|se)?\b"
    r"(?! (?:is|are|has|have|was|were|needs?|requires?|wants?|may|will|would|shares?|thrives?)\b)",
    r"the (?:ceo|director|owner|founder|boss|headteacher|principal) (?!of|is|will|and|to|in)[a-z]",
    rf"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|forty|\d+) (?:\w+ )?{_PEOPLE} [a-z]",
    r"sit (?:an?|the)\b",
    rf"(?:your|our) (?:\w+ )?{_TRADE}(?:, an? | {_NO_VERB}(?!will\b)[a-z])",
    r"(?:consultants|specialists|experts|professors|lecturers) in\b",
    rf"(?:falls?|belongs?|rests?|lies?|left|leave\b[\w ,]{{1,40}}|job|business|domain|matter|preserve) "
    rf"(?:to|with|of|for) (?:our|the|an?) (?:\w+ )?(?:{_PEOPLE}|{_TRADE})\b",
    r"(?:leave|finish|graduate|emerge)\b[^.;]{0,20}\b(?:certificate|diploma|qualification|degree)",
    rf"we(?:.ll|.ve)?(?: \w+ly| also| now| still| already| will| can| have)? {_NO_DOING}[a-z]",
    rf"(?:^|[,;:(]|\b(?:and|but|while|whereas|because|by))\W{{0,3}}(?:(?:each|all|some|one) of )?"
    rf"(?:our(?: [\w'-]+){{1,3}}?|(?:the|this)(?: [\w'-]+){{0,2}}? {_HOUSE}s?),? "
    rf"{_NO_VERB}(?!will\b|you\b)(?:[a-z]+(?:s|ed|e)|built|run|set)\b",
    r"by (?:our|the|a|an|another|other) [\w ]{0,20}(?:ers?|ors?|ists?|ysts?|ants?|ians?|team|colleague|firm|"
    r"bureau|agency|company|department)",
    rf"by (?:\w+ )?{_PEOPLE} \w",
    rf"(?:man|woman|boy|girl|lady|gentleman|person|{_PEOPLE}) (?:whom? |that )?you (?!are|will|should|must|need)",
    r"(?:interpreters|translators|teachers|lecturers|professors|speakers|players|tutors|students|scholars) of\b",
    r"no [\w -]{1,30}[,;] no\b",
    rf"an? (?:\w+ )?{_TRADE} [a-z]+s\b",
    r"(?:lessons?|class(?:es)?|tuition|bootcamps?|workshops?|evening courses?|courses? (?:in|on))\b",
    rf"{_COURSES}\b[^.;]{{0,60}}\b{_PAID}\b",
    rf"{_PAID}\b[^.;]{{0,60}}\b{_COURSES}\b",
    r"(?:teach|taught|take|turn|show|make|train|coach|help|equip|give|send) (?:you|your)\b",
    r"(?:be|are) (?:taught|shown|coached)\b",
    r"(?:retired|replaced|scrapped|phased out|dropped|discontinued|excused|spared|exempt\w*|outsourced|switched off)\b",
    r"(?:will|.ll|do|are)(?: you)?(?: not|n.t| never)\b|\b(?:nor|nobody|won.t)\b|\bnot (?:a )?part of\b",
    r"your (?:\w+ )?(?:references|data|details|information|cv|r[eé]sum[eé]|letter|statement|certificates?|portfolio|"
    r"documents|answers|application|diploma|transcripts?|experience in)\b",
    r"(?:tell us|send us|interviews?|applications? (?:in|form|may|can|must))\b",
)
