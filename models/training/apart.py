"""Linkers for what is fitted or judged on annotated sentences: for each fold by an encoder that has not seen it."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from tqdm import tqdm

from corpora.own_skills.folder import load_own_terms
from corpora.taxonomies.build import load_current_taxonomy
from matcher.attention import label_tokens
from matcher.concepts import ConceptUri, Taxonomy
from matcher.linking import Linker
from matcher.own_terms import with_own_skills
from matcher.vectors import TokenEncoder
from models.concept_index import CHUNK
from models.encoders import DEFAULT
from models.encoders.onnx import load_onnx
from models.faiss_index import build_index
from models.training.annotated import GRAPH, Tuning, tune_all
from models.training.folds import FOLDS, PARTS, annotated, part_of
from models.training.gathering import concept_places, make_material, stock_tokenizer
from models.training.material import Material, write_material
from models.training.seeing import Blind, seeing_alike

SEED = 7
START = Path(__file__).parent / "start"
"""The encoder that has seen no annotated ad."""
MATERIAL = Path("training") / "material.json.gz"
"""In the home."""
APART = Path("training") / "apart"
"""In the home: a folder for each part."""
THREADS = 2


def blind_linkers(home: Path, linker: Linker) -> Blind:
    """What `linker` is, but for what its encoder saw. Encoders that are not in the home yet are trained: minutes.

    Of another encoder than ours, which saw no annotated ad, the linker itself.
    """
    if not linker.encoder.name.startswith(f"{DEFAULT}@"):
        return seeing_alike(linker)
    taxonomy, tuning = taxonomy_with_own(home), tuning_of(home)
    folders = [home / APART / str(held) for held in range(PARTS)]
    tune_all(tuning, dict(enumerate(folders)))
    found = []
    for held, folder in enumerate(folders):
        encoder = load_onnx(f"without part {held}", folder / GRAPH, THREADS)
        found.append(_by(encoder, taxonomy, linker, f"skills without part {held + 1} of {PARTS}"))
    return [found[part_of(fold)] for fold in range(FOLDS)]


def tuning_of(home: Path) -> Tuning:
    """What all encoders that see annotated ads are made from; gathers what the first was trained on."""
    if not (home / MATERIAL).is_file():
        write_material(material_of(home), home / MATERIAL)
    return Tuning(
        start=START / GRAPH,
        material=home / MATERIAL,
        sentences=[(sentence, part_of(fold)) for sentence, fold in annotated()],
        places=concept_places(load_current_taxonomy(home)),
        seed=SEED,
    )


def material_of(home: Path) -> Material:
    """What the encoder is trained on, as tokens."""
    return make_material(load_current_taxonomy(home), stock_tokenizer(), SEED)


def taxonomy_with_own(home: Path) -> Taxonomy:
    """With the operator's skills."""
    return with_own_skills(load_current_taxonomy(home), load_own_terms(home)[0])


def _by(encoder: TokenEncoder, taxonomy: Taxonomy, linker: Linker, what: str) -> Linker:
    labels = [taxonomy.skills[ConceptUri(uri)].preferred_label for uri in linker.concepts.ids]
    read = [vectors for chunk in tqdm(_chunks(labels), desc=what) for vectors in encoder.encode_tokens(chunk)]
    return replace(
        linker,
        encoder=encoder,
        concepts=build_index(linker.concepts.ids, np.concatenate([own.whole for own in read])),
        label_tokens=label_tokens(read),
    )


def _chunks(labels: Sequence[str]) -> list[Sequence[str]]:
    return [labels[start : start + CHUNK] for start in range(0, len(labels), CHUNK)]
