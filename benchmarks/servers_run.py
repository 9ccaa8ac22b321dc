"""One, two and three servers on one PostgreSQL: `python -m benchmarks.servers_run`. Under 4 minutes on a quiet machine.

How many answers a second, how long they take, and how soon all see a new ad and a new catalogue. Servers have the
taxonomy of MATCHER_HOME and our sample ads and courses, in homes and a database that are removed afterwards. Writes
latest.json and .md into the folder `servers` beside this; `--seconds 2` tries it out and writes nothing.
"""

import argparse
import datetime
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from api.settings import read_settings
from benchmarks.servers_report import table
from tests.postgresql import serving
from tests.servers import RoundRobin, Served, serving_from

TARGET = Path(__file__).parent / "servers"
COUNTS = (1, 2, 3)
SECONDS = 20
CLIENTS_PER_SERVER = 2
"""Each asks again as soon as it is answered."""
LOOK_EVERY_SECONDS = 0.05
SEEN_WITHIN_SECONDS = 300
AD = "Data analyst\n\nRequirements\n- You must know SQL and Python.\n- You work in a team.\n\nTableau is a plus."
GAP = {"ad": {"text": AD}, "profile": {"skills": ["SQL"]}, "budget": 900, "hours": 80}
QUESTIONS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("POST", "/v1/gap", {"json": GAP}),
    ("GET", "/v1/ads/similar", {"params": {"q": "data analyst"}}),
    ("POST", "/v1/extract", {"json": {"text": AD}}),
    ("GET", "/v1/concepts", {"params": {"q": "spreadsheets"}}),
    ("GET", "/v1/demand", {}),
    ("GET", "/v1/roles/skills", {"params": {"q": "reference librarian"}}),
)
SHARED = ("taxonomy", "concepts")
"""What servers only read of a home."""


