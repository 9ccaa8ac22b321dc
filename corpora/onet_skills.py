"""O*NET's importance and level of 35 skills: by groups of occupations as shipped, by occupation where imported."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import orjson

from corpora.taxonomies.onet_figures import Figure, Figures
from matcher.concepts import ConceptUri, Taxonomy
from matcher.errors import UnreadableDocument
from matcher.occupation_skills import OccupationSkills, SkillFigure, SkillFigures

OWN = Path(__file__).with_name("onet_skills.json")

Columns = tuple[Sequence[float | None], Sequence[float | None]]
"""Importance and level of each skill, in the order of the skills; None where it was not measured."""


def read_onet_skills(taxonomy: Taxonomy, path: Path = OWN) -> OccupationSkills:
    """Concepts that the taxonomy lacks count as none. Raises UnreadableDocument."""
    try:
        raw = orjson.loads(path.read_bytes())
        skills = [(skill["name"], skill["concept"]) for skill in raw["skills"]]
        known = [(name, ConceptUri(uri) if uri in taxonomy.skills else None) for name, uri in skills]
        return OccupationSkills(
            own={title: _figures(f"of {title}", known, own) for title, own in raw.get("occupations", {}).items()},
            groups={code: _group(group, known) for code, group in raw["groups"].items()},
            titles=raw["titles"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UnreadableDocument(str(path), f"is no table of O*NET's skills ({error})") from error


def save_onet_skills(figures: Figures, path: Path, version: str) -> None:
    """The figures of a release; which concept says the same as a skill, and what a group is called, is as shipped."""
    shipped = orjson.loads(OWN.read_bytes())
    concepts = {skill["element"]: skill["concept"] for skill in shipped["skills"]}
    document = {
        "source": f"{version}: importance (1 to 5) and level (0 to 7) by occupation, averaged by us over major groups",
        "skills": [{"element": e, "name": name, "concept": concepts.get(e)} for e, name in figures.skills.items()],
        "groups": _groups(figures, {code: group["name"] for code, group in shipped["groups"].items()}),
        "titles": figures.majors,
        "occupations": {
            title: _columns([own.get(element) for element in figures.skills])
            for title, own in figures.occupations.items()
        },
    }
    path.write_bytes(orjson.dumps(document))


def _figures(whose: str, known: Sequence[tuple[str, ConceptUri | None]], columns: Columns) -> SkillFigures:
    return SkillFigures(
        whose=whose,
        figures=tuple(
            SkillFigure(name=name, concept=concept, importance=importance, level=level)
            for (name, concept), importance, level in zip(known, *columns, strict=True)
            if importance is not None and level is not None
        ),
    )


def _group(raw: Mapping[str, Any], known: Sequence[tuple[str, ConceptUri | None]]) -> SkillFigures:
    whose = f"on average of {raw['occupations']} occupations in {raw['name']}"
    return _figures(whose, known, (raw["importance"], raw["level"]))


def _columns(figures: Sequence[Figure | None]) -> Columns:
    return [figure and figure[0] for figure in figures], [figure and figure[1] for figure in figures]


def _groups(figures: Figures, names: Mapping[str, str]) -> dict[str, dict[str, object]]:
    members: defaultdict[str, list[Mapping[str, Figure]]] = defaultdict(list)
    for title, own in figures.occupations.items():
        members[figures.majors[title]].append(own)
    found: dict[str, dict[str, object]] = {}
    for code, group in sorted(members.items()):
        means = [_mean([own[element] for own in group if element in own]) for element in figures.skills]
        importance, level = _columns(means)
        name = names.get(code, f"major group {code}")
        found[code] = {"name": name, "occupations": len(group), "importance": importance, "level": level}
    return found


def _mean(figures: Sequence[Figure]) -> Figure | None:
    if not figures:
        return None
    importance, level = (sum(column) / len(figures) for column in zip(*figures, strict=True))
    return importance, level
