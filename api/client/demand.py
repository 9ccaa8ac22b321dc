"""Questions about what the kept ads ask for."""

from dataclasses import dataclass
from typing import Literal, Unpack
from urllib.parse import quote

from api.client.options import (
    DossierOptions,
    DraftOptions,
    EmergingOptions,
    ListOptions,
    SkillOptions,
    TrendsOptions,
    UnmetOptions,
    WhatIfOptions,
)
from api.client.sending import File, Sending, get, post
from api.demand_schemas import DemandPage, EmergingPage, SkillMarketOut, TrendsPage, UnmetPage, WhatIfOut
from api.dossier_schemas import DossierOut
from api.proposal_schemas import DraftOut

PATH = "/v1/demand"
Table = Literal["csv", "xlsx", "parquet"]
Plot = Literal["svg", "png"]


@dataclass(frozen=True, slots=True)
class Demand:
    """Every method raises ClientError."""

    sending: Sending

    def skills(self, **options: Unpack[ListOptions]) -> DemandPage:
        """Skills, areas or families that the ads of a slice ask for, most asked first."""
        return self.sending.answer(DemandPage, get(PATH, options))

    def skills_file(self, format: Table | Plot, **options: Unpack[ListOptions]) -> File:
        return self.sending.file(get(PATH, {**options, "format": format}))

    def unmet(self, **options: Unpack[UnmetOptions]) -> UnmetPage:
        """Asked for most and taught least first."""
        return self.sending.answer(UnmetPage, get(f"{PATH}/unmet", options))

    def unmet_file(self, format: Table | Plot, **options: Unpack[UnmetOptions]) -> File:
        return self.sending.file(get(f"{PATH}/unmet", {**options, "format": format}))

    def trends(self, **options: Unpack[TrendsOptions]) -> TrendsPage:
        """What surely rises, what surely falls, and the rest."""
        return self.sending.answer(TrendsPage, get(f"{PATH}/trends", options))

    def trends_file(self, format: Table | Plot, **options: Unpack[TrendsOptions]) -> File:
        return self.sending.file(get(f"{PATH}/trends", {**options, "format": format}))

    def emerging(self, **options: Unpack[EmergingOptions]) -> EmergingPage:
        """What employers ask for in the same words and no concept covers."""
        return self.sending.answer(EmergingPage, get(f"{PATH}/emerging", options))

    def emerging_file(self, format: Table, **options: Unpack[EmergingOptions]) -> File:
        return self.sending.file(get(f"{PATH}/emerging", {**options, "format": format}))

    def skill(self, concept: str, **options: Unpack[SkillOptions]) -> SkillMarketOut:
        """One skill, area or family, by URI, id or name."""
        return self.sending.answer(SkillMarketOut, get(_of(concept), options))

    def skill_file(self, concept: str, format: Plot, **options: Unpack[SkillOptions]) -> File:
        return self.sending.file(get(_of(concept), {**options, "format": format}))

    def what_if(self, **options: Unpack[WhatIfOptions]) -> WhatIfOut:
        """What a draft course would add."""
        return self.sending.answer(WhatIfOut, post(f"{PATH}/what-if", options))

    def dossier(self, concept: str, **options: Unpack[DossierOptions]) -> DossierOut:
        """Evidence of need for one skill or family."""
        return self.sending.answer(DossierOut, get(f"{PATH}/dossier", {**options, "concept": concept}))

    def dossier_file(self, concept: str, format: Literal["docx", "pdf"], **options: Unpack[DossierOptions]) -> File:
        return self.sending.file(get(f"{PATH}/dossier", {**options, "concept": concept, "format": format}))

    def draft(self, concept: str, **options: Unpack[DraftOptions]) -> DraftOut:
        """A micro-credential for what is asked for."""
        return self.sending.answer(DraftOut, post(f"{PATH}/draft", {**options, "concept": concept}))


def _of(concept: str) -> str:
    return f"{PATH}/{quote(concept, safe='')}"
