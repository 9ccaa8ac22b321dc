"""`make train`: the encoder, then what is fitted on its vectors.

Steps: material, encoder, annotated, linker, asking, sparing, titles, roles, teaching.

The encoder takes minutes on a GPU and hours on two cores, and goes on where a former run was stopped; the others take
minutes. To train it where there is a GPU, carry `.matcher/training/material.json.gz` there (see
`models/training/encoder.py`), bring its folder back and name it: `python -m models.training publish FOLDER`. What it
gives lies in `models/training/start`; the step `annotated` goes on from there to the encoder that is served. With
MATCHER_ENCODER set, only what comes after it is fitted, for that encoder, and goes to MATCHER_HOME/weights.
"""

import json
import os
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import orjson

from corpora.artefacts import read_current
from corpora.own_skills.folder import load_own_terms
from matcher.alignment import CourseReader
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
from models.pinned import pin_all
from models.role_weights import make_role_ranker, roles_path, write_role_weights
from models.sparing import load_sparing, sparing_path, write_sparing
from models.splitter import load_splitter
from models.teaching import teaching_path, write_teaching_weights
from models.titles import load_titles_weights, titles_path, write_titles_weights
from models.training.annotated import GRAPH, RECORD, tune_all
from models.training.apart import (
    MATERIAL,
    SEED,
    START,
    blind_linkers,
    material_of,
    taxonomy_with_own,
    tuning_of,
)
from models.training.asking import fit_asking
from models.training.export import export_int8
from models.training.gate import untrained
from models.training.linker import blank_linker, train
from models.training.material import read_material, write_material
from models.training.roles import fit_roles
from models.training.sparing import fit_sparing
from models.training.teaching import fit_teaching
from models.training.titles import fit_titles
from models.weights import load_weights, weights_path

ENCODER = Path(OUR_MODEL).parent
STEPS = ("material", "encoder", "annotated", "linker", "asking", "sparing", "titles", "roles", "teaching")


def main(steps: list[str]) -> None:  # noqa: C901 - one condition a step
    home = Path(os.environ.get("MATCHER_HOME", ".matcher"))
    named = os.environ.get("MATCHER_ENCODER", DEFAULT)
    if steps[0] == "publish":
        _publish(Path(steps[1]))
        steps = steps[2:]
    if named == DEFAULT:
        _train(home, steps)
    encoder = load_encoder(named)
    concepts = concepts_of(home, encoder, anew="annotated" in steps)
    if "linker" in steps:
        shipped = weights_path(home, encoder, shipped=named == DEFAULT)
        blank = blank_linker(encoder, concepts)
        _tell(train(blank, blind_linkers(home, blank), load_splitter(), shipped))
    if "asking" in steps and named == DEFAULT:
        judge = fitted_linker(encoder, concepts, load_weights(home, encoder))
        asking, record = fit_asking(load_splitter(), judge, blind_linkers(home, judge))
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
    if "teaching" in steps:
        linker = fitted_linker(encoder, concepts, load_weights(home, encoder), sparing=load_sparing(sparing_path()))
        weights = fit_teaching(CourseReader(splitter=load_splitter(), linker=linker), encoder)
        write_teaching_weights(teaching_path(home, encoder, shipped=named == DEFAULT), weights)
        _tell(weights.record)
    if named == DEFAULT:
        pin_all(Path(__file__).parents[1])


def concepts_of(home: Path, encoder: TokenEncoder, *, anew: bool = False) -> ConceptIndex:
    """The index in use, with the operator's skills that it holds; `anew`: built for this encoder first."""
    version = read_current(home / "taxonomy", kind="taxonomy", rebuild="make setup")[1].version
    _, own_version = load_own_terms(home)
    if anew:
        build_concept_index(home, taxonomy_with_own(home), version, encoder, own_version)
    return load_concept_index(home, version, encoder, own_version)


def _train(home: Path, steps: Sequence[str]) -> None:
    if "material" in steps:
        write_material(material_of(home), home / MATERIAL)
    if "encoder" in steps:
        _train_encoder(home)
    if "annotated" in steps:
        tune_all(tuning_of(home), {None: Path(__file__).parents[1] / ENCODER})


def _publish(folder: Path) -> None:
    """An encoder that was trained on another machine."""
    from models.training.network import load_network  # noqa: PLC0415 - imports torch

    _write_encoder(load_network(folder), orjson.loads((folder / "record.json").read_bytes()))


def _train_encoder(home: Path) -> None:
    """From the stock model to what the annotated ads are gone over with, and a record of the run beside it."""
    from models.encoders.sentence import packaged_model  # noqa: PLC0415 - imports torch
    from models.training.encoder import train_encoder  # noqa: PLC0415 - as above

    work = home / "training" / "encoder"
    pupil, record = train_encoder(read_material(home / MATERIAL), packaged_model(), work, SEED)
    _write_encoder(pupil, record)
    shutil.rmtree(work)


def _write_encoder(pupil: Any, record: Mapping[str, Any]) -> None:  # noqa: ANN401 - a BERT of transformers
    export_int8(pupil, START / GRAPH)
    (START / RECORD).write_bytes(orjson.dumps(dict(record), option=orjson.OPT_INDENT_2))


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
        taxonomy=taxonomy_with_own(home),
    )


def _tell(record: object) -> None:
    sys.stdout.write(json.dumps(record, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:] or list(STEPS))
