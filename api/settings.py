"""Everything an operator may set, read once at start: MATCHER_* variables, or a TOML file that MATCHER_CONFIG names."""

import os
from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from matcher.errors import InvalidInput


def default_home() -> Path:
    """`.matcher` beside the project in a checkout, else the user's data folder."""
    root = Path(__file__).resolve().parents[1]
    return root / ".matcher" if (root / "pyproject.toml").is_file() else Path.home() / ".local/share/matcher"


class Settings(BaseSettings):
    """Variables win over the file."""

    model_config = SettingsConfigDict(env_prefix="MATCHER_", frozen=True, extra="forbid")

    home: Path = Field(default_factory=default_home, description="where taxonomy, indexes and catalogue are kept")
    encoder: str = Field(
        default="minilm-int8", description="`minilm-int8`, `minilm`, or a sentence-transformers folder"
    )
    host: str = Field(default="127.0.0.1", description="address that `matcher serve` listens on")
    port: int = Field(default=8000, ge=0, le=65535)
    currency: str = Field(default="AUD", pattern="^[A-Z]{3}$", description="of a budget that names none")
    max_ad_characters: int = Field(default=400_000, ge=1_000, description="longest ad or profile read in one go")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - no .env file is read
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - nor secret files
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        named = os.environ.get("MATCHER_CONFIG")
        files = (TomlConfigSettingsSource(settings_cls, Path(named)),) if named else ()
        return (init_settings, env_settings, *files)


def read_settings() -> Settings:
    """Raises InvalidInput that names the setting and where it can be set."""
    named = os.environ.get("MATCHER_CONFIG")
    if named and not Path(named).is_file():
        raise InvalidInput("MATCHER_CONFIG", f"there is no file {named}")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = ".".join(map(str, first["loc"]))
        raise InvalidInput(f"setting {name} (MATCHER_{name.upper()})", first["msg"]) from error
    except ValueError as error:
        raise InvalidInput(f"MATCHER_CONFIG {named}", str(error)) from error
