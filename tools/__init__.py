"""The project's own tools: setting up, running, checking. What runs before the virtual environment exists is plain Python."""

import sys

if sys.version_info < (3, 11):
    sys.exit("The portal needs Python 3.11 or newer, and this is %d.%d. Name another: make run PYTHON=python3.12" % sys.version_info[:2])  # noqa: UP031, E501
