"""Badges that a person brings count as verified only where a key is given and the signature holds."""

import base64
import datetime as dt
import gzip
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from openbadgeslib.ob3.ldp import add_data_integrity_proof

from corpora.courses.open_badges import OPEN_BADGES
from corpora.courses.records import achievement_of
from corpora.profiles.badges.keys import NOBODY, Trusted, read_trusted
from corpora.profiles.badges.reading import STATUS_UNKNOWN, Checks
from corpora.profiles.badges.signatures import NO_KEY, SIGNED, UNSIGNED
from corpora.profiles.files import read_profile
from matcher.concepts import ConceptUri
from matcher.errors import InvalidInput, MatcherError, SourceUnavailable, TextTooLong
from matcher.profiles import HeldCredential, HoldingSource, Issued, ProfileClaims
from tests.corpora.badge_makers import (
    CONTEXT,
    ISSUER,
    Signer,
    achievement,
    badge,
    signer,
    status_list,
    trust,
    with_jcs_proof,
)

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
LIST = "https://harbour.example/status/1"
QUERIES = "http://data.europa.eu/esco/skill/11111111-1111-4111-8111-111111111111"
ALGORITHMS = ("RS256", "ES256", "EdDSA")


def read(value: object, trusted: Trusted = NOBODY) -> ProfileClaims:
    text = value if isinstance(value, str) else json.dumps(value)
    return read_profile("badge.json", text.encode(), checks=Checks(now=NOW, trusted=trusted))


def only(value: object, trusted: Trusted = NOBODY) -> HeldCredential:
    [found] = read(value, trusted).credentials
    return found


def refusal(value: object, trusted: Trusted = NOBODY) -> tuple[str, str]:
    with pytest.raises(InvalidInput) as caught:
        read(value, trusted)
    return caught.value.field, caught.value.reason


def trusting(tmp_path: Path, *signers: Signer) -> Trusted:
    return read_trusted(trust(tmp_path / "keys", *signers))


def test_an_unsigned_badge_is_the_person_s_own_claim_and_says_so() -> None:
    assert only(badge()) == HeldCredential(
        issued=Issued(credential="Data skills", issuer="Harbour Institute", date="2026-02-01", checked=UNSIGNED),
        source=HoldingSource.SELF_CLAIMED,
        skills=(
            (
                ConceptUri(QUERIES),
                "use query languages",
            ),
            (ConceptUri("https://frameworks.example/sql"), "SQL"),
        ),
        claims=("Data skills", "SQL"),
        text="Awarded for work with data.\nAnswer ten questions with queries.",
    )


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_badge_signed_with_the_issuer_s_key_is_verified(tmp_path: Path, algorithm: str) -> None:
    by = signer(algorithm)
    found = only(by.token(badge()), trusting(tmp_path, by))
    assert (found.source, found.issued.checked) == (HoldingSource.VERIFIED, SIGNED)
    assert (found.issued.issuer, found.issued.date) == ("Harbour Institute", "2026-02-01")


def test_any_of_several_keys_of_an_issuer_will_do_and_pem_is_as_good_as_jwk(tmp_path: Path) -> None:
    old, new = signer("EdDSA"), signer("EdDSA", 1)
    assert only(new.token(badge()), trusting(tmp_path, old, new)).source is HoldingSource.VERIFIED
    pems = tmp_path / "pems"
    pems.mkdir()
    (pems / "https%3A%2F%2Fharbour.example%2Fissuers%2F1.pem").write_bytes(new.pem())
    assert only(new.token(badge()), read_trusted(pems)).source is HoldingSource.VERIFIED


