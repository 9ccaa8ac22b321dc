"""Vectors and label indexes of the taxonomy's concepts: built once a taxonomy and encoder, then loaded."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from corpora.artefacts import Manifest, publish, read_current, require
from corpora.product_words import read_product_words
from matcher.attention import LabelTokens, label_tokens
from matcher.concepts import ConceptUri, Occupation, Skill, Taxonomy, Vocabulary
from matcher.errors import ArtefactMismatch
from matcher.lexical import LabelIndex
from matcher.own_terms import found_by_meaning, without_own_skills
from matcher.products import Products
from matcher.reserved import Reserved
from matcher.role_lanes import SkillSide
from matcher.vectors import Encoder, TextVectors, TokenEncoder, Vectors
from models.faiss_index import FaissIndex, build_index, load_index, save_index
from models.labels import build_labels, load_labels, save_labels
from models.products import build_products, load_products, save_products
from models.reserved import load_reserved, reserved_in, save_reserved
from models.skill_side import load_meanings, load_skill_side, meaning_of, save_skill_side

KIND = "concepts"
REBUILD = "matcher index build"
SKILLS, OCCUPATIONS, DESCRIPTIONS, PRODUCTS = "skills", "occupations", "descriptions", "products"
OTHERS = (f"{OCCUPATIONS}.", f"{DESCRIPTIONS}.", f"{PRODUCTS}.")
"""How the files are called that the operator's terms don't touch."""
CHUNK = 256
LAYOUT = "5"
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


def build_concept_index(
    home: Path, taxonomy: Taxonomy, taxonomy_version: str, encoder: TokenEncoder, own: str | None = None
) -> Manifest:
    """Encode and index the taxonomy, with a progress bar; the former index serves until the new one is whole.

    `own`: version of the operator's terms, whose skills `taxonomy` holds; where only they are new, only they are
    encoded.
    """
    made_from = {"encoder": encoder.name, "dim": str(encoder.dim), "taxonomy": taxonomy_version, "layout": LAYOUT}
    former = _former(home, made_from)
    if own is not None:
        made_from["own"] = own
    return publish(
        home / KIND, kind=KIND, made_from=made_from, fill=lambda folder: _fill(folder, taxonomy, encoder, former)
    )


def load_concept_index(home: Path, taxonomy_version: str, encoder: Encoder, own: str | None = None) -> ConceptIndex:
    """Raises ArtefactMismatch where it is missing, damaged, or of another taxonomy, own terms or encoder."""
    folder, manifest = read_current(home / KIND, kind=KIND, rebuild=REBUILD)
    made_from = {"encoder": encoder.name, "dim": str(encoder.dim), "taxonomy": taxonomy_version, "layout": LAYOUT}
    require(manifest, REBUILD, **made_from, own=own)
    skills, skill_labels = load_index(folder, SKILLS), load_labels(folder, SKILLS)
    return ConceptIndex(
        skills=skills,
        label_tokens=_load_tokens(folder),
        skill_labels=skill_labels,
        products=load_products(folder),
        reserved=load_reserved(folder),
        occupations=load_index(folder, OCCUPATIONS),
        occupation_descriptions=load_index(folder, DESCRIPTIONS),
        occupation_labels=load_labels(folder, OCCUPATIONS),
        skill_side=load_skill_side(folder, skills.vectors(range(len(skills.ids))), skill_labels),
        version=manifest.version,
    )


def linkable(taxonomy: Taxonomy) -> list[Skill]:
    """Skills that are linked by meaning, by URI."""
    return sorted(filter(found_by_meaning, taxonomy.skills.values()), key=lambda skill: skill.uri)


def _former(home: Path, made_from: Mapping[str, str]) -> Path | None:
    """The index in use, where it differs at most in the operator's terms."""
    try:
        folder, manifest = read_current(home / KIND, kind=KIND, rebuild=REBUILD)
        require(manifest, REBUILD, **made_from)
    except ArtefactMismatch:
        return None
    return folder


