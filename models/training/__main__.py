"""`make train`: the encoder, then what is fitted on its vectors.

Steps: encoder, linker, asking, sparing, titles, roles.

The encoder takes half an hour on two cores and goes on where a former run was stopped; the others take minutes. With
MATCHER_ENCODER set, only what comes after it is fitted, for that encoder, and go to MATCHER_HOME/weights.
"""

import json
import os
import sys
from dataclasses import replace
from pathlib import Path

import orjson

from corpora.artefacts import read_current
from corpora.own_skills.folder import load_own_terms
from corpora.taxonomies.build import load_current_taxonomy
from matcher.concepts import Taxonomy
from matcher.own_terms import with_own_skills
from matcher.reading import AdReader
from matcher.role_lanes import ROLE_FEATURES
from matcher.role_skills import RolePolicy
from matcher.roles import OccupationFinder
from matcher.vectors import TokenEncoder
from models.asking import asking_path, load_asking, write_asking
from models.concept_index import ConceptIndex, build_concept_index, load_concept_index
from models.encoders import DEFAULT, load_encoder
from models.encoders.onnx import OUR_MODEL
from models.fitted_linker import fitted_linker
from models.role_weights import make_role_ranker, roles_path, write_role_weights
from models.sparing import sparing_path, write_sparing
from models.splitter import load_splitter
from models.titles import load_titles_weights, titles_path, write_titles_weights
from models.training.asking import fit_asking
from models.training.batches import make_batches
from models.training.encoder import neighbourhoods, train_encoder
from models.training.export import export_int8
from models.training.gate import untrained
from models.training.linker import blank_linker, train
from models.training.pairs import fingerprint, read_examples
from models.training.roles import fit_roles
from models.training.sparing import fit_sparing
from models.training.titles import fit_titles
from models.weights import load_weights, weights_path

SEED = 7
STEPS = ("encoder", "linker", "asking", "sparing", "titles", "roles")


def main(steps: list[str]) -> None:
    home = Path(os.environ.get("MATCHER_HOME", ".matcher"))
    named = os.environ.get("MATCHER_ENCODER", DEFAULT)
    if "encoder" in steps and named == DEFAULT:
        _train_encoder(home)
    encoder = load_encoder(named)
    concepts = concepts_of(home, encoder, anew="encoder" in steps)
    if "linker" in steps:
        shipped = weights_path(home, encoder, shipped=named == DEFAULT)
        _tell(train(blank_linker(encoder, concepts), load_splitter(), shipped))
    if "asking" in steps and named == DEFAULT:
        judge = fitted_linker(encoder, concepts, load_weights(home, encoder))
        asking, record = fit_asking(load_splitter(), judge)
        write_asking(asking_path(), encoder.name, asking, record)
        _tell(record)
    if "sparing" in steps and named == DEFAULT:
        teacher = fitted_linker(encoder, concepts, load_weights(home, encoder))
        judging = load_asking(asking_path(), encoder.name)
        worth, record = fit_sparing(AdReader(splitter=load_splitter(), linker=teacher, asking=judging), SEED)
        write_sparing(sparing_path(), worth, record)
        _tell(record)
    if "titles" in steps:
        _train_titles(home, named, encoder, concepts)
    if "roles" in steps:
        _train_roles(home, named, encoder, concepts)


def concepts_of(home: Path, encoder: TokenEncoder, *, anew: bool = False) -> ConceptIndex:
    """The index in use, with the operator's skills that it holds; `anew`: built for this encoder first."""
    version = read_current(home / "taxonomy", kind="taxonomy", rebuild="make setup")[1].version
    _, own_version = load_own_terms(home)
    if anew:
        build_concept_index(home, _taxonomy(home), version, encoder, own_version)
    return load_concept_index(home, version, encoder, own_version)


def _taxonomy(home: Path) -> Taxonomy:
    """With the operator's skills."""
    return with_own_skills(load_current_taxonomy(home), load_own_terms(home)[0])


def _train_encoder(home: Path) -> None:
    """From the stock model to models/weights/encoder, with a record of the run beside it."""
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - imports torch

    from models.encoders.sentence import packaged_model  # noqa: PLC0415 - with it

    taxonomy = load_current_taxonomy(home)
    examples = read_examples(taxonomy, SEED)
    labels = {uri: skill.preferred_label for uri, skill in taxonomy.skills.items()}
    labels |= {uri: occupation.preferred_label for uri, occupation in taxonomy.occupations.items()}
    uris = sorted({uri for own in examples.values() for example in own for uri in example.concepts})
    model = SentenceTransformer(str(packaged_model()), device="cpu")
    vectors = model.encode([labels[uri] for uri in uris], batch_size=128, normalize_embeddings=True)
    batches = make_batches(examples, neighbourhoods(uris, vectors, SEED), SEED)
    (home / "training").mkdir(parents=True, exist_ok=True)
    run = train_encoder(model, batches, labels, home / "training" / "encoder.ckpt", SEED)
    target = Path(__file__).parents[1] / OUR_MODEL
    export_int8(model, target)
    record = {
        "command": "make train",
        "seed": SEED,
        "steps": run.steps,
        "seconds": run.seconds,
        "losses": run.losses,
        "examples": {name: len(own) for name, own in examples.items()},
        "examples_sha256": fingerprint(examples),
    }
    target.with_name("record.json").write_bytes(orjson.dumps(record, option=orjson.OPT_INDENT_2))
    (home / "training" / "encoder.ckpt").unlink(missing_ok=True)


def _train_titles(home: Path, named: str, encoder: TokenEncoder, concepts: ConceptIndex) -> None:
    weights = fit_titles(_finder(home, encoder, concepts))
    write_titles_weights(titles_path(home, encoder, shipped=named == DEFAULT), weights)
    _tell(weights.record)


def _train_roles(home: Path, named: str, encoder: TokenEncoder, concepts: ConceptIndex) -> None:
    titles = load_titles_weights(home, encoder)
    finder = _finder(home, encoder, concepts)
    if titles is not None:
        finder = replace(finder, titles=titles.ranker(tuple(concepts.occupations.ids)))
    blank = make_role_ranker(encoder, concepts, finder.taxonomy, untrained(len(ROLE_FEATURES)), RolePolicy())
    weights = fit_roles(blank, finder, fitted_linker(encoder, concepts, load_weights(home, encoder)))
    write_role_weights(roles_path(home, encoder, shipped=named == DEFAULT), weights)
    _tell(weights.record)


def _finder(home: Path, encoder: TokenEncoder, concepts: ConceptIndex) -> OccupationFinder:
    return OccupationFinder(
        encoder=encoder,
        names=concepts.occupations,
        descriptions=concepts.occupation_descriptions,
        labels=concepts.occupation_labels,
        taxonomy=_taxonomy(home),
    )


def _tell(record: object) -> None:
    sys.stdout.write(json.dumps(record, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:] or list(STEPS))
