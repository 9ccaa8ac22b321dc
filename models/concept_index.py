"""Vectors and label indexes of the taxonomy's concepts: built once a taxonomy and encoder, then loaded."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tqdm import tqdm

from corpora.artefacts import MANIFEST, Manifest, publish, read_current, require
from matcher.attention import LabelTokens, label_tokens
from matcher.concepts import ConceptUri, Occupation, Skill, SkillKind, Taxonomy, Vocabulary
from matcher.errors import ArtefactMismatch
from matcher.lexical import LabelIndex
from matcher.linking import Products
from matcher.own_terms import found_by_meaning
from matcher.vectors import Encoder, TextVectors, TokenEncoder, Vectors
from models.faiss_index import FaissIndex, build_index, load_index, save_index
from models.labels import build_labels, load_labels, save_labels

KIND = "concepts"
REBUILD = "matcher index build"
SKILLS = "skills"
CHUNK = 256
DESCRIPTION_CHARACTERS = 250


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ConceptIndex:
    skills: FaissIndex
    """Preferred labels of all skills that are no technology, by URI."""
    label_tokens: LabelTokens
    """Of the preferred labels of `skills`, in their order."""
    skill_labels: LabelIndex
    products: Products
    occupations: FaissIndex
    """Preferred labels, by URI."""
    occupation_descriptions: FaissIndex
    occupation_labels: LabelIndex
    version: str


def build_concept_index(
    home: Path, taxonomy: Taxonomy, taxonomy_version: str, encoder: TokenEncoder, own: str | None = None
) -> Manifest:
    """Encode and index the taxonomy, with a progress bar; the former index serves until the new one is whole.

    `own`: version of the operator's terms, whose skills `taxonomy` holds; where only they are new, only they are
    encoded.
    """
    made_from = {"encoder": encoder.name, "dim": str(encoder.dim), "taxonomy": taxonomy_version}
    former = _former(home, made_from)
    if own is not None:
        made_from["own"] = own
    return publish(
        home / KIND, kind=KIND, made_from=made_from, fill=lambda folder: _fill(folder, taxonomy, encoder, former)
    )


def load_concept_index(home: Path, taxonomy_version: str, encoder: Encoder, own: str | None = None) -> ConceptIndex:
    """Raises ArtefactMismatch where it is missing, damaged, or of another taxonomy, own terms or encoder."""
    folder, manifest = read_current(home / KIND, kind=KIND, rebuild=REBUILD)
    require(manifest, REBUILD, encoder=encoder.name, dim=str(encoder.dim), taxonomy=taxonomy_version, own=own)
    products = load_index_ids(folder, "products")
    return ConceptIndex(
        skills=load_index(folder, SKILLS),
        label_tokens=_load_tokens(folder),
        skill_labels=load_labels(folder, SKILLS),
        products=Products(names=load_labels(folder, "products"), uris=products),
        occupations=load_index(folder, "occupations"),
        occupation_descriptions=load_index(folder, "descriptions"),
        occupation_labels=load_labels(folder, "occupations"),
        version=manifest.version,
    )


def load_index_ids(folder: Path, name: str) -> tuple[ConceptUri, ...]:
    return tuple(map(ConceptUri, (folder / f"{name}.uris.txt").read_text().splitlines()))


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
    _save_skills(folder, skills, encoder, _read_before(former, taxonomy) if former else {})
    if former is None:
        _fill_others(folder, taxonomy, encoder)
        return
    for path in former.iterdir():
        if path.name != MANIFEST and not path.name.startswith(f"{SKILLS}."):
            shutil.copyfile(path, folder / path.name)


def _fill_others(folder: Path, taxonomy: Taxonomy, encoder: TokenEncoder) -> None:
    """What the operator's terms don't touch."""
    products = sorted(
        (skill for skill in taxonomy.skills.values() if skill.kind is SkillKind.TECHNOLOGY),
        key=lambda s: s.uri,
    )
    occupations = sorted(taxonomy.occupations.values(), key=lambda occupation: occupation.uri)
    save_labels(build_labels(products), folder, "products")
    (folder / "products.uris.txt").write_text("\n".join(product.uri for product in products))
    save_labels(build_labels(occupations), folder, "occupations")
    _save(folder, "occupations", occupations, [o.preferred_label for o in occupations], encoder)
    _save(folder, "descriptions", occupations, [_described(o) for o in occupations], encoder)


def _save_skills(
    folder: Path, skills: Sequence[Skill], encoder: TokenEncoder, known: Mapping[str, TextVectors]
) -> None:
    """The vectors of the preferred labels, and of their tokens, from one run of the encoder over those not known."""
    labels = [skill.preferred_label for skill in skills if skill.uri not in known]
    chunks = [labels[start : start + CHUNK] for start in range(0, len(labels), CHUNK)]
    bar = tqdm(chunks, desc="encoding skills", unit=f"x{CHUNK}", delay=2)
    new = (vectors for chunk in bar for vectors in encoder.encode_tokens(chunk))
    read = [known[skill.uri] if skill.uri in known else next(new) for skill in skills]
    save_index(
        build_index([skill.uri for skill in skills], np.concatenate([own.whole for own in read])), folder, SKILLS
    )
    tokens = label_tokens(read)
    np.save(folder / "skills.tokens.npy", tokens.vectors.astype(np.float16))
    np.save(folder / "skills.tokens.first.npy", tokens.first)


def _read_before(former: Path, taxonomy: Taxonomy) -> dict[str, TextVectors]:
    """URI -> the vectors of its label, of all skills that the release holds; the operator's may be called anew."""
    index, tokens = load_index(former, SKILLS), _load_tokens(former)
    whole = index.vectors(range(len(index.ids)))
    known: dict[str, TextVectors] = {}
    for row, uri in enumerate(index.ids):
        skill = taxonomy.skills.get(ConceptUri(uri))
        if skill is not None and skill.vocabulary is not Vocabulary.OWN:
            own = tokens.vectors[tokens.first[row] : tokens.first[row + 1]]
            known[uri] = TextVectors(whole[row : row + 1], own, (None,) * len(own))
    return known


def _load_tokens(folder: Path) -> LabelTokens:
    vectors = np.load(folder / "skills.tokens.npy").astype(np.float32)
    return LabelTokens(vectors, np.load(folder / "skills.tokens.first.npy"))


def _save(
    folder: Path, name: str, concepts: Sequence[Skill | Occupation], texts: Sequence[str], encoder: Encoder
) -> None:
    index = build_index([concept.uri for concept in concepts], encode_with_progress(encoder, texts, name))
    save_index(index, folder, name)


def encode_with_progress(encoder: Encoder, texts: Sequence[str], what: str) -> Vectors:
    """(len(texts), dim), with a progress bar on standard error where it takes a while."""
    chunks = [texts[start : start + CHUNK] for start in range(0, len(texts), CHUNK)]
    none: Vectors = np.zeros((0, encoder.dim), dtype=np.float32)
    bar = tqdm(chunks, desc=f"encoding {what}", unit=f"x{CHUNK}", delay=2)
    return np.concatenate([none, *(encoder.encode(chunk) for chunk in bar)])


def _described(occupation: Occupation) -> str:
    text = occupation.description or " ".join(occupation.tasks) or occupation.preferred_label
    return text[:DESCRIPTION_CHARACTERS]