def test_a_signature_without_a_key_given_for_its_issuer_is_not_checked(tmp_path: Path) -> None:
    by = signer("EdDSA")
    elsewhere = read_trusted(trust(tmp_path / "keys", by, issuer="https://other.example/1"))
    for trusted in (NOBODY, elsewhere):
        found = only(by.token(badge()), trusted)
        assert (found.source, found.issued.checked) == (HoldingSource.SELF_CLAIMED, NO_KEY)


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_badge_signed_by_somebody_else_is_refused(tmp_path: Path, algorithm: str) -> None:
    field, reason = refusal(signer(algorithm, 1).token(badge()), trusting(tmp_path, signer(algorithm)))
    assert field == "badge.json: [0].signature"
    assert "signed by somebody else" in reason


def test_a_badge_that_was_changed_after_signing_is_refused(tmp_path: Path) -> None:
    by = signer("ES256")
    header, _, signature = by.token(badge()).split(".")
    forged = by.token(badge(name="Another")).split(".")[1]
    field, reason = refusal(f"{header}.{forged}.{signature}", trusting(tmp_path, by))
    assert (field, "was changed" in reason) == ("badge.json: [0].signature", True)


def test_a_badge_can_not_choose_the_algorithm_it_is_checked_by(tmp_path: Path) -> None:
    """RFC 8725, sections 2.1 and 3.1: neither `none` nor the public key as a shared secret."""
    by = signer("RS256")
    body = {**badge(), "iss": ISSUER}
    for token in (
        jwt.encode(body, "", algorithm="none"),
        jwt.encode(body, "a secret that is long enough for HMAC", algorithm="HS256"),
        signer("EdDSA").token(badge()),
    ):
        field, _ = refusal(token, trusting(tmp_path, by))
        assert field == "badge.json: [0].header.alg"


def test_a_token_of_one_issuer_around_a_credential_of_another_is_refused(tmp_path: Path) -> None:
    by = signer("EdDSA")
    field, reason = refusal(by.token(badge(), iss="https://evil.example"), trusting(tmp_path, by))
    assert field == "badge.json: [0].payload.iss"
    assert "another one than the issuer" in reason


def test_a_key_that_the_badge_brings_along_is_not_used(tmp_path: Path) -> None:
    forger = signer("EdDSA", 2)
    token = jwt.encode({**badge(), "iss": ISSUER}, forger.key, algorithm="EdDSA", headers={"jwk": forger.jwk()})
    assert refusal(token, trusting(tmp_path, signer("EdDSA")))[0] == "badge.json: [0].signature"


@pytest.mark.parametrize(
    ("fields", "field", "reason"),
    [
        ({"validUntil": "2026-03-01T00:00:00Z"}, "validUntil", "expired on 2026-03-01"),
        ({"expirationDate": "2026-03-01"}, "expirationDate", "expired on 2026-03-01"),
        ({"exp": 1_767_225_600}, "exp", "expired on 2026-01-01"),
        ({"validFrom": "2026-07-01T00:00:00+12:00"}, "validFrom", "is not valid before 2026-07-01"),
        ({"issuanceDate": "2027-01-01T00:00:00Z"}, "issuanceDate", "is not valid before 2027-01-01"),
        ({"nbf": 1_798_761_600}, "nbf", "is not valid before 2027-01-01"),
        ({"validUntil": "next year"}, "validUntil", "is no date and time (ISO 8601)"),
        ({"proof": {"expires": "2026-03-01T00:00:00Z"}}, "proof.expires", "expired on 2026-03-01"),
        ({"exp": 1e300}, "exp", "is no date and time (ISO 8601)"),
        ({"credentialSubject": {"achievement": "https://a.example/1"}}, "credentialSubject.achievement",
         "is only an address, which isn't fetched"),
        ({"credentialSubject": {"achievement": {"type": "Achievement"}}}, "credentialSubject.achievement.name",
         "is missing or empty"),
        ({"credentialSubject": {}}, "credentialSubject.achievement", "is missing"),
        ({"@context": [*CONTEXT, {"alignment": "https://evil.example/a"}]}, "@context",
         "gives 'alignment' another meaning, which its context forbids"),
    ],
)  # fmt: skip
def test_what_does_not_count_is_refused_with_file_field_and_reason(
    fields: Mapping[str, Any], field: str, reason: str
) -> None:
    assert refusal(badge(**fields)) == (f"badge.json: {field}", reason)


