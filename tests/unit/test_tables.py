"""A table pasted as text is read by its header row: a column or a mark says what is essential."""

from matcher.sections import SectionKind, read_sections
from matcher.tables import is_row, verdict_columns

K = SectionKind


def parts(text: str) -> list[tuple[SectionKind, list[str]]]:
    return [(section.kind, [block.of(text) for block in section.blocks]) for section in read_sections(text)]


def test_a_column_headed_desirable_holds_wishes() -> None:
    assert parts("Essential\tDesirable\nFluent Welsh\tSome French\nA driving licence\tA motorbike") == [
        (K.REQUIRED, ["Fluent Welsh"]),
        (K.PREFERRED, ["Some French"]),
        (K.REQUIRED, ["A driving licence"]),
        (K.PREFERRED, ["A motorbike"]),
    ]


def test_a_mark_in_a_column_says_what_its_row_is() -> None:
    assert parts("Criteria\tEssential\tDesirable\nDrives a tractor\tx\t\nMilks goats\t\t✓\nShears sheep\tYes\tNo") == [
        (K.REQUIRED, ["Drives a tractor"]),
        (K.PREFERRED, ["Milks goats"]),
        (K.REQUIRED, ["Shears sheep"]),
    ]


def test_a_verdict_in_a_cell_says_what_its_row_is() -> None:
    assert parts("Criterion\tEssential / desirable\nKeeps bees\tD\nBottles honey\tE") == [
        (K.PREFERRED, ["Keeps bees"]),
        (K.REQUIRED, ["Bottles honey"]),
    ]


def test_a_verdict_in_full_words_needs_no_header() -> None:
    assert parts("Keeps bees\tEssential\nBottles honey\tDesirable\nTeam\tB") == [
        (K.REQUIRED, ["Keeps bees"]),
        (K.PREFERRED, ["Bottles honey"]),
        (K.SUMMARY, ["Team\tB"]),
    ]


def test_bars_between_cells_do_as_well_as_tabs() -> None:
    assert parts("Criteria | Essential | Desirable\nExperience | Mending clocks | Mending barometers") == [
        (K.SUMMARY, ["Experience"]),
        (K.REQUIRED, ["Mending clocks"]),
        (K.PREFERRED, ["Mending barometers"]),
    ]


def test_the_table_ends_with_its_rows() -> None:
    assert parts("Essential\tDesirable\nWelsh\tFrench\nYou will sort letters.")[-1] == (
        K.SUMMARY,
        ["You will sort letters."],
    )


def test_an_ad_in_one_line_between_bars_is_read_cell_by_cell() -> None:
    assert parts("Baker | Bristol | 30k | Must have: sourdough | rye | Bonus: patisserie | Apply today: [email]") == [
        (K.SUMMARY, ["Baker", "Bristol", "30k"]),
        (K.REQUIRED, ["sourdough", "rye"]),
        (K.PREFERRED, ["patisserie"]),
        (K.APPLYING, ["[email]"]),
    ]


def test_only_short_cells_with_a_verdict_head_a_table() -> None:
    assert verdict_columns("Criteria\tEssential\tDesirable") == (None, K.REQUIRED, K.PREFERRED)
    assert verdict_columns("Salary\t£30,000") is None
    assert verdict_columns("Essential") is None
    assert verdict_columns("Keeps bees\tEssential") is None
    assert not is_row("either/or|neither")


def test_a_row_on_skills_of_some_kind_is_no_header_though_its_verdict_is_the_only_one() -> None:
    assert parts("Computer skills | Essential\nAnalytical skills | Desirable\nDriving licence | Essential") == [
        (K.REQUIRED, ["Computer skills"]),
        (K.PREFERRED, ["Analytical skills"]),
        (K.REQUIRED, ["Driving licence"]),
    ]


def test_within_a_table_a_row_with_one_verdict_heads_no_other() -> None:
    assert parts("Skills\tEssential\nCommunication skills\tE\nSkills\tD\nGerman\tD") == [
        (K.REQUIRED, ["Communication skills"]),
        (K.PREFERRED, ["Skills", "German"]),
    ]
    assert verdict_columns("Criterion\tEssential / desirable", inside=True) is not None
