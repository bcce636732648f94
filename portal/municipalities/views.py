"""HTTP in, HTTP out."""

from flask import Blueprint

municipalities = Blueprint("municipalities", __name__)
