"""What the encoder learns from: texts, each with the concepts it names, by source.

Sources: annotated synthetic sentences, alternative labels and descriptions of skills and occupations, vacancy titles
with their occupation, courses with their tags, and sentences of real ads that hold a label word for word (distant
supervision). The annotated real ads are not among them: gate and scorer are fitted and judged on those.
"""

import csv
import hashlib
import io
import json
import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from corpora.ads.files import read_ads
from corpora.courses.columns import shipped_column_map
from corpora.courses.files import read_courses
from matcher.achievements import Achievement
from matcher.ads import JobAd
from matcher.concepts import ConceptUri, Skill, SkillKind, Taxonomy
from matcher.lexical import LabelIndex
from matcher.teaching import named_by_tags
from models.labels import build_labels
from models.training.composed import composed
from models.training.data import read_sentences, shared_data

ALTERNATIVES = 6
OCCUPATION_ALTERNATIVES = 8
DESCRIPTION_CHARACTERS = 300
SENTENCES = "skillskape_train"
TIMES = 2
"""How often what people annotated is seen in a pass: another of its concepts may be the target each time."""
COMPOSED = 7
"""Sentences that are composed for each skill."""
AD_FILES = "*.jsonl.gz"
PER_CONCEPT = 20
SENTENCE_CHARACTERS = (12, 300)
COURSE_FILES = {"coursera": "coursera_2023.jsonl.gz", "edx": "edx_2021_en.jsonl.gz"}
"""By column map."""
OFFICIAL = "esco_v1.1.1_classification_en_csv.zip"
TITLES = "jobbert_titles_esco_dev.csv"
TAGGED = "coursera"
COURSES_FROM = 400
"""The courses before it are never trained on: what is recommended is judged on these."""
_CUT = re.compile(r"(?<=[.!?;])\s+|\s*[\n•·]\s*")


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    concepts: tuple[ConceptUri, ...]
    """All that the text is known to name."""


Examples: TypeAlias = Mapping[str, Sequence[Example]]


def read_examples(taxonomy: Taxonomy, seed: int) -> dict[str, list[Example]]:
    """Examples by source; the same taxonomy, data and seed give the same. Raises SourceUnavailable."""
    draw = random.Random(seed)
    skills = [skill for _, skill in sorted(taxonomy.skills.items()) if skill.kind is not SkillKind.TECHNOLOGY]
    labels = build_labels(skills)
    return {
        "annotated sentences": list(_annotated(taxonomy)) * TIMES,
        "skill alternatives": list(_alternatives(skills, draw)),
        "skill descriptions": [
            Example(skill.description[:DESCRIPTION_CHARACTERS], (skill.uri,)) for skill in skills if skill.description
        ],
        "composed sentences": [
            Example(text, tuple(skill.uri for skill in named))
            for _ in range(COMPOSED)
            for text, named in composed(skills, draw)
        ],
        "occupation alternatives": list(_occupations(taxonomy, draw)),
        "vacancy titles": [title for i, title in enumerate(read_titles(taxonomy)) if not held_out(i)] * TIMES,
        "tagged courses": list(_tagged_courses(skills, labels)) * TIMES,
        "ad sentences": list(_from_ads(skills, labels, draw)),
    }


def _tagged_courses(skills: Sequence[Skill], labels: LabelIndex) -> Iterator[Example]:
    """Name, outcomes and beginning of the description, each with all that the course's tags are the name of."""
    for course in read_courses_of(TAGGED)[COURSES_FROM:]:
        named = tuple(sorted({skills[position].uri for position in named_by_tags(course.topics, labels)}))
        texts = (course.name, *course.outcomes, (course.description or "")[:DESCRIPTION_CHARACTERS])
        yield from (Example(text, named) for text in texts if named and text.strip())


def read_titles(taxonomy: Taxonomy) -> list[Example]:
    """Vacancy titles with their occupation, in the order of the file."""
    with (shared_data() / "eval" / TITLES).open(encoding="utf-8", newline="") as file:
        rows = [(row["vacancyTitle"].strip(), ConceptUri(row["conceptUri"])) for row in csv.DictReader(file)]
    return [Example(title, (uri,)) for title, uri in rows if title and uri in taxonomy.occupations]