def test_a_badge_is_valid_to_the_end_of_its_last_day() -> None:
    assert only(badge(validUntil="2026-06-01")).source is HoldingSource.SELF_CLAIMED


def revocable(index: object, purpose: str = "revocation") -> dict[str, Any]:
    entry = {
        "id": f"{LIST}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": purpose,
        "statusListIndex": index,
        "statusListCredential": LIST,
    }
    return badge(credentialStatus=entry)


def with_list(tmp_path: Path, by: Signer, value: object) -> Trusted:
    keys = trust(tmp_path / "keys", by)
    (keys / "status").mkdir()
    (keys / "status" / "list.json").write_text(json.dumps(value), encoding="utf-8")
    return read_trusted(keys)


def test_a_revoked_badge_is_refused_by_the_list_at_hand_and_its_neighbour_is_verified(tmp_path: Path) -> None:
    by = signer("EdDSA")
    trusted = with_list(tmp_path, by, status_list(LIST, 94_567))
    assert refusal(by.token(revocable("94567")), trusted) == (
        "badge.json: [0].credentialStatus",
        "was revoked by its issuer",
    )
    found = only(by.token(revocable("94566")), trusted)
    assert (found.source, found.issued.checked) == (HoldingSource.VERIFIED, SIGNED)


def test_a_suspended_badge_is_refused_and_an_index_beyond_the_list_is(tmp_path: Path) -> None:
    by = signer("EdDSA")
    trusted = with_list(tmp_path, by, status_list(LIST, 3, purpose="suspension"))
    assert refusal(revocable(3, "suspension"), trusted)[1] == "is suspended by its issuer"
    for index in (10**6, "-1", "x", 10**40):
        assert refusal(revocable(index, "suspension"), trusted) == (
            "badge.json: credentialStatus.statusListIndex",
            "is no place in its status list",
        )


def test_a_revocation_list_of_ids_is_understood(tmp_path: Path) -> None:
    by = signer("EdDSA")
    credential = badge(credentialStatus={"id": LIST, "type": "1EdTechRevocationList"})
    trusted = with_list(tmp_path, by, {"id": LIST, "revokedCredential": [{"id": credential["id"], "revoked": True}]})
    assert refusal(credential, trusted)[1] == "was revoked by its issuer"
    assert only(by.token({**credential, "id": "urn:another"}), trusted).issued.checked == SIGNED


def test_where_the_status_list_is_not_at_hand_the_answer_says_so(tmp_path: Path) -> None:
    by = signer("EdDSA")
    found = only(by.token(revocable(3)), trusting(tmp_path, by))
    assert (found.source, found.issued.checked) == (HoldingSource.VERIFIED, SIGNED + STATUS_UNKNOWN)


def test_a_json_proof_is_checked_and_no_word_of_the_badge_can_be_changed(tmp_path: Path) -> None:
    by = signer("EdDSA")
    trusted = trusting(tmp_path, by)
    signed = with_jcs_proof(badge(), by)
    assert only(signed, trusted).source is HoldingSource.VERIFIED
    assert refusal({**signed, "validUntil": "2030-01-01T00:00:00Z"}, trusted)[0] == "badge.json: proof"
    assert refusal(with_jcs_proof(badge(), signer("EdDSA", 1)), trusted)[0] == "badge.json: proof"
    altered = {**signed, "proof": {**signed["proof"], "proofPurpose": "authentication"}}
    assert refusal(altered, trusted)[0] == "badge.json: proof"


def linked_data_signed(credential: dict[str, Any], by: Signer) -> dict[str, Any]:
    pem = by.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return add_data_integrity_proof(credential, pem, f"{ISSUER}#key")


