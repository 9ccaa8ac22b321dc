"""Names of tenants and keys, what scopes allow, and when a key is active."""

from datetime import UTC, datetime, timedelta

import pytest

from matcher.access import MAIN, ApiKey, Caller, Scope, allows, key_named, tenant_named
from matcher.errors import InvalidInput

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


def key(expires: datetime | None = None, revoked: datetime | None = None) -> ApiKey:
    return ApiKey(
        id="k",
        tenant=MAIN,
        name="feed",
        scopes=frozenset({Scope.INGEST}),
        created=NOW - timedelta(days=9),
        expires=expires,
        revoked=revoked,
        last_used=None,
    )


@pytest.mark.parametrize("name", ["main", "a", "city-library", "2nd", "x" * 40])
def test_a_tenant_is_named_by_small_letters_digits_and_hyphens(name: str) -> None:
    assert tenant_named(name) == name


@pytest.mark.parametrize(
    "name", ["", "x" * 41, "City", "a_b", "a.b", "../main", "a/b", "a b", "ä", "a\n", "a\x00", "public; drop"]
)
def test_what_could_leave_its_folder_or_its_schema_is_no_name_of_a_tenant(name: str) -> None:
    with pytest.raises(InvalidInput, match=r"tenant: .* is no name of a tenant: small letters, digits and hyphens"):
        tenant_named(name)


def test_admin_may_all_and_the_others_only_what_they_say() -> None:
    allowed = {held: {wanted for wanted in Scope if allows([held], wanted)} for held in Scope}
    assert allowed == {
        Scope.READ: {Scope.READ},
        Scope.INGEST: {Scope.INGEST},
        Scope.ADMIN: {Scope.READ, Scope.INGEST, Scope.ADMIN},
    }
    both = Caller(tenant=MAIN, key="k", scopes=frozenset({Scope.READ, Scope.INGEST}))
    assert [both.may(scope) for scope in Scope] == [True, True, False]


def test_a_key_is_active_until_the_moment_it_expires_or_is_revoked() -> None:
    assert key().is_active(NOW)
    assert key(expires=NOW + timedelta(seconds=1)).is_active(NOW)
    assert not key(expires=NOW).is_active(NOW)
    assert not key(revoked=NOW - timedelta(days=1)).is_active(NOW)


def test_the_name_of_a_key_is_one_line_that_can_t_disturb_a_list() -> None:
    assert key_named("  Anna's\tlaptop\n\u202e2026 ") == "Anna's laptop 2026"
    for text, reason in (("", "is empty"), ("\n", "is empty"), ("x" * 81, "has 81 characters; at most 80")):
        with pytest.raises(InvalidInput, match=reason):
            key_named(text)
