"""Full names of technologies become the names that ads use."""

from corpora.product_words import ProductWords, read_product_words
from matcher.concepts import ConceptUri, Skill, SkillKind, Taxonomy
from matcher.products import ProductName, Standing
from models.product_names import product_names

SOFTWARE = "The computer program X is a tool for doing things."


def technology(label: str, group: str | None = None) -> Skill:
    return Skill(uri=ConceptUri(f"t:{label}"), preferred_label=label, kind=SkillKind.TECHNOLOGY, description=group)


def esco(label: str, description: str = SOFTWARE, *alternatives: str, kind: SkillKind = SkillKind.KNOWLEDGE) -> Skill:
    return Skill(
        uri=ConceptUri(f"e:{label}"), preferred_label=label, kind=kind, description=description, alt_labels=alternatives
    )


def names(*skills: Skill, hot: tuple[str, ...] = (), ordinary: tuple[str, ...] = ()) -> dict[str, ProductName]:
    taxonomy = Taxonomy(version="1", skills={skill.uri: skill for skill in skills}, occupations={})
    words = ProductWords(commonest=hot, ordinary=frozenset(ordinary))
    return {name.name: name for name in product_names(taxonomy, words)}


def test_the_maker_and_what_only_says_software_are_left_out() -> None:
    made = [technology(f"IBM {name}") for name in ("SPSS Statistics", "SPSS Amos", "Terraform")]
    found = names(
        *made, technology("Tableau software"), hot=("IBM SPSS Statistics", "IBM Terraform", "Tableau software")
    )
    assert found["SPSS"].uri == found["SPSS Statistics"].uri == "t:IBM SPSS Statistics"
    assert found["Terraform"].uri == "t:IBM Terraform"
    assert found["Tableau"].uri == "t:Tableau software"
    assert {found[name].standing for name in ("SPSS", "Terraform", "Tableau")} == {Standing.CERTAIN}


def test_an_acronym_beside_its_words_is_a_name() -> None:
    label = "Amazon Web Services AWS software"
    found = names(technology(label), hot=(label,))
    assert found["AWS"].uri == found["Amazon Web Services"].uri == f"t:{label}"
    assert not found["AWS"].any_case


def test_a_technology_goes_by_esco_s_concept_where_it_has_one() -> None:
    found = names(
        esco("Java (computer programming)", "The techniques and principles of software development in Java.", "Java"),
        *(technology(f"Oracle {name}") for name in ("Java", "Forms", "Reports")),
        hot=("Oracle Java",),
    )
    assert found["Java"].uri == found["Oracle Java"].uri == "e:Java (computer programming)"


def test_office_programs_are_the_skill_of_using_them_that_lists_them() -> None:
    found = names(
        esco("use spreadsheets software", "Do sums.", "Microsoft Office Excel", kind=SkillKind.COMPETENCE),
        ordinary=("excel",),
    )
    assert {found[name].uri for name in ("Excel", "MS Excel", "Microsoft Excel")} == {"e:use spreadsheets software"}
    assert found["Excel"].standing is Standing.ORDINARY


def test_a_short_name_of_common_language_needs_the_company_of_its_maker_s_others() -> None:
    common = [esco(f"thing {n}", "an edge to cut with", kind=SkillKind.COMPETENCE) for n in range(2)]
    made = [technology(f"Microsoft {name}") for name in ("Edge", "Azure", "Visio")]
    others = tuple(f"x{n}" for n in range(20))
    found = names(*common, *made, hot=(*others, "Microsoft Edge", "Microsoft Azure"))
    assert (found["Edge"].standing, found["Edge"].maker) == (Standing.BESIDE, "Microsoft")
    assert found["Azure"].standing is Standing.CERTAIN


def test_a_short_name_that_rare_technologies_share_is_nobody_s() -> None:
    found = names(technology("Alpha Works Suite"), technology("Alpha Works Platform"), technology("Beta Works Suite"))
    assert "Alpha Works" not in found
    assert found["Beta Works"].uri == "t:Beta Works Suite"


def test_a_letter_is_a_name_beside_others_only() -> None:
    assert names(technology("R"))["R"].standing is Standing.BESIDE
    assert names(technology("C#"))["C#"].standing is Standing.CERTAIN


def test_the_words_that_are_shipped_can_be_read() -> None:
    words = read_product_words()
    assert words.rank("Microsoft Excel") == 0
    assert words.rank("nothing") == len(words.commonest) == 171
    assert "excel" in words.ordinary
    assert words.spoken["HACCP"] == "hazard analysis and critical control points"


def test_a_technology_goes_by_its_maker_alone_where_ads_call_it_so() -> None:
    made = technology("Fern Accounting Software")
    taxonomy = Taxonomy(version="1", skills={made.uri: made}, occupations={})
    words = ProductWords(commonest=(), ordinary=frozenset(), spoken={"Fern": "Fern Accounting Software"})
    found = {name.name: name for name in product_names(taxonomy, words)}
    assert found["Fern"].uri == made.uri
    assert not found["Fern"].any_case
