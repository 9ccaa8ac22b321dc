"""Quality on the labelled data beside the project: `make eval`. Writes benchmarks/quality/latest.json and .md."""

import datetime
import json
import subprocess
from pathlib import Path
from typing import Any

from api.settings import read_settings
from api.wiring import load_reading
from benchmarks.measures import courses, fitted, importance, linking, roles, traps, whole_ads

TARGET = Path(__file__).parent / "quality"
MEASURES = {
    "linking": linking,
    "held out": fitted,
    "roles": roles,
    "importance": importance,
    "traps": traps,
    "courses": courses,
    "whole ads": whole_ads,
}


def main() -> None:
    reading = load_reading(read_settings())
    TARGET.mkdir(exist_ok=True)
    record = {
        "command": "make eval",
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "commit": subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], text=True).strip(),
        "encoder": reading.encoder.name,
        "taxonomy": reading.taxonomy.version,
    }
    lines = [
        "# Quality",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, encoder {record['encoder']}, taxonomy "
        f"{record['taxonomy']}.",
    ]
    figures: dict[str, Any] = {}
    for name, module in MEASURES.items():
        print(f"measuring {name}", flush=True)
        figures[name] = module.measure(reading)
        lines += ["", *module.report(figures[name])]
    (TARGET / "latest.json").write_text(json.dumps(record | {"figures": figures}, indent=1) + "\n")
    (TARGET / "latest.md").write_text("\n".join(lines) + "\n")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