def _fill(folder: Path, taxonomy: Taxonomy, encoder: TokenEncoder, former: Path | None) -> None:
    skills = linkable(taxonomy)
    save_labels(build_labels(skills), folder, SKILLS)
    save_reserved(reserved_in(skills), folder)
    labels = _save_skills(folder, skills, encoder, _read_before(former, taxonomy) if former else {})
    meanings = _meanings(skills, encoder, _meant_before(former, taxonomy) if former else {})
    if former is None:
        _fill_others(folder, taxonomy, encoder)
    else:
        for path in former.iterdir():
            if path.name.startswith(OTHERS):
                shutil.copyfile(path, folder / path.name)
    save_skill_side(folder, skills, (labels, meanings), _of_esco(folder, taxonomy))


def _fill_others(folder: Path, taxonomy: Taxonomy, encoder: TokenEncoder) -> None:
    """What the operator's terms don't touch."""
    occupations = sorted(taxonomy.occupations.values(), key=lambda occupation: occupation.uri)
    save_products(build_products(without_own_skills(taxonomy), read_product_words()), folder)
    save_labels(build_labels(occupations), folder, OCCUPATIONS)
    _save(folder, OCCUPATIONS, occupations, [o.preferred_label for o in occupations], encoder)
    _save(folder, DESCRIPTIONS, occupations, [_described(o) for o in occupations], encoder)


def _of_esco(folder: Path, taxonomy: Taxonomy) -> tuple[Vectors, Vectors]:
    """The vectors of the names and of the descriptions of ESCO's occupations."""
    named, described = load_index(folder, OCCUPATIONS), load_index(folder, DESCRIPTIONS)
    esco = [
        row for row, uri in enumerate(named.ids) if taxonomy.occupation(ConceptUri(uri)).vocabulary is Vocabulary.ESCO
    ]
    return named.vectors(esco), described.vectors(esco)


def _save_skills(
    folder: Path, skills: Sequence[Skill], encoder: TokenEncoder, known: Mapping[str, TextVectors]
) -> Vectors:
    """The vectors of the preferred labels, and of their tokens, from one run of the encoder over those not known."""
    labels = [skill.preferred_label for skill in skills if skill.uri not in known]
    chunks = [labels[start : start + CHUNK] for start in range(0, len(labels), CHUNK)]
    bar = tqdm(chunks, desc="encoding skills", unit=f"x{CHUNK}", delay=2)
    new = (vectors for chunk in bar for vectors in encoder.encode_tokens(chunk))
    read = [known[skill.uri] if skill.uri in known else next(new) for skill in skills]
    whole: Vectors = np.concatenate([own.whole for own in read])
    save_index(build_index([skill.uri for skill in skills], whole), folder, SKILLS)
    tokens = label_tokens(read)
    np.save(folder / "skills.tokens.npy", tokens.vectors.astype(np.float16))
    np.save(folder / "skills.tokens.first.npy", tokens.first)
    return whole


def _meanings(skills: Sequence[Skill], encoder: Encoder, known: Mapping[str, Vectors]) -> Vectors:
    """(skills, dim), by a run of the encoder over those not known."""
    texts = [meaning_of(skill) for skill in skills if skill.uri not in known]
    new = iter(encode_with_progress(encoder, texts, "what skills mean"))
    found: Vectors = np.stack([known[skill.uri] if skill.uri in known else next(new) for skill in skills])
    return found


def _read_before(former: Path, taxonomy: Taxonomy) -> dict[str, TextVectors]:
    """URI -> the vectors of its label, of all skills that the release holds; the operator's may be called anew."""
    index, tokens = load_index(former, SKILLS), _load_tokens(former)
    whole = index.vectors(range(len(index.ids)))
    known: dict[str, TextVectors] = {}
    for row in _released(index, taxonomy):
        own = tokens.vectors[tokens.first[row] : tokens.first[row + 1]]
        known[index.ids[row]] = TextVectors(whole[row : row + 1], own, (None,) * len(own))
    return known


def _meant_before(former: Path, taxonomy: Taxonomy) -> dict[str, Vectors]:
    index, meanings = load_index(former, SKILLS), load_meanings(former)
    return {index.ids[row]: meanings[row] for row in _released(index, taxonomy)}


def _released(index: FaissIndex, taxonomy: Taxonomy) -> list[int]:
    """The rows of skills that the release holds."""
    skills = (taxonomy.skills.get(ConceptUri(uri)) for uri in index.ids)
    return [row for row, skill in enumerate(skills) if skill and skill.vocabulary is not Vocabulary.OWN]


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
