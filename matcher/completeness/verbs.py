"""The verbs by which an outcome says what a learner does, and those by which it says only what a learner knows.

The doing ones are the first words of ESCO's competences, those that take a thing and can be observed, with the verbs
of Bloom's revised taxonomy (Anderson & Krathwohl, 2001) that these lack.
"""

import re

from matcher.phrases import word_set

DOING = word_set("""
    remediate accomplish escalate earn formalise craft dissect access shoot valuate setup personalise sing dance
    swim bid invest knit photograph film refute rank rate
    abide accept accommodate act adapt add address adhere adjust administer adopt advertise advise advocate align
    allocate analyse anchor animate announce answer anticipate apply appraise approve archive argue arrange articulate
    assemble assess assign assist attach attend audit automate avoid back bake balance bend bind blast blend breed
    brief bring brush build buy calculate calibrate care carry cast categorise challenge change chart check choose
    clarify classify clean clear climb coach coat code collaborate collect colour combine commission communicate
    compare compile complete comply compose compute conclude conduct confer configure conform connect conserve consider
    construct consult contact contextualise contrast contribute control convert convey cook cool cooperate coordinate
    cope correct correlate counsel create criticise critique cultivate cure customise cut deal debate debug decide
    deconstruct decorate deduce defend define delegate delineate deliver demonstrate deploy derive describe design
    detect determine develop devise diagnose differentiate dig direct disassemble discharge discuss dismantle dispatch
    dispense display dispose disseminate distinguish distribute do document draft draw dress drive dry dump dye edit
    educate elaborate employ empower enable encourage enforce engage engineer enhance ensure entertain escort establish
    estimate evacuate evaluate examine execute exercise exert expand experiment explain express extract fabricate
    facilitate fasten feed file fill filter find finish fit fix focus follow forecast form formulate foster frame
    gather generate give grade grind groom grow guarantee guide hand handle handover hang harvest hear heat help hire
    host hypothesise identify illustrate implant implement import imprint improve improvise incorporate influence infer
    inform initiate innovate insert inspect inspire install instruct integrate interact interpret intervene interview
    introduce investigate involve issue join judge justify keep label launch lay lead leverage liaise lift light list
    listen load locate log lubricate maintain make manage maneuver manipulate manoeuvre manufacture map mark market
    match maximise measure mentor migrate minimise mitigate mix model moderate modify monitor motivate mould mount move
    name navigate negotiate network normalise notify nurse observe obtain offer operate optimise order organise outline
    overcome oversee pack package paint paraphrase park parse participate perform pick pitch place plan plant play plot
    polish populate pose position post pour practise predict prepare prescribe present preserve preset press prevent
    prioritise process procure produce program promote propose prospect protect prototype prove provide prune publish
    pump purchase put query quantify raise react read rear recall receive recognise recommend reconcile reconstruct
    record recruit redesign reduce refactor refer refine reflect regulate rehearse reinforce relate remember remove
    render repair replace report represent reproduce rescue research resolve respond restate restock restore restrict
    retrieve revise rewrite rig rinse run safeguard sand scale scan schedule scoop score screen script seal search
    secure segment select sell send separate serve set sew shape share show shunt signal simulate sketch slice smooth
    solder solve sort speak specify split spray stack stage stamp state steer sterilise stimulate stir stock store
    strategise strive structure submit subtract suggest summarise supervise supply support synchronise synthesise tackle
    tailor take taste teach tell test tie trace track trade train transcribe transfer transform translate transport
    transpose treat triage troubleshoot tune turn type undertake unload update upload use utilise vacuum validate value
    verify view visit visualise vote wash watch wax weigh welcome weld wind wire work wrangle write
    """)
"""In British spelling; the American one is read too."""
KNOWING = word_set("""
    understand know learn appreciate grasp comprehend explore discover familiarise realise see study cover delve dive
    acquire gain get obtain master become have possess enjoy experience think
    """)
"""What nobody can watch a learner do, or what is done in the course and not by whoever has finished it."""
TRANSITIVE = word_set("""
    build develop improve enhance sharpen hone strengthen boost demonstrate show display summarise increase deepen
    broaden expand apply use
    """)
"""Doing verbs that say nothing where their object is "skills", "knowledge" or "understanding"."""


_MADE_VERB = re.compile(r"(?!prize|size)\w{3,}(?:ize|yze|ify)")
"""Ends that make verbs of nouns and adjectives."""


def as_doing(word: str) -> bool:
    """Whether the word is the base form of a doing verb, also of a compound one: "problem-solve"."""
    last = word.rpartition("-")[2]
    return british(last) in DOING or (british(last) not in KNOWING and _MADE_VERB.fullmatch(word) is not None)


def as_knowing(word: str) -> bool:
    return british(word) in KNOWING


def british(word: str) -> str:
    """ "analyze" as "analyse"; a word that isn't spelled in two ways as it is."""
    if word.endswith(("ize", "yze")):
        return word[:-2] + "se"
    return {"practice": "practise", "color": "colour", "mold": "mould"}.get(word, word)


def base_of(word: str, *, gerund: bool) -> str | None:
    """The base form of a doing verb: "analyses"; "solving" only where a gerund may count. None for other words."""
    ends = [word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ies") + "y"]
    if gerund and word.endswith("ing") and len(word) > len("doing"):
        stem = word.removesuffix("ing")
        ends += [stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem]
    return next((british(end) for end in ends if as_doing(end)), None)
