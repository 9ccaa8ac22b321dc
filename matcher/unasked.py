"""Clauses that name skills and ask for none: what the ad does without, what it teaches, what other people do."""

import re

from matcher.phrases import any_of, phrases_of

_NEEDED = r"(?:need(?:ed)?|required?|necessary|expected|assumed|mandatory|prerequisite|requirement)"
_HELD = r"(?:experience|knowledge|qualifications?|training|skills?|background|expertise|degree|familiarity)"
_CALLS_FOR = r"(?:calls?|asks?|needs?|requires?|involves?|expects?|demands?|uses?|relies|rely|has|have to)"

ABSENT = phrases_of(
    rf"no (?!fewer|less|later|more|only|longer)[^.;,]{{1,80}}?\b{_NEEDED}\b",
    rf"no (?:\w+ ){{0,3}}?{_HELD}(?: (?:of|in|with) [^.;,]{{1,40}})?\W*$",
    r"no (?:\w+ ){0,2}?experience\?",
    r"^\W*(?:(?:have )?(?:you )?never|haven.t|not yet) [^?]{1,120}\?",
    r"^[^.;,]{1,50} (?:isn.t|aren.t|doesn.t|don.t|is not|are not|does not)\W*$",
    r"no (?:line |direct |people |staff |budget )*(?:management|supervisory|budget\w*) responsibilit",
    "(?:no|without) (?:expectation|requirement|need|obligation|necessity) (?:that|to|for|of)",
    (
        r"there(?: is|.s| are|.re| will be| won.t be any)(?: absolutely| also)? no "
        r"(?!doubt|better|limit|substitute|such|shortage|end|question|place|one|two|reason)[^.;,]{1,80}?\b"
        r"(?:to \w+|in this (?:role|job|post|position)|involved|here)\b"
    ),
    rf"none of [^.;]{{1,80}}?\b{_CALLS_FOR}\b",
    (
        rf"(?:nobody|no one|no-one)(?: here| at all)?(?: will| would| is)? (?:ever )?(?:{_CALLS_FOR}|be asked|"
        rf"going to ask)"
    ),
    r"at no (?:point|time|stage|moment)\b",
    rf"not (?:a |be |an |strictly |necessarily |always |at all )?{_NEEDED}\b",
    rf"(?:is|are|was|does|do)n.t (?:a |be )?{_NEEDED}\b",
    r"(?:not|never|n.t) (?:ever )?(?:be |going to be )?(?:asked|called (?:up)?on|told|made|obliged) (?:to|for)\b",
    r"(?:do|does|did|will|would)(?: not|n.t) (?:have to|require|expect|matter|look for)\b",
    "won.t (?:need|have to|require|expect|be (?:doing|using|handling|working with|dealing with|touching))",
    (
        "(?:we|it|this|(?:the|this) (?:role|post|job|position|work|team))(?: do| does)(?:n.t| not) (?:actually |ever )?"
        r"(?:use|do|ask|involve|include|cover|extend|touch|work with|deal with|mind|care|insist)\b"
        r"(?! (?:which|what|how|where|whether)\b)"
    ),
    "don.t (?:need|have to)",
    r"need(?: not|n.t) (?:have|know|be|worry)\b",
    "needs? no (?!intro)",
    "requires? no ",
    "not (?:looking|asking|searching|hiring) for",
    rf"neither [^.;]{{1,80}}?\b{_NEEDED}",
    "never (?:need|required|have to|use|be using|touch|deal with|work with|come near)",
    rf"without (?:the need for |needing |any |an? |prior |previous |relevant |related |formal )*{_HELD}",
    r"without (?:ever )?(?:needing|having to|the need)\b",
    "(?:no|not a|isn.t a) (?:barrier|problem|obstacle|deal[- ]?breaker)",
    "don.t worry (?:if|about)",
    "(?:forget|never mind) (?:about |all about )?(?:your |the )?(?!to )",
    "even if you (?:have no|have never|haven.t|don.t|know nothing)",
    r"(?:is|.s|are)(?: not|n.t) an? [\w -]{1,30}(?:role|job|position)\b",
    r"(?:is|.s|are)(?: not|n.t| probably not)? not the (?:\w+ )?(?:role|job|post|position|place|team) for you\b",
    r"(?:isn.t|wasn.t) the (?:\w+ )?(?:role|job|post|position|place|team) for you\b",
    "(?:moved|moving|migrated|shifted|walked|turned|switched) away from",
    "(?:have|has|.ve|we) (?:long )?(?:since )?(?:given up|dropped|abandoned|scrapped|retired|ditched|stopped using|"
    "phased out|said goodbye to|left behind)",
    r"no longer (?:use|need|do|require|ask|work|have|offer|expect|teach|run)\w*",
    (
        r"(?:is|are|gets?) (?:all |always |also )?(?:contracted out|outsourced|sub-?contracted|done elsewhere|"
        r"handled elsewhere|taken care of|(?:done|handled|dealt with|looked after|covered|carried out) by "
        r"(?:others|another|an? (?:outside|external|separate|specialist|different|agency|contractor)|"
        r"our (?:\w+ ){0,2}(?:contractors?|colleagues|agency|partners?)|somebody else|someone else|"
        r"contractors|specialists))"
    ),
    "(?:in|beyond|outside) (?:safe hands|the scope|your remit|the remit|our remit)",
    r"makes? no difference\b",
    r"(?:do|does|will|wo)(?: not|n.t) (?:come|enter) into\b|(?:do|does|will|wo)(?: not|n.t) (?:feature|figure)\b",
    r"whether or not you\b",
    (
        r"^\W*not (?!only|just|afraid|limited|necessarily|essential|least|shy|sure|to|so|all|every|always|"
        r"easily|yet|more|less|"
        r"uncommon|unlike|surpris|\w+ (?:to|of)\b)[^.;,]{1,60},?\s?$"
    ),
)
"""What the ad says it can do without."""
_NOT_ONLY = re.compile(r"\bnot (?:only|just|merely|simply|solely)\b|\bnot afraid to\b", re.IGNORECASE)
_NEVER_WITHOUT = any_of(
    (
        r"(?:cannot|can.t|can not|unable to|will not|(?:would not|wouldn.t) (?:consider|hire|take|appoint)|"
        r"won.t|not able to|do not|don.t|not be|never|"
        r"impossible|no(?:body| one| "
        r"applica\w+|\w* candidates?)?)\b[^.;]{0,60}\b(?:without|lacking|who (?:lack|do not|don.t|cannot|"
        r"can.t|has no|have no|is not))\b"
    ),
    r"(?:without|lacking) [^.;]{1,80}\b(?:will|can|shall)(?:not| not|.t)? (?:be )?(?:rejected|discarded|"
    r"considered|progress|apply|"
    "accepted|go further|shortlisted|returned)",
    r"(?:applications?|applicants|candidates|those|anyone) (?:without|lacking)\b[^.;]{1,80}\b(?:rejected|"
    r"not|cannot|discarded|need not|"
    "returned)",
    r"no (?!prior|previous|formal|experience)[\w +#.&/-]{1,40}, no (?:job|interview|entry|offer)\b",
    r"need not apply\b",
)
"""Without it there is no job, so it is asked for."""
_WITHOUT = ("without", "lack", "who ", ", no ", "need not apply")
"""One of these stands in whatever that finds."""
_RELATIVE = re.compile(
    rf"\b(?:that|which|who) (?:do|does|did|are|is)(?: not|n.t) (?:be )?{_NEEDED}\b|"
    rf"\b(?:when|whether|where|if) [^.;,]{{1,60}}?\b(?:is|are)(?: not|n.t) {_NEEDED}\b",
    re.IGNORECASE,
)
"""What something worked on does without: "problems that do not require escalation"."""
OFFERED = r"(?:given|provided|offered|available|supplied|arranged)"
TO_THOSE_WITHOUT = (
    r"(?: (?:to|for) (?:those|anyone|people|candidates) |"
    r" (?:if|where) (?:it is )?(?:necessary|needed|required|not))"
)
_TO_OTHERS = r"to (?!you\b|the (?:successful|right|post|job|candidate|appointee|new)|successful|(?:all )?new|be )"
_WITH_US = (
    r"(?:during|in|as part of|throughout|on|from|over|within) (?:your |the |our |an? )?(?:own )?(?:\w+[- ]){0,2}?"
    r"(?:induction|probation\w*|first (?:\w+ )?(?:days?|weeks?|months?|year|term)|on-?boarding|"
    r"apprenticeship|day one|academy)"
)
TRAINED = phrases_of(
    (
        rf"(?:training|tuition|coaching|instruction|lessons|courses?)(?: (?:in|on|for|and|to|with|about|"
        rf"at)\b[^.;]{{1,120}}?)?"
        rf" (?:will be |is |are |can be |shall be |would be )?(?:all |also |always |fully |then )?{OFFERED}\b"
        rf"(?!{TO_THOSE_WITHOUT}| {_TO_OTHERS})"
    ),
    rf"{OFFERED}[^.;,]{{0,20}} training\b(?= (?:will|is))",
    r"(?:we|they)(?: will|.ll| can| do|.d| shall)? (?:\w+ly |also |then |even )?(?:train|teach|show|coach) you\b",
    r"(?:will|.ll|shall|can) (?:\w+ly |also |then |even |soon )?(?:train|teach|coach|show) you (?!have|are|know\b)",
    (
        r"(?:will|.ll|shall) (?:\w+ly |also |then |soon )?(?:introduce you to|help you (?:to )?learn|pass on|"
        r"walk you through|get you up to)\b"
    ),
    (
        r"you(?: will|.ll)(?: all| also| then)? be (?:fully |formally |carefully |also )?(?:trained|taught|"
        r"shown|coached|instructed|introduced)\b"
    ),
    rf"(?:are|is|get|gets) (?:\w+ly |all )?(?:trained|taught|shown|"
    rf"coached)\b[^.;]{{1,100}}?\b(?:{_WITH_US}|by us|by our|in-house|"
    "when (?:they|you) (?:start|join|arrive)|on the job|here)",
    rf"(?:learn\w*|cover\w*|taught|trained|introduc\w+|teach)\b[^.;]{{1,80}}?\b{_WITH_US}",
    rf"{_WITH_US},? (?:you|we|the|our)[^.;]{{1,40}}? (?:learn|be taught|teach|cover|introduce|train)\b",
    (
        r"we(?: will| can| also|.ll){0,2} (?:provide|offer|give)(?: you)?(?: with)? "
        r"[^.;,]{0,50}?\b(?:training|tuition|coaching)\b"
        "(?! (?:to|for) (?:our )?(?:staff|clients|customers|users))"
    ),
    "(?:chance|opportunity|opportunities|time) to (?:learn|train in|gain experience)",
    (
        r"you(?: will|.ll) (?:also |soon |quickly |then |first )?(?:learn|gain (?:experience|skills|"
        r"knowledge)|pick up|be learning|study)\b"
    ),
    "(?:train|learn)(?:ed|t)? on the job",
    r"(?:full|free) training\W*$",
    (
        r"(?<!you )(?:will|.ll|shall|happily|gladly) (?:also |even |gladly |happily )?(?:fund|sponsor|pay "
        r"for|finance|put you through|send you on|"
        r"enrol you|support you (?:through|to (?:gain|obtain|achieve|complete)))\b"
    ),
    r"(?:can|will) be (?:learn(?:ed|t)|taught|picked up)\b",
    r"(?:courses?|qualifications?|certificates?|licen[cs]es?|diplomas?|training) [^.;]{0,60}?\b(?:at our "
    r"expense|paid for by us|paid for|"
    r"(?:is|are|be) (?:fully )?(?:funded|sponsored))",
)
"""What the employer will teach."""
TEACHES = (
    *("train", "tuition", "coach", "instruct", "lesson", "course", "teach", "taught", "show", "introduc", "learn"),
    *("pass on", "walk you", "get you", "cover", "gain", "pick up", "picked up", "study", "fund", "sponsor"),
    *("pay for", "paid for", "finance", "put you", "send you", "enrol you", "support you", "expense"),
)
"""One of these stands in whatever TRAINED finds; to look for them first is much cheaper."""
_ARRANGES = re.compile(
    r"\b(?:ensur|make sure|organi[sz]|arrang|coordinat|overs[ae]|check)\w*\b[^.;]{0,40}\btraining|"
    r"\b(?:you|candidates|applicants) (?:should|must|need to|will need to)(?: already)? (?:have|be)\b",
    re.IGNORECASE,
)

