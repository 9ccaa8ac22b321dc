"""O*NET's importance and level of 35 skills, averaged over 22 groups of occupations: onet_skills.json."""

from pathlib import Path

import orjson

from matcher.concepts import ConceptUri, Taxonomy
from matcher.errors import UnreadableDocument
from matcher.occupation_skills import OccupationGroup, OccupationSkills, SkillFigure

OWN = Path(__file__).with_name("onet_skills.json")


def read_onet_skills(taxonomy: Taxonomy, path: Path = OWN) -> OccupationSkills:
    """Concepts that the taxonomy lacks count as none. Raises UnreadableDocument."""
    try:
        raw = orjson.loads(path.read_bytes())
        skills = [(skill["name"], skill["concept"]) for skill in raw["skills"]]
        groups = {
            code: OccupationGroup(
                name=group["name"],
                occupations=group["occupations"],
                figures=tuple(
                    SkillFigure(
                        name=name,
                        concept=ConceptUri(uri) if uri in taxonomy.skills else None,
                        importance=importance,
                        level=level,
                    )
                    for (name, uri), importance, level in zip(skills, group["importance"], group["level"], strict=True)
                ),
            )
            for code, group in raw["groups"].items()
        }
        return OccupationSkills(groups=groups, titles=raw["titles"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableDocument(str(path), f"is no table of O*NET's skills ({error})") from error
