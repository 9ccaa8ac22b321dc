"""An answer as plain text for a terminal: the values that --json gives, in the order people ask for them."""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence

from api.commands.blocks import columns, heading, quoted, wrapped
from api.commands.stack_text import stack_text, unproven_text, unsuited_text
from api.needs import NeedOut, needs_of
from api.rendering import language_notes
from api.schemas import (
    AchievementOut,
    Answer,
    DemandOut,
    EvidenceOut,
    ExtractResponse,
    GapResponse,
    PriceOut,
    RecommendationOut,
    RoleOut,
    StackOut,
    WayOut,
)
from matcher.concepts import Vocabulary
from matcher.demand import EvidenceSource, Importance

NARROWEST, WIDEST = 60, 110
NOT_STATED = "not stated"
NONE = "none"
MAX_NAMED = 3
"""Offers that are named for each reason why they could not be counted."""


def terminal_width() -> int:
    return min(max(shutil.get_terminal_size().columns, NARROWEST), WIDEST)


def extract_text(response: ExtractResponse, width: int) -> str:
    return "\n".join([*_asked("What the ad asks", response, width), *_foot(response, width)])


def advice_text(response: GapResponse, width: int) -> str:
    asked = "What the role asks" if response.role else "What the ad asks"
    return "\n".join(
        [
            *(_role(response.role, width) if response.role else ()),
            *_asked(asked, response, width),
            *_profile(response, width),
            *_labels("The gap", response.gap.missing, width, none=_no_gap(response)),
            *_stack(response, width),
            *_others(response, width),
            *unsuited_text(response, width),
            *_labels("What stays open", response.open, width, none="Nothing."),
            *unproven_text(response, width),
            *_foot(response, width),
        ]
    )


def _role(role: RoleOut, width: int) -> Iterator[str]:
    yield heading(f"The role: {role.name}")
    for match in role.resolved_to:
        yield from wrapped(f"read as {match.label} ({match.vocabulary}, similarity {match.similarity:.2f})", width, 2)
    if role.could_also_be:
        yield from wrapped("could also be: " + "; ".join(match.label for match in role.could_also_be), width, 2)
    yield ""


def _asked(title: str, response: GapResponse | ExtractResponse, width: int) -> Iterator[str]:
    """By importance, then by the sentence that a skill rests on most surely."""
    yield heading(title)
    if not response.demands:
        yield "  No skill was found in it."
    for note in language_notes(response.text or ""):
        yield from wrapped(f"Note: {note}.", width, 2)
    for importance in Importance:
        own = [need for need in needs_of(response.demands) if need.head.importance == importance.value]
        if own:
            yield f"  {importance.value} ({len(own)})"
            yield from _by_sentence(own, width)
    if response.unmatched:
        yield f"  asked for in words that fit no known skill ({len(response.unmatched)})"
        for words in response.unmatched:
            yield from wrapped(quoted(words.text), width, 4)
    if response.set_aside:
        counted = ", ".join(f"{count} {reason}" for reason, count in sorted(response.set_aside.items()))
        yield from wrapped(f"Sentences not read for skills: {counted}.", width, 2)
    yield ""


def _by_sentence(needs: Iterable[NeedOut], width: int) -> Iterator[str]:
    groups: dict[str, list[NeedOut]] = {}
    for need in needs:
        evidence = need.head.evidence[0]
        groups.setdefault(_source(evidence) + quoted(evidence.text), []).append(need)
    for sentence, own in groups.items():
        yield from wrapped(sentence, width, 4)
        for need in own:
            stated = f" ({', '.join(need.head.levels)})" if need.head.levels else ""
            whose = "  [own]" if need.head.vocabulary == Vocabulary.OWN.value else ""
            yield f"      {need.head.confidence:.2f}  {need.head.label}{stated}{whose}"
            if need.others:
                yield from wrapped("also read as: " + "; ".join(one.label for one in need.others), width, 12)


def _source(evidence: EvidenceOut) -> str:
    if evidence.source == EvidenceSource.AD.value:
        return ""
    named = f" {evidence.reference}" if evidence.source == EvidenceSource.SIMILAR_AD.value else ""
    return f"{evidence.source}{named}: "


def _profile(response: GapResponse, width: int) -> Iterator[str]:
    yield heading("What the profile covers")
    if not response.gap.covered:
        yield "  Nothing of it." if response.profile.holdings else "  No skill was given."
    by_skill = {covered.demand.uri: covered for covered in response.gap.covered}
    for need in needs_of(covered.demand for covered in response.gap.covered):
        covered = by_skill[need.head.uri]
        instead = "" if covered.best[0].uri == covered.demand.uri else f", by {covered.best[0].label}"
        yield f"  {need.label}{instead}"
        for own in covered.best:
            yield from wrapped(f"{quoted(own.text)} ({own.source.replace('_', ' ')}, {own.confidence:.2f})", width, 6)
            if own.issued:
                yield from wrapped(own.issued.told, width, 6)
    if response.profile.unlinked:
        yield from wrapped("Not understood: " + "; ".join(response.profile.unlinked), width, 2)
    yield ""


def _labels(title: str, demands: Sequence[DemandOut], width: int, *, none: str) -> Iterator[str]:
    needs = needs_of(demands)
    yield heading(f"{title} ({len(needs)})" if needs else title)
    if not needs:
        yield f"  {none}"
    for importance in Importance:
        own = [need.label for need in needs if need.head.importance == importance.value]
        if own:
            yield from wrapped("; ".join(own), width, 14, first=f"  {importance.value:12}")
    yield ""


