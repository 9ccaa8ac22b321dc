"""Sentences about something other than the job, wherever they stand."""

import re

from matcher.employers import TRADE
from matcher.headings import ABOUT_THE_JOB, SectionKind
from matcher.phrases import any_of, phrases_of

MAX_READ_CHARACTERS = 2_000
"""Of a sentence; no cue further on is looked for, so that a text without full stops stays cheap."""

EQUAL_OPPORTUNITY = phrases_of(
    "equal[- ](?:employment[- ])?opportunit(?:y|ies) employer",
    "equal[- ]employment[- ]opportunit",
    "equal opportunit(?:y|ies) (?:to|for|in|regardless)",
    "(?:an|all) equal opportunit",
    r"eoe\b",
    "protected (?:veteran|class)",
    "without regard to",
    "disability confident",
    "affirmative action",
    "sexual orientation",
    "(?:welcomes?|encourages?|invites?) applications",
    "all qualified applicants",
    "gender identity",
    (
        r"(?:applicants|candidates|employment|employees?|hire|considered?|discriminat\w+|appl(?:y|"
        r"ications?))\b[^.;]{0,60} regardless of"
    ),
    (
        r"regardless of (?:their |your )?(?:race|gender|age|sex|ethnic|religio|colou?r)(?=[^.;]{0,120}\b"
        "(?:orientation|religion|belief|origin|marital|veteran))"
    ),
    "reasonable (?:accommodation|adjustment)s? (?:may|will|can|are|during|for|to)",
    "encourages? (?:minorities|women|people from)",
    (
        "(?:committed|commitment) to (?:equality|diversity|equal|promoting (?:equality|diversity)|"
        r"(?:our \w+ for )?safeguarding)"
    ),
)
APPLYING = phrases_of(
    "please (?:send|submit|apply|contact|visit|e-?mail|click|call|ring|complete|upload)",
    "please note:? (?:that )?(?:this vacancy|we|if you|all app|applications|interviews|only)",
    (
        r"(?:how|like|wish(?:es|ing)?|want|invited?|encouraged|able|eligible|ready|welcome) to apply\b"
        r"(?=\W*$|[,:;.)]| (?:for (?:this|the)|by|via|online|now|please|through|will|should|must|is|are)\b)"
    ),
    "to apply(?:,|:| for (?:this|the)| please| online| now| visit| send| click| you )",
    r"apply (?:now|today|online|here|via|by|at|through|directly)\b",
    "closing date",
    "(?:your|a|with|and) cover(?:ing)? letter",
    "click (?:here|the|on|apply)",
    "short-?listed",
    "interviews? (?:will|are (?:expected|scheduled|due|likely|to be)|date)",
    "informal (?:visit|discussion|enquir|chat|conversation)",
    "for (?:more|further|an informal|any) (?:information|details|discussion|queries)",
    (
        "(?:subject to|undergo|pass|satisfactory|successful completion of|complete|require[sd]?|submit to|"
        r"have)\b[^.;]{0,60}\b(?:background (?:check|screen|investigation)|(?:dbs|crb)\b|disclosure|drug "
        "(?:screen|test))"
    ),
    "(?:dbs|crb) (?:check|disclosure|clearance)",
    r"(?:have|has|proof of|evidence of|with|hold|demonstrate|confirm|your|the) (?:\w+ ){0,2}right to work",
    "applications (?:are )?(?:invited|welcome)",
    (
        "applications? (?:close|deadline|must be (?:received|submitted)|are (?:invited|considered|reviewed)|"
        "will (?:be|close))"
    ),
    "send (?:a|an|your|us|me) (?:cv|r[eé]sum|letter|application|e-?mail|copy)",
    "visa sponsorship",
    "no agencies",
    "(?:eligible|authori[sz]ed|permitted|entitled|permission|eligibility) to (?:live and )?work in ",
    r"(?:citizens?|nationals?) (?:only|need not)\b",
    "(?:may |will |right to |to )close (?:this|the|our) (?:advert|vacanc|job|post)",
    r"vacanc(?:y|ies) (?:may|will|can) close",
    (
        r"(?:your|personal|applicants.) (?:\w+ )?(?:data|details|information) (?:will be|are|is|may be) (?:\w+ly )?"
        "(?:kept|held|stored|processed|handled|used|shared|transferred|retained)"
    ),
    "disclosure and barring",
    "e-verify",
    r"(?:visit|see|at|contact|e-?mail|via|website|online|call|to|on)\b[^.;]{0,40}?(?:https?://|\[email\]|\[phone\])",
    "look(?:ing)? forward to (?:hearing|receiving|reviewing|meeting)",
    r"(?:no|from|via|by|to|accept\w*) (?:\w+ ){0,3}(?:recruitment|employment) agenc",
    r"(?:act|acts|acting|operat\w+) as an? (?:recruitment |employment )*(?:agency|business)",
)
_CONTACT = re.compile(r"https?://|\[email\]|\[phone\]|\bwww\.", re.IGNORECASE)
MAX_ASIDE_WORDS = 50
"""Of a sentence that asks for something; a longer one is several run together, and read in spite of an aside."""
MAX_CONTACT_WORDS = 8
"""Of a sentence that is little more than an address."""

