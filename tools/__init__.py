"""The project's own tools: setting up, running, checking. What runs before `.venv` exists is plain Python."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - this line is for those who run it with an older one
    sys.exit("The portal needs Python 3.11 or newer. Name one, for example: make run PYTHON=python3.12")
