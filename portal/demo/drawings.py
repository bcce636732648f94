"""Pictures that the demonstration hangs up, drawn here: the same each time, and of no place that there is."""

from collections.abc import Callable, Mapping
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw, ImageFilter

WIDE, HIGH = 1600, 800
SKY, WATER, STONE, DARK, LIGHT = "#dfe9ee", "#7fa3b5", "#c9c2b4", "#2c3e48", "#f7f3e8"
NOTES = ("#f4dc7a", "#f2b8a2", "#b9d8a8", "#a9cfe0")
Pen = ImageDraw.ImageDraw


def drawing(name: str) -> bytes:
    """A drawing as a JPEG; `name` is one of `DRAWINGS`."""
    picture = Image.new("RGB", (WIDE, HIGH), SKY)
    DRAWINGS[name](ImageDraw.Draw(picture), Random(name))  # noqa: S311 - draws, and keeps no secret
    out = BytesIO()
    picture.filter(ImageFilter.SMOOTH).save(out, "JPEG", quality=85)
    return out.getvalue()


def _harbour(pen: Pen, chance: Random) -> None:
    """A quay with a crane and three boats."""
    pen.rectangle((0, 430, WIDE, HIGH), WATER)
    for _wave in range(90):
        x, y = chance.randrange(WIDE), chance.randrange(450, HIGH)
        pen.line((x, y, x + chance.randrange(40, 140), y), "#94b5c4", 4)
    for x in range(0, 760, 190):
        roof = chance.choice(("#a65b45", "#7d4a3c", "#b9785a"))
        pen.rectangle((x, 280, x + 170, 430), LIGHT)
        pen.polygon(((x - 8, 280), (x + 85, 190), (x + 178, 280)), roof)
        for window in range(3):
            pen.rectangle((x + 20 + window * 50, 320, x + 48 + window * 50, 360), DARK)
    pen.rectangle((0, 430, 820, 500), STONE)
    pen.rectangle((700, 120, 724, 430), DARK)
    pen.polygon(((600, 150), (1000, 100), (1000, 124), (724, 172)), DARK)
    pen.line((980, 120, 980, 300), DARK, 5)
    for x, hull in ((900, "#a13d32"), (1160, "#2f5d7c"), (1400, "#3d6b4f")):
        pen.polygon(((x, 560), (x + 180, 560), (x + 150, 620), (x + 30, 620)), hull)
        pen.line((x + 90, 560, x + 90, 380), DARK, 8)
        pen.polygon(((x + 96, 390), (x + 96, 540), (x + 170, 540)), LIGHT)


def _road(pen: Pen, chance: Random) -> None:
    """A road to school, with a crossing and children on bicycles."""
    pen.rectangle((0, 360, WIDE, HIGH), "#a9c293")
    pen.polygon(((620, 360), (740, 360), (1240, HIGH), (200, HIGH)), "#8b8f92")
    for step in range(6):
        y = 560 + step * 14
        pen.line((430 - step * 8, y, 980 + step * 10, y), "#f4f4f0" if step % 2 == 0 else "#8b8f92", 14)
    pen.rectangle((900, 190, 1420, 380), "#c98c66")
    pen.polygon(((880, 190), (1160, 90), (1440, 190)), "#7d4a3c")
    for window in range(6):
        pen.rectangle((930 + window * 80, 240, 980 + window * 80, 310), LIGHT)
    for _tree in range(9):
        x, size = chance.randrange(0, 560), chance.randrange(40, 90)
        pen.rectangle((x + size // 2 - 6, 300, x + size // 2 + 6, 380), "#6b5140")
        pen.ellipse((x, 300 - size, x + size, 310), "#5f8a55")
    for x, y, coat in ((700, 470, "#c9473a"), (560, 640, "#2f5d7c"), (860, 660, "#e0b04a")):
        for wheel in (0, 70):
            pen.ellipse((x + wheel, y, x + wheel + 52, y + 52), outline=DARK, width=6)
        pen.line((x + 26, y + 26, x + 60, y - 20, x + 96, y + 26), DARK, 6)
        pen.ellipse((x + 40, y - 100, x + 74, y - 66), "#e3b896")
        pen.polygon(((x + 34, y - 20), (x + 57, y - 72), (x + 80, y - 20)), coat)


def _chart(pen: Pen, chance: Random) -> None:
    """A flip chart full of notes, in a room."""
    pen.rectangle((0, 0, WIDE, HIGH), "#d8cdbb")
    pen.rectangle((0, 640, WIDE, HIGH), "#a58a6b")
    pen.line((420, 60, 330, 760), DARK, 14)
    pen.line((1180, 60, 1270, 760), DARK, 14)
    pen.rectangle((400, 60, 1200, 660), LIGHT, DARK, 8)
    pen.line((460, 120, 900, 120), "#a13d32", 12)
    for column in range(4):
        for row in range(3):
            x = 450 + column * 180 + chance.randrange(-12, 12)
            y = 170 + row * 155 + chance.randrange(-10, 10)
            pen.rectangle((x, y, x + 140, y + 120), NOTES[(column + row) % 4])
            for written in range(chance.randrange(2, 5)):
                pen.line((x + 16, y + 26 + written * 24, x + chance.randrange(70, 126), y + 26 + written * 24), DARK, 5)


DRAWINGS: Mapping[str, Callable[[Pen, Random], None]] = {"harbour": _harbour, "road": _road, "chart": _chart}
