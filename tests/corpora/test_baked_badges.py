"""Badges in images are found without decoding a pixel, and no image takes more than its share."""

import datetime as dt
import json
import time
import zlib
from contextlib import suppress
from pathlib import Path

import jwt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib.ob3.credential import Achievement, Issuer, OpenBadgeCredential
from openbadgeslib.ob3.signer import OB3Signer

from corpora.profiles.badges.baked import badge_of_image
from corpora.profiles.badges.keys import read_trusted
from corpora.profiles.badges.png import MAX_TEXT_BYTES
from corpora.profiles.badges.reading import Checks
from corpora.profiles.files import read_profile
from matcher.errors import InvalidInput, MatcherError, UnreadableDocument
from matcher.profiles import HoldingSource
from tests.corpora.badge_makers import ISSUER, PNG_HEAD, badge, chunk, itxt, png, signer, svg, trust

CHECKS = Checks(now=dt.datetime(2026, 6, 1, tzinfo=dt.UTC))
TEXT = json.dumps(badge())
SOON = 3
"""Seconds: on a busy machine, and far from what a hostile file could take."""
KEYWORD = b"openbadgecredential\0"


def names(name: str, data: bytes) -> list[str]:
    return [one.issued.credential for one in read_profile(name, data, checks=CHECKS).credentials]


def refusal(name: str, data: bytes) -> tuple[str, str]:
    with pytest.raises(InvalidInput) as caught:
        read_profile(name, data, checks=CHECKS)
    return caught.value.field, caught.value.reason


@pytest.mark.parametrize(
    "text",
    [
        itxt(TEXT),
        itxt(TEXT, packed=True),
        itxt(signer("EdDSA").token(badge())),
        itxt(TEXT, b"openbadges"),
        chunk(b"tEXt", KEYWORD + TEXT.encode()),
        chunk(b"zTXt", KEYWORD + b"\0" + zlib.compress(TEXT.encode())),
        itxt("a note", b"Comment") + itxt(TEXT),
    ],
)
def test_a_png_gives_the_badge_that_is_baked_into_it(text: bytes) -> None:
    assert names("badge.png", png(text)) == ["Data skills"]


@pytest.mark.parametrize(
    "image",
    [
        svg(f"<![CDATA[{TEXT}]]>"),
        svg("", verify=signer("EdDSA").token(badge())),
        svg(
            f"<![CDATA[{TEXT}]]>", doctype='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://a.example/svg.dtd">'
        ),
        svg(f"<!-- c --><![CDATA[{TEXT}]]>"),
    ],
)
def test_an_svg_gives_the_badge_that_is_baked_into_it(image: bytes) -> None:
    assert names("badge.svg", image) == ["Data skills"]


def test_a_png_that_unpacks_without_end_is_refused_at_once() -> None:
    bomb = png(chunk(b"zTXt", KEYWORD + b"\0" + zlib.compress(b"0" * 100_000_000, 1)))
    began = time.perf_counter()
    assert refusal("bomb.png", bomb) == (
        "bomb.png: chunk openbadgecredential",
        f"unpacks to more than {MAX_TEXT_BYTES:,} bytes, which no badge needs",
    )
    assert time.perf_counter() - began < SOON


