"""Vectors and label indexes of the taxonomy's concepts: built once a taxonomy and encoder, then loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from corpora.artefacts import Manifest, publish, read_current, require
from corpora.product_words import read_product_words
from matcher.attention import LabelTokens, label_tokens
from matcher.concepts import Occupation, Skill, SkillKind, Taxonomy, Vocabulary
from matcher.lexical import LabelIndex
from matcher.products import Products
from matcher.reserved import Reserved
from matcher.role_lanes import SkillSide
from matcher.vectors import Encoder, TokenEncoder, Vectors
from models.faiss_index import FaissIndex, build_index, load_index, save_index
from models.labels import build_labels, load_labels, save_labels
from models.products import build_products, load_products, save_products
from models.reserved import load_reserved, reserved_in, save_reserved
from models.skill_side import load_skill_side, meaning_of, save_skill_side

KIND = "concepts"
REBUILD = "matcher index build"
CHUNK = 256
LAYOUT = "3"
"""Of the files in the folder, and of the rules by which technologies and languages are named; an index of another one
is built again."""
DESCRIPTION_CHARACTERS = 250


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConceptIndex:
    skills: FaissIndex
    """Preferred labels of all skills that are no technology, by URI."""
    label_tokens: LabelTokens
    """Of the preferred labels of `skills`, in their order."""
    skill_labels: LabelIndex
    products: Products
    reserved: Reserved
    occupations: FaissIndex
    """Preferred labels, by URI."""
    occupation_descriptions: FaissIndex
    occupation_labels: LabelIndex
    skill_side: SkillSide
    """What a role's ranking knows of `skills`, in their order."""
    version: str


def build_concept_index(home: Path, taxonomy: Taxonomy, taxonomy_version: str, encoder: TokenEncoder) -> Manifest:
    """Encode and index the taxonomy, with a progress bar; the former index serves until the new one is whole."""
    made_from = {"encoder": encoder.name, "dim": str(encoder.dim), "taxonomy": taxonomy_version, "layout": LAYOUT}
    return publish(home / KIND, kind=KIND, made_from=made_from, fill=lambda folder: _fill(folder, taxonomy, encoder))


def load_concept_index(home: Path, taxonomy_version: str, encoder: Encoder) -> ConceptIndex:
    """Raises ArtefactMismatch where it is missing, damaged, or of another taxonomy or encoder."""
    folder, manifest = read_current(home / KIND, kind=KIND, rebuild=REBUILD)
    require(manifest, REBUILD, encoder=encoder.name, dim=str(encoder.dim), taxonomy=taxonomy_version, layout=LAYOUT)
    skills, skill_labels = load_index(folder, "skills"), load_labels(folder, "skills")
    return ConceptIndex(
        skills=skills,
        label_tokens=_load_tokens(folder),
        skill_labels=skill_labels,
        products=load_products(folder),
        reserved=load_reserved(folder),
        occupations=load_index(folder, "occupations"),
        occupation_descriptions=load_index(folder, "descriptions"),
        occupation_labels=load_labels(folder, "occupations"),
        skill_side=load_skill_side(folder, skills.vectors(range(len(skills.ids))), skill_labels),
        version=manifest.version,
    )


def linkable(taxonomy: Taxonomy) -> list[Skill]:
    """Skills that are linked by meaning, by URI."""
    found = (skill for skill in taxonomy.skills.values() if skill.kind is not SkillKind.TECHNOLOGY)
    return sorted(found, key=lambda skill: skill.uri)


def _fill(folder: Path, taxonomy: Taxonomy, encoder: TokenEncoder) -> None:
    skills = linkable(taxonomy)
    occupations = sorted(taxonomy.occupations.values(), key=lambda occupation: occupation.uri)
    save_labels(build_labels(skills), folder, "skills")
    save_products(build_products(taxonomy, read_product_words()), folder)
    save_reserved(reserved_in(skills), folder)
    save_labels(build_labels(occupations), folder, "occupations")
    labels = _save_skills(folder, skills, encoder)
    named = _save(folder, "occupations", occupations, [o.preferred_label for o in occupations], encoder)
    described = _save(folder, "descriptions", occupations, [_described(o) for o in occupations], encoder)
    meanings = encode_with_progress(encoder, [meaning_of(skill) for skill in skills], "what skills mean")
    esco = [row for row, occupation in enumerate(occupations) if occupation.vocabulary is Vocabulary.ESCO]
    save_skill_side(folder, skills, (labels, meanings), (named[esco], described[esco]))


def _save_skills(folder: Path, skills: Sequence[Skill], encoder: TokenEncoder) -> Vectors:
    """The vectors of the preferred labels, and of their tokens, from one run of the encoder."""
    labels = [skill.preferred_label for skill in skills]
    chunks = [labels[start : start + CHUNK] for start in range(0, len(labels), CHUNK)]
    bar = tqdm(chunks, desc="encoding skills", unit=f"x{CHUNK}", delay=2)
    read = [vectors for chunk in bar for vectors in encoder.encode_tokens(chunk)]
    whole: Vectors = np.concatenate([own.whole for own in read])
    save_index(build_index([skill.uri for skill in skills], whole), folder, "skills")
    tokens = label_tokens(read)
    np.save(folder / "skills.tokens.npy", tokens.vectors.astype(np.float16))
    np.save(folder / "skills.tokens.first.npy", tokens.first)
    return whole


def _load_tokens(folder: Path) -> LabelTokens:
    vectors = np.load(folder / "skills.tokens.npy").astype(np.float32)
    return LabelTokens(vectors, np.load(folder / "skills.tokens.first.npy"))


def _save(
    folder: Path, name: str, concepts: Sequence[Skill | Occupation], texts: Sequence[str], encoder: Encoder
) -> Vectors:
    vectors = encode_with_progress(encoder, texts, name)
    save_index(build_index([concept.uri for concept in concepts], vectors), folder, name)
    return vectors


def encode_with_progress(encoder: Encoder, texts: Sequence[str], what: str) -> Vectors:
    """(len(texts), dim), with a progress bar on standard error where it takes a while."""
    chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
    none: Vectors = np.zeros((0, encoder.dim), dtype=np.float32)
    bar = tqdm(chunks, desc=f"encoding {what}", unit=f"x{CHUNK}", delay=2)
    return np.concatenate([none, *(encoder.encode(chunk) for chunk in bar)])


def _described(occupation: Occupation) -> str:
    text = occupation.description or " ".join(occupation.tasks) or occupation.preferred_label
    return text[:DESCRIPTION_CHARACTERS]