_COLLEAGUES = (
    r"(?:colleagues|team ?mates|co-?workers|peers|managers?|directors?|head|boss|supervisor|predecessor|"
    r"partners?|clients?|"
    r"customers?|patients|students|pupils|learners|children|residents|tenants|visitors|guests|members|"
    r"users|readers|players|"
    r"volunteers|families|parents|suppliers|donors|investors|staff|crews?|team ?leaders?|consultants|"
    r"specialists|experts|"
    r"neighbours|drivers|farmers|authors|artists|founders?|designers|engineers|developers|scientists|"
    r"analysts|researchers|"
    r"nurses|doctors|dentists|vets|therapists|surgeons|teachers|lawyers|solicitors|chefs|technicians|traders|mechanics|"
    r"accountants|architects|administrators|instructors|tutors|lecturers)"
)
_DO = (
    r"(?!(?:will |may |can |should |would )?(?:need|require|seek|look|want|expect|ask|hire|recruit|rely|"
    r"depend|deserve|report)\w*\b|"
    r"(?:is|are) (?:now |currently |also )?(?:look|seek|recruit|hir|search|expect|required|responsible|"
    r"expanding|growing)\w*|must\b|to\b|and\b|or\b|who\b)"
)
_VERB = (
    r"(?:is|are|was|were|has|have|had|do|does|can|know|knows|come|comes|speak|speaks|use|uses|work|works|"
    r"make|makes|learn|learns|study|studies|"
    r"write|writes|run|runs|build|builds|design|designs|develop|develops|handle|handles|treat|treats|teach|teaches|"
    r"plan|plans|look after|looks after|manage|manages|lead|leads|play|plays|cook|cooks|paint|paints|programme|program|"
    r"do|repair|repairs|maintain|maintains|analyse|analyze|test|tests|code|codes|live|lives|sell|sells|buy|buys|"
    r"drive|drives|operate|operates|grow|grows|produce|produces|prepare|prepares|provide|provides|deliver|delivers|"
    r"carry out|carries out|specialise|specialises|specialize|diagnose|care for|translate|train|trains|swear by|"
    r"bring|brings|already|mostly|mainly|often|all|both|range|own|trade|perform|advise|draft|audit|act for|publish|"
    r"restore|weld|fly|will (?:lead|do|handle|take care|look after|deal|teach|run|manage))"
)
_NOT_YOU = r"(?![^;]{0,300}\byou\b)"
OTHERS = phrases_of(
    (
        r"\b(?:colleagues|team ?mates|engineers|developers|specialists|analysts|experts|scientists) who "
        r"(?:know|speak|use|write|work|speciali[sz]e|do|look after|build|run|handle)\b"
    ),
    (
        r"\b(?:alongside|beside|next to|surrounded by|supported by|joined by|side by side with|together "
        r"with) [^.;]{1,120}?\bwho "
        r"(?!need|require|want|are looking|seek)"
    ),
    r"^\W*(?:directly )?reporting (?:directly )?(?:in)?to (?:the|our|an?) ",
    r"^\W*(?:rather than|instead of|as opposed to)\b[^;]{0,110}$",
    (
        rf"^\W*(?:(?:and|but|while|whereas|although|because|since|as|so) )?(?:(?:many|most|some|all|both|"
        rf"half|several|one|two|three|none)(?: of)? )?"
        rf"(?:our|your|their|these|those|the other|other)(?: \w[\w-]*){{0,2}} {_COLLEAGUES} {_DO}{_VERB}\b{_NOT_YOU}"
    ),
    (
        rf"^\W*(?:(?:the|two|three|four|five|six|seven|eight|nine|ten|\d+) )?(?:\w+ )?(?:vets|nurses|doctors|engineers|"
        rf"developers|designers|technicians|teachers|drivers|chefs) {_DO}{_VERB}\b{_NOT_YOU}"
    ),
    (
        r"^\W*(?:the|those|all) (?:\w+ ){0,2}?(?:people|clients|customers|patients|candidates|students|pupils|"
        r"families|children|companies|firms|learners|guests|users|members|tenants|residents|callers|readers)"
        r"(?: who| that| whom)? you(?: will|.ll)? (?:\w+ ){1,4}?(?:are|have|can|know|speak|come|use|live|range)\b"
    ),
    (
        rf"^\W*(?:the )?(?:volunteers|students|pupils|learners|residents|patients|tenants|clients|"
        rf"customers|guests|members|children|"
        rf"head|director|owner|partners|surgeons|vet|chef) {_DO}{_VERB}\b{_NOT_YOU}"
    ),
    (
        r"^(?!.{0,300}\b(?:teach|tutor|train|instruct|lectur|coach|assess|deliver|mentor|supervis|"
        r"educat))[^;]{0,120}?\b"
        r"(?:students|pupils|learners|apprentices|trainees|undergraduates) (?:(?:on|in|from|of) (?:our |"
        r"the |its |their )?(?:\w+ )?"
        r"(?:courses?|classes|degrees?|programmes?|apprenticeships?)|taking|studying|enrolled (?:on|in)|"
        r"who (?:study|take|are studying))\b"
    ),
    r"\b(?:recruit|source|hire|headhunt|place|find|list are|looking to "
    r"fill)\w*\b[^.;]{0,60}?\b(?:engineers?|developers?|designers?|nurses?|"
    r"scientists?|analysts?|accountants?|lawyers?|architects?|drivers?|chefs?|consultants?) (?:with|"
    r"who)\b(?=[^.;]{1,200}\W*$)",
    before="",
)
"""Skills of the people that the reader will work with or for."""


def unasked(clause: str) -> bool:
    """Whether the clause speaks of the skills that it names without asking for them."""
    clause = _NOT_ONLY.sub(" ", _RELATIVE.sub("", clause))
    if indispensable(clause):
        return False
    words = clause.lower()
    teaches = any(stem in words for stem in TEACHES) and TRAINED.search(clause) is not None
    return (
        (teaches and not _ARRANGES.search(clause))
        or ABSENT.search(clause) is not None
        or OTHERS.search(clause) is not None
    )


def indispensable(clause: str) -> bool:
    """Whether there is no job without what the clause names: "we cannot consider anyone without SQL"."""
    words = clause.lower()
    return any(stem in words for stem in _WITHOUT) and _NEVER_WITHOUT.search(clause) is not None