def test_the_pixels_of_a_png_are_not_looked_at() -> None:
    """An image of 2^31 pixels a side whose data is rubbish: no decoder would survive it."""
    head = chunk(b"IHDR", b"\x7f\xff\xff\xff\x7f\xff\xff\xff\x08\2\0\0\0")
    assert names("huge.png", PNG_HEAD + head + itxt(TEXT) + chunk(b"IDAT", b"rubbish") + chunk(b"IEND", b"")) == [
        "Data skills"
    ]


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        (png(itxt(TEXT))[:200], "the image is cut off or damaged: a chunk goes beyond its end"),
        (png(b"\xff\xff\xff\xffiTXt"), "the image is cut off or damaged: a chunk goes beyond its end"),
        (png(itxt(TEXT)[:-1] + b"\0"), "the image is damaged: the checksum of a text is wrong"),
        (png(itxt(TEXT) + itxt(TEXT)), "stands there twice, so that it is unclear which one counts"),
        (png(chunk(b"iTXt", KEYWORD + b"\0")), "is no text of a PNG: its parts are missing"),
        (png(chunk(b"iTXt", KEYWORD + b"\1\0\0\0rubbish")), "is damaged: it can't be unpacked"),
        (png(chunk(b"iTXt", KEYWORD + b"\1\7\0\0rubbish")), "is packed in a way that PNG does not know"),
        (png(chunk(b"zTXt", KEYWORD + b"\0" + zlib.compress(b"00")[:-3])), "is damaged: its end is missing"),
        (png(chunk(b"iTXt", KEYWORD + b"\0\0\0\0\xff\xfe")), "is not UTF-8"),
        (png(chunk(b"iTXt", KEYWORD + b"\0\0\0\0" + b"0" * (MAX_TEXT_BYTES + 1))), "has more than 2,000,000 bytes"),
        (png(itxt("https://a.example/assertion")), "is only an address, which isn't fetched"),
        (png(itxt("{")), "is not valid JSON: Expecting property name enclosed in double quotes at line 1, column 2"),
    ],
)
def test_a_damaged_png_is_refused_with_what_is_wrong(image: bytes, reason: str) -> None:
    field, found = refusal("badge.png", image)
    assert (field.startswith("badge.png"), found) == (True, reason)


def test_an_image_without_a_badge_says_so() -> None:
    with pytest.raises(UnreadableDocument, match="is an image"):
        read_profile("photo.png", png(), checks=CHECKS)
    plain = b'<svg xmlns="http://www.w3.org/2000/svg"/>'
    with pytest.raises(UnreadableDocument, match="without a badge"):
        read_profile("logo.svg", plain, checks=CHECKS)


LAUGHS = "<!DOCTYPE svg [<!ENTITY a '{}'>{}]>".format(
    "ha" * 50, "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
)


@pytest.mark.parametrize(
    ("image", "reason"),
    [
        (svg("&i;", doctype=LAUGHS), "is not well-formed XML"),
        (svg("&x;", doctype='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "declares entities"),
        (svg("", verify="&i;", doctype=LAUGHS), "is not well-formed XML"),
        (svg("&a;", doctype=LAUGHS), "declares entities"),
        (svg("{</b>"), "is not well-formed XML"),
        (svg(""), "is empty"),
        (svg("</openbadges:credential><openbadges:credential>"), "stands there twice"),
        (svg("https://a.example/1"), "is only an address, which isn't fetched"),
    ],
)
def test_an_svg_that_is_hostile_or_broken_is_refused(image: bytes, reason: str) -> None:
    began = time.perf_counter()
    field, found = refusal("badge.svg", image)
    assert (field.startswith("badge.svg"), reason in found) == (True, True), found
    assert "root:" not in found
    assert time.perf_counter() - began < SOON


def bounded(name: str, data: bytes, checks: Checks = CHECKS) -> None:
    """Read or refused in bounded time, with an error of ours at the worst."""
    began = time.perf_counter()
    with suppress(MatcherError):
        read_profile(name, data, checks=checks)
    assert time.perf_counter() - began < SOON


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from([b"iTXt", b"zTXt", b"tEXt", b"IDAT"]), st.binary(max_size=60)), max_size=4))
def test_no_chunks_of_a_png_bring_the_reader_down(chunks: list[tuple[bytes, bytes]]) -> None:
    bounded("fuzz.png", png(*(chunk(kind, KEYWORD + content) for kind, content in chunks)))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.integers(0, 600), st.binary(min_size=1, max_size=4))
def test_no_bytes_after_the_mark_of_a_png_bring_the_reader_down(tail: bytes, at: int, instead: bytes) -> None:
    bounded("fuzz.png", PNG_HEAD + tail)
    whole = png(itxt(TEXT, packed=True))
    bounded("fuzz.png", whole[:at] + instead + whole[at + len(instead) :])


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200), st.integers(0, 900), st.binary(min_size=1, max_size=4))
def test_no_svg_brings_the_reader_down(inside: str, at: int, instead: bytes) -> None:
    bounded("fuzz.svg", svg(inside.encode("utf-8", "replace").decode("utf-8")))
    whole = svg(f"<![CDATA[{TEXT}]]>")
    bounded("fuzz.svg", whole[:at] + instead + whole[at + len(instead) :])


