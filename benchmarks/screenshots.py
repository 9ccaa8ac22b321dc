"""Pictures of the pages with the sample data: `make screenshots`. Writes docs/screenshots/VIEW-WIDTH-SCHEME.png.

Views are in `page_views.py`; named ones alone: `python -m benchmarks.screenshots start`. Git keeps those that a
document shows (`git add -f`) and passes over the others.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

from benchmarks.page_views import SHOWN
from benchmarks.served import served
from tests.web.chromium import NoBrowser, started
from tests.web.look import DESK, PHONE, TABLET, Look, Scheme, looking
from tests.web.views import View

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TARGET = Path(__file__).parents[1] / "docs" / "screenshots"
LOOKS = tuple(Look(width=width, scheme=scheme) for width in (PHONE, TABLET, DESK) for scheme in Scheme)
COLOURS = 64
"""Of a picture: text on plain grounds needs no more, and takes a third of the bytes."""


def main(arguments: Sequence[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.screenshots", description=__doc__)
    names = [view.name for view in SHOWN]
    parser.add_argument("views", nargs="*", help=f"of {', '.join(names)}; all where none is named")
    asked = parser.parse_args(arguments).views
    if unknown := sorted(set(asked) - set(names)):
        parser.error(f"there is no view {', '.join(unknown)}; there are {', '.join(names)}")
    TARGET.mkdir(parents=True, exist_ok=True)
    try:
        with started() as browser, served() as site:
            for view in (one for one in SHOWN if not asked or one.name in asked):
                for look in LOOKS:
                    path = TARGET / f"{view.name}-{look}.png"
                    path.write_bytes(small(picture(browser, site, view, look)))
                    print(f"{path.relative_to(TARGET.parents[1])}: {path.stat().st_size / 1000:.0f} kB")
    except NoBrowser as reason:
        raise SystemExit(f"{reason}") from reason


def picture(browser: Browser, site: str, view: View, look: Look) -> bytes:
    """PNG of the whole page, from its head to its foot."""
    with looking(browser, site, look) as context:
        page = context.new_page()
        view.show(page)
        return page.screenshot(full_page=True, animations="disabled", caret="hide")


def small(png: bytes) -> bytes:
    """The same picture in few colours."""
    written = io.BytesIO()
    with Image.open(io.BytesIO(png)) as image:
        image.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(written, "PNG", optimize=True)
    return written.getvalue()


if __name__ == "__main__":
    main(sys.argv[1:])
