"""HTTP in, HTTP out."""

from flask import Blueprint

committees = Blueprint("committees", __name__)
