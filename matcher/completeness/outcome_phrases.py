"""How outcomes are worded: what stands before them, what says nothing, and where a clause begins."""

import re

from matcher.phrases import any_of, word_set

LEAD = re.compile(
    r"^\W*(?:\d+[.)]\s*)?"
    r"(?:(?:by|at|on|upon|after) (?:the end|(?:successful(?:ly)? )?(?:completion|completing|finishing))[^,:]*[,:]\s*)?"
    r"(?:(?:you|(?:the )?(?:learners?|students?|participants?|graduates?|candidates?))"
    r"(?:['\u2019]ll| will| can| should)?"
    r"(?: also| then)?\s+)?"
    r"(?:(?:be )?(?:able|equipped|prepared|ready) to |(?:be )?capable of |(?:can|could) )?(?:also )?",
    re.IGNORECASE,
)
"""What stands before the outcome itself."""
HOW_TO = any_of(
    r"(?:learn )?(?:how|ways) (?:best )?to ", r"learn to ",
    r"be (?:instructed|taught|shown|trained)(?: in| on)?(?: how)? to ",
    r"(?:(?:gain|have|develop|acquire|build) )?(?:the |an )?ability to ", before=r"^",
)  # fmt: skip
"""What makes the next word a verb, whichever it is."""
WORD = re.compile(r"[^\W_](?:[\w\u2019'+#&/.-]*[\w+#])?")
EXPLICIT = any_of(
    r"(?:,\s*|\s+)(?:and|&|then|as well as)(?: also)?(?: be able)?(?: how)?(?: to)? ", r"[.,;]\s+", before=r""
)
"""Where another clause may begin that does say what is done; "to" would also find "skills to work as a ..."."""
IN_ORDER_TO = re.compile(r"(?<!required)(?<!needed)(?<!necessary)(?<!used)(?<!skills)(?<!how) to ", re.IGNORECASE)
SKILLS = word_set("""
    skill skills knowledge understanding ability abilities competence competences competency competencies proficiency
    expertise awareness insight insights overview introduction familiarity foundation foundations grounding experience
    appreciation confidence basics fundamentals capabilities capability mastery comprehension
    """)
UNNAMED = any_of(
    r"your (?:new(?:ly)?\s*(?:acquired|learned|found)?\s*)?(?:\w+ )?(?:skills?|knowledge|learning|abilities)",
    r"(?:the |these |those |new |newly \w+ )+(?:skills?|knowledge|abilities|concepts?)(?: (?:and|&) \w+)?"
    r"(?: (?:you(?:['\u2019]ve| have)? )?(?:learned|learnt|gained|acquired|required|needed|necessary))",
    r"(?:what|everything) you(?:['\u2019]ve| have)? (?:learn\w*|acquired|gained)",
    before=r"^",
)
"""Objects of "apply" and its like that say nothing."""
COURSE = any_of(
    r"(?:prepare|get ready|be prepared|get prepared|qualify) for (?:the|your|an?|entry|roles?|careers?|jobs?"
    r"|\w+ certif\w+)\b",
    r"prepare (?:you|yourself) for",
    r"(?:build|create|start|develop|grow) (?:a |an |your )?(?:\w+ )?(?:portfolio|career|professional network)s?\b",
    r"(?:enhance|improve|polish|update|build) your (?:cv|resum\w+|résum\w+|profile|employability)",
    r"(?:earn|receive|get|obtain) (?:a|an|your|the) (?:[\w-]+ ){0,3}(?:certificate|badge|credential|certification|job)",
    r"(?:work on|complete) (?:\w+ ){0,2}(?:projects?|labs?|exercises)\b",
    r"(?:take|pass|sit) (?:the|your|an?) (?:[\w-]+ ){0,4}(?:exam|test|quiz)",
    r"(?:start|launch|advance|begin) (?:your|a|an) (?:[\w-]+ ){0,3}(?:careers?|jobs?|journey)\b",
    before=r"^",
)  # fmt: skip
ABOUT = word_set("about of with in into on to from for the a an and or how what why when where whether its their your")
STOP = word_set("a an and the of to in for with on at by from as or your their its using")
KNOWING_FORMS = any_of(
    r"(?:be|become|get|being|becoming) (?:\w+ )?(?:familiar|aware|acquainted|comfortable|confident|conversant"
    r"|knowledgeable|proficient|fluent|expert|experts|an expert|introduced|exposed|equipped)\b",
    r"familiari[sz]e (?:yourself|themselves|oneself)",
    r"look (?:at|into)\b",
    r"think (?:about|through|like)\b",
    r"(?:what|why|where|when|which)\b",
    before=r"^",
)
KNOWN_THINGS = any_of(
    r"(?:an? |the )?(?:[\w-]+ ){0,3}(?:understanding|knowledge|awareness|appreciation|overview|introduction|familiarity"
    r"|insights?|basics|fundamentals|essentials|grasp|command) (?:of|to|into|about|in|with|on)\b",
    before=r"^",
)
"""The same without a verb."""
NOUNS_TOO = word_set("""
    design process research work plan test order report control change market model network value support share trade
    practice focus display record supply transfer transport schedule search scale review project code program query
    score script stage state store structure track train view document file form frame guide help interview issue label
    list load log map mark match measure package place play position post press price purchase sort study treat type
    update visit watch
    """)
OBJECT_ENDS = word_set(
    "of in for with to on by through using required needed necessary that which so while at from into"
)
"""Where the first object of a verb is over."""
TRADES = word_set("""
    marketing engineering programming accounting networking modelling modeling testing training planning operating
    processing scheduling pricing reporting trading coding packaging branding financing
    """)
"""In -ing, and names of what is dealt with rather than of what is done."""
ADVERB = re.compile(r"^\w+ly$")
DETERMINERS = word_set("a an the your their its his her our this these those how what whether which each any all")
