"""HTTP in, HTTP out."""

from flask import Blueprint

accounts = Blueprint("accounts", __name__)
