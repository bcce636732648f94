"""HTTP in, HTTP out."""

from flask import Blueprint

implementation = Blueprint("implementation", __name__)
