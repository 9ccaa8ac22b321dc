"""The report of the recorded run of faults."""

from collections.abc import Mapping, Sequence
from typing import Any

COLUMNS = (
    "kills", "real_processes", "lost", "half_made", "served", "refused_with_advice", "refused_without",
    "as_undisturbed", "drafts_left", "states",
)  # fmt: skip


def failures(told: Mapping[str, Any]) -> list[str]:
    """What must not be: written in capitals."""
    counted = [key for own in told.values() if isinstance(own, dict) for key in own]
    return [key for key in (*told, *counted) if key.split(":")[0].isupper()]


def row(name: str, kills: Sequence[Mapping[str, Any]], told: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "task": name,
        "undisturbed_s": [round(own["expected"][name]["seconds"], 1) for own in told],
        "kills": len(kills),
        "real_processes": sum(one["real_process"] for one in kills),
        "finished_first": sum(own["finished_first"][name] for own in told),
        "lost": sum(len(one["lost"]) for one in kills),
        "half_made": sum(len(one["half_made"]) for one in kills),
        "served": sum(one["refused"] is None for one in kills),
        "refused_with_advice": sum(one["says_what_to_do"] is True for one in kills),
        "refused_without": sum(one["says_what_to_do"] is False for one in kills),
        "as_undisturbed": sum(one["as_undisturbed"] for one in kills),
        "drafts_left": sum(one["drafts"] > 0 for one in kills),
        "states": len({(one["kept_at_kill"], *one["in_place_at_kill"]) for one in kills}),
    }


def wrong(record: Mapping[str, Any]) -> list[str]:
    """What must not be."""
    broken = [
        f"{one['task']}: {name} {one[name]}"
        for one in record["tasks"]
        for name in ("lost", "half_made", "refused_without")
        if one[name]
    ]
    broken += [f"{one['task']}: ends otherwise" for one in record["tasks"] if one["as_undisturbed"] != one["kills"]]
    return broken + failures(record["spoilt"]) + failures({"full": record["full_disk"]})


def table(record: Mapping[str, Any]) -> str:
    lines = [
        "# Faults",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, {record['machine']}, load "
        f"{record['load'][0]}, {record['minutes']} minutes, seed {record['seed']}.",
        "",
        f"## {sum(one['kills'] for one in record['tasks'])} kills",
        "",
        "SIGKILL at a moment drawn from the time that the command takes undisturbed. *Lost*: ads and courses that the "
        "store said were kept, before or at the kill, and that are not there, or otherwise, afterwards. *Half made*: "
        "artefacts in use that are not whole. Afterwards a service was loaded: it *served*, or *refused* with the "
        "command to run. Then the same command ran again: *as undisturbed* counts where it left every row of the "
        "store, every version in use and its exit code as a run that nobody disturbed. *States*: in how many different "
        "states of the work kills came.",
        "",
        "| command | kills | of a shell's process | lost | half made | served | refused, with the command to run "
        "| without | as undisturbed | drafts left until then | states |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| `matcher {r['task']}` | " + " | ".join(str(r[column]) for column in COLUMNS) + " |" for r in record["tasks"]
    ]
    lines += [
        "",
        "## A full disk",
        "",
        "`matcher ads ingest` on disks with ever more room, then once more with enough.",
        "",
    ]
    lines += ["| what came of it | disks |", "| --- | ---: |"]
    lines += [f"| {what} | {count} |" for what, count in record["full_disk"].items()]
    lines += [
        "",
        "## Spoilt stores",
        "",
        "`matcher doctor` on a store of which something was spoilt by chance, and what it recovers.",
    ]
    lines += ["", "| spoilt | what came of it | stores |", "| --- | --- | ---: |"]
    lines += [f"| {way} | {what} | {n} |" for way, own in record["spoilt"].items() for what, n in own.items()]
    return "\n".join(lines) + "\n"
