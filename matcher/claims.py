"""A profile as it comes in -> holdings with their evidence. Only words about skills count; who writes does not."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from matcher.claim_names import NO_CLAIM_NAMES, ClaimNames
from matcher.concepts import ConceptUri
from matcher.cues import speaks_of_absence
from matcher.errors import TextTooLong
from matcher.lines import lines
from matcher.linking import Candidate, Linker, mention_of
from matcher.mentions import Sentence, SentenceSplitter, plain, whole
from matcher.own_words import writers_own
from matcher.profiles import HeldCredential, Holding, HoldingSource, Profile, ProfileClaims
from matcher.who import impersonal

MAX_SENTENCES = 5_000
"""Of one profile."""
SAME_WORDS_CONFIDENCE = 0.9
"""Of a claim in the very words of the ad; set by hand."""
Wanted: TypeAlias = Mapping[ConceptUri, frozenset[str]]
"""Skills that are asked for, with the plain words that ask for each."""
NOTHING: Wanted = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPolicy:
    """Set by hand; a claim is a bare name, on which the scorer was not fitted."""

    claim_confidence: float = 0.95
    """Of a claim that is a concept's label word for word."""
    name_confidence: float = 0.9
    """Of a claim that is an everyday name of a concept: we say what it means, the person did not."""
    claim_from_cosine: float = 0.7
    """Cosine from which a claim that is no label counts as naming its nearest concept; the cosine is its confidence."""
    named_confidence: float = 0.3
    """From here on a label that stands in CV text in full is a claim of it."""


