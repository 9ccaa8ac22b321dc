"""What `make train` fits on is what the service has in use."""

from pathlib import Path

import pytest

from corpora.artefacts import publish
from corpora.own_skills.folder import save_own_terms
from corpora.taxonomies.build import KIND
from corpora.taxonomies.folder import save_taxonomy
from matcher.concepts import ConceptUri
from matcher.errors import ArtefactMismatch
from matcher.own_terms import OwnKind, OwnTerm
from tests.fakes import TrigramEncoder, small_taxonomy

pytest.importorskip("onnx", reason="only training needs it")
steps = pytest.importorskip("models.training.__main__", reason="only training needs what it imports")

ENCODER = TrigramEncoder()
OWN = OwnTerm(kind=OwnKind.SKILL, label="hand over patients", concept=ConceptUri("urn:own:skill:hand-over"))


def test_a_home_with_own_terms_can_be_trained_in(tmp_path: Path) -> None:
    publish(tmp_path / KIND, kind=KIND, made_from={}, fill=lambda folder: save_taxonomy(small_taxonomy(), folder))
    save_own_terms(tmp_path, [OWN])
    with pytest.raises(ArtefactMismatch, match="not built yet"):
        steps.concepts_of(tmp_path, ENCODER)
    built = steps.concepts_of(tmp_path, ENCODER, anew=True)
    assert OWN.concept in built.skills.ids
    assert steps.concepts_of(tmp_path, ENCODER).version == built.version
