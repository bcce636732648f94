"""Files of the story: pictures of committees, papers of their tasks, and photographs of flip charts."""

from io import BytesIO

from portal.accounts.models import User
from portal.demo.drawings import drawing
from portal.demo.papers import paper
from portal.demo.story import Chapter
from portal.files.actions import add_file
from portal.files.forms import FileDraft
from portal.files.receiving import receive
from portal.foundation.db import Record


def hang_picture(actor: User, record: Record, told: Chapter) -> None:
    """A drawing, as somebody would have taken a photograph."""
    received = receive(BytesIO(drawing(told["draws"])), f"{told['draws']}.jpg")
    add_file(actor, record, FileDraft(received, told["title"], told["alternative"]))


def hang_paper(actor: User, record: Record, told: Chapter) -> None:
    """A PDF of one page."""
    received = receive(BytesIO(paper(told["title"], told["lines"])), "bilag.pdf")
    add_file(actor, record, FileDraft(received, told["title"], ""))
