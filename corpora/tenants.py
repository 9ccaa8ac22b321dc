"""Where the things of each tenant are; `store.tenants` makes and erases them."""

from pathlib import Path

from matcher.access import MAIN, Tenant

FOLDER = "tenants"
SCHEMA = "matcher_tenant_"
"""What the names of their schemas begin with. Where a tenant's name has a hyphen, that of its schema has a low line."""


def folder_of(home: Path, tenant: Tenant) -> Path:
    """Of its indexes, and of its store where that is a file."""
    return home if tenant == MAIN else home / FOLDER / tenant


def schema_of(tenant: Tenant) -> str | None:
    """On PostgreSQL; None of the installation itself, whose tables are where its user's `search_path` leads."""
    return None if tenant == MAIN else SCHEMA + tenant.replace("-", "_")
