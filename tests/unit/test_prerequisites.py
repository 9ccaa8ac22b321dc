"""What is needed is taken with what needs it, before it; circles and gaps are named."""

from matcher.offers import Offer, StackLimits
from matcher.prerequisites import circle_in, in_order, takeable
from matcher.stacking import best_stack


def offer(key: str, *after: str, **closes: float) -> Offer:
    return Offer(id=key, closes=closes, after=frozenset(after), hours=1.0)


def test_what_is_needed_comes_along_however_far_back() -> None:
    a, b, c = offer("a", "b", sql=1.0), offer("b", "c"), offer("c")
    found = takeable([a], {"a": a, "b": b, "c": c})
    assert (found.offers, found.lacking, found.cyclic) == ((a, b, c), (), ())


def test_circles_and_what_leads_into_one_are_told_from_what_is_not_on_offer() -> None:
    every = {
        one.id: one for one in (offer("a", "b"), offer("b", "c"), offer("c", "b"), offer("d", "x"), offer("e", "e"))
    }
    found = takeable(every.values(), every)
    assert (found.offers, found.lacking, found.cyclic) == ((), ("d",), ("a", "b", "c", "e"))


def test_an_order_follows_needs_then_ids_and_leaves_circles_out() -> None:
    assert in_order({"a": ["c"], "b": [], "c": ["b", "elsewhere"]}) == ("b", "c", "a")
    assert in_order({"a": ["b"], "b": ["a"], "c": ["a"], "d": []}) == ("d",)


def test_a_circle_is_named_from_what_needs_to_what_is_needed() -> None:
    assert circle_in({"a": ["b"], "b": ["c", "elsewhere"], "c": ["b"], "d": []}) == ("b", "c", "b")
    assert circle_in({"a": ["a"]}) == ("a", "a")
    assert circle_in({"a": ["b"], "b": ["elsewhere"]}) == ()


def test_a_course_is_stacked_with_what_it_needs_or_not_at_all() -> None:
    offers = [offer("advanced", "basics", sql=1.0), offer("basics"), offer("other", sql=0.6)]
    assert best_stack({"sql": 1.0}, offers, StackLimits(hours=2)).chosen == ("advanced", "basics")
    one_hour = best_stack({"sql": 1.0}, offers, StackLimits(hours=1))
    assert (one_hour.chosen, one_hour.optimal) == (("other",), True)


def test_what_is_needed_twice_is_taken_and_paid_once() -> None:
    offers = [offer("a", "basics", sql=1.0), offer("b", "basics", r=1.0), offer("basics")]
    result = best_stack({"sql": 1.0, "r": 1.0}, offers, StackLimits(hours=3))
    assert (result.chosen, result.hours, result.optimal) == (("a", "b", "basics"), 3.0, True)


def test_what_needs_a_circle_or_something_unpriced_is_left_out_and_said_so() -> None:
    circle = [offer("a", "b", sql=1.0), offer("b", "a")]
    result = best_stack({"sql": 1.0}, circle, StackLimits())
    assert (result.chosen, result.left_out.cyclic) == ((), ("a",))
    timeless = [offer("a", "b", sql=1.0), Offer(id="b", closes={})]
    result = best_stack({"sql": 1.0}, timeless, StackLimits(hours=9))
    assert (result.chosen, result.left_out.lacking, result.untimed) == ((), ("a",), ("b",))
