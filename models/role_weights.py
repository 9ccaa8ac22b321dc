"""How a role's skills are ranked: fitted trees and the figures they gave, in one folder."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import orjson

from matcher.concepts import ConceptUri, Taxonomy, Vocabulary
from matcher.errors import ArtefactMismatch
from matcher.logistic import Scorer
from matcher.role_lanes import ROLE_FEATURES, OccupationSide
from matcher.role_skills import RolePolicy, RoleRanker
from matcher.vectors import Encoder, TokenEncoder
from models.concept_index import ConceptIndex
from models.trees import TreeScorer, load_trees
from models.weights import folder_name

RETRAIN = "make train"
NUMBERS, SCORER = "roles.json", "roles.onnx"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoleWeights:
    encoder: str
    scorer: TreeScorer
    """Over ROLE_FEATURES."""
    policy: RolePolicy
    record: Mapping[str, Any]

    @property
    def version(self) -> str:
        """Of all of it; eight digits."""
        return hashlib.sha256(_packed(self)).hexdigest()[:8]


def roles_path(home: Path, encoder: Encoder, *, shipped: bool = False) -> Path:
    """Where `make train` puts them: with the shipped weights, or with those of an encoder of the operator's."""
    if shipped:
        return Path(str(files("models") / "weights" / "roles"))
    return home / "weights" / folder_name(encoder) / "roles"


def load_role_weights(home: Path, encoder: Encoder) -> RoleWeights | None:
    """Those of this encoder; None where there are none. Raises ArtefactMismatch if a file is no such file."""
    places = (roles_path(home, encoder, shipped=True), roles_path(home, encoder))
    found = (_read(folder, encoder.name) for folder in places if (folder / NUMBERS).is_file())
    return next((weights for weights in found if weights is not None), None)


def _read(folder: Path, encoder: str) -> RoleWeights | None:
    """None where they were fitted with another encoder."""
    try:
        raw = orjson.loads((folder / NUMBERS).read_bytes())
        if raw["encoder"] != encoder:
            return None
        if tuple(raw["features"]) != ROLE_FEATURES:
            raise ValueError("fitted on other features")
        model = (folder / SCORER).read_bytes()
        if hashlib.sha256(model).hexdigest() != raw["sha256"]:
            raise ValueError(f"{SCORER} is not the one that was fitted")
        policy = RolePolicy(**raw["policy"])
        return RoleWeights(encoder=encoder, scorer=load_trees(model), policy=policy, record=raw["record"])
    except (OSError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise ArtefactMismatch(f"role weights {folder.name}", f"unreadable ({error})", RETRAIN) from error


def write_role_weights(folder: Path, weights: RoleWeights) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SCORER).write_bytes(weights.scorer.model)
    (folder / NUMBERS).write_bytes(_packed(weights))


def _packed(weights: RoleWeights) -> bytes:
    """What the JSON file holds; the hash of the scorer is part of it."""
    payload = {
        "encoder": weights.encoder,
        "features": ROLE_FEATURES,
        "policy": {name: getattr(weights.policy, name) for name in RolePolicy.__slots__},
        "sha256": hashlib.sha256(weights.scorer.model).hexdigest(),
        "record": dict(weights.record),
    }
    return orjson.dumps(payload, option=orjson.OPT_INDENT_2)


def make_role_ranker(
    encoder: TokenEncoder, concepts: ConceptIndex, taxonomy: Taxonomy, scorer: Scorer, policy: RolePolicy
) -> RoleRanker:
    """A ranker over the indexed concepts; the neighbours it knows are ESCO's occupations."""
    uris = map(ConceptUri, concepts.occupations.ids)
    esco = [row for row, uri in enumerate(uris) if taxonomy.occupation(uri).vocabulary is Vocabulary.ESCO]
    return RoleRanker(
        encoder=encoder,
        skills=concepts.skill_side,
        uris=tuple(map(ConceptUri, concepts.skills.ids)),
        names=concepts.occupations,
        descriptions=concepts.occupation_descriptions,
        occupations=OccupationSide(
            names=concepts.occupations.vectors(esco), descriptions=concepts.occupation_descriptions.vectors(esco)
        ),
        scorer=scorer,
        policy=policy,
    )
