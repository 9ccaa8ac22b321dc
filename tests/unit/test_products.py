"""Technologies are found by their names where the words are names there, and nowhere else."""

import time

import pytest

from matcher.concepts import ConceptUri
from matcher.lexical import build_label_index
from matcher.products import ProductName, Products, Standing
from models.tokens import StemTokenizer


def certain(name: str, *, any_case: bool = False) -> ProductName:
    return ProductName(name=name, uri=ConceptUri(f"t:{name}"), any_case=any_case)


def ordinary(name: str) -> ProductName:
    return ProductName(name=name, uri=ConceptUri(f"t:{name}"), standing=Standing.ORDINARY)


def beside(name: str, maker: str | None = None) -> ProductName:
    return ProductName(name=name, uri=ConceptUri(f"t:{name}"), standing=Standing.BESIDE, maker=maker)


NAMES = (
    certain("Python", any_case=True),
    certain("Docker", any_case=True),
    certain("Jenkins"),
    certain("Power BI"),
    certain(".NET"),
    certain("C++"),
    certain("Microsoft Office Word"),
    certain("Microsoft Office"),
    ordinary("Slack"),
    ordinary("Excel"),
    ordinary("Oracle"),
    ordinary("Chef"),
    beside("R"),
    beside("C"),
    beside("Go"),
    beside("Access"),
    beside("Word"),
    beside("Canvas"),
    beside("Source"),
    beside("Edge", "Microsoft"),
    ProductName(name="Teams", uri=ConceptUri("t:Teams"), maker="Microsoft"),
)
PRODUCTS = Products(index=build_label_index([[name.name] for name in NAMES], StemTokenizer()), names=NAMES)


def found(text: str) -> list[str]:
    return [found.named.name for found in PRODUCTS.found(text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("knows python and Power BI", ["Python", "Power BI"]),
        ("our .NET back end", [".NET"]),
        ("C, C++ or Python", ["C", "C++", "Python"]),
        ("You write R at times", ["R"]),
        ("Python/Go developer", ["Python", "Go"]),
        ("advanced Excel (pivot tables, lookups) and basic Access", ["Excel", "Access"]),
        ("Excel, Word and Access", ["Excel", "Word", "Access"]),
        ("Microsoft Office (Word, Excel)", ["Microsoft Office", "Word", "Excel"]),
        ("Chat in Slack daily", ["Slack"]),
        ("Slack is what we use", ["Slack"]),
        ("EXCEL AND GOOD MANNERS ESSENTIAL", ["Excel"]),
        ("a learning management system (Canvas)", ["Canvas"]),
        ("Teams and Edge", ["Teams", "Edge"]),
        ("• R", ["R"]),
        ("and basic Access.", ["Access"]),
        ("Power   BI", ["Power BI"]),
        ("versed in Access and R", ["Access", "R"]),
        ("You build services in Go and deploy with Docker", ["Go", "Docker"]),
        ("Go developer", ["Go"]),
        ("Go is essential", ["Go"]),
        ("Go, Python or C", ["Go", "Python", "C"]),
        ("R Shiny packages", ["R"]),
        ("R Programming and C", ["R", "C"]),
        ("Statistics and R are essential", ["R"]),
        ("R and Python", ["R", "Python"]),
        ("R and C programming", ["R", "C"]),
        ("be a proficient user of Word", ["Word"]),
        ("Experience of Access is required", ["Access"]),
        ("hosts with Source and Word, all in Docker", ["Source", "Word", "Docker"]),
        ("Slack (nice to have)", ["Slack"]),
    ],
)
def test_names_are_found_as_ads_write_them(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "Our R&D team and Dr R. Patel",
        "maths at grade C or above",
        "vitamin C and hepatitis C",
        "Go the extra mile",
        "You go to Go Ape on Fridays",
        "Excel at what you do",
        "Access to a car",
        "Access and egress",
        "a positive Word from us",
        "Come to Oracle Park",
        "Sous Chef",
        "experience of Access to Work schemes",
        "a proficient user of words",
        "Source control and a canvas bag",
        "at the Edge of town",
        "Ask Mr Jenkins or Ms Docker",
        "cut some slack",
        "You will report to R Smith on systems",
        "Mr J R Hartley writes software",
        "GCSE Maths and English at C with IT skills",
        "Go above and beyond with your coding skills",
        "Software team. Go the extra mile",
    ],
)
def test_the_same_words_in_other_company_are_no_technology(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "GCSE Maths and English at grades A to C and good Power BI and Excel skills",
        "Five passes at A* - C including English, plus Excel",
        "A - C including English, plus Excel",
        "Grade 4/C in Maths, good Excel skills",
        "Go above and beyond for customers, with good Excel skills",
        "Go live support for Oracle",
        "You will report to R Smith and use Excel",
        "Mr J R Hartley uses Excel",
        "Ask J R Hartley, Excel trainer",
        "C level stakeholders and Power BI",
        "R and D tax credits with Excel",
        "We sit in block C and use Power BI",
        "You will meet C and tell her about Power BI",
    ],
)
def test_a_letter_is_no_language_for_a_product_elsewhere_in_the_sentence(text: str) -> None:
    assert not {"R", "C", "Go"} & set(found(text))


def test_a_name_stands_where_it_is_written_with_the_dot_that_opens_it() -> None:
    [name] = PRODUCTS.found("our .NET back end")
    assert (name.span.start, name.span.end) == (4, 8)


def test_a_product_is_called_by_its_whole_name_in_any_case() -> None:
    assert [name.name for name in PRODUCTS.called("power bi")] == ["Power BI"]
    assert PRODUCTS.called("Power BI skills") == []


def test_long_texts_take_time_in_proportion() -> None:
    start = time.perf_counter()
    for text in ("Access " * 3_000, "R & " * 3_000, "Python, x y z " * 2_000, "Word (" * 3_000):
        PRODUCTS.found(text)
    assert time.perf_counter() - start < 20


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("You will handle a python with confidence", []),
        ("As a docker you load and unload vessels", []),
        ("We keep two pythons and a boa", []),
        ("Knowledge of python and docker", ["Python", "Docker"]),
        ("Write a python script", ["Python"]),
        ("Run a docker container", ["Docker"]),
        ("A Python developer", ["Python"]),
    ],
)
def test_one_of_several_of_its_kind_is_a_thing_and_no_technology(text: str, names: list[str]) -> None:
    assert found(text) == names