OFFER = phrases_of(
    r"(?:we|employer|company)(?: can| will| also| do|.ll){0,2} offers?\b",
    (
        r"you(?: will|.ll|.d)? (?:also )?(?:receive|get\b|be entitled|be eligible|be rewarded|be paid|earn\b|"
        "benefit from)"
    ),
    r"in return\b",
    "you(?: will|.ll) enjoy",
    (
        r"(?:attractive|competitive|excellent|generous|great|comprehensive|full) (?:\w+ ){0,2}?(?:salary|pay|"
        "wages?|rates?|benefits|package|compensation|remuneration)"
    ),
    "benefits (?:package|include)",
    "(?:rates?|range) of pay",
    "pay (?:rate|range)",
    "(?:hiring|salary|pay) range",
    r"per (?:hour|annum|year)\b",
    "paid (?:time off|holidays?|leave|sick|parental|vacation)",
    "cycle to work",
    "season ticket",
    "free (?:on-?site )?(?:parking|uniform|lunch|gym|food|meals|snacks|entry)",
    "employee assistance",
    "sign[- ]on bonus",
    "refer a friend",
    "childcare vouchers?",
    "stock (?:options?|purchase)",
    "flexible spending",
    r"(?:days|weeks|weeks.|hours) (?:of |paid |annual )*(?:leave|holiday|vacation|pto)\b",
    "opportunit(?:y|ies) (?:for|to) (?:progress|advance|career|grow|learn)",
    "career (?:progression|advancement|development) opportunit",
    r"[$£€] ?\d[\d,.]{0,12}k?[^.;]{0,20}?(?:/|\b(?:per|an|a|p\.?[ah])\b)",
    before=r"(?:\b|(?=[$£€]))",
)
"""Words by which an employer offers; they settle the matter."""
BENEFIT = phrases_of(
    (
        r"(?:health|dental|life|medical|vision|disability|pet|malpractice) (?:insurance|plans?\b|assurance|"
        "cover(?:age)?)"
    ),
    "pension",
    r"401\(?k\)?",
    "annual leave",
    r"discount(?:s|ed)?\b.{0,40}\b(?:staff|employee|gym|shop|retail|nhs)",
    "(?:staff|employee|gym|shopping|nhs) discounts?",
    "flexible working",
    "(?:maternity|paternity|parental|adoption|sick) (?:leave|pay|assistance)",
    r"pto\b",
    "paid vacation",
    "vacation (?:days|is|accru|benefit)",
    "bonus scheme",
    "profit shar",
    "gym membership",
    "tuition (?:reimburse|assist)",
    "(?:short|long)[- ]term disability",
    "health savings",
    "wellness program",
)
"""Things that are offered more often than worked on; words of asking outweigh them."""
EMPLOYER = phrases_of(
    (
        r"\b(?:we|our (?:company|organi[sz]ation|team|firm|trust|group|university|library|client|business|"
        "school))(?:.re| (?:is|are|was|were|has|have))(?: been)? (?:an? |the |one of |among |now |proud|"
        "recogni[sz]ed|committed|based|located|home to|delighted|passionate|rated|growing|currently|rapidly|"
        "dedicated)"
    ),
    r"\b[A-Z]\w+ (?:Ltd|Inc|LLC|plc|Group|Limited)\.? (?:is|are) (?:an?|the|one of)",
    r"\b(?:founded|established) in (?:1[789]|20)\d\d",
    r"\bemploys? (?:over|more than|around|some|about) [\d,]",
    r"\bwe (?:excel|pride ourselves|believe|value|celebrate|care about|strive|specialise|specialize)\b",
    r"\b(?:come )?join our team\b",
    r"^\W*(?:if this sounds|does this sound|sound like you)",
    r"\bdoes not discriminate",
    r"\bour (?:mission|vision|values|culture|people|employees|clients|customers) (?:is|are|include|share|come)\b",
    before="",
)
_ADDRESSED = phrases_of(
    (
        r"you(?:r| will|.ll| must| should)?\b.{0,60}\b(?:experience|skill|knowledge|abilit|able|responsib|"
        "manage|lead|work|develop|support)"
    ),
    "(?:looking|searching) for",
    r"seek(?:s|ing)?\b",
    "need an? ",
    "hiring",
)
_ASKS = phrases_of(
    "experience",
    "knowledge",
    "understanding",
    "skill(?:s|ed)?",
    "ability",
    "able to",
    r"proficien\w+",
    r"familiar\w*",
    "must",
    "required",
    "essential",
    "desirable",
    r"administ\w+",
    r"manag\w+",
    r"process\w*",
    r"advis\w+",
    r"calculat\w+",
    r"maintain\w*",
    r"record\w*",
    r"prepar\w+",
    r"respon\w+",
    r"sell\w*",
    r"review\w*",
    r"explain\w*",
    r"analy[sz]\w+",
    after=r"\b",
)
_DOING = """
ad(?:dress|minister|vise) analy[sz]e answer arrange assess assist build carry_out coach collaborate collect
communicate compile conduct coordinate co-ordinate create deal deliver design develop draft drive educate
ensure establish evaluate explain facilitate foster guide handle help identify implement improve inspect
install investigate lead liaise maintain make_sure manage mentor monitor negotiate operate organi[sz]e oversee
participate perform plan prepare present process produce promote recommend record recruit repair report
research resolve review run schedule screen sell serve set_up solve source supervise support teach test train
translate troubleshoot use write
"""
DUTY = any_of(
    *(verb.replace("_", " ") for verb in _DOING.split()),
    before=r"\W*(?:(?:you(?: will|.ll) (?:also )?|to )(?:help |be able to )?|(?:ability|able) to )?",
    after=r"\b",
)
"""Openings with a verb of doing: such a sentence is a duty, whatever it speaks of (interviews, pensions, agencies)."""
_TO_THE_APPLICANT = phrases_of(
    r"(?:your|a|the) (?:cv|r[eé]sum|application\b(?! (?:form|process|software|layer|server|design|develop))|"
    "cover(?:ing)? letter)",
    "to apply(?: for|[,.:]| please| online| now)",
)
"""Words that address the person who applies, even in a sentence that opens with a verb of doing."""
RETURNS = any_of(
    r"as (?:an? |our |the )[\w ,/&()'-]{2,70}? (?:you|the (?:post|job|successful))\b",
    r"in this (?:role|position|post)\b",
    r"(?:the|our) (?:successful|ideal|right|suitable|preferred) (?:candidate|applicant|person)s?\b",
    r"the (?:post|job|role) ?holder\b",
    "(?:candidates|applicants) (?:must|should) (?:have|be able|possess|demonstrate)",
    (
        "you (?:will|must|should|.ll|need to) (?:also )?(?:be (?:responsible|working|involved|required|"
        r"expected|able|an? )|have (?:experience|a\b|an\b|excellent|good|strong|proven)|work|support|manage|"
        "lead|deliver|help|provide|develop|ensure|assist|need|possess|demonstrate|undertake|carry out|"
        "report|play|use|run|teach|plan|design|write)"
    ),
    "we.?(?: a)?re (?:currently |now )?(?:looking|seeking|searching|recruiting) ",
    r"we (?:seek|need|require)\b",
    r"[\w ]{0,40}(?:considering|seeking) candidates",
    (
        "(?:this|the) (?:role|position|post|job) (?:will (?:involve|include|require|suit|be responsible)|"
        "involves|includes|requires)"
    ),
    "(?:your|the|main|key) (?:main |key )?(?:duties|responsibilities) ",
    "(?:you are|you.re) (?:responsible|an? )",
    "responsible for ",
    "(?:previous |proven |good |strong |excellent |sound )?(?:experience|knowledge|understanding) (?:of|in|with) ",
    "(?:an )?ability to ",
    before=r"\W*",
)
"""Openings that bring a text back to the job."""
ASKS_YOU = phrases_of(
    r"you(?: will|.ll| must| should| may| also| would){0,2} (?:also )?need to\b",
    (
        r"you(?: will|.ll| must| should| may| also| would){1,2} (?:also )?be (?:responsible|expected|required|able|"
        r"comfortable|working|joining|managing|leading|helping)\b"
    ),
    r"you must\b",
    (
        "(?:we|company|firm|team|client|practice)(?:.re| are| is)?(?: now| also| currently)? (?:looking (?:for|to hire|"
        "to recruit)|seeking|needs?|needing) "
        r"(?:an?|someone|[\w-]+ (?:people|starters|players|engineers|developers))\b"
    ),
)
"""What speaks to the applicant in the midst of an employer's words about itself."""