@dataclass(frozen=True, slots=True)
class Claimed:
    text: str
    skill: ConceptUri | None = None
    """None where no concept fits."""
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProfileReader:
    splitter: SentenceSplitter
    linker: Linker
    policy: ClaimPolicy
    known: Container[ConceptUri] = frozenset()
    """The skills of the taxonomy: a credential may name others."""
    names: ClaimNames = NO_CLAIM_NAMES
    given_names: Container[str] = frozenset()
    """Of people, in small letters: with what follows them they are no words about skills."""

    def read(self, profile: ProfileClaims, wanted: Wanted = NOTHING) -> Profile:
        """Link every claim; read the text, looking at `wanted` skills in every sentence besides the best links.

        A claim in the very words of a demand holds what they were read as. Raises TextTooLong.
        """
        worded = list(_in_the_words_of(wanted, profile.claims))
        listed, unlinked = self._listed(profile.claims)
        inferred = self._from_text(profile.text, list(wanted)) if profile.text else ()
        awarded = [self._awarded(credential, wanted) for credential in profile.credentials]
        silent = [one.issued.credential for one, held in zip(profile.credentials, awarded, strict=True) if not held]
        understood = {holding.text for holding in worded}
        return Profile(
            holdings=_each_once([*worded, *listed, *inferred, *(one for held in awarded for one in held)]),
            unlinked=(*(claim for claim in unlinked if claim not in understood), *silent),
            text=profile.text,
        )

    def _awarded(self, credential: HeldCredential, wanted: Wanted) -> list[Holding]:
        """What it is aligned with or names word for word, by its own source; what we read into it is inferred."""
        stated = [
            Holding(skill=skill, source=credential.source, confidence=1.0, text=text)
            for skill, text in credential.skills
            if skill in self.known
        ]
        worded = [replace(one, source=credential.source) for one in _in_the_words_of(wanted, credential.claims)]
        named = [replace(one, source=self._source(credential, one)) for one in self._listed(credential.claims)[0]]
        text = self._from_text(credential.text, list(wanted)) if credential.text else ()
        implied = [replace(one, source=HoldingSource.INFERRED) for one in text]
        said = self._from_text(credential.own_text, list(wanted)) if credential.own_text else ()
        held = (*stated, *worded, *named, *implied, *said)
        return [replace(one, span=None, issued=credential.issued) for one in held]

    def _source(self, credential: HeldCredential, named: Holding) -> HoldingSource:
        """A signature vouches for the words, not for what they resemble."""
        exact = named.confidence >= self.policy.claim_confidence
        return credential.source if exact else HoldingSource.INFERRED

    def claimed(self, claims: Iterable[str]) -> list[Claimed]:
        """What each claim names, in their order, without those that hold no letter or digit."""
        named = [claim.strip() for claim in claims if any(c.isalnum() for c in claim)]
        found = self.linker.candidates([whole(claim) for claim in named])
        chosen = [self._claimed(claim, own) for claim, own in zip(named, found, strict=True)]
        return [Claimed(claim, *own) if own else Claimed(claim) for claim, own in zip(named, chosen, strict=True)]

    def _listed(self, claims: Iterable[str]) -> tuple[list[Holding], list[str]]:
        holdings: list[Holding] = []
        unlinked: list[str] = []
        for one in self.claimed(claims):
            if one.skill is None:
                unlinked.append(one.text)
            else:
                source = HoldingSource.SELF_CLAIMED
                holdings.append(Holding(skill=one.skill, source=source, confidence=one.confidence, text=one.text))
        return holdings, unlinked

    def _claimed(self, claim: str, found: Sequence[Candidate]) -> tuple[ConceptUri, float] | None:
        """By a preferred label or the operator's word, an everyday name, an alternative label, the nearest label."""
        labelled = [one.uri for one in found if one.exact and one.exact.end - one.exact.start == len(claim)]
        called = [uri for uri in labelled if self._is_called(uri, claim)]
        everyday = None if called else self.names.meaning(self.linker.heard(claim))
        if everyday and everyday.concept not in labelled:
            return (everyday.concept, self.policy.name_confidence) if everyday.concept else None
        meant = called or ([everyday.concept] if everyday and everyday.concept else labelled)
        if meant:
            return meant[0], self.policy.claim_confidence
        nearest = max(found, key=lambda c: (c.cosine or 0.0, c.uri), default=None)
        if nearest and nearest.cosine and nearest.cosine >= self.policy.claim_from_cosine:
            return nearest.uri, nearest.cosine
        return None

    def _is_called(self, skill: ConceptUri, claim: str) -> bool:
        """Whether its preferred label says just this, or the operator calls it so."""
        if any(one.concept == skill and one.span.of(claim) == claim for one in self.linker.own.named(claim)):
            return True
        labels, position = self.linker.labels, self.linker.positions.get(skill)
        stems = [token.stem for token in labels.tokenize(claim)]
        return position is not None and labels.says_no_more(position, stems, frozenset())

    def _from_text(self, text: str, wanted: Sequence[ConceptUri]) -> Iterable[Holding]:
        split = [sentence for own in self.splitter.split(text, lines(text)) for sentence in own]
        if len(split) > MAX_SENTENCES:
            raise TextTooLong("the profile", length=len(split), limit=MAX_SENTENCES, unit="sentences and lines")
        own = impersonal(writers_own(text), self.given_names)
        held = [sentence for sentence in split if _says_something(sentence.span.of(own))]
        read = [_as_in(own, sentence) for sentence in held]
        asked = frozenset(wanted)
        least = self.linker.policy.min_confidence
        for sentence, found in zip(held, self.linker.candidates(read, asked, least), strict=True):
            for rank, candidate in enumerate(found):
                best = rank < self.linker.policy.max_links
                if best or candidate.uri in asked:
                    yield self._held(candidate, sentence)

    def _held(self, candidate: Candidate, sentence: Sentence) -> Holding:
        named = candidate.exact is not None and candidate.confidence >= self.policy.named_confidence
        return Holding(
            skill=candidate.uri,
            source=HoldingSource.SELF_CLAIMED if named else HoldingSource.INFERRED,
            confidence=candidate.confidence,
            text=sentence.text,
            span=mention_of(candidate, sentence).span,
        )


def _says_something(words: str) -> bool:
    return any(character.isalnum() for character in words) and not speaks_of_absence(words)


def _as_in(own: str, sentence: Sentence) -> Sentence:
    """The sentence with the words that are left of it."""
    return Sentence(sentence.span, sentence.span.of(own))


def _in_the_words_of(wanted: Wanted, claims: Iterable[str]) -> Iterable[Holding]:
    for claim in claims:
        for skill, words in wanted.items():
            if plain(claim) in words:
                yield Holding(
                    skill=skill,
                    source=HoldingSource.SELF_CLAIMED,
                    confidence=SAME_WORDS_CONFIDENCE,
                    text=claim.strip(),
                )


def _each_once(holdings: Iterable[Holding]) -> tuple[Holding, ...]:
    """Each skill once a source, with and without a credential, the surest kept; by skill, credentials first."""
    best: dict[tuple[ConceptUri, HoldingSource, bool], Holding] = {}
    for holding in holdings:
        key = (holding.skill, holding.source, holding.issued is None)
        if key not in best or holding.confidence > best[key].confidence:
            best[key] = holding
    return tuple(best[key] for key in sorted(best))
