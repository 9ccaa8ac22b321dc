"""Texts of CTDL nodes: labels of concepts, names of organisations, costs and credits in words."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from corpora.courses.ctdl.links import Links
from corpora.courses.ctdl.terms import MODES, SCHEMES, in_words
from corpora.courses.money import RECURRING
from corpora.linked_data.graph import Node, Words, is_address
from matcher.credits import credits_of
from matcher.opportunities import Mode

LABELS = (
    "ceterms:targetNodeName",
    "skos:prefLabel",
    "ceterms:name",
    "ceasn:competencyText",
    "ceterms:targetNodeDescription",
)
NOT_OF_ALL = frozenset(
    (
        "Childcare", "GraduationFee", "LearningResource", "Meals", "OptionalCharges", "ReexaminationFee", "RenewalFee",
        "ReschedulingFee", "RoomOrResidency", "SpecialHardship", "SpecialNeeds", "Travel",
    )
)  # fmt: skip
"""Types of cost that a learner may have, but that are not what the credential costs."""
TOTAL = "AggregateCost"
MAX_DIGITS = 15
"""Of a price, before or after the point."""


def local_name(address: str) -> str:
    """Of a concept: "OnlineOnly" of "deliveryType:OnlineOnly" and of "https://purl.org/ctdl/vocabs/deliveryType/OnlineOnly"."""
    return address.replace("/", ":").replace("#", ":").rsplit(":", 1)[-1]


def label_of(address: str) -> str:
    parts = address.replace("/", ":").split(":")
    scheme = next((SCHEMES[part] for part in parts[:-1] if part in SCHEMES), None)
    return scheme.label(parts[-1]) if scheme else in_words(local_name(address))


def labels(links: Links, node: Node, *names: str) -> list[str]:
    """What the concepts of the fields are called, and texts that stand for one."""
    found = plain(node, *names)
    for one in links.targets(node, *names):
        address = _concept(one)
        named = one.word(*LABELS) if isinstance(one, Node) else None
        found += [named] if named else [label_of(address)] if address else []
    return list(dict.fromkeys(found))


def plain(node: Node, *names: str) -> list[str]:
    """What stands in the fields in words, where a reference is wanted."""
    return [text for name in names for text in node.words(name) if not is_address(text)]


def own_address(node: Node) -> str | None:
    """What identifies it in every document."""
    return node.id if node.id and is_address(node.id) and node.id[:2] != "_:" else None


def concepts(links: Links, node: Node, name: str) -> list[str]:
    """The local names of the concepts of a field."""
    return [local_name(address) for one in links.targets(node, name) if (address := _concept(one))]


def addresses(node: Node, name: str) -> Iterator[str]:
    """What a field refers to, or the addresses that stand there as text."""
    for value in node.fields.get(name, ()):
        address = value.text if isinstance(value, Words) else value.id
        if address:
            yield address


def _concept(one: Node | str) -> str | None:
    """Its address: an alignment's target, or a concept's own."""
    if isinstance(one, str):
        return one
    own = own_address(one) if "skos:Concept" in one.types else None
    aligned = (address for address in addresses(one, "ceterms:targetNode") if is_address(address))
    return next((address for address in aligned if address[:2] != "_:"), own)


def names_of(links: Links, node: Node, *names: str) -> list[str]:
    """What organisations or other resources are called; the address of one that the document does not tell of."""
    found = plain(node, *names)
    for one in links.targets(node, *names):
        named = one if isinstance(one, str) else one.word("ceterms:name", "ceterms:legalName") or own_address(one)
        found += [named] if named else []
    return list(dict.fromkeys(found))


def mode(links: Links, node: Node) -> Mode | None:
    """Of several, online and on site together are blended."""
    stated = [MODES.get(one) for one in _delivery(links, node)]
    places = {one for one in stated if one}
    return Mode.BLENDED if len(places) > 1 else next(iter(places), None)


def _delivery(links: Links, node: Node) -> list[str]:
    return [
        one for name in ("ceterms:deliveryType", "ceterms:learningDeliveryType") for one in concepts(links, node, name)
    ]


def cost(links: Links, node: Node) -> dict[str, object]:
    """What it costs in the first currency: the total where one is stated, else the sum of what everybody pays.

    Of several amounts for the same thing the dearest: residents may pay less. A price per month is none.
    """
    profiles = [one for one in links.at(node, "ceterms:estimatedCost") if _counts(links, one)]
    if not profiles:
        return {}
    currency = profiles[0].word("ceterms:currency")
    dearest: dict[str, Decimal] = {}
    for profile in profiles:
        amount = _amount(profile)
        if amount is None:
            return {"price": profile.word("ceterms:price"), "currency": currency}
        if profile.word("ceterms:currency") == currency:
            kind = next(iter(concepts(links, profile, "ceterms:directCostType")), "")
            dearest[kind] = max(amount, dearest.get(kind, amount))
    total = dearest.get(TOTAL, sum(dearest.values(), Decimal()))
    return {"price": format(total, "f"), "currency": currency, "price_date": profiles[0].word("ceterms:startDate")}


def _counts(links: Links, profile: Node) -> bool:
    kinds = concepts(links, profile, "ceterms:directCostType")
    recurring = RECURRING.search(profile.word("ceterms:paymentPattern") or "")
    return profile.word("ceterms:price") is not None and not recurring and not NOT_OF_ALL & {*kinds}


def _amount(profile: Node) -> Decimal | None:
    """None for what is no number: the fault is named where the price is read."""
    try:
        amount = Decimal((profile.word("ceterms:price") or "").replace(",", ""))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount.adjusted()) <= MAX_DIGITS else None


def credit(links: Links, node: Node, *names: str) -> str | None:
    """The credit points with their unit: "3 semester hours", "5 ECTS"."""
    for value in links.at(node, *names):
        unit = next(iter(labels(links, value, "ceterms:creditUnitType", "schema:unitText")), None)
        text = _with_unit(_number(value), unit, value.word("schema:description"))
        if text:
            return text
    older = node.word("ceterms:creditUnitValue", "ceterms:creditHourValue")
    unit = next(iter(labels(links, node, "ceterms:creditUnitType", "ceterms:creditHourType")), None)
    return _with_unit(older, unit, node.word("ceterms:creditUnitTypeDescription"))


def _number(value: Node) -> str | None:
    least, most = value.word("schema:minValue"), value.word("schema:maxValue")
    between = f"{_short(least)} to {_short(most)}" if least and most else None
    return _short(value.word("schema:value")) or between


def _short(number: str | None) -> str | None:
    return number.removesuffix(".0") if number else None


def _with_unit(number: str | None, unit: str | None, described: str | None) -> str | None:
    """In the provider's own words, where they say the number."""
    if described and (number is None or number in described):
        return described
    if number is None:
        return None
    number, unit = _short(number) or number, (unit or "").lower()
    if unit.endswith(("hour", "unit")):
        return f"{number} {unit}{'' if number == '1' else 's'}"
    if unit and credits_of(f"{number} {unit}"):
        return f"{number} {unit}"
    said = "; ".join(one for one in (unit, described) if one)
    return f"{number} credits ({said})" if said else number
