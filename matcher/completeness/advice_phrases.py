"""The words by which entries follow the advice to providers, or say that they don't."""

from matcher.phrases import any_of

STANDARD_NAME = any_of(r"micro-?\s?credentials?", after=r"\b")
ALIGNED = any_of(
    r"(?:aligned|mapped|aligns|maps|conform\w*|according|based) (?:to|with|on) (?:the )?(?:[\w-]+ ){0,5}"
    r"(?:standards?|framework|body of knowledge|competenc\w+|qualification|specification)",
    r"\bISO ?\d{4,5}",
    r"body of knowledge",
)
PRIOR = any_of(
    r"(?:recognition|credit|accreditation|assessment) (?:of|for) prior",
    r"prior learning",
    r"\bRPL\b",
    r"advanced standing",
    r"credit for (?:work )?experience",
    r"challenge (?:test|exam)",
    r"exempt(?:ion|ed)\w*",
)
REUSABLE = any_of(
    r"open educational resources?",
    r"OERs?\b",
    r"(?:course|materials?|content|modules?|resources?|units?) (?:is|are|can be|may be) (?:\w+ ){0,2}"
    r"(?:re-?us(?:able|ed)|open(?:ly)?[- ]licen[cs]ed|licen[cs]ed under|shared|adapted)",
    r"re-?usable (?:assets?|learning|modules?|resources?|materials?|units?)",
)
EXPERTS = any_of(
    r"(?:by|from|with|alongside|featuring|meet|hear) (?:(?:leading|practi[cs]ing|top|world|other|our|the|many) )*"
    r"(?:industry|subject[- ]matter|field|business|clinical) (?:\w+ )?"
    r"(?:experts?|practitioners?|professionals|leaders|specialists|mentors?)",
    r"(?:by|from|with|hear) (?:[\w-]+ )?(?:experts?|practitioners|professionals) (?:from|in|at|of) "
    r"(?:the |their )?(?:industry|field|trade)",
    r"guest (?:speakers?|lecturers?) from",
    r"(?:taught|designed|developed|led|created|delivered|written|built)(?: and \w+)? (?:by|with) (?:[\w-]+ ){0,2}"
    r"(?:experts|practitioners|professionals|employers|industry)\b",
)
PORTABLE = any_of(
    r"digital (?:badges?|credentials?|certificates?)",
    r"open badges?",
    r"verifiable (?:credentials?|certificates?)",
    r"shar(?:e|eable|able)\b[^.]{0,40}certificates?",
    r"certificates?[^.]{0,40}\bshar(?:e|ed|eable|able)\b",
    r"europass",
    r"(?:add|post|share|show)\w*[^.]{0,60}\blinkedin\b",
    r"credly\b",
    r"badgr\b",
    r"machine-readable (?:certificat\w+|credentials?|badges?)",
)
ON_PAPER = any_of(r"(?:paper|printed|attendance) (?:certificates?|only)", r"certificates? of attendance")
