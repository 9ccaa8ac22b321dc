"""The verbs and nouns by which ads tell asking from giving, teaching, using and doing without."""

from matcher.phrases import word_set

_IRREGULAR = {
    "give": "gave given",
    "pay": "paid",
    "teach": "taught",
    "send": "sent",
    "get": "got gotten getting",
    "write": "wrote written",
    "run": "ran running",
    "build": "built",
    "make": "made",
    "take": "took taken",
    "put": "putting",
    "seek": "sought",
    "show": "shown",
    "keep": "kept",
    "hold": "held",
    "tell": "told",
    "lead": "led",
    "bring": "brought",
    "drop": "dropped dropping",
    "scrap": "scrapped scrapping",
    "stop": "stopped stopping",
    "enrol": "enrolled enrolling",
    "speak": "spoke spoken",
    "know": "knew known",
    "shut": "shutting",
}


def forms(verbs: str) -> frozenset[str]:
    """The verbs of a list, with all their forms."""
    return frozenset(form for verb in verbs.split() for form in _forms(verb))


def _forms(verb: str) -> tuple[str, ...]:
    stem = verb.removesuffix("e")
    past = (f"{verb[:-1]}ied", f"{verb[:-1]}ies") if verb.endswith("y") else (f"{stem}ed",)
    return (verb, f"{verb}s", f"{verb}es", *past, f"{stem}ing", *_IRREGULAR.get(verb, "").split())


BEING = word_set("is are was were be been being 's 're 'm am")
ASKING = forms(
    "look seek need require want expect ask search recruit hire prefer like hope welcome appreciate value consider "
    "take accept insist demand invite wish desire interview encourage advertise appoint favour favor rely depend count"
) | {"love"}
"""With the employer, what it wants of the reader."""
USING = (
    forms(
        "use utilise utilize apply do have practise practice follow incorporate embrace adopt favour manage work rely "
        "write run build base host deploy program code migrate move switch maintain develop implement leverage employ"
    )
    | BEING
    | word_set("has had 've")
)
"""With "we", what the reader is likely to work with or do as well."""
GIVING = forms(
    "give offer pay provide teach train show turn sponsor fund reimburse send help arrange introduce coach equip "
    "subsidise subsidize enrol enroll put make grant guide mentor"
)
"""With the employer, what the reader gets."""
PAYING = forms("pay fund sponsor reimburse subsidise subsidize finance")
"""The same, whomever the sentence names."""
HOLDING = forms("run hold organise organize host")
"""With a course, what those do who offer it."""
RECEIVING = forms("attend take join enjoy receive get access learn study gain earn")
"""With a course, what those do who are taught."""
GETTING = forms("receive get enjoy access leave finish graduate emerge")
"""The same, of the reader, where nothing says that it may be."""
GIVEN = forms("offer give enrol enroll send provide")
"""In the passive, with the reader and a course."""
TAUGHT = forms("train show coach instruct sponsor introduce tutor teach")
"""In the passive, with the reader."""
TEACHING_YOU = TAUGHT | forms("take walk guide talk put turn")
"""With "you" for an object."""
LEARNING = forms("learn study")
CONSENTING = forms("consent agree")
"""With the reader, what is no work: what is consented to concerns applying."""
CARING = forms(
    "support train teach coach tutor help assist advise mentor supervise instruct assess educate guide enable empower "
    "encourage treat nurse care serve ensure check make allow let"
)
"""What one does to people whose doings one must know oneself."""
OF_THE_SERVED = forms("speak enjoy play write know")
"""What those whom one works for do by themselves; the rest that is told of them is what is done for them."""
OF_SPECIALISTS = forms("study speak specialise specialize practise practice learn")
"""Participles that tell what people are good at; others tell what is being done, as often by the reader."""
CONSISTING = forms("include consist comprise be have") | BEING | frozenset({"has", "had"})
"""What tells of people without saying that they do anything."""
RETIRING = forms(
    "retire scrap drop abandon discontinue decommission ditch sunset replace supersede outsource shelve mothball "
    "cancel remove withdraw end deprecate"
)
"""In the passive, what is done away with."""
SWITCHING = forms("switch turn shut close phase")
"""The same with "off", "down" or "out"."""
STOPPING = forms("stop cease quit abandon replace ditch scrap drop retire discontinue")
"""With "we", the same."""
INSTEAD = frozenset({"with", "by", "for", "favour", "favor", "to"})
"""What leads to that which takes its place."""
EXCUSING = forms("excuse spare exempt relieve free")
"""In the passive, with the reader."""
APPLYING = forms(
    "send enclose attach upload submit record set complete email e-mail include tell quote state write have bring "
    "describe explain outline show forward post provide supply list mention make film prepare give answer note"
)
"""As orders, with papers, what an applicant does."""
PAPERS = word_set("""
    cv cvs resume resumes résumé application applications reference references statement letter certificate
    certificates portfolio documents data details information answers form referees transcript transcripts
    diploma passport video essay photo
    """)
"""What an applicant hands in."""
APPLICATIONS = word_set("application applications cv cvs interview interviews")
WELCOMED = forms("welcome accept consider invite encourage")
TOLD = word_set("experience motivation reasons story career")
"""What an applicant tells of in them."""
LESSONS = word_set("""
    lesson lessons class classes course courses tuition bootcamp bootcamps workshop workshops apprenticeship
    apprenticeships coaching seminar seminars webinar webinars training instruction masterclass masterclasses
    degree degrees qualification qualifications certificate diploma sessions session
    """)
FREE = word_set("free paid funded subsidised subsidized fully-funded discounted complimentary sponsored")
INCLUDING = forms("include cover")
PACKAGES = word_set("package benefits benefit perks perk offer reward rewards salary")
COMPETENCES = word_set("""
    experience knowledge skill skills ability understanding proficiency command fluency expertise competence
    qualifications requirements duties responsibilities
    """)
GOOD_AT = word_set(
    "with skilled trained qualified fluent expert experienced versed proficient certified competent adept"
)
"""What stands between people and what they are good at."""
SPECIALISTS = word_set("consultant specialist expert professor lecturer researcher academic")
"""People in something: "specialists in immunology"."""
JOINING = forms("join")
"""What one does with people whose doings will be one's own."""
PARTS = word_set("part requirement condition duty concern necessity feature prerequisite")
OPENINGS = word_set("""
    vacancy vacancies opportunity opportunities role roles position positions opening openings post posts job jobs
    chance someone somebody person candidate candidates applicant applicants individual individuals successful
    """)
"""What speaks of the post in an employer's words about itself."""
SHARING = forms("work lead manage head run build join oversee collaborate liaise supervise")
"""What one does together with people, or over them."""
SUBMITTING = forms("make submit send write complete receive accept")
TESTS = word_set("test tests exercise assessment assessments exam trial presentation task tasks")
NEWCOMERS = word_set(
    "starter starters joiner joiners newcomer newcomers recruit recruits hire hires everyone everybody"
)
SPEAKERS = word_set("interpreter translator teacher lecturer professor speaker player tutor student scholar")
"""People of something: "interpreters of Arabic"."""
ONLY_WITH = word_set("job interview interviews offer entry place")
"""After "no SQL, no ...": what there isn't without it."""
SHYING = forms("mind fear shy flinch hesitate shrink tire balk neglect forget fail struggle manage get")
"""Of what the reader does not shy at, the reader is capable."""
LEAVING = forms("leave")
FALLING = forms("fall belong sit rest lie leave stay remain")
"""With others: whose a task is: "payroll falls to our accountants"."""
MATTERS = word_set("job business domain task responsibility matter province preserve remit work")