@pytest.mark.parametrize("unit", ["<??>", "<!---->", "<!DOCTYPE a>", "<?", "<!--", "<!DOCTYPE a[", " "])
def test_no_beginning_of_a_file_takes_long_to_be_told_from_an_svg(unit: str) -> None:
    began = time.perf_counter()
    assert badge_of_image("a.txt", (unit * 4_000 + "<sv").encode()) is None
    assert time.perf_counter() - began < SOON


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["type", "credentialSubject", "achievement", "proof", "issuer", "credentialStatus", "validFrom", "exp",
             "verifiableCredential", "badge", "recipient", "name", "alignment", "@context", "id", "@graph", "criteria"]
        ),
        inner,
        max_size=5,
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(badge())), JSON, max_size=4), JSON)
def test_no_json_brings_the_reader_down(fields: dict[str, object], subject: object) -> None:
    bounded("fuzz.json", json.dumps({**badge(), **fields}).encode())
    bounded("fuzz.json", json.dumps(badge(credentialSubject={"achievement": subject})).encode())
    bounded("fuzz.json", json.dumps({"type": "OpenBadgeCredential", "credentialSubject": subject}).encode())


@settings(max_examples=150, deadline=None)
@given(
    st.from_regex(r"eyJ[\w-]{0,40}\.[\w-]{1,60}\.[\w-]{0,20}", fullmatch=True, alphabet=st.characters(codec="ascii"))
)
def test_no_token_brings_the_reader_down(token: str) -> None:
    bounded("fuzz.jwt", token.encode())


@pytest.fixture(scope="module")
def trusting(tmp_path_factory: pytest.TempPathFactory) -> Checks:
    folder = trust(tmp_path_factory.mktemp("trusted") / "keys", signer("EdDSA"), signer("RS256"))
    return Checks(now=CHECKS.now, trusted=read_trusted(folder))


SUITES = st.sampled_from(["eddsa-jcs-2022", "eddsa-rdfc-2022", "ecdsa-sd-2023"])
VALUES = st.text(st.sampled_from("z1zAb~"), max_size=90) | JSON


@settings(max_examples=150, deadline=None)
@given(SUITES, VALUES, st.dictionaries(st.sampled_from(sorted(badge())), JSON, max_size=2))
def test_no_proof_brings_the_reader_down(
    trusting: Checks, suite: str, value: object, fields: dict[str, object]
) -> None:
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "proofPurpose": "assertionMethod",
        "verificationMethod": "did:example:1",
        "proofValue": value,
    }
    bounded("fuzz.json", json.dumps({**badge(), **fields, "issuer": ISSUER, "proof": proof}).encode(), trusting)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from([*sorted(badge()), "iss", "vc", "vp", "exp"]), JSON, max_size=3))
def test_no_signed_token_brings_the_reader_down(trusting: Checks, fields: dict[str, object]) -> None:
    by = signer("EdDSA")
    token = jwt.encode({**badge(), **fields, "iss": ISSUER}, by.key, algorithm="EdDSA")
    bounded("fuzz.jwt", token.encode(), trusting)


@pytest.mark.parametrize("algorithm", ["RS256", "ES256", "EdDSA"])
def test_badges_that_another_maker_signed_and_baked_are_verified(tmp_path: Path, algorithm: str) -> None:
    """openbadgeslib issues; nothing of it is ours but the key."""
    by = signer(algorithm)
    issued = OpenBadgeCredential(
        issuer=Issuer(id=ISSUER, name="Harbour Institute"),
        recipient_id="mailto:mary.major@mail.example",
        achievement=Achievement(
            id="urn:a", name="Queries", description="Can query.", criteria_narrative="Pass.", tags=["SQL"]
        ),
        issuance_date=dt.datetime(2026, 2, 1, tzinfo=dt.UTC),
    )
    maker = OB3Signer(by.key, algorithm)
    trusted = read_trusted(trust(tmp_path / "keys", by))
    empty = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
    images = {"a.png": maker.sign_into_png(issued, png()), "a.svg": maker.sign_into_svg(issued, empty)}
    for name, image in images.items():
        [found] = read_profile(name, image, checks=Checks(now=CHECKS.now, trusted=trusted)).credentials
        assert (found.source, found.claims) == (HoldingSource.VERIFIED, ("Queries", "SQL"))
        assert (found.issued.issuer, found.issued.date) == ("Harbour Institute", "2026-02-01")
        assert "mary" not in repr(found)
