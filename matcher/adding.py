"""What if this course were added? Which demand it would serve, beside whom, and what one more outcome would add."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from matcher.achievements import OUTCOMES, TEACHING, Achievement, AchievementId
from matcher.concepts import ConceptUri
from matcher.market import Beside, Market
from matcher.recommendation import MAY_CLOSE_FROM
from matcher.slices import Mask
from matcher.supply import Teacher, teacher
from matcher.teaching import Taught
from matcher.unmet import Unmet

COMPETITORS = 10
ONE_MORE = 10
NEWLY_SHOWN = 20
DRAFT_TEACHES_FROM = 0.5
"""More likely than not: a draft is asked about, and not sold; what it surely teaches its author may state."""
RELATED_FROM = 1.0
"""Times its usual share, at the lower bound, from which a skill goes with what the draft teaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A skill that the draft teaches, or may, and that ads of the slice ask for."""

    by_draft: Teacher
    demand: Unmet
    """With the supply as it is without the draft."""

    @property
    def is_new(self) -> bool:
        """Whether no course surely teaches it so far."""
        return not self.demand.supply.closing


@dataclass(frozen=True, slots=True, kw_only=True)
class Competitor:
    course: Achievement
    shared: tuple[ConceptUri, ...]
    """Skills of the draft that it surely teaches too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneMore:
    """A skill that the draft does not teach, and that ads which ask for what it teaches ask for more than others."""

    demand: Unmet
    beside: Beside
    more_ads: int
    """That ask for it and for nothing which the draft teaches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    draft: Achievement
    teaches: tuple[Served, ...]
    """Most asked for first."""
    may_teach: tuple[Served, ...]
    unasked: tuple[Teacher, ...]
    """What it surely teaches and no ad of the slice asks for."""
    ads: int
    """That ask for something which it teaches."""
    newly: int
    """... which no course teaches so far."""
    newly_ids: tuple[str, ...]
    """The first NEWLY_SHOWN of them."""
    competitors: tuple[Competitor, ...]
    one_more: tuple[OneMore, ...]


def what_if(  # noqa: PLR0913 - what the draft is set beside
    draft: Achievement,
    teachers: Sequence[Teacher],
    demands: Mapping[str, Unmet],
    market: Market,
    within: Mask,
    *,
    but: frozenset[ConceptUri] = frozenset(),
) -> WhatIf:
    """`teachers`: the draft, once for each skill that it may teach; `demands`: of the slice, without the draft.

    `but`: what is not to be advised as one more outcome.
    """
    served = [Served(by_draft=own, demand=demands[own.skill]) for own in teachers if own.skill in demands]
    served.sort(key=lambda own: (own.demand.demand.is_small, -own.demand.demand.ads, own.by_draft.skill))
    sure = tuple(own for own in served if _counts(own.by_draft))
    asking = _asking(market, [own.by_draft.skill for own in sure], within)
    new = _asking(market, [own.by_draft.skill for own in sure if own.is_new], within)
    return WhatIf(
        draft=draft,
        teaches=sure,
        may_teach=tuple(own for own in served if not _counts(own.by_draft)),
        unasked=tuple(own for own in teachers if _counts(own) and own.skill not in demands),
        ads=int(asking.sum()),
        newly=int(new.sum()),
        newly_ids=tuple(market.facts.ids[at] for at in np.flatnonzero(new)[:NEWLY_SHOWN].tolist()),
        competitors=_competitors(sure, draft.id),
        one_more=_one_more(market, demands, asking, within, but={*but, *(own.by_draft.skill for own in sure)}),
    )


def drafted(read: Achievement, taught: Mapping[ConceptUri, Sequence[Taught]]) -> tuple[Teacher, ...]:
    """What a draft may teach: as courses are judged, or as surely as an outcome of it was read to name the skill.

    `taught`: of the draft as the only course. An outcome is what its author means to teach; what is open is which skill
    it names. From MAY_CLOSE_FROM on.
    """
    by_course = {skill: judged for skill, judged in taught.items() if judged}
    outcomes: dict[ConceptUri, float] = {}
    for own in read.alignments:
        if own.role in TEACHING and own.field.startswith(OUTCOMES):
            outcomes[own.concept] = max(own.confidence, outcomes.get(own.concept, 0.0))
    found = []
    for skill in sorted({*by_course, *outcomes, *(a.concept for a in read.alignments if a.stated)}):
        judged = by_course.get(skill, (Taught(read.id, 0.0),))[0]
        sure = max(judged.probability, outcomes.get(skill, 0.0))
        found.append(teacher(skill, replace(judged, probability=sure), read))
    return tuple(own for own in found if own.probability >= MAY_CLOSE_FROM)


def _counts(teacher: Teacher) -> bool:
    return teacher.probability >= DRAFT_TEACHES_FROM


def _asking(market: Market, skills: Sequence[ConceptUri], within: Mask) -> Mask:
    """The ads of the slice that ask for any of them."""
    found: Mask = np.zeros_like(within)
    for skill in skills:
        found |= market.asking(market.askings_for(skill), within)
    return found


def _competitors(sure: Sequence[Served], draft: AchievementId) -> tuple[Competitor, ...]:
    """A course that was put in as the draft, to be changed, competes with no copy of itself."""
    shared: dict[str, list[ConceptUri]] = {}
    courses: dict[str, Achievement] = {}
    for own in sure:
        for one in own.demand.supply.closing:
            if one.course.id == draft:
                continue
            courses[one.course.id] = one.course
            shared.setdefault(one.course.id, []).append(own.by_draft.skill)
    most = Counter({key: len(skills) for key, skills in shared.items()})
    ordered = sorted(most, key=lambda key: (-most[key], key))[:COMPETITORS]
    return tuple(Competitor(course=courses[key], shared=tuple(shared[key])) for key in ordered)


def _one_more(
    market: Market, demands: Mapping[str, Unmet], asking: Mask, within: Mask, but: Collection[ConceptUri]
) -> tuple[OneMore, ...]:
    related = [
        (demands[own.id], own)
        for own in market.beside(asking, within, len(demands), but=but)
        if own.lift_low > RELATED_FROM
    ]
    related.sort(key=lambda own: (own[0].demand.is_small, -own[0].score, own[1].id))
    return tuple(
        OneMore(
            demand=demand,
            beside=own,
            more_ads=int((_asking(market, [ConceptUri(own.id)], within) & ~asking).sum()),
        )
        for demand, own in related[:ONE_MORE]
    )
