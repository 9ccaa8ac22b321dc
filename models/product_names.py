"""The names under which technologies go in ads, out of their full ones: "AutoCAD" for "Autodesk AutoCAD".

O*NET lists "IBM SPSS Statistics", "Amazon Web Services AWS software", "Microsoft Power BI"; ads say SPSS, AWS, Power
BI. The maker is left out, and what only says that it is software; an acronym beside the words it stands for is a name
of its own. Where ESCO has a concept of that name, it is meant, and not the product beside it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpora.product_words import ProductWords
from matcher.concepts import ConceptUri, Skill, SkillKind, Taxonomy
from matcher.products import ProductName, Standing
from models.labels import labels_of

MAKER_FROM = 3
"""Technologies whose names open with a word from which on it is their maker's, if it opens a common one too."""
LONGER_MAKERS = (
    "Dassault Systemes",
    "Henry Schein",
    "Microsoft Office",
    "Red Hat",
    "Sun Microsystems",
    "The MathWorks",
)
NO_MAKERS = frozenset({"Shell", "Spring", "Teradata", "The", "UNIX"})
"""Words that open several names without being a maker's."""
HOUSEHOLD = 12
"""So many of the commonest technologies are known by a short name to everybody ("Word", "Windows")."""
SHORTEST_ACRONYM = 3
MAX_WORDS = 4
"""Of a proper name; longer alternative labels are several run together."""
GENERIC = frozenset(
    {"accounting", "ci", "crm", "database", "engine", "erp", "framework", "ide", "orm", "platform", "pro", "r3",
     "relational", "software", "statistics", "suite", "systems"}
)  # fmt: skip
"""What closes a full name and is left out in speech: "Sage 50 Accounting", "Jenkins CI", "SAP R3"."""
COMMON_FROM = 2
"""Descriptions that use a word in small letters from which on it is a word of common language."""
_SOFTWARE = re.compile(
    r"techniques and principles of software development|open-source|software framework|DevOps|"
    r"\b(?:computer (?:program|language)|software|platform|framework|tool|game engine|network|operating system|"
    r"application server|learning system|database|package) .{0,70}\b(?:is|are|consists|provides|for)\b"
)
"""How ESCO's descriptions of a technology open."""
_OPENING = 160
_PROPER = re.compile(r"[A-Z0-9.]|[a-z]+[A-Z]")
_QUALIFIER = re.compile(r"\s*\([^()]+\)$")
_BRACKETED = re.compile(r"\s*\(([A-Z][\w-]*)\)$")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9/-]{1,5}")
_COINED = re.compile(r"[A-Z][A-Za-z]{3,}\d+")
_SMALL_WORD = re.compile(r"\b[a-z][a-z]+\b")
_JAVASCRIPT = "Web platform development software"
"""The kind of technology whose names also go with "JS" behind them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lore:
    """What the whole taxonomy tells about single names."""

    makers: frozenset[str]
    common: frozenset[str]
    """Words that descriptions use in small letters."""
    words: ProductWords

    def known(self, skill: Skill) -> bool:
        """Whether it is ESCO's or one of the commonest: those are written in any case, and go by ordinary words."""
        return skill.kind is not SkillKind.TECHNOLOGY or skill.preferred_label in self.words.commonest

    def standing(self, name: str, skill: Skill, *, short: bool) -> Standing:
        """Of this name for that technology."""
        words = name.casefold().split()
        if len(name) == 1 or (len(name) == 2 and name.isalpha()):
            return Standing.BESIDE
        if all(word in self.common for word in words):
            return Standing.BESIDE if short or not self.known(skill) else Standing.ORDINARY
        return Standing.ORDINARY if name.casefold() in self.words.ordinary else Standing.CERTAIN


