"""Links that rest on other people's doings, or on a verb that is also a name, are told from the applicant's."""

from matcher.concepts import ConceptUri, Occupation, Skill, SkillKind
from matcher.doings import forms
from matcher.linking import Candidate, Link
from matcher.mentions import Mention, Sentence, Span
from matcher.others import MAX_PARSED_CHARACTERS, MAX_PARSED_WORDS, OthersDoings, own_names, proper_names, rests_on
from matcher.people import people_of, singular
from tests.fakes import FakeParser, parsed

SPARK, WELDING = ConceptUri("spark"), ConceptUri("welding")
FITTERS = "Our fitters do welding"
FITTERS_PARSED = parsed("Our/PRP$/poss/1 fitters/NNS/nsubj/2 do/VBP/ROOT/2 welding/NN/dobj/2")
DEBATE = "You spark debate"
DEBATE_PARSED = parsed("You/PRP/nsubj/1 spark/VBP/ROOT/1 debate/NN/dobj/1")
TOOLS = "Hadoop and spark"
TOOLS_PARSED = parsed("Hadoop/NNP/ROOT/0 and/CC/cc/0 spark/NN/conj/0")


def others() -> OthersDoings:
    sentences = {FITTERS: FITTERS_PARSED, DEBATE: DEBATE_PARSED, TOOLS: TOOLS_PARSED}
    return OthersDoings(parser=FakeParser(sentences), people=people_of(()), names=frozenset({SPARK}))


def linked(text: str, words: str, uri: ConceptUri, offset: int = 0) -> tuple[Sentence, Link]:
    sentence = Sentence(Span(offset, offset + len(text)), text)
    start = offset + text.index(words)
    span = Span(start, start + len(words))
    return sentence, Link(Mention(span, words, sentence), Candidate(uri=uri, confidence=0.9))


def test_what_our_fitters_do_is_not_asked() -> None:
    ad = f"Clerk\n{FITTERS}"
    sentence, link = linked(FITTERS, "welding", WELDING, offset=6)
    theirs = others().among([(sentence, link)], ad)
    assert theirs == {(Span(21, 28), WELDING)}
    assert rests_on(link, theirs)


def test_of_an_ad_for_fitters_what_our_fitters_do_is_the_job() -> None:
    [(sentence, link)] = [linked(FITTERS, "welding", WELDING, offset=7)]
    assert others().among([(sentence, link)], f"Fitter\n{FITTERS}") == frozenset()
    assert others().among([(sentence, link)], f"Vacant\n{FITTERS}. We are looking for two fitters") == frozenset()


def test_a_verb_that_is_also_a_name_means_no_technology() -> None:
    assert others().among([linked(DEBATE, "spark", SPARK)], DEBATE) == {(Span(4, 9), SPARK)}
    assert others().among([linked(TOOLS, "spark", SPARK)], TOOLS) == frozenset()


def test_only_sentences_with_a_sign_are_parsed() -> None:
    parser = FakeParser({})
    doings = OthersDoings(parser=parser, people=people_of(()))
    assert doings.among([linked("You need welding", "welding", WELDING)], "You need welding") == frozenset()
    for endless in (f"{FITTERS} " + "a " * MAX_PARSED_WORDS, f"{FITTERS} " + "a" * MAX_PARSED_CHARACTERS):
        assert doings.among([linked(endless, "welding", WELDING)], endless) == frozenset()
    assert parser.asked == []


def test_the_job_s_own_names_stand_in_the_first_line_and_in_whom_the_ad_looks_for() -> None:
    names = own_names("Senior Baker\nOur chefs cook. We are seeking two nurses.")
    assert {"baker", "nurse"} <= names
    assert "chef" not in names


def test_a_proper_name_is_capitals_throughout() -> None:
    def skill(label: str) -> Skill:
        return Skill(uri=ConceptUri(label), preferred_label=label, kind=SkillKind.KNOWLEDGE)

    labels = ("SPARK", "Microsoft Access", "Go (programming language)", "deploy ICT systems", "Agile development")
    assert proper_names(map(skill, labels)) == {"SPARK", "Microsoft Access", "Go (programming language)"}


def test_people_are_known_by_the_names_of_occupations() -> None:
    def occupation(label: str) -> Occupation:
        return Occupation(uri=ConceptUri(label), preferred_label=label)

    people = people_of(map(occupation, ("osteopathic balneologist", "printer", "head of department", "animal health")))
    assert "balneologist" in people
    assert "colleague" in people
    assert not {"printer", "department", "health"} & people


def test_nouns_are_looked_up_in_the_singular() -> None:
    assert [singular(noun) for noun in ("nurses", "secretaries", "children", "boss", "staff", "midwives")] == [
        "nurse",
        "secretary",
        "child",
        "boss",
        "staff",
        "midwife",
    ]


def test_a_verb_is_listed_once_and_known_in_all_its_forms() -> None:
    assert {"supplies", "supplied", "stopped", "writing", "taught", "uses"} <= forms("supply stop write teach use")
