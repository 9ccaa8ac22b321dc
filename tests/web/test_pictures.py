"""Pictures of pages: `python -m benchmarks.screenshots`."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from benchmarks import pages_run, screenshots
from benchmarks.page_views import INTERACTIONS, REJECTED, SHOWN, Interaction
from tests.web.broken_pages import broken_pages
from tests.web.look import HEIGHT, PHONE, Look
from tests.web.serving import serving
from tests.web.views import PAGES, View

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


def test_a_picture_is_of_the_whole_page_at_its_width_in_few_colours(browser: Browser) -> None:
    with serving(broken_pages()) as site:
        png = screenshots.picture(browser, site, View(name="sound", path="/sound"), Look(width=PHONE))
    made = screenshots.small(png)
    with Image.open(io.BytesIO(made)) as image:
        assert image.size == (PHONE, HEIGHT)
        assert image.mode == "P"
        assert 1 < len(image.getcolors() or ()) <= screenshots.COLOURS
    assert len(made) < len(png)


def test_a_view_that_there_is_not_is_refused_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        screenshots.main(["nowhere"])
    assert "there is no view nowhere; there are start, " in capsys.readouterr().err


@pytest.mark.parametrize("named", [PAGES, SHOWN, INTERACTIONS], ids=["tested", "shown", "timed"])
def test_no_two_of_a_list_have_one_name(named: tuple[View, ...]) -> None:
    names = [one.name for one in named]
    assert sorted(names) == sorted(set(names))


@pytest.mark.built
@pytest.mark.parametrize("interaction", INTERACTIONS, ids=lambda one: one.name)
def test_what_is_timed_comes_to_its_result(page: Page, interaction: Interaction) -> None:
    """Also where the first skill has others beneath it, which can be rejected too."""
    interaction.as_view().show(page)
    assert page.locator("#short:not([data-old])").is_visible()
    if interaction is REJECTED:
        assert page.locator("#wrong-title").is_visible()


def test_without_a_browser_the_pages_are_left_out_of_the_bench_and_nothing_is_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(pages_run, "TARGET", tmp_path / "pages")
    pages_run.main([])
    assert "without the pages: there is no chromium" in capsys.readouterr().err
    assert not (tmp_path / "pages").exists()
