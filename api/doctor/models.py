"""The models: every file that will be loaded, by its hash."""

from collections.abc import Iterator

from api.doctor.finding import Finding, State, ok
from api.settings import Settings
from matcher.errors import ArtefactMismatch
from models.pinned import needed, read_pins, wrong_files

ABOUT = "models"


def examine_models(settings: Settings) -> Iterator[Finding]:
    try:
        pins = read_pins()
    except ArtefactMismatch as damage:
        yield _broken(str(damage).rpartition("; run ")[0], damage.rebuild)
        return
    wrong = list(wrong_files(settings.encoder, pins))
    for one in wrong:
        yield _broken(f"{one.file} of {one.package} {one.reason}", one.replace)
    if not wrong:
        yield ok(ABOUT, f"{len(needed(settings.encoder, pins))} files are what they should be")


def _broken(said: str, command: str) -> Finding:
    return Finding(
        about=ABOUT,
        state=State.BROKEN,
        said=said,
        means="what reads texts would read them in another way, or not at all; so nothing is loaded",
        advice=f"run `{command}`",
    )