def section_of(sentence: str, kind: SectionKind) -> SectionKind:
    """What a sentence is about by its own words, where they contradict the heading above it."""
    sentence = " ".join(sentence[:MAX_READ_CHARACTERS].split())
    aside = _aside_of_duty(sentence) if DUTY.match(sentence) else _aside(sentence, kind)
    if aside is not None:
        return aside
    if kind is SectionKind.EMPLOYER and ASKS_YOU.search(sentence):
        return SectionKind.SUMMARY
    return SectionKind.SUMMARY if kind not in ABOUT_THE_JOB and RETURNS.match(sentence) else kind


def returns_to_the_job(line: str) -> bool:
    """Whether a line under a heading that isn't about the job speaks of it again."""
    line = line[:MAX_READ_CHARACTERS]
    return RETURNS.match(line) is not None and _aside(line, SectionKind.SUMMARY) is None


def _aside_of_duty(sentence: str) -> SectionKind | None:
    addressed = len(sentence.split()) <= MAX_ASIDE_WORDS and _TO_THE_APPLICANT.search(sentence)
    return SectionKind.APPLYING if addressed or _is_contact(sentence) else None


def _aside(sentence: str, kind: SectionKind) -> SectionKind | None:  # noqa: PLR0911 - one return a kind, in order
    if EQUAL_OPPORTUNITY.search(sentence):
        return SectionKind.EQUAL_OPPORTUNITY
    asks = _ASKS.search(sentence) is not None
    if asks and len(sentence.split()) > MAX_ASIDE_WORDS:
        return None
    if APPLYING.search(sentence) or _is_contact(sentence):
        return SectionKind.APPLYING
    if _OFFERS_FIRST.match(sentence) or (not asks and (OFFER.search(sentence) or BENEFIT.search(sentence))):
        return SectionKind.BENEFITS
    if kind is SectionKind.SUMMARY and TRADE.match(sentence):
        return SectionKind.EMPLOYER
    if EMPLOYER.search(sentence) and not _ADDRESSED.search(sentence):
        return SectionKind.EMPLOYER if kind is SectionKind.SUMMARY or not asks else None
    return None


_OFFERS_FIRST = any_of(
    "in return",
    r"(?:we|employer|company)(?: can| will| also| do|.ll){0,2} offers?\b",
    r"you(?: will|.ll|.d)? (?:also )?(?:receive|get)\b",
    "benefits include",
    before=r"\W*",
)


def _is_contact(sentence: str) -> bool:
    return _CONTACT.search(sentence) is not None and len(sentence.split()) <= MAX_CONTACT_WORDS