def _stack(response: GapResponse, width: int) -> Iterator[str]:
    stack = response.stack
    by_id = {r.achievement.id: r for r in response.recommendations}
    yield heading("The stack that closes most of it")
    if not response.gap.missing:
        yield "  There is nothing to close."
    elif not stack.achievements:
        yield "  Nothing on offer closes any of it within these limits."
    for number, key in enumerate(stack.achievements, start=1):
        yield from _chosen(number, by_id[key], width)
    if stack.achievements:
        yield from wrapped(_sum(stack, [by_id[key].way.price for key in stack.achievements]), width, 2)
        yield from stack_text(response, {key: r.achievement.name for key, r in by_id.items()}, width)
    if stack.left_out:
        reasons = "; ".join(_left_out(why, stack, by_id) for why in sorted(set(stack.left_out.values())))
        yield from wrapped(f"Offers left out of the count: {reasons}.", width, 2)
    yield ""


def _left_out(why: str, stack: StackOut, by_id: Mapping[str, RecommendationOut]) -> str:
    """How many for one reason, with the names of a few of them."""
    ids = [key for key, own in stack.left_out.items() if own == why]
    named = [by_id[key].achievement.name if key in by_id else key for key in ids[:MAX_NAMED]]
    more = ", ..." if len(ids) > MAX_NAMED else ""
    return f"{len(ids)} ({why}: {', '.join(named)}{more})"


def _sum(stack: StackOut, prices: Sequence[PriceOut | None]) -> str:
    cost = f"{stack.currency} {stack.cost:,.2f}" if stack.cost is not None else _unsummed(stack.currency, prices)
    hours = f"{stack.hours:g} hours" if stack.hours is not None else f"hours {NOT_STATED} for all"
    share = stack.closed_weight / stack.total_weight if stack.total_weight else 0.0
    best = "no other stack closes more" if stack.proven_optimal else f"{stack.method}; another may close more"
    return f"Together: {cost}, {hours}; closes {share:.0%} of the gap by weight ({best})."


def _unsummed(currency: str | None, prices: Sequence[PriceOut | None]) -> str:
    """Why the prices have no sum."""
    if None in prices:
        return f"price {NOT_STATED} for all"
    found = sorted({price.currency for price in prices if price and price.amount})
    if len(found) > 1:
        return f"prices in different currencies ({', '.join(found)}), which are never added up"
    return f"prices in {', '.join(found)}, not in {currency}"


def _no_gap(response: GapResponse) -> str:
    return "Nothing: the profile covers all of it." if response.demands else "None can be told: no skill was found."


def _chosen(number: int, recommendation: RecommendationOut, width: int) -> Iterator[str]:
    achievement = recommendation.achievement
    sample = "  [sample data]" if achievement.sample else ""
    yield from wrapped(achievement.name + sample, width, 5, first=f"  {number:>2} ")
    yield from columns(facts(achievement, recommendation.way), 5, width)
    if recommendation.copies:
        yield from wrapped(f"the same as {', '.join(recommendation.copies)}", width, 7, first=" " * 5)
    if not recommendation.closes and not recommendation.may_close:
        yield "     needed by another course of the stack"
    for closure in recommendation.closes:
        yield from wrapped(f"closes {closure.label} ({closure.coverage:.2f}, {closure.basis})", width, 7, first=" " * 5)
        if closure.text != closure.uri:
            yield from wrapped(f"{closure.field}: {quoted(closure.text)}", width, 9)
    if recommendation.may_close:
        yield from wrapped(_may(recommendation), width, 7, first=" " * 5)
    yield ""


def _may(recommendation: RecommendationOut) -> str:
    return "may teach " + "; ".join(f"{own.label} ({own.coverage:.2f})" for own in recommendation.may_close)


def facts(achievement: AchievementOut, way: WayOut) -> list[tuple[str, str]]:
    """What a person decides by; what the catalogue does not state is said to be not stated."""
    price, workload = way.price, way.workload
    return [
        _from(achievement),
        ("price", f"{price.currency} {price.amount:,.2f}" if price else NOT_STATED),
        ("hours", hours_of(workload.hours_min, workload.hours_max) if workload else NOT_STATED),
        ("level", achievement.level or NOT_STATED),
        ("mode", way.mode or NOT_STATED),
    ]


def _from(achievement: AchievementOut) -> tuple[str, str]:
    """Who provides it; where that is not stated, who awards it."""
    if achievement.provider is None and achievement.awarding_body is not None:
        return "awarded by", achievement.awarding_body
    return "provider", achievement.provider or NOT_STATED


def hours_of(least: float, most: float) -> str:
    return f"{most:g}" if least == most else f"{least:g} to {most:g}"


def _others(response: GapResponse, width: int) -> Iterator[str]:
    chosen = set(response.stack.achievements)
    others = [r for r in response.recommendations if r.achievement.id not in chosen]
    if not others:
        return
    yield heading("Also on offer for the gap")
    for recommendation in others:
        told = ", ".join(f"{name} {value}" for name, value in facts(recommendation.achievement, recommendation.way)[:3])
        yield from wrapped(f"{recommendation.achievement.name} ({told})", width, 4, first="  ")
        if recommendation.closes:
            yield from wrapped("closes " + "; ".join(closure.label for closure in recommendation.closes), width, 6)
        if recommendation.may_close:
            yield from wrapped(_may(recommendation), width, 6)
    yield ""


def _foot(response: Answer, width: int) -> Iterator[str]:
    yield heading("Made with")
    known = ((name, version or NONE) for name, version in response.versions.model_dump().items())
    yield from columns(list(known), 2, width)
    for line in response.attribution:
        yield from wrapped(line, width, 2)
