"""The nouns that ads name people and employers by."""

import re
from collections.abc import Iterable

from matcher.concepts import Occupation
from matcher.phrases import word_set

COLLEAGUES = word_set("""
    colleague coworker co-worker teammate peer predecessor boss staff crew employee employer volunteer volunteers
    member workforce partner apprentice trainee consultant contractor freelancer intern founder co-founder owner
    expert specialist scientist engineer developer programmer analyst researcher academic professional clinician
    doctor physician surgeon gp vet nurse midwife carer physio dentist optician pharmacist paramedic therapist
    teacher tutor lecturer professor lawyer solicitor barrister paralegal accountant auditor actuary architect designer
    chef cook waiter barista driver mechanic technician electrician plumber welder joiner machinist toolmaker fitter
    luthier librarian archivist curator editor journalist writer author translator interpreter artist musician actor
    producer photographer trader banker broker buyer planner recruiter marketer administrator secretary receptionist
    clerk assistant operator operative worker caretaker gardener farmer groundsman janitor guard officer manager
    director executive trustee supervisor mentor coach instructor trainer chemist physicist biologist statistician
    economist sommelier animator sculptor stonemason mason bricklayer builder carpenter dev techie practitioner
    ceo headteacher principal chairman dean
    """)
"""People who work, by the singular."""
SERVED = word_set("""
    client customer patient resident tenant pupil student learner child kid guest visitor user reader caller donor
    player parent family shopper passenger inmate prisoner detainee refugee citizen subscriber attendee
    viewer listener diner borrower consumer buyer investor supplier stakeholder neighbour service-user undergraduate
    youngster teenager toddler infant adult relative household
    """)
"""People who are worked for, by the singular."""
PLURALS = {
    "people": "people",
    "men": "man",
    "women": "woman",
    "children": "child",
    "staff": "staff",
    "midwives": "midwife",
    "families": "family",
    "folk": "people",
    "crew": "crew",
    "personnel": "staff",
    "tradesmen": "worker",
    "secretaries": "secretary",
    "workforce": "staff",
}
APPLICANTS = word_set("""
    you candidate applicant holder post-holder postholder incumbent appointee person someone somebody anyone anybody
    individual recruit hire joiner starter one whoever yourself
    """)
"""Whom an ad means by the reader."""
HUMANS = word_set("man woman boy girl lady gentleman person adult")
"""Whoever it is."""
HOUSES = word_set("""
    trust department company firm practice studio school college university charity hospital group agency business
    organisation organization laboratory lab institute museum clinic council county library shop factory plant
    restaurant hotel theatre bank brewery farm consultancy start-up startup bureau foundation partnership publisher
    retailer manufacturer insurer chain cooperative co-operative association society garage bakery gallery archive
    observatory airline employer hospice nursery campus corporation enterprise store supermarket cinema zoo church
    parish authority city borough government ministry centre center academy conservatoire orchestra shipyard mill
    dairy winery distillery vineyard surgery pharmacy spa resort site platform app website product portal software
    boss
    """)
"""What employs, and what it makes, by the singular."""
MACHINES = word_set("""
    printer mixer controller filler layer blender master tender extractor compiler marker keeper cutter planer sander
    grinder winder burner greaser carrier closer pusher processor presenter cleaner computer server career water
    distributor conductor reader cooper minder member manufacturer major tier
    """)
"""Last words of occupations that are no people, or mean a thing as often."""
_PERSON = re.compile(r"\w(?:er|or|ist|ian|ant|man|person|ive|ician|eur)$")
_END_OF_NAME = re.compile(r",| of | for | in | and | to | - |/|\(| with | at | on ")


def people_of(occupations: Iterable[Occupation]) -> frozenset[str]:
    """What a person of an occupation is called, by the singular: "physiotherapist"."""
    names = (_END_OF_NAME.split(occupation.preferred_label.casefold())[0].split() for occupation in occupations)
    last = (singular(words[-1]) for words in names if words)
    return (frozenset(noun for noun in last if _PERSON.search(noun)) | COLLEAGUES) - MACHINES


def singular(noun: str) -> str:
    """Good enough to look a noun up by; a word that ends otherwise stays as it is."""
    if noun in PLURALS:
        return PLURALS[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return f"{noun[:-3]}y"
    return noun[:-1] if noun.endswith("s") and not noun.endswith("ss") else noun
