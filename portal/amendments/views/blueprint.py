"""The pages of amendments."""

from flask import Blueprint

amendments = Blueprint("amendments", __name__)
