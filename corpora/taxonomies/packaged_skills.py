"""Skills of the packaged build: ESCO skills joined to their URIs, and O*NET technology names."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from corpora.taxonomies.alias_split import split_by_agreement
from corpora.taxonomies.run_on import middle_of, split_aliases, take_apart_skill
from corpora.taxonomies.tables import Row, tidy
from matcher.concepts import ConceptUri, Skill, SkillKind, Vocabulary

RunOn = Mapping[ConceptUri, str]
"""URI -> label, aliases and description run together, tidied."""

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-"})  # noqa: RUF001 (what they are for)


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """Knowledge concepts as listed: label and description, no URI."""

    label: str
    description: str


def competences(rows: Iterable[Row], run_on: RunOn) -> Iterator[Skill]:
    """ESCO competences, in the order of the table; aliases by the run-on text, else as listed."""
    for row in rows:
        uri, label, description = (
            ConceptUri(row["original_id"]),
            tidy(row["skill_name"]),
            tidy(row["description"]),
        )
        middle = middle_of(run_on.get(uri, ""), label=label, description=description)
        aliases = split_aliases(row["aliases"], middle) if middle is not None else None
        if aliases is None:
            aliases = tuple(tidy(alias) for alias in re.split(r"\n|, ", row["aliases"]))
        yield Skill(
            uri=uri,
            preferred_label=label,
            kind=SkillKind.COMPETENCE,
            alt_labels=distinct(aliases, but=label),
            description=description or None,
        )


def knowledge(listed: Iterable[Knowledge], run_on: RunOn) -> Iterator[Skill]:
    """The concepts of `run_on` that begin and end as a listed one does; the longest such label wins."""
    by_first_word: dict[str, list[Knowledge]] = defaultdict(list)
    for item in listed:
        by_first_word[_plain(item.label).split(" ", 1)[0]].append(item)
    for uri, text in run_on.items():
        plain = _plain(text)
        fitting = [k for k in by_first_word[plain.split(" ", 1)[0]] if _fits(k, plain)]
        if fitting:
            yield _known(uri, text, max(fitting, key=lambda k: (len(k.label), k.label)))


def without_a_list(run_on: RunOn) -> Iterator[Skill]:
    """Concepts that stand in no list: taken apart by shape, their kind unknown and set to competence."""
    for uri, text in run_on.items():
        parts = take_apart_skill(text)
        yield Skill(
            uri=uri,
            preferred_label=parts.label if parts else text,
            kind=SkillKind.COMPETENCE,
            alias_text=(parts.aliases or None) if parts else None,
            description=parts.description if parts else None,
        )


def technologies(rows: Iterable[Row], taken: frozenset[str]) -> Iterator[Skill]:
    """O*NET product names that are not `taken` (folded labels); the commodity group is the description."""
    slugs: Counter[str] = Counter()
    for row in sorted(rows, key=lambda row: row["skill_name"]):
        name = tidy(row["skill_name"])
        slug = slug_of(name)
        slugs[slug] += 1
        if name.casefold() in taken:
            continue
        number = f"-{slugs[slug]}" if slugs[slug] > 1 else ""
        group = tidy(row["description"]).removeprefix(name).strip().removeprefix("(").removesuffix(")")
        yield Skill(
            uri=ConceptUri(f"urn:onet:technology:{slug}{number}"),
            preferred_label=name,
            kind=SkillKind.TECHNOLOGY,
            vocabulary=Vocabulary.ONET,
            alt_labels=distinct(re.split(r"\n|, ", row["aliases"]), but=name),
            description=group or None,
        )


def slug_of(name: str) -> str:
    """Lower-case letters, digits and hyphens; "C#" and "C++" keep their signs as words."""
    spelled = name.lower().replace("#", " sharp ").replace("+", " plus ")
    return _NOT_IN_SLUG.sub("-", spelled).strip("-") or "unnamed"


def distinct(labels: Iterable[str], *, but: str) -> tuple[str, ...]:
    """Tidied labels in order, once each, letter case aside, without `but`."""
    seen = {but.casefold(), ""}
    kept = []
    for label in map(tidy, labels):
        if label.casefold() not in seen:
            seen.add(label.casefold())
            kept.append(label)
    return tuple(kept)


def _known(uri: ConceptUri, text: str, item: Knowledge) -> Skill:
    middle = text[len(item.label) : len(text) - len(item.description)].strip()
    aliases = split_by_agreement(item.label, middle)
    return Skill(
        uri=uri,
        preferred_label=item.label,
        kind=SkillKind.KNOWLEDGE,
        alt_labels=distinct(aliases or (), but=item.label),
        alias_text=middle if aliases is None else None,
        description=item.description or None,
    )


def _fits(item: Knowledge, plain: str) -> bool:
    return plain.startswith(_plain(item.label) + " ") and plain.endswith(_plain(item.description))


def _plain(text: str) -> str:
    """Letter case and quotation marks aside; as long as the text itself."""
    return text.lower().translate(_QUOTES)