def test_a_linked_data_proof_is_checked_with_the_library(tmp_path: Path) -> None:
    by = signer("EdDSA")
    trusted = trusting(tmp_path, by)
    signed = linked_data_signed(badge(), by)
    found = only(signed, trusted)
    assert (found.source, found.issued.checked) == (HoldingSource.VERIFIED, SIGNED)
    assert refusal({**signed, "name": "Another"}, trusted)[0] == "badge.json: proof"
    elsewhere = {**signed, "@context": [*CONTEXT, "https://other.example/context"]}
    assert only(elsewhere, trusted).source is HoldingSource.SELF_CLAIMED


def test_a_proof_that_builds_upon_another_one_is_not_checked(tmp_path: Path) -> None:
    by = signer("EdDSA")
    signed = with_jcs_proof(badge(), by)
    chained = {**signed, "proof": {**signed["proof"], "previousProof": "urn:another"}}
    assert only(chained, trusting(tmp_path, by)).source is HoldingSource.SELF_CLAIMED


def test_what_we_write_has_no_term_that_the_context_of_the_standard_lacks(tmp_path: Path) -> None:
    """The library proves it: it takes no term that its copy of the context does not define."""
    by = signer("EdDSA")
    record = {
        "id": "https://harbour.example/achievements/evidence",
        "name": "Working with evidence",
        "kind": "nanodegree",
        "description": "Find, judge and use evidence.",
        "outcomes": ["Judge a source"],
        "topics": ["evidence"],
        "awarding_body": "Harbour Institute",
        "level": "EQF 5",
        "credits": "5 ECTS",
        "assessment": "A report",
        "language": "en",
        "url": "https://harbour.example/evidence",
        "competencies": [{"name": "Search", "url": "https://f.example/1", "framework": "F", "code": "1"}],
        "alignments": [{"uri": QUERIES, "role": "teaches"}],
    }
    [written] = OPEN_BADGES.document([achievement_of(record)], str)["@graph"]
    subject = {"type": ["AchievementSubject"], "id": "did:example:1", "achievement": written}
    found = only(linked_data_signed(badge(credentialSubject=subject), by), trusting(tmp_path, by))
    assert (found.source, found.issued.credential) == (HoldingSource.VERIFIED, "Working with evidence")
    strange = badge(credentialSubject={**subject, "achievement": {**written, "ours": 1}})
    assert refusal(linked_data_signed(strange, by), trusting(tmp_path, by))[0] == "badge.json: proof"


def test_without_the_extra_badges_are_read_but_keys_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = trust(tmp_path / "keys", signer("EdDSA"))
    token = signer("EdDSA").token(badge())
    for name in ("jwt", "cryptography", "openbadgeslib", "pyld"):
        monkeypatch.setitem(sys.modules, name, None)
    assert only(token).issued.checked == NO_KEY
    with pytest.raises(SourceUnavailable, match=r"skill-demand-matcher\[badges\]"):
        read_trusted(folder)


@pytest.mark.parametrize("suite", ["ecdsa-sd-2023", "bbs-2023", None])
def test_a_proof_of_a_kind_that_can_not_be_checked_is_said_not_to_be(tmp_path: Path, suite: str | None) -> None:
    proof = {"type": "DataIntegrityProof", "cryptosuite": suite} if suite else {"type": "Ed25519Signature2020"}
    found = only(badge(proof=proof), trusting(tmp_path, signer("EdDSA")))
    assert found.source is HoldingSource.SELF_CLAIMED
    assert found.issued.checked.startswith("not checked")
    assert (suite or "Ed25519Signature2020") in found.issued.checked