@dataclass(slots=True)
class Taken:
    seconds: list[float] = field(default_factory=list)
    refused: int = 0
    """Answers other than 200."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.servers_run", description=__doc__)
    parser.add_argument("--seconds", type=float, default=SECONDS, help="of asking, for each number of servers")
    seconds: float = parser.parse_args().seconds
    record: dict[str, Any] = {
        "command": " ".join(["python -m benchmarks.servers_run", *sys.argv[1:]]),
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load": [round(load, 1) for load in os.getloadavg()],
        "seconds": seconds,
        "clients_per_server": CLIENTS_PER_SERVER,
        "questions": [path for _, path, _ in QUESTIONS],
    }
    with serving() as address, tempfile.TemporaryDirectory(prefix="matcher-servers-") as name:
        homes = [_home(Path(name) / str(place)) for place in range(max(COUNTS))]
        _matcher(homes[0], address, "setup")  # the others index the courses as they start
        record["servers"] = [_measured(homes[:count], address, seconds) for count in COUNTS]
    if seconds == SECONDS:
        TARGET.mkdir(exist_ok=True)
        (TARGET / "latest.json").write_text(json.dumps(record, indent=1) + "\n")
        (TARGET / "latest.md").write_text(table(record))
    print(table(record))


def _home(folder: Path) -> Path:
    folder.mkdir()
    for name in SHARED:
        (folder / name).symlink_to((read_settings().home / name).resolve())
    return folder


def _matcher(home: Path, address: str, *arguments: str) -> None:
    own = {"MATCHER_HOME": str(home), "MATCHER_DATABASE_URL": address}
    command = [sys.executable, "-m", "api.command", *arguments]
    subprocess.run(command, env={**os.environ, **own}, check=True, stdout=sys.stderr)


def _measured(homes: Sequence[Path], address: str, seconds: float) -> dict[str, Any]:
    began = time.perf_counter()
    with serving_from(homes, address) as servers:
        loaded = time.perf_counter() - began
        for server in servers:  # what is made at the first question is no part of it
            _ask(RoundRobin([server]), len(QUESTIONS), Taken())
        taken = _asked(servers, seconds)
        ordered = sorted(taken.seconds)
        told = {
            "servers": len(servers),
            "loaded_s": round(loaded, 1),
            "answers": len(ordered),
            "answers_per_s": round(len(ordered) / seconds, 1),
            "median_ms": round(statistics.median(ordered) * 1000, 1),
            "p95_ms": round(ordered[int(0.95 * (len(ordered) - 1))] * 1000, 1),
            "refused": taken.refused,
            "memory_mb": [_memory_mb(server) for server in servers],
        }
        return told | _freshness(servers, address)


def _asked(servers: Sequence[Served], seconds: float) -> Taken:
    """By so many clients as there are for the servers, one after the other of them."""
    taken = [Taken() for _ in range(CLIENTS_PER_SERVER * len(servers))]
    until = time.perf_counter() + seconds
    threads = [
        threading.Thread(
            target=_ask_until,
            args=(RoundRobin([*servers[n % len(servers) :], *servers[: n % len(servers)]]), until, own),
        )
        for n, own in enumerate(taken)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Taken([one for own in taken for one in own.seconds], sum(own.refused for own in taken))


def _ask_until(asked: RoundRobin, until: float, taken: Taken) -> None:
    while time.perf_counter() < until:
        _ask(asked, 1, taken)


def _ask(asked: RoundRobin, count: int, taken: Taken) -> None:
    """The next questions, after those that were answered."""
    for place in range(len(taken.seconds), len(taken.seconds) + count):
        method, path, more = QUESTIONS[place % len(QUESTIONS)]
        start = time.perf_counter()
        answer = asked.ask(method, path, **more)
        taken.seconds.append(time.perf_counter() - start)
        taken.refused += answer.status_code != 200


def _freshness(servers: Sequence[Served], address: str) -> dict[str, float]:
    """Seconds until every server tells of a new ad, and of a new course once the command that added it has ended."""
    number = len(servers)
    words = " ".join(f"desk{number}x{n} room{number}x{n}" for n in range(5))  # so that none is like another one
    row = {"id": f"new-{number}", "text": f"You must know SQL. {words}."}
    ads = _counts(servers, "ads")
    headers = {"content-type": "application/x-ndjson", "Idempotency-Key": f"servers-{number}"}
    sent = servers[0].client.post(servers[0].address + "/v1/ads:batch", content=json.dumps(row), headers=headers)
    sent.raise_for_status()
    new_ad = _seconds_until(lambda: _counts(servers, "ads") == [one + 1 for one in ads])
    courses = _counts(servers, "achievements")
    file = servers[0].home / "new.jsonl"
    file.write_text(json.dumps({"id": f"c-new-{number}", "name": "SQL for beginners", "topics": ["SQL"]}) + "\n")
    _matcher(servers[0].home, address, "catalogue", "add", str(file))
    new_course = _seconds_until(lambda: _counts(servers, "achievements") == [one + 1 for one in courses])
    return {"new_ad_s": round(new_ad, 2), "new_course_s": round(new_course, 2)}


def _counts(servers: Sequence[Served], what: str) -> list[int]:
    return [int(server.client.get(server.address + "/v1/meta").json()[what]) for server in servers]


def _seconds_until(seen: Callable[[], bool]) -> float:
    start = time.perf_counter()
    while not seen():
        if time.perf_counter() - start > SEEN_WITHIN_SECONDS:
            raise SystemExit(f"not seen by all within {SEEN_WITHIN_SECONDS} s")
        time.sleep(LOOK_EVERY_SECONDS)
    return time.perf_counter() - start


def _memory_mb(server: Served) -> int:
    """Its peak."""
    if server.process is None:
        raise SystemExit("no process")
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    return round(int(status.split("VmHWM:")[1].split()[0]) / 1000)


if __name__ == "__main__":
    main()
