"""What condition profiles ask for: before one begins, and to be awarded the credential."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from corpora.courses.ctdl.links import Links
from corpora.courses.ctdl.pairing import is_credential, is_offer
from corpora.courses.ctdl.terms import CONDITION
from corpora.courses.ctdl.wording import labels
from corpora.linked_data.graph import Node

RECOMMENDED = "Recommended: "
"""Before a prerequisite that is only advised."""
ENTRY = ("ceterms:entryCondition", "ceterms:prerequisite")
Ranked = tuple[int, str]
"""A prerequisite and its place among the others."""
_TARGETS = ("ceterms:targetCredential", "ceterms:targetLearningOpportunity")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The condition profiles under some fields of a node, and what stands there without a profile."""

    profiles: tuple[Node, ...]
    bare: tuple[Node | str, ...]


def asked(links: Links, node: Node, *names: str) -> Asked:
    """Also the alternatives of a condition."""
    found = [*links.targets(node, *names)]
    profiles = [one for one in found if isinstance(one, Node) and (CONDITION in one.types or not one.types)]
    others = [other for one in profiles for other in links.at(one, "ceterms:alternativeCondition")]
    bare = tuple(one for one in found if one not in profiles)
    return Asked(profiles=(*profiles, *others), bare=bare)


def prerequisites(links: Links, *nodes: Node) -> list[str]:
    """Ids of achievements and texts: of an opportunity what it requires, of a credential what one must be or hold.

    Texts first, then credentials and opportunities, then what is only advised.
    """
    ranked = sorted((one for node in nodes for one in _of(links, node) if one[1]), key=lambda one: one[0])
    return list(dict.fromkeys(text for _, text in ranked))


def _of(links: Links, node: Node) -> Iterator[Ranked]:
    award = is_credential(node)
    yield from _in_full(links, asked(links, node, *ENTRY) if award else asked(links, node, *ENTRY, "ceterms:requires"))
    for profile in asked(links, node, "ceterms:requires").profiles if award else ():
        yield from _terms(profile)
        yield from _others(links, links.targets(profile, "ceterms:targetCredential"))
    advised = asked(links, node, "ceterms:recommends")
    skills = [(0, text) for one in advised.profiles for text in labels(links, one, "ceterms:targetCompetency")]
    for _, text in sorted([*_in_full(links, advised), *skills], key=lambda one: one[0]):
        yield 3, f"{RECOMMENDED}{text}"


def _in_full(links: Links, before: Asked) -> Iterator[Ranked]:
    yield from _others(links, before.bare)
    for profile in before.profiles:
        yield from ((0, text) for text in profile.words("ceterms:description"))
        yield from _terms(profile)
        yield from _others(links, links.targets(profile, *_TARGETS))


def _others(links: Links, targets: Iterable[Node | str]) -> Iterator[Ranked]:
    """Achievements by id; by name those that are only spoken of."""
    for one in targets:
        if isinstance(one, str):
            yield 2, one
        elif id(one) in links.passing:
            yield 0, one.word("ceterms:name", "ceterms:description") or ""
        elif is_offer(one):
            yield 1 if is_credential(links.offer_of(one).main) else 2, links.id_of(one)


def _terms(profile: Node) -> Iterator[Ranked]:
    """What stands there in words and numbers."""
    for name in ("ceterms:condition", "ceterms:experience"):
        yield from ((0, text) for text in profile.words(name))
    age, years = profile.word("ceterms:minimumAge"), profile.word("ceterms:yearsOfExperience")
    if age:
        yield 0, f"Minimum age: {age}"
    if years:
        yield 0, f"{years.removesuffix('.0')} years of experience"
