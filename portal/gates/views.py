"""HTTP in, HTTP out."""

from flask import Blueprint

gates = Blueprint("gates", __name__)