def product_names(taxonomy: Taxonomy, words: ProductWords) -> tuple[ProductName, ...]:
    """Each spelling once, ordered by it. What several technologies are called is the one that most occupations use."""
    esco = sorted((s for s in taxonomy.skills.values() if s.kind is not SkillKind.TECHNOLOGY), key=lambda s: s.uri)
    technologies = [skill for skill in taxonomy.skills.values() if skill.kind is SkillKind.TECHNOLOGY]
    ranked = sorted(technologies, key=lambda s: (words.rank(s.preferred_label), s.preferred_label, s.uri))
    lore = _Lore(makers=_makers(ranked, words), common=_common_words(esco, taxonomy), words=words)
    hot = [skill for skill in ranked if skill.preferred_label in words.commonest]
    software = [skill for skill in esco if _is_software(skill)]
    found: dict[str, ProductName] = {}
    _add(found, (name for skill in software for name in _full_names(skill, lore)))
    _add(found, (name for skill in esco for name in _office_names(skill, lore)))
    _add(found, (name for skill in software for name in _short_names(skill, lore)))
    _add(found, (name for skill in esco for name in _coined(skill)))
    labelled = {skill.preferred_label: skill.uri for skill in esco}
    spoken = ((name, labelled[label]) for name, label in words.spoken.items() if label in labelled)
    _add(found, (ProductName(name=name, uri=uri, any_case=name.islower()) for name, uri in spoken))
    made = {skill.preferred_label: skill for skill in technologies}
    by_maker = ((name, made[label]) for name, label in words.spoken.items() if label in made)
    _add(found, (replace(_short(name, skill, lore), any_case=False) for name, skill in by_maker))
    taken = {label.casefold(): skill.uri for skill in esco for label in labels_of(skill)}
    same = {skill.uri: uri for skill in hot if (uri := _concept_of_esco(skill, found, taken, lore)) is not None}
    named = {name.casefold() for name in found}
    short = (name for skill in hot for name in _short_names(skill, lore) if name.name.casefold() not in named)
    full = (name for skill in ranked for name in _full_names(skill, lore))
    free = (name for name in short if name.standing is not Standing.BESIDE or name.name.casefold() not in taken)
    _add(found, (replace(name, uri=same.get(name.uri, name.uri)) for name in (*free, *full)))
    _add(found, _rare(ranked, lore, frozenset(taken) | {name.casefold() for name in found}))
    return tuple(found[name] for name in sorted(found))


def software_of_esco(taxonomy: Taxonomy) -> Iterator[Skill]:
    """Knowledge concepts that are technologies: called by a proper name, and described as software."""
    return (skill for skill in taxonomy.skills.values() if _is_software(skill))


def _is_software(skill: Skill) -> bool:
    if skill.kind is not SkillKind.KNOWLEDGE:
        return False
    words = _QUALIFIER.sub("", skill.preferred_label).split()
    proper = words[:1] not in ([], ["ICT"]) and all(_PROPER.match(word) for word in words)
    return proper and _SOFTWARE.search((skill.description or "")[:_OPENING]) is not None


def _add(found: dict[str, ProductName], names: Iterable[ProductName]) -> None:
    """Names that stand for nothing else so far; words of common language are names by their capitals only."""
    for name in names:
        if name.standing is Standing.CERTAIN or name.name != name.name.lower():
            found.setdefault(name.name, name)


def _full_names(skill: Skill, lore: _Lore) -> Iterator[ProductName]:
    """Its labels; a label that a bracket has to explain is one of its short names."""
    bare = _QUALIFIER.sub("", skill.preferred_label)
    for label in labels_of(skill):
        proper = len(label.split()) <= MAX_WORDS and all(map(_PROPER.match, label.split()))
        piece = label != skill.preferred_label and label in skill.preferred_label
        if label == bare or (proper and not piece) or (skill.kind is SkillKind.TECHNOLOGY and not piece):
            standing = lore.standing(label, skill, short=bare != skill.preferred_label)
            yield ProductName(
                name=label,
                uri=skill.uri,
                standing=standing,
                any_case=lore.known(skill) and standing is Standing.CERTAIN,
            )


def _office_names(skill: Skill, lore: _Lore) -> Iterator[ProductName]:
    """The office programs that ESCO lists under the skill of using them."""
    for label in labels_of(skill):
        maker, rest = _without_maker(label, lore)
        if maker == "Microsoft Office" and " " not in rest:
            yield ProductName(name=label, uri=skill.uri)
            yield from _spellings(rest, skill, maker, lore)


def _coined(skill: Skill) -> Iterator[ProductName]:
    """The word with a number in it that opens a label of knowledge, which nobody takes for another: "Prince2"."""
    first, _, rest = skill.preferred_label.partition(" ")
    if skill.kind is SkillKind.KNOWLEDGE and rest and _COINED.fullmatch(first):
        yield ProductName(name=first, uri=skill.uri, any_case=True)


def _short_names(skill: Skill, lore: _Lore) -> Iterator[ProductName]:
    """What is left of the label without what speech leaves out."""
    label = skill.preferred_label
    maker, rest = _without_maker(label, lore)
    yield from _spellings(rest, skill, maker, lore)
    words = label.split()
    while len(words) > 1 and words[-1].casefold() in GENERIC and all(map(_PROPER.match, words[:-1])):
        words = words[:-1]
        shorter = " ".join(words)
        yield _short(shorter, skill, lore)
        yield from _spellings(_without_maker(shorter, lore)[1], skill, maker, lore)
        yield from _acronym(shorter, skill, lore)
    yield from _acronym(label, skill, lore)
    if skill.description == _JAVASCRIPT and " " not in rest and "." not in rest.removesuffix(".js"):
        stem = rest.removesuffix(".js")
        yield from (ProductName(name=f"{stem}{end}", uri=skill.uri, any_case=True) for end in ("JS", ".js", " JS"))
        if stem != label:
            yield _short(stem, skill, lore)


