"""The material of the encoder gathered: examples and real sentences as tokens."""

from collections.abc import Sequence
from itertools import chain

from tokenizers import Tokenizer

from matcher.concepts import ConceptUri, Taxonomy
from models.encoders.onnx import MAX_CHARACTERS, TOKENIZER_PACKAGE, package_file
from models.training.material import Ids, Material
from models.training.pairs import fingerprint, read_examples, read_unlabelled

TEXT_TOKENS, LABEL_TOKENS, UNLABELLED_TOKENS = 72, 24, 96


def stock_tokenizer() -> Tokenizer:
    """MiniLM's."""
    tokenizer = Tokenizer.from_file(str(package_file(TOKENIZER_PACKAGE, "model/tokenizer.json")))
    tokenizer.no_padding()
    return tokenizer


def make_material(taxonomy: Taxonomy, tokenizer: Tokenizer, seed: int) -> Material:
    """The same taxonomy, data and seed give the same. Raises SourceUnavailable."""
    by_source = read_examples(taxonomy, seed)
    labels = {uri: skill.preferred_label for uri, skill in taxonomy.skills.items()}
    labels |= {uri: occupation.preferred_label for uri, occupation in taxonomy.occupations.items()}
    place = concept_places(taxonomy)
    examples = list(chain.from_iterable(by_source.values()))
    unlabelled = read_unlabelled(seed)
    return Material(
        labels=as_tokens(tokenizer, [labels[uri] for uri in place], LABEL_TOKENS),
        texts=as_tokens(tokenizer, [example.text for example in examples], TEXT_TOKENS),
        named=[[place[uri] for uri in example.concepts] for example in examples],
        unlabelled=as_tokens(tokenizer, unlabelled, UNLABELLED_TOKENS),
        record={
            "examples": {name: len(own) for name, own in by_source.items()},
            "examples_sha256": fingerprint(by_source),
            "labels": len(labels),
            "unlabelled": len(unlabelled),
        },
    )


def concept_places(taxonomy: Taxonomy) -> dict[ConceptUri, int]:
    """Where the label of each concept stands in `Material.labels`."""
    return {uri: position for position, uri in enumerate(sorted({*taxonomy.skills, *taxonomy.occupations}))}


def as_tokens(tokenizer: Tokenizer, texts: Sequence[str], most: int) -> list[Ids]:
    """Each text at most so many tokens long."""
    tokenizer.enable_truncation(most)
    return [found.ids for found in tokenizer.encode_batch([text[:MAX_CHARACTERS] for text in texts])]
