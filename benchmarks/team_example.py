"""The plans of docs/team-example.md: `python -m benchmarks.team_example`, with the data beside the project.

A sample team that we made up, toward three real library ads of the data beside the project as they are read, and toward
lists that we made of them by hand, with the sample catalogue. Writes docs/team-example/*.md: figures and names, and no
sentence of the ads.
"""

import datetime as dt
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

from api.settings import read_settings
from api.team_asking import TeamQuestion, planned
from api.team_schemas import SkillLineOut, TeamPlanOut
from api.team_wording import NOT_RECORDED
from api.wiring import ready_service
from corpora.ads.files import read_ads
from corpora.teams.briefs import read_brief
from corpora.teams.reading import read_team_file
from matcher.ads import JobAd
from matcher.workforce.brief import Brief, RoleBrief

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "team-example"
SHARED = ROOT.parent / "shared" / "data" / "ads" / "metro_library_jobs_2016_2019H1.jsonl.gz"
COMMAND = "python -m benchmarks.team_example"
ADS = {
    "Data services librarian": "2018-09-10-DATA-SERVICES-LIBRARIAN-NEW-YORK-UNIVERSITY",
    "Teaching librarian": "2017-08-15-INSTRUCTION--INFORMATION-LITERACY-LIBRARIAN-TOURO-COLLEGE",
    "Digital projects librarian": "2018-10-10-DIGITAL-PROJECTS-LIBRARIAN-COLUMBIA-UNIVERSITY-LIBRARIES",
}
DAY = dt.date(2026, 11, 27)
"""From which the plan begins with the next quarter."""


def main() -> None:
    service = ready_service(read_settings())
    sample = Path(str(files("corpora") / "sample" / "team"))
    team, unread = read_team_file(sample / "team.csv")
    lists = read_brief(sample / "roles.yaml")
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, brief in (("from-ads", with_real_ads(lists)), ("from-lists", lists)):
        asked = TeamQuestion(team=team, brief=brief, consented=True, unread=unread)
        began = time.perf_counter()
        answer = planned(service, asked, DAY, print)
        told = "\n".join(_told(name, answer, time.perf_counter() - began))
        (TARGET / f"{name}.md").write_text(told + "\n", encoding="utf-8")


def with_real_ads(brief: Brief) -> Brief:
    texts = {ad.id: ad.text for ad in read_ads(SHARED) if isinstance(ad, JobAd)}
    return replace(brief, roles=tuple(RoleBrief(name=name, ad=texts[key]) for name, key in ADS.items()))


def _told(name: str, answer: TeamPlanOut, seconds: float) -> Iterator[str]:
    commit = subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip()
    yield f"# The plan {name.replace('-', ' ')}"
    yield ""
    yield f"`{COMMAND}`, {dt.datetime.now(dt.UTC).date()}, commit {commit}. The team and the courses are sample data"
    yield "that we made up; the ads are real: " + "; ".join(ADS.values()) + "."
    yield ""
    own = answer.totals
    proven = "proven best" if own.proven_optimal else f"at most {own.bound:.1%} can be closed"
    yield (
        f"{own.people} people, {own.seats} seats in {own.courses} courses, {own.hours:,.0f} hours, {own.cost} "
        f"{answer.limits.currency}; closes {own.closed:.1%} of what is missing, {proven}. Made, with all beside it, in "
        f"{seconds:.0f} s."
    )
    yield from ("", "| beside it | cost | seats | courses | closes |", "| --- | ---: | ---: | ---: | ---: |")
    for other in answer.alternatives:
        if other.totals is not None:
            told = f"{other.totals.cost} | {other.totals.seats} | {other.totals.courses} | {other.totals.closed:.1%}"
            yield f"| {other.name} | {told} |"

    yield from _plan(answer)
    for role in answer.roles:
        yield from ("", f"## {role.name}", "")
        yield "| skill | wanted | hold it | after | stays open |"
        yield "| --- | ---: | ---: | ---: | --- |"
        yield from (_line(line) for line in answer.lines if role.name in line.roles)
    yield from ("", "## Names", "")
    yield from (
        f"- {one.name}: {one.standing}" + (f", {one.counted_as[0].label}" if one.counted_as else "")
        for one in answer.review
    )
    yield from ("", "## Notes", "")
    yield from (f"- {note}" for note in answer.notes)


def _plan(answer: TeamPlanOut) -> Iterator[str]:
    yield from ("", "| quarter | course | seats | cost | teaches |", "| --- | --- | ---: | ---: | --- |")
    names = {course.id: course.name for course in answer.courses}
    for group in answer.plan:
        teaches = "; ".join(f"{one.skill.label} to {one.people} ({one.coverage:.2f})" for one in group.teaches)
        yield f"| {group.quarter} | {names[group.course]} | {group.seats} | {group.cost} | {teaches} |"


def _line(line: SkillLineOut) -> str:
    held = f"{line.holding} of {line.people}" if line.recorded else NOT_RECORDED
    return f"| {line.skill.label} | {line.level} | {held} | {line.after} | {line.stays_open or ''} |"


if __name__ == "__main__":
    main()
