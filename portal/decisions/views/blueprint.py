"""HTTP in, HTTP out."""

from flask import Blueprint

decisions = Blueprint("decisions", __name__)
