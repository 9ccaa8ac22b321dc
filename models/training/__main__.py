"""`make train`: the encoder, then what is fitted on its vectors. Steps can be named: encoder, linker, titles.

The encoder takes half an hour on two cores and goes on where a former run was stopped; the others take minutes. With
MATCHER_ENCODER set, only linker and titles are fitted, for that encoder, and go to MATCHER_HOME/weights.
"""

import json
import os
import sys
from pathlib import Path

import orjson

from corpora.artefacts import read_current
from corpora.taxonomies.build import load_current_taxonomy
from matcher.roles import OccupationFinder
from matcher.vectors import TokenEncoder
from models.concept_index import ConceptIndex, build_concept_index, load_concept_index
from models.encoders import DEFAULT, load_encoder
from models.encoders.onnx import OUR_MODEL
from models.splitter import load_splitter
from models.titles import titles_path, write_titles_weights
from models.training.batches import make_batches
from models.training.encoder import neighbourhoods, train_encoder
from models.training.export import export_int8
from models.training.linker import blank_linker, train
from models.training.pairs import fingerprint, read_examples
from models.training.titles import fit_titles
from models.weights import weights_path

SEED = 7
STEPS = ("encoder", "linker", "titles")


def main(steps: list[str]) -> None:
    home = Path(os.environ.get("MATCHER_HOME", ".matcher"))
    named = os.environ.get("MATCHER_ENCODER", DEFAULT)
    if "encoder" in steps and named == DEFAULT:
        _train_encoder(home)
    encoder = load_encoder(named)
    version = read_current(home / "taxonomy", kind="taxonomy", rebuild="make setup")[1].version
    if "encoder" in steps:
        build_concept_index(home, load_current_taxonomy(home), version, encoder)
    concepts = load_concept_index(home, version, encoder)
    if "linker" in steps:
        shipped = weights_path(home, encoder, shipped=named == DEFAULT)
        _tell(train(blank_linker(encoder, concepts), load_splitter(), shipped))
    if "titles" in steps:
        _train_titles(home, named, encoder, concepts)


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
    finder = OccupationFinder(
        encoder=encoder,
        names=concepts.occupations,
        descriptions=concepts.occupation_descriptions,
        labels=concepts.occupation_labels,
        taxonomy=load_current_taxonomy(home),
    )
    weights = fit_titles(finder)
    write_titles_weights(titles_path(home, encoder, shipped=named == DEFAULT), weights)
    _tell(weights.record)


def _tell(record: object) -> None:
    sys.stdout.write(json.dumps(record, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:] or list(STEPS))
