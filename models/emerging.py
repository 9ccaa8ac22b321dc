"""Emerging needs as they are kept: groups of terms and which wordings hold them, without any ad's sentences.

What an ad says stays in the store alone: a wording is known here by its digest, so that what is forgotten there
is forgotten here, and the counts are always of the ads that are kept now.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import orjson

from corpora.artefacts import Manifest, publish, read_current, require
from matcher.ad_store import AdStore, AdsUnlinked
from matcher.asked_words import facts_of, shared, terms_in
from matcher.concepts import Taxonomy
from matcher.emerging import Emerging, NearConcept, NeedGroup
from matcher.errors import ArtefactMismatch
from matcher.grammar import Parser
from matcher.need_kinds import NeedKind
from matcher.vectors import Encoder
from models.concept_index import ConceptIndex
from models.need_groups import told_of
from models.term_groups import TermGroup, group_terms

KIND = "emerging"
REBUILD = "matcher demand emerging"
LAYOUT = "1"
"""Of the files, and of the rules by which terms are taken and grouped."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NeedReader:
    """What it takes to see needs in what is unlinked."""

    encoder: Encoder
    concepts: ConceptIndex
    taxonomy: Taxonomy
    parser: Parser

    def grouped(self, found: AdsUnlinked) -> tuple[TermGroup, ...]:
        tokenize = self.concepts.skill_labels.tokenize
        facts = facts_of(found, terms_in(found, self.parser, tokenize), tokenize)
        return group_terms(shared(facts, self._known_words()), self.encoder, tokenize)

    def _known_words(self) -> frozenset[str]:
        """The stems of all words by which concepts are called or described."""
        skills, occupations = self.concepts.skill_labels, self.concepts.occupation_labels
        texts = [skill.description for skill in self.taxonomy.skills.values()]
        texts += (occupation.description for occupation in self.taxonomy.occupations.values())
        described = (token.stem for text in texts if text for token in skills.tokenize(text))
        return frozenset(described).union(skills.vocabulary, occupations.vocabulary)

    def told(self, groups: Sequence[TermGroup]) -> list[NeedGroup]:
        return told_of(groups, self.encoder, self.concepts, self.taxonomy)


def build_emerging(home: Path, store: AdStore, reader: NeedReader) -> Manifest:
    """Group what no concept covers in the store's ads, and publish it; that there is nothing is published too."""
    found = store.unlinked()
    groups = reader.grouped(found)
    told, wordings = reader.told(groups), sorted(_wordings(groups))
    made_from = {
        "store": found.version,
        "encoder": reader.encoder.name,
        "concepts": reader.concepts.version,
        "layout": LAYOUT,
    }
    return publish(home / KIND, kind=KIND, made_from=made_from, fill=lambda folder: _fill(folder, told, wordings))


def load_emerging(home: Path, store: AdStore, *, encoder: str, concepts: str) -> Emerging:
    """The groups, with their mentions in the ads that the store holds now. `concepts`: version of the index.

    Raises ArtefactMismatch where they are missing, damaged, or built with another encoder or concept index.
    """
    folder, manifest = read_current(home / KIND, kind=KIND, rebuild=REBUILD)
    require(manifest, REBUILD, encoder=encoder, concepts=concepts, layout=LAYOUT)
    try:
        groups = tuple(_group_of(record) for record in orjson.loads((folder / "groups.json").read_bytes()))
        digests, group_of, starts = (np.load(folder / f"{name}.npy") for name in ("digests", "groups", "starts"))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ArtefactMismatch(f"{KIND} in {folder}", f"unreadable ({error})", REBUILD) from error
    found = store.unlinked()
    mentions, rows = _joined(found, digests)
    return Emerging(
        version=manifest.version,
        store=manifest.made_from["store"],
        groups=groups,
        ads=found,
        group_of=group_of[rows],
        mention_of=mentions,
        starts=starts[rows],
    )


def _joined(found: AdsUnlinked, digests: npt.NDArray[np.uint64]) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    """(m,) each: a mention, and a row of a wording that it is; `digests` are sorted."""
    places = {text: place for place, text in enumerate(dict.fromkeys(found.texts))}
    own = np.array([_digest(text) for text in places], dtype=np.uint64)
    first, last = (np.searchsorted(digests, own, side=side) for side in ("left", "right"))
    text_of = np.array([places[text] for text in found.texts], dtype=np.intp)
    counts = (last - first)[text_of] if len(own) else np.zeros(0, dtype=np.intp)
    mentions = np.repeat(np.arange(len(found.texts), dtype=np.int32), counts)
    within = np.arange(len(mentions)) - np.repeat(np.cumsum(counts) - counts, counts)
    rows = first[text_of[mentions]] + within if len(own) else within
    return mentions, rows.astype(np.int32)


def _digest(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def _wordings(groups: Sequence[TermGroup]) -> Iterator[tuple[int, int, int]]:
    """Digest of a passage, a group whose terms stand in it, where the first does."""
    for place, group in enumerate(groups):
        starts: dict[str, int] = {}
        for term in group.terms:
            for text, start in term.passages.items():
                starts[text] = min(start, starts.get(text, start))
        yield from ((_digest(text), place, start) for text, start in starts.items())


def _fill(folder: Path, groups: Sequence[NeedGroup], wordings: list[tuple[int, int, int]]) -> None:
    (folder / "groups.json").write_bytes(orjson.dumps([asdict(group) for group in groups]))
    columns = zip(*wordings, strict=True) if wordings else ((), (), ())
    for name, kind, column in zip(("digests", "groups", "starts"), ("<u8", "<i4", "<i4"), columns, strict=True):
        np.save(folder / f"{name}.npy", np.array(column, dtype=kind))


def _group_of(record: Mapping[str, Any]) -> NeedGroup:
    lists = {name: tuple(record[name]) for name in ("terms", "beside")}
    near = tuple(NearConcept(**one) for one in record["near"])
    return NeedGroup(**{**record, **lists, "kind": NeedKind(record["kind"]), "near": near})
