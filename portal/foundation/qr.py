"""QR codes that stand in a page, drawn by the library segno."""

import segno
from flask import Flask
from markupsafe import Markup


def init_qr(app: Flask) -> None:
    """Give the drawing to the templates."""
    app.jinja_env.filters["qr"] = qr_code


def qr_code(address: str) -> Markup:
    """The address as an SVG that a phone reads. Who cannot see it has the address in words beside it."""
    code = segno.make(address, error="m", micro=False)
    drawn = code.svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None, light="#fff")
    return Markup(drawn.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))  # noqa: S704 - figures alone
