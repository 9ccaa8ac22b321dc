"""The verbs by which an ad tells asking from giving, teaching, using and doing without."""

_IRREGULAR = {
    "give": "gave given",
    "pay": "paid",
    "teach": "taught",
    "send": "sent",
    "get": "got gotten",
    "write": "wrote written",
    "run": "ran running",
    "build": "built",
    "make": "made",
    "take": "took taken",
    "put": "putting",
    "set": "setting",
    "seek": "sought",
    "show": "shown",
    "find": "found",
    "keep": "kept",
    "hold": "held",
    "tell": "told",
    "lead": "led",
    "bring": "brought",
    "stop": "stopped stopping",
    "quit": "quitting",
    "drop": "dropped dropping",
    "scrap": "scrapped scrapping",
    "swap": "swapped",
    "bid": "bade",
    "ship": "shipped shipping",
    "step": "stepped stepping",
    "speak": "spoke spoken",
}


def forms(verbs: str) -> frozenset[str]:
    """The verbs of a list, with all their forms."""
    return frozenset(form for verb in verbs.split() for form in _forms(verb))


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb.removesuffix("e")
    past = (f"{verb[:-1]}ied", f"{verb[:-1]}ies") if verb.endswith("y") else (f"{stem}ed",)
    return (verb, f"{verb}s", f"{verb}es", *past, f"{stem}ing", *_IRREGULAR.get(verb, "").split())


ASKING = forms(
    "look seek need require want expect ask search recruit hire prefer like love hope welcome appreciate value "
    "consider insist demand invite wish desire interview encourage advertise appoint favour favor employ rely depend "
    "trust count"
) - frozenset({"trust", "trusts", "trusted", "love", "loves", "employ", "employs", "employed"})
"""With the employer, what it wants of the reader."""
USING = forms(
    "use do practise practice follow manage work rely write run build base host deploy adopt program code migrate move switch maintain develop be have "
    "implement leverage employ"
) | frozenset("is are was were been being 's 're has had 've be".split())
"""With the employer, what the reader will work with as well."""
GIVING = forms(
    "give offer pay provide teach train show turn sponsor fund reimburse send help arrange introduce coach equip "
    "subsidise subsidize enrol enroll put make grant guide mentor"
)
"""With the employer, what the reader gets."""
RECEIVING = forms("attend take join enjoy receive get access learn study gain earn")
TEACHING = forms(
    "teach deliver design plan prepare develop organise organize lead run coordinate co-ordinate create write promote "
    "book schedule manage administer sell assess evaluate support assist give hold facilitate complete finish pass"
)
"""With the reader and a course, what is work on it, or proof of it."""
CARING = forms(
    "support train teach coach tutor help assist advise mentor supervise instruct assess educate guide enable empower "
    "encourage treat nurse care serve ensure check make allow let"
)
"""What one does to people whose doings one must know oneself."""
LACKING = forms("need require receive undergo suffer live want experience present face find be have await")
"""With those whom one works for: what they have to do with it is not that they can do it."""
RETIRING = forms(
    "retire scrap drop abandon discontinue decommission phase ditch sunset replace supersede excuse spare exempt "
    "outsource shelve mothball kill cancel remove withdraw end deprecate"
)
"""In the passive: what is done away with."""
EXCUSING = forms("excuse spare exempt relieve free")
APPLYING = forms(
    "send enclose attach upload submit record set complete email e-mail include tell quote state write have bring "
    "describe explain outline show forward post provide supply list mention make film prepare give answer note"
)
PAPERS = frozenset(
    """
    cv cvs resume resumes résumé application applications reference references statement letter certificate
    certificates portfolio documents data details information answers form referees transcript transcripts
    diploma passport video essay photo interview interviews experience motivation
    """.split()
)
"""What an applicant hands in."""
LESSONS = frozenset(
    """
    lesson lessons class classes course courses tuition bootcamp bootcamps workshop workshops apprenticeship
    apprenticeships coaching seminar seminars webinar webinars training instruction masterclass masterclasses
    degree degrees qualification qualifications certificate diploma sessions session
    """.split()
)
FREE = frozenset("free paid funded subsidised subsidized fully-funded discounted complimentary sponsored".split())
COMPETENCES = frozenset(
    "experience knowledge skill skills ability understanding proficiency command fluency expertise competence "
    "qualifications requirements duties responsibilities".split()
)
OPENINGS = frozenset(
    """
    vacancy vacancies opportunity opportunities role roles position positions opening openings post posts job jobs
    chance someone somebody person candidate candidates applicant applicants individual individuals successful
    """.split()
)
"""What speaks of the post in an employer's words about itself."""
CONSISTING = forms("include consist comprise be have") | frozenset("is are was were has had".split())
BEING = frozenset("is are was were be been being 's 're 'm am".split())
GOOD_AT = frozenset(
    "with skilled trained qualified fluent expert experienced versed proficient certified competent adept".split()
)
GETTING = forms("receive get enjoy access")
INCLUDING = forms("include cover")
PACKAGES = frozenset("package benefits benefit perks perk offer reward rewards salary".split())
TEACHING_YOU = forms("teach take walk guide talk coach train show introduce put turn instruct tutor")
TAUGHT = forms("teach train show coach instruct sponsor introduce tutor") - frozenset({"trains"})
GIVEN = forms("offer give enrol enroll send provide")
LEARNING = forms("learn study")
CONSENTING = forms("consent agree accept understand acknowledge")
HOLDING = forms("run hold organise organize host")
STOPPING = forms("stop cease quit abandon replace ditch scrap drop retire discontinue")
SWITCHING = forms("switch turn shut close phase")
LEADING = forms("lead manage head run build join oversee")
SPECIALISTS = frozenset("consultant specialist expert professor lecturer researcher academic".split())
PARTS = frozenset("part requirement condition duty concern necessity feature prerequisite".split())
INSTEAD = frozenset({"with", "by", "for", "favour", "favor", "to"})
PAYING = forms("pay fund sponsor reimburse subsidise subsidize finance")
WELCOMED = forms("welcome accept consider invite encourage")
APPLICATIONS = frozenset("application applications cv cvs interview interviews".split())
