"""Files that can be read, one or more of each kind: ours as shipped, those of the tests, and some made here."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import docx
import pyarrow as pa
import pyarrow.parquet as pq
from openpyxl import Workbook
from reportlab.pdfgen.canvas import Canvas

from tests.corpora.badge_makers import badge, itxt, png, signer, svg
from tests.hostile.mutations import Sample

ROOT = Path(__file__).parents[2]
OURS, OTHERS = ROOT / "corpora" / "sample", ROOT / "tests" / "corpora" / "samples"
RECORDS = 4
"""Of a file of many: what goes wrong in one goes wrong in the first."""
AD = (
    "Librarian\n\nAbout us\nWe lend books.\n\nRequirements\n- You must know SQL (3+ years)\n"
    "- Experience with Python or R\n- Ability to work in teams\n\nNice to have\n- French (B2)\n"
)


def of_ours(name: str, shape: str) -> Sample:
    return Sample((OURS / name).read_bytes(), shape)


def of_others(*names: str, shape: str = "json") -> tuple[Sample, ...]:
    return tuple(Sample((OTHERS / name).read_bytes(), shape) for name in names)


def lines_of(name: str) -> Sample:
    return Sample(b"\n".join((OURS / name).read_bytes().splitlines()[:RECORDS]), "lines")


def records_of(name: str) -> list[dict[str, Any]]:
    """Of flat values, as a table has them."""
    kept = [json.loads(line) for line in (OURS / name).read_text("utf-8").splitlines()[:RECORDS]]
    return [{key: _flat(value) for key, value in one.items()} for one in kept]


def _flat(value: object) -> object:
    return "; ".join(map(str, value)) if isinstance(value, list) else value if not isinstance(value, dict) else None


def csv_of(records: list[dict[str, Any]]) -> Sample:
    columns = list(dict.fromkeys(name for one in records for name in one))
    quoted = [
        [json.dumps(str(one.get(name) or ""), ensure_ascii=False).replace('\\"', '""') for name in columns]
        for one in records
    ]
    return Sample("\n".join([",".join(columns), *map(",".join, quoted)]).encode(), "bytes")


def xlsx_of(records: list[dict[str, Any]]) -> Sample:
    columns = list(dict.fromkeys(name for one in records for name in one))
    book, out = Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in (columns, *([one.get(name) for name in columns] for one in records)):
        sheet.append(row)
    book.save(out)
    return Sample(out.getvalue(), "zip")


def parquet_of(records: list[dict[str, Any]]) -> Sample:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(records), out)
    return Sample(out.getvalue(), "bytes")


def gzip_of(sample: Sample) -> Sample:
    return Sample(gzip.compress(sample.data, mtime=0), "gzip")


def a_pdf() -> Sample:
    out = io.BytesIO()
    canvas = Canvas(out, pageCompression=0, invariant=1)
    for i, line in enumerate(AD.splitlines()):
        canvas.drawString(72, 760 - 14 * i, line)
    canvas.showPage()
    canvas.drawString(72, 760, "A second page, with more of the same")
    canvas.save()
    return Sample(out.getvalue(), "bytes")


def a_docx() -> Sample:
    document, out = docx.Document(), io.BytesIO()
    document.add_heading("Librarian", 1)
    for line in AD.splitlines():
        document.add_paragraph(line, style="List Bullet" if line.startswith("- ") else None)
    cells = document.add_table(rows=2, cols=2).rows[0].cells
    cells[0].text, cells[1].text = "2020", "Lead"
    document.save(out)
    return Sample(out.getvalue(), "zip")


def a_page() -> Sample:
    posting = (OTHERS / "job_posting.json").read_text("utf-8")
    items = "".join(f"<li>{line}</li>" for line in AD.splitlines() if line)
    page = (
        f'<!doctype html><html lang="en"><head><title>Librarian</title><script type="application/ld+json">{posting}'
        f"</script></head><body><nav>Home</nav><main><h1>Librarian</h1><ul>{items}</ul><table><tr><td>a</td></tr>"
        "</table></main><footer>Bye</footer></body></html>"
    )
    return Sample(page.encode(), "markup")


def badges() -> dict[str, tuple[Sample, ...]]:
    plain = json.dumps(badge())
    signed = signer("EdDSA").token(badge())
    return {
        "json": (Sample(plain.encode(), "json"), *of_others("open_badges.json", "open_badge_complete.json")),
        "png": (
            Sample(png(itxt(plain)), "png"),
            Sample(png(itxt(plain, packed=True)), "png"),
            Sample(png(itxt(plain, keyword=b"openbadges")), "png"),
        ),
        "svg": (Sample(svg(f"<![CDATA[{plain}]]>"), "markup"), Sample(svg("", verify=signed), "markup")),
        "jwt": (Sample(signed.encode(), "bytes"),),
    }