def test_a_learning_record_gives_its_achievements_and_each_credential_in_it_stands_by_itself(tmp_path: Path) -> None:
    by = signer("EdDSA")
    record = badge(
        **{"@context": [*CONTEXT, "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"]},
        type=["VerifiableCredential", "ClrCredential"],
        credentialSubject={
            "type": ["ClrSubject"],
            "achievement": [achievement(name="Whole course")],
            "verifiableCredential": [
                with_jcs_proof(badge(), by),
                by.token(badge(validUntil="2026-02-02T00:00:00Z")),
                badge(),
                {"type": ["VerifiableCredential", "EndorsementCredential"], "credentialSubject": {}},
            ],
        },
    )
    found = read(by.token(record), trusting(tmp_path, by))
    assert [(one.issued.credential, one.source) for one in found.credentials] == [
        ("Whole course", HoldingSource.VERIFIED),
        ("Data skills", HoldingSource.VERIFIED),
        ("Data skills", HoldingSource.SELF_CLAIMED),
    ]
    assert found.refused == (
        "badge.json: [0].credentialSubject.verifiableCredential[1].validUntil: expired on 2026-02-02",
    )


def test_presentations_envelopes_and_tokens_with_a_vc_claim_are_opened(tmp_path: Path) -> None:
    by = signer("EdDSA")
    trusted = trusting(tmp_path, by)
    token = by.token(badge())
    enveloped = {"type": "EnvelopedVerifiableCredential", "id": f"data:application/vc+jwt,{token}"}
    older = {name: value for name, value in badge().items() if name != "issuer"}
    wrapped = by.token({"vc": older}, iss=ISSUER)
    for value in (
        {"@context": CONTEXT, "type": ["VerifiablePresentation"], "verifiableCredential": [token]},
        {"type": "VerifiablePresentation", "verifiableCredential": enveloped},
        {"compactJwsString": [token], "credential": []},
        signer("ES256").token({"vp": {"type": ["VerifiablePresentation"], "verifiableCredential": [token]}}),
        f"{token}\n",
    ):
        assert only(value, trusted).source is HoldingSource.VERIFIED
    found = only(wrapped, trusted)
    assert (found.source, found.issued.issuer) == (HoldingSource.VERIFIED, ISSUER)


def test_an_assertion_of_version_2_is_read_and_a_hosted_one_is_not_checked(tmp_path: Path) -> None:
    assertion = {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": "https://harbour.example/a/1",
        "recipient": {"type": "email", "hashed": True, "identity": "sha256$abc"},
        "issuedOn": "2024-05-01T00:00:00Z",
        "verification": {"type": "hosted"},
        "badge": {
            "type": "BadgeClass",
            "id": "https://harbour.example/b/1",
            "name": "First aid",
            "description": "Can give first aid.",
            "criteria": {"narrative": "Pass the exam."},
            "issuer": {"id": ISSUER, "type": "Issuer", "name": "Harbour Institute"},
        },
    }
    found = only(assertion)
    assert found.issued == Issued(
        credential="First aid", issuer="Harbour Institute", date="2024-05-01", checked=UNSIGNED
    )
    assert found.text == "Can give first aid.\nPass the exam."
    assert refusal({**assertion, "revoked": True}) == ("badge.json: revoked", "was revoked by its issuer")
    assert refusal({**assertion, "expires": "2025-05-01T00:00:00Z"})[0] == "badge.json: expires"
    assert refusal({**assertion, "badge": "https://harbour.example/b/1"}) == (
        "badge.json: badge",
        "is only an address, which isn't fetched",
    )
    by = signer("RS256")
    assert only(by.token(assertion), trusting(tmp_path, by)).source is HoldingSource.VERIFIED


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (achievement(), "only defines an achievement; it says of nobody that they earned it"),
        ({"type": ["VerifiableCredential", "DriversLicence"]}, "is no badge or learning record"),
        ({"type": "VerifiablePresentation", "verifiableCredential": ["https://a.example/1"]}, "isn't fetched"),
        ({"type": ["VerifiableCredential", "EndorsementCredential"]}, "holds no badge and no learning record"),
    ],
)
def test_what_is_no_credential_of_an_achievement_is_told(value: object, reason: str) -> None:
    assert reason in refusal(value)[1]


