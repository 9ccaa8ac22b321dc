"""A team's plan as it is asked for: the service's pipeline with what a team needs besides."""

from api.demand_asking import named_skill
from api.wiring import Service
from corpora.ways_of_working import read_ways_of_working
from matcher.areas import PREFIX
from matcher.concepts import ConceptUri
from matcher.natures import transversal_skills
from matcher.workforce.upskilling import Upskilling


def upskilling_of(service: Service) -> Upskilling:
    """Of the catalogue and the taxonomy that the service has now."""
    return Upskilling(
        pipeline=service.pipeline,
        find=lambda words: ConceptUri(named_skill(service, words, families=False).removeprefix(PREFIX)),
        currency=service.settings.currency,
        ways_of_working=read_ways_of_working(),
        transversal=transversal_skills(service.pipeline.taxonomy),
    )
