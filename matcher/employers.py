"""What an employer says of itself: its trade, its clients, its size. None of it is asked of the reader."""

from matcher.phrases import any_of

_MAKES = (
    r"(?:mak|manufactur|publish|produc|build|design|develop|operat|treat|represent|advis|insur|transport|"
    r"carr|ship|import|"
    r"export|distribut|print|brew|bak|grow|farm|restor|repair|maintain|install|protect|serv|specialis|specializ|audit|"
    r"fly|flie|broadcast|host|rent|leas|invest|fund|research|dispens|prepar|provid|deliver|car|teach|train|educat|"
    r"suppl|sell|clean|process|recycl|monitor|test|translat|offer|do|run|own|rais|hous|feed|breed|catch|test|examin|"
    r"perform|conduct|undertak|perform|stag|act|help|support)(?:e?s|es|ies)"
)
_WE_MAKE = (
    r"(?:make|manufacture|publish|produce|build|design|develop|operate|treat|represent|advise|insure|"
    r"transport|carry|ship|import|"
    r"export|distribute|print|brew|bake|grow|farm|restore|repair|maintain|install|protect|serve|audit|engineer|fly|"
    r"broadcast|host|rent|lease|invest|fund|research|dispense|prepare|provide|deliver|teach|educate|supply|sell|clean|"
    r"process|recycle|translate|run|own|raise|house|feed|breed|catch|examine|perform|stage|act for|lend|care for|"
    r"support|help|built|made|designed|developed|restored|printed|published|brewed|grown|treated|supplied|sold|served|"
    r"provided|delivered|trained|taught|represented|advised|flown|repaired|been \w+ing)"
)
_HOUSE = (
    r"(?:trust|department|company|firm|practice|studio|school|college|university|charity|hospital|group|"
    r"agency|business|"
    r"organi[sz]ation|laborator(?:y|ies)|lab|institute|museum|clinics?|council|library|shop|factory|plant|"
    r"restaurant|hotel|"
    r"theatre|bank|brewery|farm|consultancy|start-?up|bureau|foundation|partnership|publisher|retailer|"
    r"manufacturer|insurer|"
    r"broker|chain|cooperative|co-operative|association|society|wards?|workshop|garage|bakery|gallery|"
    r"archive|observatory|airline)"
)
_NAME = (
    r"(?:(?!th(?:is|at|ere|ese)\b|here|today|what|further)(?-i:[A-Z])[\w&'\u2019.-]*)(?: "
    r"(?:(?-i:[A-Z])[\w&'\u2019.-]*|of|and|&|the)){0,5}"
)
_NO_POST = (
    r"(?!.{0,400}\b(?:you|your|candidates?|individual|librarian|dean|director|manager|officer|coordinator|"
    r"applicants?|post ?holder|someone|somebody|a person|vacanc\w+|need(?:s|ed)?|require(?:s|d|ments?)?|"
    r"seek(?:s|ing)?|looking|hiring|recruiting|must|role|post|position|job|using|written in|"
    r"built (?:in|on|with)|services in|stack)\b)"
)
TRADE = any_of(
    (
        rf"(?:for (?:over |more than |almost |nearly |some )?[\w-]+ years,? )?we(?:.ve| have|.re| are)?(?: now|"
        rf" also| proudly| mainly)? {_WE_MAKE}\b{_NO_POST}"
    ),
    (
        rf"(?:the|our|this)(?: [\w-]+){{0,3}} {_HOUSE}(?: \([^()]{{1,30}}\))?(?: also| now| mainly| "
        rf"currently)? {_MAKES}\b{_NO_POST}"
    ),
    rf"(?:(?:the|our|this)(?: [\w-]+){{0,3}} {_HOUSE}|(?:the )?{_NAME}|we|it)(?: is|['\u2019]s|['\u2019]re|"
    rf" are|,) (?:an?|the|one of|among)\b[^.;]{{0,60}}?"
    rf"\b(?:{_HOUSE}|practices|firms|makers?|provider|supplier|specialists? in)\b{_NO_POST}",
    (
        rf"(?:the|our|this)(?: [\w-]+){{0,3}} {_HOUSE} (?:is|are|was|has been)(?: \w+ly)? "
        rf"(?:recogni[sz]ed|known|renowned|famous|ranked|rated|celebrated|located|situated|based|home to|proud|part of)"
        rf"\b{_NO_POST}"
    ),
    rf"our (?:clients|customers|users|members|products|services|books|patients|readers|business|core "
    rf"business|work|expertise|portfolio|shops|"
    rf"sites|factories|brands) (?:is|are|include|range|come|work|span|cover)\b{_NO_POST}",
    (
        rf"(?-i:[A-Z])[\w&'\u2019-]+ "
        rf"(?:(?-i:[A-Z])[\w&'\u2019-]*(?<!er)(?<!or)(?<!ant)(?<!ist)(?<!ian)(?<!ive)(?<!nurse) "
        rf"){{1,4}}{_MAKES}\b{_NO_POST}"
    ),
    before=r"^\W*",
)
"""What the employer itself makes, does or knows; nothing of it is asked of the reader."""