def test_deep_nesting_and_too_many_credentials_are_refused() -> None:
    deep: dict[str, Any] = {"type": "VerifiablePresentation"}
    for _ in range(150):
        deep = {"type": "VerifiablePresentation", "verifiableCredential": [deep]}
    assert refusal(deep) == ("badge.json: the file", "is nested more than 100 deep")
    small = {"type": "OpenBadgeCredential", "credentialSubject": {"achievement": {"type": "Achievement", "name": "A"}}}
    assert refusal([small] * 501) == ("badge.json: [500]", "is one credential too many: at most 500 are read")


def test_more_words_than_can_be_linked_are_refused() -> None:
    tags = badge(credentialSubject={"achievement": achievement(tag=[f"skill {n}" for n in range(2_000)])})
    with pytest.raises(TextTooLong, match="2,002 names of skills in its badges"):
        read(tags)
    long = badge(credentialSubject={"achievement": achievement(description="so " * 140_000)})
    with pytest.raises(TextTooLong, match="characters in its badges"):
        read(long)


def test_nothing_that_a_badge_says_steers_the_terminal(tmp_path: Path) -> None:
    evil = "\x1b[31mred\x07"
    by = signer("EdDSA")
    found = only(
        badge(
            issuer={"id": f"urn:{evil}", "name": evil},
            proof={"cryptosuite": evil},
            credentialSubject={"achievement": achievement(name=evil)},
        ),
        read_trusted(trust(tmp_path / "keys", by, issuer=f"urn:{evil}")),
    )
    said = [*found.claims, found.issued.credential, str(found.issued.issuer), found.issued.checked]
    said += refusal({"type": ["VerifiableCredential", evil]})
    assert not any(ord(character) < 32 for text in said for character in text)


def test_whom_a_badge_was_issued_to_is_never_read(tmp_path: Path) -> None:
    by = signer("EdDSA")
    credential = badge(validUntil="2026-02-02T00:00:00Z")
    credential["credentialSubject"]["id"] = "did:example:mary"
    credential["credentialSubject"]["name"] = "Mary Major"
    for value in (badge(), credential, by.token(credential), {**badge(), "issuer": None}):
        try:
            said = repr(read(value, trusting(tmp_path, by)))
        except MatcherError as error:
            said = str(error)
        assert "mary" not in said.lower()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("harbour.pem", b"", "is not named by an issuer's id"),
        ("https%3A%2F%2Fa.example.pem", b"no key", "is no public key in PEM"),
        ("https%3A%2F%2Fa.example.pem", b"-----BEGIN PRIVATE KEY-----", "holds a private key"),
        ("https%3A%2F%2Fa.example.json", b'{"kty": "OKP", "d": "x"}', "holds a private or shared key"),
        ("https%3A%2F%2Fa.example.json", b'{"kty": "EC", "crv": "P-256"}', "is no public key as JWK"),
        ("https%3A%2F%2Fa.example.json", b'{"keys": []}', "holds no key"),
        ("https%3A%2F%2Fa.example.json", b"{", "is not valid JSON"),
        ("https%3A%2F%2Fa.example.json", b'{"kty": "EC", "crv": "secp256k1", "x": "AA", "y": "AA"}', "JWK"),
    ],
)
def test_a_file_that_is_no_public_key_is_named(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        read_trusted(tmp_path)
    assert caught.value.field.startswith(name)
    assert reason in caught.value.reason


def test_a_status_list_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    bomb = status_list(LIST)
    packed = gzip.compress(b"\0" * 20_000_000)
    bomb["credentialSubject"]["encodedList"] = "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")
    with pytest.raises(InvalidInput) as caught:
        with_list(tmp_path, signer("EdDSA"), bomb)
    assert caught.value.field == "list.json: credentialSubject.encodedList"
    assert "unpacks to more than" in caught.value.reason
