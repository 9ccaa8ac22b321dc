"""Sentences about something other than the job, wherever they stand."""

import re

from matcher.headings import ABOUT_THE_JOB, SectionKind

MAX_READ_CHARACTERS = 2_000
"""Of a sentence; no cue further on is looked for, so that a text without full stops stays cheap."""

EQUAL_OPPORTUNITY = re.compile(
    r"\b(?:equal[- ](?:employment[- ])?opportunit(?:y|ies) employer|equal[- ]employment[- ]opportunit|"
    r"equal opportunit(?:y|ies) (?:to|for|in|regardless)|(?:an|all) equal opportunit|eoe\b|"
    r"protected (?:veteran|class)|"
    r"without regard to|disability confident|affirmative action|sexual orientation|"
    r"(?:welcomes?|encourages?|invites?) applications|all qualified applicants|gender identity|"
    r"(?:applicants|candidates|employment|employees?|hire|considered?|discriminat\w+|appl(?:y|ications?))\b"
    r"[^.;]{0,60} regardless of|regardless of (?:their |your )?(?:race|gender|age|sex|ethnic|religio|colou?r)"
    r"(?=[^.;]{0,120}\b(?:orientation|religion|belief|origin|marital|veteran))|"
    r"reasonable (?:accommodation|adjustment)s? (?:may|will|can|are|during|for|to)|"
    r"encourages? (?:minorities|women|people from)|(?:committed|commitment) to (?:equality|diversity|equal|"
    r"promoting (?:equality|diversity)|"
    r"(?:our \w+ for )?safeguarding))",
    re.IGNORECASE,
)
APPLYING = re.compile(
    r"\b(?:please (?:send|submit|apply|contact|visit|e-?mail|click|call|ring|complete|upload)|"
    r"please note:? (?:that )?(?:this vacancy|we|if you|all app|applications|interviews|only)|"
    r"(?:how|like|wish(?:es|ing)?|want|invited?|encouraged|able|eligible|ready) to apply\b|"
    r"to apply(?:,|:| for (?:this|the)| please| online| now| visit| send| click| you )|"
    r"apply (?:now|today|online|here|via|by|at|through|directly)\b|"
    r"closing date|(?:your|a|with|and) cover(?:ing)? letter|click (?:here|the|on|apply)|short-?listed|"
    r"interviews? (?:will|are (?:expected|scheduled|due|likely|to be)|date)|informal (?:visit|discussion|"
    r"enquir|chat|conversation)|"
    r"for (?:more|further|an informal|any) (?:information|details|discussion|queries)|"
    r"(?:subject to|undergo|pass|satisfactory|successful completion of|require[sd]?|submit to|"
    r"have)\b[^.;]{0,60}"
    r"\b(?:background (?:check|screen|investigation)|(?:dbs|crb)\b|disclosure|drug (?:screen|test))|"
    r"(?:dbs|crb) (?:check|disclosure|clearance)|right to work|"
    r"applications (?:are )?(?:invited|welcome)|applications? (?:close|deadline|must be (?:received|"
    r"submitted)|are (?:invited|considered|reviewed)|"
    r"will (?:be|close))|"
    r"send (?:a|an|your|us|me) (?:cv|r[eé]sum|letter|application|e-?mail|copy)|visa sponsorship|no agencies|"
    r"disclosure and barring|e-verify|(?:visit|see|at|contact|e-?mail|via|website|online|call|to|"
    r"on)\b[^.;]{0,40}?"
    r"(?:https?://|\[email\]|\[phone\])|look(?:ing)? forward to (?:hearing|receiving|reviewing|meeting)|"
    r"recruitment agenc|employment agency)",
    re.IGNORECASE,
)
_CONTACT = re.compile(r"https?://|\[email\]|\[phone\]|\bwww\.", re.IGNORECASE)
MAX_ASIDE_WORDS = 50
"""Of a sentence that asks for something; a longer one is se"
    r"veral run together, and read in spite of an aside."""
MAX_CONTACT_WORDS = 8
"""Of a sentence that is little more than an address."""

