"""Who teaches what is worked out once for a catalogue, beside the answering: nobody waits half a minute for it."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import islice
from threading import Lock

from api.wiring import Service
from matcher.concepts import ConceptUri
from matcher.progress import Progress
from matcher.provision import By, Supplies
from models.ad_index import in_a_thread
from models.judged_courses import JudgedCourses

AT_ONCE = 32
"""Skills that are judged in one go: about a second, for which whoever asks about another skill has to wait."""
LOOK_AGAIN_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class Awaited:
    """How far it is: skills that are judged, of those that are asked for."""

    done: int
    of: int


@dataclass(slots=True, kw_only=True, eq=False)
class SupplyAhead:
    beside: Callable[[Callable[[], None]], None] = in_a_thread
    pause: Callable[[float], None] = time.sleep
    turn: Lock = field(default_factory=Lock)
    """Held while it is worked out."""
    broken: list[Exception] = field(default_factory=list)
    """Why it last could not be worked out; empty where it could."""

    def awaited(self, service: Service, by: By) -> Awaited | None:
        """None where a question about all that is asked for can be answered at once; else that is begun."""
        supplies, asked = service.provision.supplies, tuple(_asked(service, by))
        wanted = [skill for skill in asked if not _is_judged(supplies, skill)]
        if len(wanted) <= AT_ONCE:
            return None
        if self.turn.acquire(blocking=False):
            self.beside(lambda: self._work_out(supplies, wanted))
        return Awaited(len(asked) - len(wanted), len(asked))

    def wait(self, service: Service, by: By, told: Progress) -> None:
        """Until such a question can be answered at once; what `told` raises ends the waiting, and not the work.

        Raises what the work raised.
        """
        self.broken.clear()
        while (left := self.awaited(service, by)) is not None:
            told(left.done, left.of)
            self.pause(LOOK_AGAIN_SECONDS)
            if self.broken:
                raise self.broken[0]

    def _work_out(self, supplies: Supplies, wanted: Iterable[ConceptUri]) -> None:
        try:
            left = iter(wanted)
            while some := tuple(islice(left, AT_ONCE)):
                supplies.of(some)
            self.broken.clear()
        except Exception as error:
            self.broken[:] = [error]
            raise
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
