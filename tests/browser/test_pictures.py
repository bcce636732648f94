"""A picture that is much taller than wide leaves room for what stands below it."""

import pytest

from tests.browser.conftest import open_context
from tests.browser.reading import DESKTOP, PHONE
from tools.console import ROOT

DRAWN = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='480' height='2400'/%3E"
PICTURE = f'<img class="picture" width="480" height="2400" alt="" src="{DRAWN}">'
PLACES = f'<div class="scene-frame">{PICTURE}</div><ul class="files__pictures"><li>{PICTURE}</li></ul>'


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_no_picture_is_taller_than_its_window(width, browser):
    sheets = (path.read_text(encoding="utf-8") for path in sorted((ROOT / "static/css").glob("*.css")))
    context = open_context(browser, width)
    page = context.new_page()
    page.set_content(f"<style>{''.join(sheets)}</style>{PLACES}")
    boxes = [one.bounding_box() for one in page.query_selector_all("img")]
    room = page.viewport_size["height"]
    context.close()
    assert len(boxes) == 2
    assert all(0 < box["height"] <= 0.6 * room and box["width"] > 200 for box in boxes), boxes
