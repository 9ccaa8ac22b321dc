"""What a CV says of its writer's own skills: denials, wishes, other people, schools and referees are no holdings."""

import re
from collections.abc import Iterable, Iterator

from matcher.phrases import any_of

_REST = r"[^.;!?\n]*?(?=,? (?:but|however|although|though)\b|[.;!?\n]|$)"
"""To the end of the clause."""
DENIED = any_of(
    "never",
    r"(?:do|does|did|have|has|had|could|can)(?: not|n.t)",
    "cannot",
    "(?:have|has|had|with|possess) no(?: (?:real|prior|previous|formal))?",
    "not (?:yet )?(?:familiar|experienced|able|confident|proficient|fluent|comfortable|qualified)",
    "(?:unable|unfamiliar|inexperienced|lack|lacks|lacking|without)",
    after=rf"\b{_REST}",
)
"""What the writer says they lack."""
WISHED = any_of(
    "(?:would|.d) (?:also )?(?:like|love|prefer) to",
    "(?:want|wants|wanting|wish|wishing|hope|hoping|aim|aiming|plan|planning|intend|aspire|aspiring) to",
    "(?:keen|eager|excited|willing|ready|happy) to (?:learn|train|develop|gain|improve|study)",
    "(?:look|looking|search|searching) (?:for|to)",
    "seek|seeking",
    "interested in (?:learning|gaining|developing|a (?:role|job|position|career))",
    after=rf"\b{_REST}",
)
"""What the writer wants to learn or to do."""
_PEOPLE = (
    "manager|boss|supervisor|colleague|director|team ?lead|mentor|teacher|professor|friend|partner|wife|"
    "husband|father|mother|brother|sister|son|daughter"
)
OTHERS = any_of(
    rf"\bwho (?:also )?(?:used?|uses|kn[eo]ws?|was|were|is|are|sp[eo]aks?|spoke|ha[ds]|have|do|did|wrote)\b{_REST}",
    rf"\bmy (?:former |then )?(?:{_PEOPLE})s? (?:was|were|is|are|ha[ds]|used|uses|knew|taught|speaks?)\b{_REST}",
    before="",
)
"""What somebody else can do."""
_NAME = r"[A-Z][\w'\u2019-]{0,40}[a-z.]\b\.?"
_GENERIC = (
    r"(?!(?:High|Secondary|Primary|Middle|Elementary|Nursery|Public|Private|State|Special|Summer|Medical|Law|Business|"
    r"Graduate|Teaching|Night|Driving|At|In|The|From|My|Our) )"
)
SCHOOLS = re.compile(
    rf"\bUniversity of (?:the )?{_NAME}(?: {_NAME}){{0,3}}|"
    rf"\b(?:[A-Z][\w'\u2019.-]{{1,40}} ){{0,2}}(?:School|College|Institute|Academy|Faculty) of {_NAME}"
    rf"(?:(?:,| and| &| of)? {_NAME}){{0,4}}|"
    rf"\b(?:{_GENERIC}[A-Z][\w'\u2019.-]{{1,40}} ){{1,2}}(?:University|College|Institute|Academy|School)(?: London)?"
    r"(?=[ \t]*(?:$|[,.;:()\n\u2013-]|\d))"
)
"""Where somebody learned or worked: a name is no skill, whatever it holds ("School of Hygiene")."""
NATIONALITY = re.compile(
    r"\b(?i:nationality|nationalities|citizenship|citizen of|passport|place of birth|born (?:and raised )?in)\b"
    r"[^\n.;]{0,60}"
    r"|(?<=\b\d\d)[ \t]*(?:,|years old,?|-|\|)[ \t]*[A-Z][a-z]*(?:ish|ian|ese|an|ch|eek|ic|i|ss)(?=[ \t]*(?:[,.|\n]|$))"
    r"|(?<=[ \t(])(?:[A-Z][a-z]+)(?= (?:national|citizen|nationality|passport|descent|origin)\b)",
    re.MULTILINE,
)
"""Where somebody is from: "French" is then no language that they speak ("Nationality: French", "29, French")."""
_REFERENCES = re.compile(r"\W*(?:references|referees)\W*", re.IGNORECASE)
_HEADING = re.compile(
    r"\W*(?:[A-Z][A-Z &/]{3,40}|(?:(?:Key|Work|Professional|Other) )?(?:Skills|Experience|Education|Employment|"
    r"Languages|Qualifications|Certificates|Certifications|Projects|Interests|Publications))\W*"
)


def writers_own(text: str) -> str:
    """The text at equal length, blank where it speaks of anything but what its writer holds."""
    for pattern in (DENIED, WISHED, OTHERS, SCHOOLS, NATIONALITY):
        text = pattern.sub(lambda match: " " * len(match.group()), text)
    return "\n".join(_without_referees(text.split("\n")))


def _without_referees(lines: Iterable[str]) -> Iterator[str]:
    """The lines, blank from a heading that announces referees to the next heading."""
    inside = False
    for line in lines:
        inside = _REFERENCES.fullmatch(line) is not None or (inside and not _HEADING.fullmatch(line))
        yield " " * len(line) if inside else line