def _short(name: str, skill: Skill, lore: _Lore) -> ProductName:
    standing = lore.standing(name, skill, short=True)
    return ProductName(
        name=name, uri=skill.uri, standing=standing, any_case=lore.known(skill) and standing is Standing.CERTAIN
    )


def _spellings(name: str, skill: Skill, maker: str | None, lore: _Lore) -> Iterator[ProductName]:
    """A name without its maker, and with the maker's initials that everybody writes."""
    if maker is None or not re.search(r"[A-Za-z]{2}", name) or name.casefold() in GENERIC:
        return
    by = maker.split()[0]
    short = _short(name, skill, lore)
    household = lore.words.rank(f"{by} {name}") < HOUSEHOLD
    hot_phrase = " " in name and all(map(_PROPER.match, name.split())) and skill.preferred_label in lore.words.commonest
    if short.standing is Standing.BESIDE and hot_phrase:
        yield replace(short, standing=Standing.ORDINARY)
    else:
        yield replace(short, maker=None if household or short.standing is not Standing.BESIDE else by)
    if by == "Microsoft":
        yield from (
            ProductName(name=f"{prefix} {name}", uri=skill.uri, any_case=True) for prefix in ("MS", "Microsoft")
        )


def _acronym(label: str, skill: Skill, lore: _Lore) -> Iterator[ProductName]:
    """The acronym that closes a label, and the label without it: "Amazon Web Services AWS"."""
    words = _BRACKETED.sub(r" \1", label).split()
    if len(words) < 3 or not _ACRONYM.fullmatch(words[-1]):
        return
    said, acronym = words[:-1], words[-1]
    if len(acronym) >= SHORTEST_ACRONYM and set(acronym) <= set("".join(said).upper()):
        yield replace(_short(acronym, skill, lore), any_case=False)
        yield _short(" ".join(said), skill, lore)


def _concept_of_esco(
    skill: Skill, found: Mapping[str, ProductName], taken: Mapping[str, ConceptUri], lore: _Lore
) -> ConceptUri | None:
    """What ESCO has for a technology: the concept that goes by one of its short names, or the skill of using it."""
    for name in _short_names(skill, lore):
        esco = found.get(name.name)
        if esco is not None and esco.standing is not Standing.BESIDE:
            return esco.uri
        used = taken.get(f"use {name.name}".casefold()) if " " in name.name else None
        called = taken.get(name.name.casefold()) if name.standing is not Standing.BESIDE else None
        if used or called:
            return used or called
    return None


def _rare(ranked: Sequence[Skill], lore: _Lore, taken: frozenset[str]) -> Iterator[ProductName]:
    """Short names of technologies that few occupations use: only where no other goes by it, and one word is no name."""
    owners: defaultdict[str, list[ProductName]] = defaultdict(list)
    labels = {skill.uri: skill.preferred_label for skill in ranked}
    for skill in ranked:
        if skill.preferred_label not in lore.words.commonest:
            for name in {name.name: name for name in _short_names(skill, lore)}.values():
                owners[name.name.casefold()].append(name)
    for key, names in owners.items():
        first = min(names, key=lambda name: (len(labels[name.uri]), labels[name.uri]))
        same = all(labels[name.uri].casefold().startswith(labels[first.uri].casefold()) for name in names)
        if key not in taken and same and first.standing is Standing.CERTAIN:
            yield first if " " in first.name else replace(first, standing=Standing.BESIDE)


def _makers(technologies: Iterable[Skill], words: ProductWords) -> frozenset[str]:
    openings = Counter(skill.preferred_label.split()[0] for skill in technologies if " " in skill.preferred_label)
    common = {label.partition(" ")[0] for label in words.commonest}
    return frozenset(word for word, count in openings.items() if count >= MAKER_FROM and word in common) - NO_MAKERS


def _without_maker(label: str, lore: _Lore) -> tuple[str | None, str]:
    """The maker that a label opens with, and the rest of it; None and the label where there is none."""
    for maker in LONGER_MAKERS:
        if label.startswith(f"{maker} "):
            return maker, label[len(maker) + 1 :]
    first, _, rest = label.partition(" ")
    repeats = len(rest) > 3 and first.casefold().startswith(rest.split()[0].casefold())
    if rest and (repeats or first in lore.makers) and _PROPER.match(rest):
        return first, rest
    return None, label


def _common_words(esco: Iterable[Skill], taxonomy: Taxonomy) -> frozenset[str]:
    described = [skill.description or "" for skill in esco]
    for occupation in taxonomy.occupations.values():
        described += (*occupation.tasks, occupation.description or "")
    counts = Counter(word for text in described for word in set(_SMALL_WORD.findall(text)))
    return frozenset(word for word, count in counts.items() if count >= COMMON_FROM)
