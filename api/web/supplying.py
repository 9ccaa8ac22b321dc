"""Who teaches what is worked out once for a catalogue, beside the answering: nobody waits half a minute for it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock

from api.wiring import Service
from matcher.concepts import ConceptUri
from matcher.provision import By, Supplies
from models.ad_index import in_a_thread
from models.judged_courses import JudgedCourses

AT_ONCE = 32
"""Skills that are judged in one go: about a second, for which whoever asks about another skill has to wait."""


@dataclass(slots=True, kw_only=True, eq=False)
class SupplyAhead:
    beside: Callable[[Callable[[], None]], None] = in_a_thread
    turn: Lock = field(default_factory=Lock)
    """Held while it is worked out."""

    def is_known(self, service: Service, by: By) -> bool:
        """Whether a question about all that is asked for can be answered at once; else that is begun."""
        supplies = service.provision.supplies
        wanted = [skill for skill in _asked(service, by) if not _is_judged(supplies, skill)]
        if len(wanted) <= AT_ONCE:
            return True
        if self.turn.acquire(blocking=False):
            self.beside(lambda: self._work_out(supplies, wanted))
        return False

    def _work_out(self, supplies: Supplies, wanted: Iterable[ConceptUri]) -> None:
        try:
            left = iter(wanted)
            while some := tuple(islice(left, AT_ONCE)):
                supplies.of(some)
        finally:
            self.turn.release()


def _is_judged(supplies: Supplies, skill: ConceptUri) -> bool:
    judge = supplies.teaching
    return skill in supplies.known or (isinstance(judge, JudgedCourses) and skill in judge.known)


def _asked(service: Service, by: By) -> Iterable[ConceptUri]:
    if by is By.FAMILIES:
        families = service.pipeline.taxonomy.families
        return sorted({skill for family in families for skill in family.members})
    return service.provision.market().facts.concepts
