"""What is kept in versions by its contents: the taxonomy, and the operator's own skills."""

from collections.abc import Callable, Iterator

from api.doctor.finding import Finding, Remedy, State, ok
from api.settings import Settings
from corpora.artefact_history import whole_versions
from corpora.own_skills.folder import KIND as OWN_SKILLS
from corpora.own_skills.folder import load_own_terms
from corpora.taxonomies.build import KIND as TAXONOMY
from corpora.taxonomies.build import load_current_taxonomy
from matcher.errors import ArtefactMismatch


def examine_taxonomy(settings: Settings) -> Iterator[Finding]:
    def said() -> str:
        taxonomy = load_current_taxonomy(settings.home)
        return f"{taxonomy.version}, {len(taxonomy.skills):,} skills, {len(taxonomy.occupations):,} occupations"

    lost = "import your release again with `matcher taxonomy import FILE`, or have ours with `matcher taxonomy build`"
    yield _examined(settings, TAXONOMY, "taxonomy", said, Remedy.RESTORE_TAXONOMY, lost)


def examine_own_skills(settings: Settings) -> Iterator[Finding]:
    def said() -> str:
        terms, version = load_own_terms(settings.home)
        return f"{len(terms):,} terms, version {version}" if terms else "none were added"

    lost = "add them again with `matcher skills add FILE --replace`, or go without with `matcher skills reset`"
    yield _examined(settings, OWN_SKILLS, "own skills", said, Remedy.RESTORE_OWN_SKILLS, lost)


def _examined(  # noqa: PLR0913, PLR0917 - what is looked at, and what is told of it
    settings: Settings, kind: str, about: str, said: Callable[[], str], remedy: Remedy, lost: str
) -> Finding:
    try:
        return ok(about, said())
    except ArtefactMismatch as damage:
        reason = str(damage).rpartition("; run ")[0]
    if not (settings.home / kind).is_dir():
        return Finding(
            about=about,
            state=State.BROKEN,
            said=reason,
            means="nothing was ever built here",
            advice="run `matcher setup`",
            remedy=Remedy.BUILD,
        )
    former = whole_versions(settings.home / kind, kind)
    advice = (
        f"`matcher doctor --repair` goes back to version {former[0]}, the newest that is whole; or " if former else ""
    )
    return Finding(
        about=about,
        state=State.BROKEN,
        said=reason,
        means="nothing can be read or answered with it; it was not replaced by another unasked",
        advice=advice + lost,
        remedy=remedy if former else None,
    )
