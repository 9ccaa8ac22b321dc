"""From a table and roles to a plan's workbook, end to end over HTTP: `python -m benchmarks.team_asked`.

Writes benchmarks/team/asked.json and .md. Tables and roles are drawn by seed from the skills that the sample catalogue
teaches: nobody's people. Half of the roles are lists, half are occupations, so that tasks are read, too.
"""

import datetime
import json
import os
import platform
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from fastapi.testclient import TestClient

from api.app import create_app
from api.settings import read_settings
from api.wiring import Service, ready_service
from matcher.achievements import TEACHING

TARGET = Path(__file__).parent / "team"
COMMAND = "python -m benchmarks.team_asked"
ASKED = {12: (5, 3), 40: (5, 3), 500: (60, 2)}
"""By people: seconds that the answer should take, and how many tables are drawn."""
COLUMNS, ROLE_SKILLS = 30, 14
OCCUPATIONS = ("librarian", "data analyst", "office manager")
LISTS = 3
MONEY = 150
"""Of each person's budget."""
HOURS = 40
SURE = 0.75
OK = 200


def taught(service: Service) -> list[str]:
    """Labels of what the catalogue surely teaches, by label."""
    alignments = (
        own
        for achievement in service.pipeline.catalogue.page(after=None, limit=10_000)
        for own in achievement.alignments
        if own.role in TEACHING and own.confidence >= SURE
    )
    return sorted({service.pipeline.taxonomy.skill(own.concept).preferred_label for own in alignments})


def drawn(people: int, seed: int, skills: Sequence[str]) -> tuple[bytes, bytes]:
    """(table as XLSX, roles as JSON)"""
    draw = Random(f"{people} {seed}")
    columns = draw.sample(skills, COLUMNS)
    lists = [draw.sample(columns, ROLE_SKILLS) for _ in range(LISTS)]
    roles = [{"name": f"Role {place + 1}", "skills": dict.fromkeys(own, 3)} for place, own in enumerate(lists)]
    roles += [{"name": name.capitalize(), "role": name} for name in OCCUPATIONS]
    names = [str(role["name"]) for role in roles]
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["id", "toward", *columns])
    for place in range(people):
        book.active.append(
            [f"P{place:03}", names[place % len(names)], *(draw.choice((0, 0, 1, 2, 3, 4)) for _ in columns)]
        )
    file = BytesIO()
    book.save(file)
    brief = {"roles": roles, "budget": MONEY * people, "currency": "AUD", "hours_per_person": HOURS, "begin": "2027-Q1"}
    return file.getvalue(), json.dumps(brief).encode()


def main() -> None:
    service = ready_service(read_settings())
    skills = taught(service)
    with TestClient(create_app(service)) as client:
        rows = [
            row(people, aim, [asked(client, people, seed, skills) for seed in range(tables)])
            for people, (aim, tables) in ASKED.items()
        ]
    record = {
        "command": COMMAND,
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": round(os.getloadavg()[0], 1),
        "rows": rows,
    }
    (TARGET / "asked.json").write_text(json.dumps(record, indent=1) + "\n")
    (TARGET / "asked.md").write_text(told(record))


def asked(client: TestClient, people: int, seed: int, skills: Sequence[str]) -> float:
    """Seconds until the workbook is there."""
    table, brief = drawn(people, seed, skills)
    start = time.perf_counter()
    answer = client.post(
        "/v1/team/plan",
        files={"table": ("team.xlsx", table), "brief": ("roles.json", brief)},
        data={"consented": "true", "format": "xlsx"},
    )
    seconds = time.perf_counter() - start
    if answer.status_code != OK:
        raise SystemExit(f"{people}, seed {seed}: {answer.status_code} {answer.text[:500]}")
    print(f"{people} people, seed {seed}: {seconds:.1f} s, {len(answer.content):,} bytes", flush=True)
    return seconds


def row(people: int, aim: int, seconds: Sequence[float]) -> dict[str, float]:
    return {
        "people": people,
        "tables": len(seconds),
        "aim_s": aim,
        "median_s": round(statistics.median(seconds), 1),
        "worst_s": round(max(seconds), 1),
    }


def told(record: Mapping[str, Any]) -> str:
    lines = [
        "# From a table to a plan's workbook",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, {record['machine']}; load "
        f"{record['load']} at its end, most of it this run's own.",
        "",
        f"A table of {COLUMNS} skills as XLSX and {LISTS + len(OCCUPATIONS)} roles ({LISTS} lists of {ROLE_SKILLS} "
        f"skills, {len(OCCUPATIONS)} occupations), drawn by seed, over HTTP with the sample catalogue; the plan with "
        "all that stands beside it comes back as XLSX. Seconds by the wall.",
        "",
        "| people | tables | median s | worst s | aim s |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {own['people']} | {own['tables']} | {own['median_s']:.1f} | {own['worst_s']:.1f} | {own['aim_s']} |"
        for own in record["rows"]
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
