"""An ad is cut into parts by its headings, whatever shape they have."""

import time

import pytest

from matcher.sections import Section, SectionKind, heading_kind, read_sections

K = SectionKind


def parts(text: str) -> list[tuple[SectionKind, str | None, list[str]]]:
    return [(s.kind, s.heading, [block.of(text) for block in s.blocks]) for s in read_sections(text)]


def test_text_before_the_first_heading_is_a_summary() -> None:
    assert parts("A small bakery by the sea.\nYou will bake.") == [
        (K.SUMMARY, None, ["A small bakery by the sea.", "You will bake."])
    ]


def test_a_text_without_words_has_no_sections() -> None:
    assert read_sections(" \n\n\t") == []


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Requirements:", K.REQUIRED),
        ("What you'll need", K.REQUIRED),
        ("Person specification (E = essential, D = desirable)", K.REQUIRED),
        ("### Qualifications   ", K.REQUIRED),
        ("**Essential**", K.REQUIRED),
        ("**Essential:**", K.REQUIRED),
        ("ABOUT YOU", K.REQUIRED),
        ("What you'd bring to the team", K.REQUIRED),
        ("You will have…", K.REQUIRED),
        ("Nice to have", K.PREFERRED),
        ("Skills, Knowledge & Abilities Preferred", K.PREFERRED),
        ("It would be great if you had:", K.PREFERRED),
        ("Essential functions", K.DUTIES),
        ("What you will be doing", K.DUTIES),
        ("You will:", K.DUTIES),
        ("Primary mission:", K.DUTIES),
        ("Mō mātou | About us", K.EMPLOYER),
        ("Why Hillside Farm?", K.EMPLOYER),
        ("What we offer", K.BENEFITS),
        ("What we're offering:", K.BENEFITS),
        ("Sign on bonus:", K.BENEFITS),
        ("Support when you need it:", K.BENEFITS),
        ("How to apply", K.APPLYING),
        ("NO RECRUITMENT AGENCIES", K.APPLYING),
        ("Physical demands:", K.CONDITIONS),
        ("What you don't need", K.NOT_NEEDED),
        ("What you can happily forget:", K.NOT_NEEDED),
        ("Not negotiable:", K.REQUIRED),
        ("Our deal-breakers:", K.REQUIRED),
        ("You do need:", K.REQUIRED),
        ("Musts", K.REQUIRED),
        ("Not a deal-breaker:", K.PREFERRED),
        ("We would love:", K.PREFERRED),
        ("Equal opportunities:", K.EQUAL_OPPORTUNITY),
        ("## Something else", K.SUMMARY),
    ],
)
def test_a_heading_announces_its_kind_and_is_no_text(heading: str, kind: SectionKind) -> None:
    last_kind, _, blocks = parts(f"Intro here.\n{heading}\nsomething follows.")[-1]
    assert (last_kind, blocks) == (kind, ["something follows."])


@pytest.mark.parametrize(
    "line",
    [
        "Do you have excellent written skills?",
        "Experience with databases: MySQL, Postgres",
        "Experience of working in a team",
        "Knowledge of the building trade",
        "- Essential: a driving licence",
        "We need your skills, your time and your good humour.",
    ],
)
def test_a_line_that_asks_for_something_is_no_heading(line: str) -> None:
    text = f"Intro here.\n{line}"
    (only,) = parts(text)
    assert only[0] is K.SUMMARY
    assert only[2][1] == line.removeprefix("- ")


def test_a_heading_that_is_a_skill_itself_is_kept_as_text() -> None:
    assert parts("Computer skills:\nspreadsheets") == [
        (K.REQUIRED, "Computer skills", ["Computer skills:", "spreadsheets"])
    ]


def test_headings_inside_one_paragraph_cut_it() -> None:
    text = "A farm shop. Essential: tills, stock. Desirable: a forklift licence. What we offer: free eggs."
    assert parts(text) == [
        (K.SUMMARY, None, ["A farm shop."]),
        (K.REQUIRED, "Essential", ["tills, stock."]),
        (K.PREFERRED, "Desirable", ["a forklift licence."]),
        (K.BENEFITS, "What we offer", ["free eggs."]),
    ]


