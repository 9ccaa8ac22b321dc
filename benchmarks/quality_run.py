"""Quality on the labelled data beside the project: `make eval`. Writes benchmarks/quality/latest.json and .md.

`python -m benchmarks.quality_run NAME ...` measures only those; the others stand as they were recorded, with their
own date and commit.
"""

import datetime
import json
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path
from typing import Any

from api.settings import read_settings
from api.wiring import load_reading
from benchmarks.measures import (
    claims,
    courses,
    fitted,
    importance,
    judged,
    linked_by_hand,
    linking,
    recommending,
    roles,
    stacks,
    traps,
    trends_and_forecasts,
    whole_ads,
)

TARGET = Path(__file__).parent / "quality"
MEASURES = {
    "linking": linking,
    "held out": fitted,
    "roles": roles,
    "importance": importance,
    "traps": traps,
    "claims": claims,
    "courses": courses,
    "courses for a gap": recommending,
    "stacks": stacks,
    "whole ads": whole_ads,
    "judged": judged,
    "linked by hand": linked_by_hand,
    "trends and forecasts": trends_and_forecasts,
}


def main(names: Collection[str]) -> None:
    """Raises KeyError for a name that is no measure's."""
    reading = load_reading(read_settings())
    TARGET.mkdir(exist_ok=True)
    known = json.loads((TARGET / "latest.json").read_text()) if names else {"figures": {}}
    now = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
    }
    record = {"command": "make eval", "encoder": reading.encoder.name, "taxonomy": reading.taxonomy.version}
    former = {key: known[key] for key in now if key in known}
    measured = dict.fromkeys(known["figures"], former) | known.get("measured", {})
    figures: dict[str, Any] = dict(known["figures"])
    for name in names or MEASURES:
        print(f"measuring {name}", flush=True)
        figures[name], measured[name] = MEASURES[name].measure(reading), now
    lines = ["# Quality", "", f"`make eval`, encoder {record['encoder']}, taxonomy {record['taxonomy']}.", ""]
    lines += [f"Measured {_when(own, measured)}." for own in _distinct(measured)]
    for name, module in MEASURES.items():
        lines += ["", *module.report(figures[name])] if name in figures else []
    whole = record | now | {"measured": measured, "figures": figures}
    (TARGET / "latest.json").write_text(json.dumps(whole, indent=1) + "\n")
    (TARGET / "latest.md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


def _distinct(measured: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    return [own for i, own in enumerate(measured.values()) if own not in list(measured.values())[:i]]


def _when(own: dict[str, str], measured: dict[str, dict[str, str]]) -> str:
    which = ", ".join(name for name, other in measured.items() if other == own)
    return f"{own['date']}, commit {own['commit']}: {which}"


if __name__ == "__main__":
    main(sys.argv[1:])