def held_out(row: int) -> bool:
    """Every second title is never trained on; titles are judged on these."""
    return row % 2 == 1


def fingerprint(examples: Examples) -> dict[str, str]:
    """The sha256 of each source's examples."""
    return {
        name: hashlib.sha256(json.dumps([(e.text, e.concepts) for e in own]).encode()).hexdigest()
        for name, own in examples.items()
    }


def _annotated(taxonomy: Taxonomy) -> Iterator[Example]:
    for sentence in read_sentences(SENTENCES):
        known = tuple(sorted(uri for uri in sentence.gold if uri in taxonomy.skills))
        if known:
            yield Example(sentence.text.strip('" '), known)


def _alternatives(skills: Iterable[Skill], draw: random.Random) -> Iterator[Example]:
    for skill in skills:
        others = [label for label in skill.alt_labels if label.lower() != skill.preferred_label.lower()]
        yield from (Example(label, (skill.uri,)) for label in _some(others, ALTERNATIVES, draw))


def _occupations(taxonomy: Taxonomy, draw: random.Random) -> Iterator[Example]:
    with zipfile.ZipFile(shared_data() / "taxonomy" / OFFICIAL) as archive:
        name = next(name for name in archive.namelist() if Path(name).name == "occupations_en.csv")
        with archive.open(name) as raw:
            rows = list(csv.DictReader(io.TextIOWrapper(raw, "utf-8", newline="")))
    for row in rows:
        uri = ConceptUri(row["conceptUri"])
        if uri in taxonomy.occupations:
            others = [label.strip() for label in row["altLabels"].split("\n") if label.strip()]
            yield from (Example(label, (uri,)) for label in _some(others, OCCUPATION_ALTERNATIVES, draw))
            if row["description"]:
                yield Example(row["description"][:DESCRIPTION_CHARACTERS], (uri,))


def _some(labels: Sequence[str], most: int, draw: random.Random) -> list[str]:
    return draw.sample(labels, min(most, len(labels)))


def _from_ads(skills: Sequence[Skill], labels: LabelIndex, draw: random.Random) -> Iterator[Example]:
    """Sentences in which a label of several words, or a preferred label, stands in full."""
    sentences = sorted(_ad_sentences())
    draw.shuffle(sentences)
    taken: Counter[ConceptUri] = Counter()
    for text in sentences:
        named = tuple(
            sorted(
                {skills[hit.position].uri for hit in labels.exact(text) if _telling(hit.label, skills[hit.position])}
            )
        )
        if any(taken[uri] < PER_CONCEPT for uri in named):
            taken.update(named)
            yield Example(text, named)


def _telling(label: str, skill: Skill) -> bool:
    return " " in label or label.lower() == skill.preferred_label.lower()


def _ad_sentences() -> set[str]:
    ads = (ad for path in sorted((shared_data() / "ads").glob(AD_FILES)) for ad in read_ads(path))
    return _sentences(ad.text for ad in ads if isinstance(ad, JobAd))


def _sentences(texts: Iterable[str]) -> set[str]:
    low, high = SENTENCE_CHARACTERS
    return {piece for text in texts for piece in _CUT.split(text) if low <= len(piece) <= high}


def read_unlabelled(seed: int) -> list[str]:
    """Sentences of real ads and courses in random order, each once."""
    found = sorted(
        _ad_sentences() | _sentences(text for course in read_courses_of(*COURSE_FILES) for _, text in course.passages())
    )
    random.Random(seed).shuffle(found)
    return found


def read_courses_of(*names: str) -> list[Achievement]:
    """Those of the files, in their order; `names` are of column maps."""
    paths = {name: shared_data() / "courses" / COURSE_FILES[name] for name in names}
    rows = (row for name, path in paths.items() for row in read_courses(path, shipped_column_map(name)))
    return [row for row in rows if isinstance(row, Achievement)]