def test_a_label_with_its_value_holds_for_its_line_only() -> None:
    text = "Duties:\n- bake\nLocation: Leeds\n- clean"
    assert parts(text) == [
        (K.DUTIES, "Duties", ["bake"]),
        (K.CONDITIONS, "Location", ["Leeds"]),
        (K.DUTIES, "Duties", ["clean"]),
    ]


def test_benefits_end_where_a_line_speaks_of_the_job_again() -> None:
    text = "Benefits:\n- pension\nYou will be responsible for the ovens.\n- and the shop"
    assert parts(text) == [
        (K.BENEFITS, "Benefits", ["pension"]),
        (K.SUMMARY, None, ["You will be responsible for the ovens.", "and the shop"]),
    ]


def test_an_unknown_bold_line_goes_on_with_its_section_and_an_unknown_hash_line_does_not() -> None:
    assert parts("## Benefits\n**Money**\npay\n## Ovens\nbake") == [
        (K.BENEFITS, "Money", ["pay"]),
        (K.SUMMARY, "Ovens", ["bake"]),
    ]


def test_bullets_are_taken_off_and_wrapped_lines_joined() -> None:
    text = "Skills\n• kneading\n(a) shaping\n2. You can carry trays of bread up narrow stairs\nwithout a fall"
    assert parts(text) == [
        (
            K.REQUIRED,
            "Skills",
            ["kneading", "shaping", "You can carry trays of bread up narrow stairs\nwithout a fall"],
        )
    ]


def test_a_heading_that_says_nothing_known_has_no_kind() -> None:
    assert heading_kind("Sourdough") is None


def test_blocks_point_into_the_text() -> None:
    text = "  Essential:   rye  "
    (section,) = read_sections(text)
    assert section == Section(kind=K.REQUIRED, heading="Essential", blocks=section.blocks)
    assert [(b.start, b.end) for b in section.blocks] == [(15, 18)]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        " " * 1_000_000 + "x",
        "Key " * 250_000,
        "(" * 1_000_000,
        "* x\n" * 100_000,
        "Aa: " * 250_000,
        "A-" * 500_000,
        "Ab" * 500_000,
    ],
    ids=["no space", "spaces", "title words", "brackets", "bullets", "colons", "hyphens", "base64"],
)
def test_a_hostile_megabyte_is_read_in_linear_time(text: str) -> None:
    start = time.thread_time()
    read_sections(text)
    assert time.thread_time() - start < 5  # about 0.1 to 0.9 s; what isn't linear takes minutes


def test_a_label_before_a_tab_or_a_bar_heads_its_line() -> None:
    assert parts("Baker\nSkills\trye, spelt\nRequirements | ovens\nLocation\tHull") == [
        (K.TITLE, None, ["Baker"]),
        (K.REQUIRED, "Skills", ["rye, spelt"]),
        (K.REQUIRED, "Requirements", ["ovens"]),
        (K.CONDITIONS, "Location", ["Hull"]),
    ]


def test_headings_that_stand_out_by_their_marks_cut_a_line_between_bars_too() -> None:
    text = "**Role:** Baker **Must haves:** rye | spelt | ovens **Nice to haves:** cakes | tea **Perks:** bread"
    assert parts(text) == [
        (K.SUMMARY, "Role", ["Baker"]),
        (K.REQUIRED, "Must haves", ["rye", "spelt", "ovens"]),
        (K.PREFERRED, "Nice to haves", ["cakes", "tea"]),
        (K.BENEFITS, "Perks", ["bread"]),
    ]


def test_a_verdict_with_a_colon_heads_the_rest_of_a_short_line() -> None:
    assert parts("Bakery\nRequires: rye; spelt. Also welcome: cakes or tea.") == [
        (K.TITLE, None, ["Bakery"]),
        (K.REQUIRED, "Requires", ["rye; spelt."]),
        (K.PREFERRED, "Also welcome", ["cakes or tea."]),
    ]


def test_what_is_not_needed_ends_with_its_list() -> None:
    text = "You do not need:\n- knowledge of cakes\n- a car\nWhat we do need:\n- rye"
    assert parts(text) == [
        (K.NOT_NEEDED, "You do not need", ["knowledge of cakes", "a car"]),
        (K.REQUIRED, "What we do need", ["rye"]),
    ]
    assert parts("Not needed:\n- cakes\nYou will need to be up early.")[-1][0] is K.SUMMARY
