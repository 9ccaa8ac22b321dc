"""A server that nobody needs a key for: it listens on this computer only, and answers only to names of that."""

import ipaddress
from contextlib import closing

from api.settings import Settings
from corpora.store.keys import Keys
from corpora.store.schema import require_schema
from corpora.store.tenants import tenant_database
from matcher.access import MAIN
from matcher.errors import InvalidInput, StoreOutdated

LOCALHOST = "localhost"


def is_loopback(host: str) -> bool:
    """Of a name or address, without port and brackets. What else a name may stand for is not looked up."""
    if host.lower().rstrip(".") == LOCALHOST:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def names_loopback(header: str | None) -> bool:
    """Whether a Host header does, with or without a port."""
    given = (header or "").strip()
    if given.startswith("["):
        host, closed, port = given[1:].partition("]")
        return bool(closed) and _is_port(port) and is_loopback(host)
    host, colon, port = given.partition(":")
    return _is_port(colon + port) and is_loopback(host)


def _is_port(rest: str) -> bool:
    return not rest or (rest[0] == ":" and rest[1:].isascii() and (rest[1:].isdigit() or not rest[1:]))


def require_keys(host: str, settings: Settings) -> None:
    """Raises InvalidInput where `host` is more than this computer and nobody has a key yet, and as `require_schema`."""
    if is_loopback(host) or _has_active_keys(settings):
        return
    raise InvalidInput(
        "host",
        f"{host} can be reached from other computers, and no key is active that says who may ask; make one with "
        "`matcher keys add --scope read --name ...`, or listen on 127.0.0.1",
    )


def _has_active_keys(settings: Settings) -> bool:
    with closing(tenant_database(settings.home, settings.database_url, MAIN)) as database:
        try:
            require_schema(database)
        except StoreOutdated:
            return False
        keys = Keys(database)
        return any(key.is_active(keys.now()) for key in keys.all())
