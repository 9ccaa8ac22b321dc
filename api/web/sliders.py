"""How far the sliders go: to what the whole of the offer could cost or take, in steps that a hand can set."""

import math
from dataclasses import dataclass

from api.web.seeker_answer import SeekerAnswer

STEPS = 40
"""About so many on a slider."""
ROUND = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Slider:
    most: float
    step: float


def sliders(seen: SeekerAnswer) -> dict[str, Slider]:
    """By field: money, hours, weeks. They end where no more could be used, or at what was typed."""
    offers = seen.advice.question.offers
    typed = seen.form.typed
    money = sum(float(offer.cost) for offer in offers if offer.cost is not None and offer.closes)
    hours = sum(offer.hours for offer in offers if offer.hours is not None and offer.closes)
    return {
        "budget": _slider(money, typed.budget, 100),
        "hours": _slider(hours, typed.hours, 10),
        "hours_per_week": Slider(40, 1),
        "weeks": Slider(52, 1),
    }


def _slider(useful: float, typed: str, least: float) -> Slider:
    try:
        wished = float(typed.replace(",", "") or 0)
    except ValueError:
        wished = 0.0
    most = max(useful, wished if math.isfinite(wished) else 0.0, least)
    step = _round(most / STEPS)
    return Slider(math.ceil(most / step) * step, step)


def _round(amount: float) -> float:
    """The next round number above."""
    power = 10.0 ** math.floor(math.log10(max(amount, 1)))
    return next((power * own for own in ROUND if power * own >= amount), power * 10)
