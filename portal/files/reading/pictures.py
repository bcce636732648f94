"""Pictures are drawn anew from their pixels: whatever else the file carried – place, time, camera – stays behind."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageCms, ImageOps

from portal.files.reading.faults import TOO_LONG, TOO_MANY_PIXELS, Unreadable

WIDTHS = (480, 1200)
MOST_PIXELS = 50_000_000  # phones take up to this many
LONGEST_SIDE = 20_000
MOST_TIMES = 5  # the one side beside the other; above that it fits no page
Image.MAX_IMAGE_PIXELS = None  # we ask ourselves, and say so
DRAWN: Mapping[str, Mapping[str, Any]] = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 90, "optimize": True, "progressive": True},
}
COPY: Mapping[str, Mapping[str, Any]] = {
    "PNG": {"optimize": True},
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
}
WITH_GLASS = {"RGBA", "LA", "PA"}  # can be seen through
PLAIN = {"RGB", "L"}


def check(form: str, path: Path, folder: Path) -> dict[str, int]:
    """Draw it anew into `folder`: `whole`, and one copy of each width. Says how large it is."""
    with Image.open(path, formats=[form]) as picture:
        if picture.width * picture.height > MOST_PIXELS or max(picture.size) > LONGEST_SIDE:
            raise Unreadable(TOO_MANY_PIXELS)
        if max(picture.size) > MOST_TIMES * min(picture.size):
            raise Unreadable(TOO_LONG)
        picture.verify()
    with Image.open(path, formats=[form]) as picture:
        picture.load()
        drawn = _in_plain_colours(ImageOps.exif_transpose(picture), see_through=form == "PNG")
    _save(drawn, folder / "whole", form, DRAWN)
    for width in WIDTHS:
        _save(_no_wider(drawn, width), folder / str(width), form, COPY)
    return {"width": drawn.width, "height": drawn.height}


def _no_wider(picture: Image.Image, width: int) -> Image.Image:
    if picture.width <= width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def _in_plain_colours(picture: Image.Image, *, see_through: bool) -> Image.Image:
    """The colours of screens, with nothing said of them beside."""
    profile, has_glass = picture.info.get("icc_profile"), picture.mode in WITH_GLASS or "transparency" in picture.info
    mode = "RGBA" if see_through and has_glass else picture.mode if picture.mode in PLAIN else "RGB"
    if profile and picture.mode in {"RGB", "RGBA", "CMYK"}:
        picture = _as_on_screens(picture, profile)
    plain = picture.convert(mode)
    plain.info = {}
    return plain


def _as_on_screens(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        turned = ImageCms.profileToProfile(
            picture, own, ImageCms.createProfile("sRGB"), outputMode="RGBA" if picture.mode == "RGBA" else "RGB"
        )
    except ImageCms.PyCMSError:  # a profile that is none: the colours stay as they are
        return picture
    return turned if turned is not None else picture


def _save(picture: Image.Image, path: Path, form: str, how: Mapping[str, Mapping[str, Any]]) -> None:
    picture.save(path, format=form, **how[form])
