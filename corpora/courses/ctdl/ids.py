"""CTIDs: how CTDL identifies a resource (https://credreg.net/ctdl/ctid)."""

import re
import uuid

REGISTRY = "https://credentialengineregistry.org"
_CTID = re.compile(r"ce-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?://|urn:)\S+", re.IGNORECASE)


def ctid_in(address: str | None) -> str | None:
    """The CTID that an address of the registry ends in, or that it is."""
    match = _CTID.search(address or "")
    return match[0].lower() if match else None


def key_of(address: str) -> str:
    """The same for all addresses of one resource: by http or https, as a resource or a graph, by its bare CTID."""
    return ctid_in(address) or address


def ctid_of(id_: str) -> str:
    """The CTID of an achievement: its own, else always the same one made from its id.

    The name-based UUID carries the version bits of a random one, which is the only kind that the grammar allows.
    """
    made = uuid.UUID(bytes=uuid.uuid5(uuid.NAMESPACE_URL, id_).bytes, version=4)
    return ctid_in(id_) or f"ce-{made}"


def resource(id_: str) -> str:
    """The address of an achievement: its id where that is one, else the registry's for its CTID."""
    return id_ if is_address(id_) else registered(ctid_of(id_))


def registered(ctid: str) -> str:
    """Where the registry has the resource, once it is published."""
    return f"{REGISTRY}/resources/{ctid}"


def graph_of(id_: str) -> str:
    """Where the registry has the resource with all that belongs to it."""
    return f"{REGISTRY}/graph/{ctid_of(id_)}"


def is_address(id_: str) -> bool:
    """Whether it means the same in every document."""
    return _ADDRESS.fullmatch(id_) is not None


def way_of(id_: str) -> str:
    """The address of the learning opportunity that leads to a credential and has none of its own."""
    return registered(ctid_of(f"{id_}#opportunity"))
