"""HTTP in, HTTP out."""

from flask import Blueprint

ideas = Blueprint("ideas", __name__)
