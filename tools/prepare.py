"""Everything a fresh machine needs before the tests and checks can run, each made only when it is missing or old."""

import argparse

from tools import assets, chromium, messages, nginx, packages
from tools.console import plainly, say


def main() -> None:
    """`python -m tools.prepare [--browser] [--no-assets]`"""
    parser = argparse.ArgumentParser(prog="python -m tools.prepare")
    parser.add_argument("--browser", action="store_true", help="also find or install a Chromium and an nginx")
    parser.add_argument("--no-assets", action="store_true", help="leave the design system alone")
    options = parser.parse_args()
    packages.ensure(development=True)
    if not options.no_assets:
        assets.ensure(development=True)
    messages.ensure()
    if options.browser:
        say(f"Browser: {chromium.ensure()}")
        say(f"Web server for the tests of production: {nginx.ensure()}")


if __name__ == "__main__":
    plainly(main)
