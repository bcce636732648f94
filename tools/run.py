"""`make run`: from a fresh clone, or from yesterday's, to a served and filled portal."""

import sys
import time

from tools import assets, demonstration, messages, packages
from tools.console import plainly, say
from tools.serve import require_free, serve, wanted_port


def main() -> int:
    """`python -m tools.run [--fresh]`"""
    started = time.monotonic()
    port = wanted_port()
    require_free(port)
    environment = demonstration.environment()
    with demonstration.alone():
        if "--fresh" in sys.argv[1:]:
            demonstration.clear()
        packages.ensure()
        assets.ensure()
        messages.ensure()
        demonstration.prepare()
        say(f"Ready after {time.monotonic() - started:.0f} seconds; starting web server and worker …")
        return serve(port, environment)


if __name__ == "__main__":
    plainly(main)
