"""What `make train` measured where nothing had seen the data: ranking, gate, calibration, whole ads, titles."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from api.settings import read_settings
from api.wiring import Reading
from matcher.recommendation import CLOSES_FROM
from models.teaching import load_teaching_weights
from models.training.linker import CHOSEN
from models.weights import read_weights, shipped_weights

PLOT = Path(__file__).parents[1] / "quality" / "reliability.svg"
SIDE = 300
MARGIN = 34


def measure(reading: Reading) -> dict[str, Any]:
    figures = dict(read_weights(shipped_weights()).record["figures"])
    PLOT.write_text(reliability_plot(figures["reliability"]))
    teaching = load_teaching_weights(read_settings().home, reading.encoder).record
    return {
        "linker": figures,
        "titles": reading.titles.record["figures"] if reading.titles else None,
        "teaching": teaching["figures"] | {name: teaching[name] for name in ("pairs", "that teach")},
    }


def reliability_plot(bins: list[dict[str, float]]) -> str:
    """Share right against mean confidence, a circle a bin whose area grows with its size, as SVG."""

    def x(value: float) -> float:
        return MARGIN + SIDE * value

    def y(value: float) -> float:
        return MARGIN + SIDE * (1 - value)

    most = max(b["n"] for b in bins)
    circles = "".join(
        f'<circle cx="{x(b["confidence"]):.1f}" cy="{y(b["right"]):.1f}" r="{3 + 9 * (b["n"] / most) ** 0.5:.1f}" '
        f'fill="#27628d" fill-opacity=".7"><title>{int(b["n"])} links: confidence {b["confidence"]:.2f}, '
        f"{b['right']:.2f} right</title></circle>"
        for b in bins
    )
    ticks = "".join(
        f'<text x="{x(v):.0f}" y="{y(0) + 16:.0f}" text-anchor="middle">{v:.1f}</text>'
        f'<text x="{x(0) - 6:.0f}" y="{y(v) + 4:.0f}" text-anchor="end">{v:.1f}</text>'
        for v in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    )
    size = SIDE + 2 * MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" font-family="sans-serif" font-size="11">'
        f'<rect width="{size}" height="{size}" fill="#fff"/>'
        f'<path d="M{x(0)} {y(0)}V{y(1)}M{x(0)} {y(0)}H{x(1)}" stroke="#333" fill="none"/>'
        f'<path d="M{x(0)} {y(0)}L{x(1)} {y(1)}" stroke="#999" stroke-dasharray="4 4"/>{circles}{ticks}'
        f'<text x="{x(0.5)}" y="{size - 4}" text-anchor="middle">confidence of a link</text>'
        f'<text x="12" y="{y(0.5)}" text-anchor="middle" transform="rotate(-90 12 {y(0.5)})">share right</text></svg>\n'
    )


def report(figures: Mapping[str, Any]) -> list[str]:
    linker, titles = figures["linker"], figures["titles"]
    gate, spread = linker["gate"], linker["whole ads by fold"]
    lines = [
        "## Held out",
        "",
        f"Recorded by `make train`. The 27 annotated ads in {linker['folds']} folds of whole ads, tech and house "
        "validation and SkillSkape in 3 folds of sentences; no part was fitted on what it is judged on: each third of "
        "the folds has an encoder of its own that has not seen it. But the rows that gate and scorer were fitted on "
        "were seen by encoders and beside memories that knew the held-out ads, and thresholds were chosen on the same "
        "folds.",
        "",
        "| what | figure |",
        "| --- | ---: |",
        *(f"| encoder alone, RP@5 on {name} | {value:.1f} |" for name, value in linker["encoder alone, RP@5"].items()),
        f"| ranker, RP@5 on tech_validation | {linker['RP@5 tech_validation']:.1f} |",
        f"| ranker, RP@5 on house_validation | {linker['RP@5 house_validation']:.1f} |",
        f"| ranker, RP@5 on skillskape_dev | {linker['RP@5 skillskape_dev']:.1f} |",
        f"| scorer, RP@5 on skillxl_dev_a | {linker['RP@5 skillxl_dev_a']:.1f} |",
        f"| gate: does the sentence ask for a skill? precision, recall, F1 | {gate['precision']:.3f}, "
        f"{gate['recall']:.3f}, **{gate['F1']:.3f}** |",
        f"| calibration error of links from 0.1 on | {linker['calibration error of links from 0.1']:.4f} |",
        f"| whole ads at the shipped policy, F1 by fold: mean (sd) | {spread['mean']:.3f} ({spread['sd']:.3f}) |",
        "",
        "![reliability of link confidence](reliability.svg)",
        "",
        "Whole ads (27, micro, by clusters), sentence by sentence, by policy; what `min_confidence` buys. Shipped: "
        f"{CHOSEN.max_links} links from {CHOSEN.min_confidence} on.",
        "",
        "| links a sentence | from confidence | precision | recall | F1 |",
        "| ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {row['max_links']} | {row['min_confidence']} | "
        f"{row['precision']:.3f} | {row['recall']:.3f} | {row['F1']:.3f} |"
        for row in linker["whole ads"]
        if row["max_links"] in (5, 8)
    ]
    if titles:
        lines += ["", "Vacancy titles to ESCO occupations, the half of the titles that was not fitted on:", ""]
        lines += ["| what | n | MRR | hit@1 | hit@5 |", "| --- | ---: | ---: | ---: | ---: |"]
        lines += [
            f"| {name} | {own['n']} | {own['MRR']:.3f} | {own['hit@1']:.3f} | {own['hit@5']:.3f} |"
            for name, own in titles.items()
            if isinstance(own, Mapping)
        ]
    return lines + _of_courses(figures["teaching"])


def _of_courses(teaching: Mapping[str, Any]) -> list[str]:
    precision = teaching["average precision"]
    return [
        "",
        f"Whether a course teaches a skill, on {teaching['pairs']} pairs judged by hand ({teaching['that teach']} "
        f"teach), by folds of courses: average precision {precision['all lanes']:.3f} (nearest passage alone "
        f"{precision['nearest passage']:.3f}), calibration error {teaching['calibration error']:.3f}. A course closes "
        f"a skill from {CLOSES_FROM} on; `as served`: those drawn from what earlier fits recommended for real ads.",
        "",
        "| from | precision | recall | as served, n | precision as served |",
        "| ---: | ---: | ---: | ---: | ---: |",
        *(
            f"| {own['from']} | {own['precision']:.3f} | {own['recall']:.3f} | {own['as served']} | "
            f"{own['precision as served']:.3f} |"
            for own in teaching["by probability"]
        ),
    ]
