"""What is served beside the pages: one style sheet of what they use, one file of drawings, compressed."""

import gzip
import re

import pytest
from flask import Response
from flask.testing import FlaskClient

from portal.foundation.assets import PICTURES, SHEET, Assets
from portal.foundation.style import only_used
from tools.assets import ICONS
from tools.console import ROOT

USED = frozenset({"card", "tone-*"})


@pytest.fixture(scope="module")
def assets():
    return Assets(ROOT / "static")


@pytest.mark.parametrize(
    ("rule", "left"),
    [
        ("p{margin:0}", "p{margin:0}"),
        (".card>p,.cart>p{margin:0}", ".card>p{margin:0}"),
        (".cart{margin:0}", ""),
        (".card.is-large{margin:0}", ""),
        (".tone-sea{margin:0}", ".tone-sea{margin:0}"),
        (":is(.card,.cart){margin:0}", ""),
        ("a:not(.cart):not(.card){margin:0}", "a:not(.cart):not(.card){margin:0}"),
        (".cart a:not(.card){margin:0}", ""),
        ("@media print{.cart{margin:0}}p{margin:0}", "p{margin:0}"),
        ("@media print{.cart{margin:0}.card{margin:0}}", "@media print{.card{margin:0}}"),
        ("@keyframes turn{from{top:0}to{top:9px}}", "@keyframes turn{from{top:0}to{top:9px}}"),
    ],
)
def test_of_the_design_system_only_what_somebody_names(rule, left):
    assert only_used(rule, USED) == left


def test_a_text_is_the_same_compressed_and_plain(app, client, harbour):
    address = re.search(r'href="(/static/\w+/css/portal\.css)"', client().get("/om").text)[1]
    plain = client().get(address)
    packed = FlaskClient(app, Response).get(address, headers={"Accept-Encoding": "gzip, br"})
    assert (plain.content_encoding, packed.content_encoding) == (None, "gzip")
    assert gzip.decompress(packed.data) == plain.data
    assert len(packed.data) < len(plain.data) / 4
    assert "Accept-Encoding" in packed.vary and "Accept-Encoding" in plain.vary
    assert packed.cache_control.immutable and packed.mimetype == "text/css"


def test_whatever_the_style_sheet_refers_to_is_there_under_the_address_that_pages_use(client, app, assets):
    sheet = gzip.decompress(assets.gzipped(SHEET)).decode()
    addresses = set(re.findall(r'url\("([^"]+)"\)', sheet))
    faces = {assets.address(f"vendor/dkfds/fonts/IBMPlexSans-{face}.woff2") for face in ("Regular", "SemiBold")}
    assert faces < addresses
    for address in addresses:
        if "placeholder" in address:
            continue  # a footer's logo that we have none of
        with client().get(address) as answer:
            assert answer.status_code == 200, address
    assert "../" not in sheet


def test_every_icon_that_a_page_names_is_in_the_drawings(assets):
    named = set()
    for template in (ROOT / "templates").rglob("*.html"):
        named |= set(re.findall(r'\bicon\("([\w-]+)"', template.read_text(encoding="utf-8")))
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', gzip.decompress(assets.gzipped(PICTURES)).decode()))
    assert named == drawn == set(ICONS)


def test_an_address_changes_with_what_the_file_refers_to(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css" / "a.css").write_text("p{margin:0}")
    before = Assets(tmp_path).address("css/a.css")
    (tmp_path / "css" / "a.css").write_text("p{margin:1px}")
    assert before != Assets(tmp_path).address("css/a.css")
    assert Assets(tmp_path).address("css/../../a.css").startswith("/static/0/")
