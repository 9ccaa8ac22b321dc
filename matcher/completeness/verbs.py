"""The verbs by which an outcome says what a learner does, and those by which it says only what a learner knows.

The doing ones are the verbs that ESCO's competences begin with, by their preferred and other names, as far as what they
say can be observed, with those of Bloom's revised taxonomy (Anderson & Krathwohl, 2001) and of everyday use that these
lack. Nouns that are rarely verbs ("project", "team") are left out: topics begin with them.
"""

import re

from matcher.phrases import word_set

DOING = word_set("""
    abide abrade accept access acclimatise accommodate accompany accomplish accumulate achieve acknowledge act
    activate adapt add address adhere adjust administer administrate adopt advance advertise advise advocate
    aggregate agree aid aim align allocate allot allow alter amass amend amplify analyse anchor animate annotate
    announce answer anticipate apply appraise apprise approach approve approximate archive argue arrange articulate
    ascertain ask assemble assert assess assign assist assume assure attach attain attend attract audit authenticate
    authorise automate avert avoid back bake balance ban bargain beautify begin bend bid bind blast blend boost
    borrow breed brief bring broaden browse brush build buy calculate calibrate cancel capture care carry carve cast
    catalogue categorise cease celebrate certify challenge champion change chart check choose circulate circumvent
    cite clamp clarify classify clean cleanse clear climb clothe coach coat code collaborate collate collect colour
    combine commence commend commission commit communicate compare compile complete comply compose compress compute
    concentrate conceptualise conclude conduct confer confide configure confirm conform confront conjoin connect
    conserve consider consolidate construct consult contact contain contest contextualise continue contrast
    contribute contrive control convert convey convince cook cool cooperate coordinate cope correct correlate
    correspond counsel count counter craft create criticise critique cultivate cure customise cut dance deal debate
    debrief debug decide decipher decode decompose deconstruct decontaminate decorate decrease dedicate deduce
    deduct deepen defend defer define deflect delegate deliberate delineate deliver demolish demonstrate demystify
    denote depict deploy derive describe design designate despatch detach detect deter determine develop devise
    diagnose diagram dictate differentiate diffuse dig digitalise dilute diminish direct disassemble discern
    discharge disclose disconnect discuss disinfect dismantle dispatch dispense display dispose dissect disseminate
    dissolve distil distinguish distribute divide do document donate downgrade download draft draw dress drill drive
    dry dump duplicate dye earn edit educate elaborate elevate elicit eliminate embalm embed embroider empathise
    emphasise employ empower emulate enable enact encode encourage end endorse endure enforce engage engineer
    engrave enhance enlarge enlist enrich enrol ensure enter entertain entrust enumerate equate equip erase erect
    escalate escort establish estimate evacuate evaluate evoke evolve examine excavate exchange execute exemplify
    exercise exert exhibit expand expedite experiment explain exploit expose express extinguish extract extrapolate
    extricate fabricate facilitate fasten feed fetch file fill film filter finalise find fingerspell finish fit fix
    focus follow forecast forge form formalise formulate foster frame fulfil fulfill furnish galvanise gather gauge
    generate give glue govern grade grant greet grind groom grow guarantee guess guide hack halt hand handle
    handover hang harmonise harness harvest heal hear heat help highlight hire hold host hypothesise identify
    illustrate imagine imitate immerse immobilise impart impede implant implement import impose impress imprint
    improve improvise inaugurate include incorporate increase incubate indent indicate induce infer influence inform
    infuse ingest inhibit initialise initiate inject innovate inquire insert inspect inspire install instruct
    insulate integrate interact intercept interpolate interpret intervene interview introduce invent invert invest
    investigate invite invoke involve issue iterate join judge justify keep knit knock label launch lay lead lend
    lessen leverage liaise lift light limit link list listen load locate log look loop lower lubricate magnify
    maintain make manage maneuver manipulate manoeuvre manufacture map mark market match maximise measure meet
    memorise mend mentor merge migrate mimic minimise misuse mitigate mix mobilise mock model moderate modify
    monitor motivate mould mount move multiply name narrate navigate negotiate network neutralise nominate normalise
    notate note notice notify nurse nurture observe obtain offer omit open operate oppose optimise orchestrate
    ordain order organise orient originate outline overcome overhaul override oversee pack package paint pair
    paraphrase park parse partake participate pass paste pay peddle penetrate perform persevere personalise persuade
    photograph pick pinpoint pitch place plan plant play plead plot polish ponder populate portray pose
    position post pour practise precede predict prefer preform prepare prescribe present preserve preset press
    presume prevent prioritise probe proceed process proclaim procure produce program prohibit promise promote
    prompt pronounce proofread propagate propose prospect protect protest prototype prove provide provoke prune
    publish pull pump purchase purify pursue push put quantify query question quit quote raise rank rate ratify
    react read rear rearrange reassure rebuild recall recap receive recite reclaim recode recognise recommend
    reconcile recondition reconfigure reconsider reconstruct record recount recover recruit rectify recycle redesign
    redirect redistribute redraft reduce refactor refer refine reflect reformat reframe refresh refurbish refuse
    refute regulate rehabilitate rehearse reinforce reject rejuvenate relate relax relay release relieve relocate
    rely remediate remedy remember remind remodel remove render renegotiate renew renovate reorder reorganise repair
    repeat rephrase replace replicate reply report represent reproduce repurpose request rescue research reserve
    reset resist resolve respect respond restate restock restore restrict restructure resume retain retell rethink
    retire retrieve retrofit reuse reveal reverse review revise rewire rework rewrite ride rig rinse rotate run
    safeguard sand satisfy saturate save scale scan scatter schedule scoop score scrape screen script scrutinise
    sculpt seal search secure seek segment select self-assess sell send separate serve set settle setup sew shape
    share shift ship shoot shorten show showcase shunt signal signpost simplify simulate sing situate sketch skim
    slice smooth smoothen solder solicit solve sort speak specialise specify spell spend splice split sponsor spray
    spread squeeze stabilise stack stage stamp start state steer sterilise stimulate stir stitch stock stop store
    storyboard stow strategise streamline strengthen stretch strip strive structure style submit subscribe
    substitute subtract succeed suggest summarise superintend supervise supply support surpass survey survive
    suspect suspend sustain swap sweep swim switch synchronise synthesise systematise tabulate tackle tag tailor
    take talk tally taper taste teach telephone tell tend terminate test throw tidy tie tighten toggle tolerate
    touch trace track trade train transcribe transfer transform translate transmit transport transpose trap treat
    triage trigger trim troubleshoot tune turn tweak twist type unblock uncover undertake undo unify unite unload
    unlock unpack untangle update uphold upholster upload upskill urge use utilise vacuum validate valuate value
    vary verbalise verify view visit visualise vocalise vote walk warm warn wash watch wax weave weigh welcome weld
    widen wield win wind wire withdraw withstand work wrangle wrap write yield
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
    if gerund and word.endswith("ing") and len(word) >= len("doing"):
        stem = word.removesuffix("ing")
        ends += [stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem]
    return next((british(end) for end in ends if as_doing(end)), None)
