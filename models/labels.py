"""The lexical index of a taxonomy's labels: built once, kept as plain arrays and JSON."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import orjson
from scipy.sparse import csc_matrix, load_npz, save_npz

from matcher.concepts import Occupation, Skill
from matcher.lexical import LabelIndex, build_label_index
from models.tokens import StemTokenizer

_QUALIFIER = re.compile(r"\s*\([^()]*\)\s*$")


def labels_of(concept: Skill | Occupation) -> tuple[str, ...]:
    """Every label, the preferred one first; also without a closing qualifier ("Java (computer programming)")."""
    labels = (concept.preferred_label, *concept.alt_labels)
    bare = (_QUALIFIER.sub("", label) for label in labels)
    run_on = (concept.alias_text,) if concept.alias_text else ()
    return tuple(dict.fromkeys(label for label in (*labels, *bare, *run_on) if label.strip()))


def build_labels(concepts: Iterable[Skill | Occupation]) -> LabelIndex:
    return build_label_index([labels_of(concept) for concept in concepts], StemTokenizer())


def save_labels(index: LabelIndex, folder: Path, name: str) -> None:
    """Writes `name`.bm25.npz, `name`.share.npz and `name`.labels.json."""
    save_npz(folder / f"{name}.bm25.npz", index.bm25, compressed=False)
    save_npz(folder / f"{name}.share.npz", index.share, compressed=False)
    names = [[list(stems), [list(hit) for hit in hits]] for stems, hits in index.names.items()]
    payload = {
        "vocabulary": list(index.vocabulary),
        "first_label": index.first_label.tolist(),
        "names": names,
    }
    (folder / f"{name}.labels.json").write_bytes(orjson.dumps(payload))


def load_labels(folder: Path, name: str) -> LabelIndex:
    payload = orjson.loads((folder / f"{name}.labels.json").read_bytes())
    return LabelIndex(
        tokenize=StemTokenizer(),
        vocabulary={stem: i for i, stem in enumerate(payload["vocabulary"])},
        first_label=np.array(payload["first_label"], dtype=np.intp),
        bm25=_read(folder / f"{name}.bm25.npz"),
        share=_read(folder / f"{name}.share.npz"),
        names={tuple(stems): _hits(hits) for stems, hits in payload["names"]},
    )


def _read(path: Path) -> csc_matrix:
    return csc_matrix(load_npz(path))


def _hits(raw: Sequence[Sequence[object]]) -> tuple[tuple[int, str], ...]:
    return tuple((int(str(position)), str(label)) for position, label in raw)
