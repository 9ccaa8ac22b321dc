"""A profile as it comes in -> holdings with their evidence. Only words about skills count; who writes does not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matcher.concepts import ConceptUri
from matcher.cues import speaks_of_absence
from matcher.errors import TextTooLong
from matcher.linking import Candidate, Linker, mention_of
from matcher.mentions import Sentence, SentenceSplitter, Span
from matcher.profiles import Holding, HoldingSource, Profile, ProfileClaims
from matcher.sections import BULLET

MAX_SENTENCES = 5_000
"""Of one profile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimPolicy:
    """Set by hand; a claim is a bare name, on which the scorer was not fitted."""

    claim_confidence: float = 0.95
    """Of a claim that is a concept's label word for word."""
    claim_from_cosine: float = 0.7
    """Cosine from which a claim that is no label counts as naming its nearest concept; the cosine is its confidence."""
    named_confidence: float = 0.3
    """From here on a label that stands in CV text in full is a claim of it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ProfileReader:
    splitter: SentenceSplitter
    linker: Linker
    policy: ClaimPolicy

    def read(self, profile: ProfileClaims, wanted: Sequence[ConceptUri] = ()) -> Profile:
        """Link every claim; read the text, looking at `wanted` skills in every sentence besides the best links.

        Raises TextTooLong.
        """
        listed, unlinked = self._listed(profile.claims)
        inferred = self._from_text(profile.text, wanted) if profile.text else ()
        return Profile(holdings=_each_once([*listed, *inferred]), unlinked=tuple(unlinked), text=profile.text)

    def _listed(self, claims: Iterable[str]) -> tuple[list[Holding], list[str]]:
        named = [claim.strip() for claim in claims if any(c.isalnum() for c in claim)]
        sentences = [Sentence(Span(0, len(claim)), claim) for claim in named]
        holdings: list[Holding] = []
        unlinked: list[str] = []
        for claim, found in zip(named, self.linker.candidates(sentences), strict=True):
            chosen = self._claimed(claim, found)
            if chosen is None:
                unlinked.append(claim)
            else:
                skill, confidence = chosen
                source = HoldingSource.SELF_CLAIMED
                holdings.append(Holding(skill=skill, source=source, confidence=confidence, text=claim))
        return holdings, unlinked

    def _claimed(self, claim: str, found: Sequence[Candidate]) -> tuple[ConceptUri, float] | None:
        for candidate in found:
            if candidate.exact and candidate.exact.end - candidate.exact.start == len(claim):
                return candidate.uri, self.policy.claim_confidence
        nearest = max(found, key=lambda c: (c.cosine or 0.0, c.uri), default=None)
        if nearest and nearest.cosine and nearest.cosine >= self.policy.claim_from_cosine:
            return nearest.uri, nearest.cosine
        return None

    def _from_text(self, text: str, wanted: Sequence[ConceptUri]) -> Iterable[Holding]:
        lines = _lines(text)
        sentences = [s for own in self.splitter.split(text, lines) for s in own if not speaks_of_absence(s.text)]
        if len(sentences) > MAX_SENTENCES:
            raise TextTooLong("the profile", length=len(sentences), limit=MAX_SENTENCES, unit="sentences and lines")
        asked = frozenset(wanted)
        least = self.linker.policy.min_confidence
        for sentence, found in zip(sentences, self.linker.candidates(sentences, asked, least), strict=True):
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


def _lines(text: str) -> list[Span]:
    lines: list[Span] = []
    start = 0
    for line in text.split("\n"):
        bullet = BULLET.match(line)
        first = start + (bullet.end() if bullet else 0)
        end = start + len(line.rstrip())
        if first < end:
            lines.append(Span(first, end))
        start += len(line) + 1
    return lines


def _each_once(holdings: Iterable[Holding]) -> tuple[Holding, ...]:
    """Each skill once a source, the surest kept; ordered by skill."""
    best: dict[tuple[ConceptUri, HoldingSource], Holding] = {}
    for holding in holdings:
        key = (holding.skill, holding.source)
        if key not in best or holding.confidence > best[key].confidence:
            best[key] = holding
    return tuple(best[key] for key in sorted(best))
