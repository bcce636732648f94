"""HTTP in, HTTP out."""

from flask import Blueprint

workshops = Blueprint("workshops", __name__)