OFFER = re.compile(
    r"\b(?:(?:we|employer|company)(?: can| will| also| do|.ll){0,2} offers?\b|you(?: will|.ll|.d)? (?:also )?"
    r"(?:receive|get\b|be entitled|be eligible|be rewarded|be paid|earn\b|benefit from)|in return\b|"
    r"you(?: will|.ll) enjoy|"
    r"(?:attractive|competitive|excellent|generous|great|comprehensive|full) (?:\w+ ){0,2}?(?:salary|pay|"
    r"wages?|rates?|"
    r"benefits|package|compensation|remuneration)|benefits (?:package|include)|(?:rates?|range) of pay|"
    r"pay (?:rate|range)|"
    r"(?:hiring|salary|pay) range|per (?:hour|annum|year)\b|"
    r"paid (?:time off|holidays?|leave|sick|parental|vacation)|cycle to work|season ticket|"
    r"free (?:on-?site )?(?:parking|uniform|lunch|gym|food|meals|snacks|entry)|employee assistance|"
    r"sign[- ]on bonus|"
    r"refer a friend|childcare vouchers?|stock (?:options?|purchase)|flexible spending|(?:days|weeks|"
    r"weeks.|hours)"
    r" (?:of |paid |annual )*(?:leave|holiday|vacation|pto)\b|opportunit(?:y|ies) (?:for|to) (?:progress|"
    r"advance|career|grow|learn)|"
    r"career (?:progression|advancement|development) opportunit)|"
    r"[$£€] ?\d[\d,.]{0,12}k?[^.;]{0,20}?(?:/|\b(?:per|an|a|p\.?[ah])\b)",
    re.IGNORECASE,
)
"""Words by which an employer offers; they settle the matter."""
BENEFIT = re.compile(
    r"\b(?:(?:health|dental|life|medical|vision|disability|pet|malpractice) (?:insurance|plans?\b|assurance|"
    r"cover(?:age)?)|"
    r"pension|401\(?k\)?|annual leave|discount(?:s|ed)?\b.{0,40}\b(?:staff|employee|gym|shop|retail|nhs)|"
    r"(?:staff|employee|gym|shopping|nhs) discounts?|flexible working|(?:maternity|paternity|parental|"
    r"adoption|sick) "
    r"(?:leave|pay|assistance)|pto\b|paid vacation|vacation (?:days|is|accru|benefit)|bonus scheme|"
    r"profit shar|"
    r"gym membership|tuition (?:reimburse|assist)|(?:short|long)[- ]term disability|health savings|"
    r"wellness program)",
    re.IGNORECASE,
)
"""Things that are offered more often than worked on; words of asking outweigh them."""
EMPLOYER = re.compile(
    r"(?:\b(?:we|our (?:company|organi[sz]ation|team|firm|trust|group|university|library|client|business|"
    r"school))"
    r"(?:.re| (?:is|are|was|were|has|have))(?: been)? (?:an? |the |one of |among |now |proud|recogni[sz]ed|"
    r"committed|based|"
    r"located|home to|delighted|passionate|rated|growing|currently|rapidly|dedicated)|"
    r"\b[A-Z]\w+ (?:Ltd|Inc|LLC|plc|Group|Limited)\.? (?:is|are) (?:an?|the|one of)|"
    r"\b(?:founded|established) in (?:1[789]|20)\d\d|\bemploys? (?:over|more than|around|some|about) [\d,]|"
    r"\bwe (?:excel|pride ourselves|believe|value|celebrate|care about|strive|specialise|specialize)\b|"
    r"\b(?:come )?join our team\b|^\W*(?:if this sounds|does this sound|sound like you)|"
    r"\bdoes not discriminate|"
    r"\bour (?:mission|vision|values|culture|people|employees|clients|customers) (?:is|are|include|share|"
    r"come)\b)",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\b(?:you(?:r| will|.ll| must| should)?\b.{0,60}\b(?:experience|skill|knowledge|abilit|able|responsib|"
    r"manage|"
    r"lead|work|develop|support)|(?:looking|searching) for|seek(?:s|ing)?\b|need an? |hiring)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:experience|knowledge|understanding|skill(?:s|ed)?|ability|able to|proficien\w+|familiar\w*|must|"
    r"required|"
    r"essential|desirable|administ\w+|manag\w+|process\w*|advis\w+|calculat\w+|maintain\w*|record\w*|"
    r"prepar\w+|"
    r"respon\w+|sell\w*|review\w*|explain\w*|analy[sz]\w+)\b",
    re.IGNORECASE,
)
RETURNS = re.compile(
    r"\W*(?:as (?:an? |our |the )[\w ,/&()'-]{2,70}? (?:you|the (?:post|job|successful))\b|"
    r"in this (?:role|position|post)\b|(?:the|our) (?:successful|ideal|right|suitable|"
    r"preferred) (?:candidate|applicant|person)s?\b|"
    r"the (?:post|job|role) ?holder\b|(?:candidates|applicants) (?:must|should) (?:have|be able|possess|"
    r"demonstrate)|"
    r"you (?:will|must|should|.ll|need to) (?:also )?(?:be (?:responsible|working|involved|required|"
    r"expected|able|an? )|"
    r"have (?:experience|a\b|an\b|excellent|good|strong|proven)|work|support|manage|lead|deliver|help|"
    r"provide|develop|"
    r"ensure|assist|need|possess|demonstrate|undertake|carry out|report|play|use|run|teach|plan|design|"
    r"write)|"
    r"we.?(?: a)?re (?:currently |now )?(?:looking|seeking|searching|recruiting) |we (?:seek|need|require)\b|"
    r"[\w ]{0,40}(?:considering|seeking) candidates|"
    r"(?:this|the) (?:role|position|post|job) (?:will (?:involve|include|require|suit|be responsible)|"
    r"involves|includes|requires)|"
    r"(?:your|the|main|key) (?:main |key )?(?:duties|responsibilities) |(?:you are|you.re) (?:responsible|"
    r"an? )|"
    r"responsible for |(?:previous |proven |good |strong |excellent |sound )?(?:experience|knowledge|"
    r"understanding) (?:of|in|with) |"
    r"(?:an )?ability to )",
    re.IGNORECASE,
)
"""Openings that bring a text back to the job."""


def section_of(sentence: str, kind: SectionKind) -> SectionKind:
    """What a sentence is about by its own words, where they contradict the heading above it."""
    sentence = sentence[:MAX_READ_CHARACTERS]
    aside = _aside(sentence, kind)
    if aside is not None:
        return aside
    return SectionKind.SUMMARY if kind not in ABOUT_THE_JOB and RETURNS.match(sentence) else kind


def returns_to_the_job(line: str) -> bool:
    """Whether a line under a heading that isn't about the job speaks of it again."""
    line = line[:MAX_READ_CHARACTERS]
    return RETURNS.match(line) is not None and _aside(line, SectionKind.SUMMARY) is None


def _aside(sentence: str, kind: SectionKind) -> SectionKind | None:
    if EQUAL_OPPORTUNITY.search(sentence):
        return SectionKind.EQUAL_OPPORTUNITY
    asks = _ASKS.search(sentence) is not None
    if asks and len(sentence.split()) > MAX_ASIDE_WORDS:
        return None
    if APPLYING.search(sentence) or _is_contact(sentence):
        return SectionKind.APPLYING
    if _OFFERS_FIRST.match(sentence) or (not asks and (OFFER.search(sentence) or BENEFIT.search(sentence))):
        return SectionKind.BENEFITS
    if EMPLOYER.search(sentence) and not _ADDRESSED.search(sentence):
        return SectionKind.EMPLOYER if kind is SectionKind.SUMMARY or not asks else None
    return None


_OFFERS_FIRST = re.compile(
    r"\W*(?:in return|(?:we|employer|company)(?: can| will| also| do|.ll){0,2} offers?\b|you(?: will|.ll|"
    r".d)? (?:also )?(?:receive|get)\b|"
    r"benefits include)",
    re.IGNORECASE,
)


def _is_contact(sentence: str) -> bool:
    return _CONTACT.search(sentence) is not None and len(sentence.split()) <= MAX_CONTACT_WORDS
