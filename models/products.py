"""The names of technologies as an index: built with the taxonomy, kept as JSON."""

from collections.abc import Sequence
from pathlib import Path

import orjson

from corpora.product_words import ProductWords
from matcher.concepts import ConceptUri, Taxonomy
from matcher.lexical import build_label_index
from matcher.products import ProductName, Products, Standing
from models.labels import load_labels, save_labels
from models.product_names import product_names, software_of_esco
from models.tokens import StemTokenizer

_FILE = "products.json"
_LABELS = "products"


def build_products(taxonomy: Taxonomy, words: ProductWords) -> Products:
    names = product_names(taxonomy, words)
    return Products(
        index=build_label_index([[name.name] for name in names], StemTokenizer()),
        names=names,
        named_only=frozenset(skill.uri for skill in software_of_esco(taxonomy)),
    )


def save_products(products: Products, folder: Path) -> None:
    save_labels(products.index, folder, _LABELS)
    payload = {"names": [_row(name) for name in products.names], "named only": sorted(products.named_only)}
    (folder / _FILE).write_bytes(orjson.dumps(payload))


def load_products(folder: Path) -> Products:
    payload = orjson.loads((folder / _FILE).read_bytes())
    return Products(
        index=load_labels(folder, _LABELS),
        names=tuple(map(_named, payload["names"])),
        named_only=frozenset(map(ConceptUri, payload["named only"])),
    )


def _row(name: ProductName) -> Sequence[object]:
    return name.name, name.uri, name.standing.value, name.maker, name.any_case


def _named(row: tuple[str, str, str, str | None, bool]) -> ProductName:
    name, uri, standing, maker, any_case = row
    return ProductName(name=name, uri=ConceptUri(uri), standing=Standing(standing), maker=maker, any_case=any_case)
