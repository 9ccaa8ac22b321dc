"""Left-overs of web pages in a pasted text are read as what they meant; every character keeps its place."""

from matcher.leftovers import blotted
from matcher.sections import SectionKind, read_sections


def parts(text: str) -> list[tuple[SectionKind, list[str]]]:
    text = blotted(text)
    return [(section.kind, [" ".join(b.of(text).split()) for b in section.blocks]) for section in read_sections(text)]


def test_tags_become_the_lines_and_bullets_they_made() -> None:
    ad = "<p>We bake.</p><p><strong>Desirable:</strong></p><ul><li>Rye&nbsp;bread</li><li>Cakes</li></ul>"
    assert parts(ad) == [
        (SectionKind.SUMMARY, ["We bake."]),
        (SectionKind.PREFERRED, ["Rye bread", "Cakes"]),
    ]


def test_character_references_are_their_characters() -> None:
    assert blotted("salt &amp; flour &lt;essential&gt;").split() == ["salt", "&", "flour", "<", "essential>"]
    assert blotted("R&amp;amp;D").split() == ["R&", "D"]


def test_every_character_keeps_its_place() -> None:
    ad = "<div>Know <b>yeast</b> &amp; rye</div> &unknown; tail"
    assert len(blotted(ad)) == len(ad)
    assert blotted(ad).index("tail") == ad.index("tail")


def test_what_only_looks_like_markup_stays() -> None:
    for text in ("a List<String> of R&D; b", "x < y and y > z", "one <p> alone"):
        assert blotted(text) == text
