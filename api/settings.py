"""Everything an operator may set, read once at start: MATCHER_* variables, or a TOML file that MATCHER_CONFIG names."""

import os
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from api.log_form import LogForm
from api.validation import without_kind
from corpora.documents.document import MAX_BYTES
from corpora.tenants import folder_of
from matcher.access import MAIN, Tenant, tenant_named
from matcher.errors import InvalidInput

PREFIX = "MATCHER_"
CONFIG = "MATCHER_CONFIG"
OURS_TOO = frozenset({CONFIG, "MATCHER_SHARED_DATA", "MATCHER_TESTS_WHOLE", "MATCHER_WHEELS"})
"""No settings: the file that holds them, where the tests look for data, and whether they may leave any out."""


def default_home() -> Path:
    """`.matcher` beside the project in a checkout, else the user's data folder."""
    root = Path(__file__).resolve().parents[1]
    return root / ".matcher" if (root / "pyproject.toml").is_file() else Path.home() / ".local/share/matcher"


class Settings(BaseSettings):
    """Variables win over the file; an empty one is as good as none."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid")

    home: Path = Field(default_factory=default_home, description="where taxonomy, indexes and catalogue are kept")
    database_url: str | None = Field(
        default=None, repr=False, description="PostgreSQL that keeps ads and courses, instead of a file in home"
    )
    tenant: str = Field(default=MAIN, description="whose ads and courses commands are about; see docs/access.md")
    encoder: str = Field(
        default="skills-minilm-int8",
        description="`skills-minilm-int8`, `minilm-int8`, `minilm`, or a sentence-transformers folder",
    )
    host: str = Field(default="127.0.0.1", description="address that `matcher serve` listens on")
    port: int = Field(default=8000, ge=0, le=65535)
    currency: str = Field(default="AUD", pattern="^[A-Z]{3}$", description="of a budget that names none")
    badge_keys: Path | None = Field(
        default=None, description="folder of public keys of issuers whose badges count as verified"
    )
    seal_key: str | None = Field(
        default=None,
        min_length=32,
        repr=False,
        description="secret that seals what travels in forms, instead of the keys in the store",
    )
    max_ad_characters: int = Field(
        default=400_000, ge=1_000, le=MAX_BYTES, description="longest ad or profile read in one go"
    )

    log: LogForm = Field(default=LogForm.PLAIN, description="`json`: one line for each request, for a collector")
    rate_per_minute: int = Field(default=600, ge=1, le=1_000_000, description="requests that one client may send")
    notice_seconds: float = Field(
        default=0, ge=0, le=120, description="after SIGTERM: how long it answers on while it says that it stops"
    )
    stop_seconds: int = Field(
        default=3, ge=1, le=600, description="after SIGTERM: how long answers that are being made may take"
    )
    proxies: str | None = Field(
        default=None,
        description="addresses of proxies, by commas, whose `X-Forwarded-For` is believed",
    )
    telemetry: str | None = Field(
        default=None, pattern="^https?://", description="OTLP address that spans of requests are sent to"
    )

    @property
    def own(self) -> Tenant:
        return Tenant(self.tenant)

    @property
    def place(self) -> Path:
        """Folder of the tenant's indexes, and of its store where that is a file."""
        return folder_of(self.home, self.own)

    @field_validator("tenant")
    @classmethod
    def named(cls, value: str) -> str:
        try:
            return tenant_named(value)
        except InvalidInput as error:
            raise ValueError(error.reason) from None

    @field_validator("home", "encoder", "badge_keys", mode="before")
    @classmethod
    def in_full(cls, value: object) -> object:
        """`~/x` is in the user's folder; a name that is empty names nothing."""
        text = os.fspath(value) if isinstance(value, str | Path) else None
        if text is None:
            return value
        if not text.strip():
            raise ValueError("is empty")
        return os.path.expanduser(text) if text.startswith("~") else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no .env file is read
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - nor secret files
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        named = config_file()
        files = (TomlConfigSettingsSource(settings_cls, named),) if named else ()
        return (init_settings, env_settings, *files)


def config_file() -> Path | None:
    named = os.environ.get(CONFIG)
    return Path(named).expanduser() if named else None


def read_settings() -> Settings:
    """Raises InvalidInput that names the setting and where it can be set; variables of no setting are told once."""
    tell_unknown(tuple(unknown(os.environ)))
    named = config_file()
    if named and not named.is_file():
        raise InvalidInput(CONFIG, f"there is no file {named}")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise InvalidInput(f"setting {name} ({PREFIX}{name.upper()})", without_kind(first["msg"])) from error
    except ValueError as error:
        raise InvalidInput(f"{CONFIG} {named}", str(error)) from error


def known() -> frozenset[str]:
    return OURS_TOO | {PREFIX + name.upper() for name in Settings.model_fields}


def unknown(variables: Iterable[str]) -> list[str]:
    """Those that look like settings and are none."""
    return sorted(name for name in variables if name.upper().startswith(PREFIX) and name.upper() not in known())


@cache
def tell_unknown(names: tuple[str, ...]) -> None:
    """On standard error, for the same names once in a process."""
    endings = sorted(name.removeprefix(PREFIX) for name in known())
    for name in names:
        near = get_close_matches(name.upper().removeprefix(PREFIX), endings, n=1)
        meant = f"; did you mean {PREFIX}{near[0]}?" if near else ""
        sys.stderr.write(f"matcher: {name} is no setting and was passed over{meant}\n")
