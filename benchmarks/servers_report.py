"""What `benchmarks.servers_run` found, as a table in Markdown."""

from collections.abc import Mapping
from typing import Any


def table(record: Mapping[str, Any]) -> str:
    lines = [
        "# Several servers on one database",
        "",
        f"`{record['command']}`, {record['date']}, commit {record['commit']}, {record['machine']}, with a load of "
        f"{record['load'][0]} when it began.",
        "",
        f"{record['clients_per_server']} clients a server, in one process on the same machine, each of which asks "
        f"again as soon as it is answered, for {record['seconds']:g} s: {', '.join(record['questions'])} in turn.",
        "",
        "PostgreSQL runs on the same cores too. So this does not tell what a machine for each server would give: as "
        "many servers as cores share what there is, and more of them only wait for each other. What it tells is that "
        "servers are not in each other's way beyond that, and how soon they agree.",
        "",
        "| servers | loaded, s | answers a second | median, ms | p95, ms | other than 200 | peak MB each "
        "| all see a new ad, s | a new course, s |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {r['servers']} | {r['loaded_s']} | {r['answers_per_s']} | {r['median_ms']} | {r['p95_ms']} | "
        f"{r['refused']} | {', '.join(map(str, r['memory_mb']))} | {r['new_ad_s']} | {r['new_course_s']} |"
        for r in record["servers"]
    ]
    lines += [
        "",
        "Each server has a home of its own; the second and the third index the courses as they first start, which is "
        "part of their loading. A new course is counted from the end of `matcher catalogue add` in the home of one.",
    ]
    return "\n".join(lines) + "\n"
