"""HTTP in, HTTP out."""

from flask import Blueprint

pages = Blueprint("pages", __name__)
