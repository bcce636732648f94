"""A real SMTP server on loopback, and the letters that it has taken."""

import re
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.utils import parseaddr

import pytest
from aiosmtpd.controller import Controller

PLAIN = ("List-Unsubscribe", "List-Unsubscribe-Post", "Message-ID", "Date", "Auto-Submitted")  # no encoded words
MOST_OCTETS = 998  # of a line, RFC 5322


def faults_on_the_wire(raw):
    """What is wrong with a letter as bytes; a parser would mend it again on reading."""
    head = raw.partition(b"\r\n\r\n")[0].decode("ascii", "replace")
    headers = dict(line.split(": ", 1) for line in re.sub(r"\r\n(?=[ \t])", "", head).split("\r\n"))
    faults = [f"a line of {len(line)} octets" for line in raw.split(b"\r\n") if len(line) > MOST_OCTETS]
    faults += [f"{name} is encoded: {headers[name]}" for name in PLAIN if "=?" in headers.get(name, "")]
    for name in ("From", "To"):
        _name, address = parseaddr(headers[name])
        if "=?" in address or not re.fullmatch(r"[!-~]+@[!-~]+", address):
            faults.append(f"{name} is no address: {headers[name]}")
    link = headers.get("List-Unsubscribe")
    if link is not None and not re.fullmatch(r"<https?://[!-;=?-~]+>", link):
        faults.append(f"List-Unsubscribe is no address: {link}")
    if "\ufffd" in head:
        faults.append("the head is not ASCII")
    return faults


class LetterBox:
    """Takes every letter; `refusing` makes the server say no instead."""

    def __init__(self):
        self.letters = []
        self.faults = []  # of what came over the wire, found before anything is decoded
        self.refusing = None

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if self.refusing:
            return self.refusing
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.faults += faults_on_the_wire(envelope.content)
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"

    def to(self, address):
        """The letters to one address, oldest first."""
        return [letter for letter in self.letters if letter["To"] == address]

    def last_path_to(self, address, begins="/"):
        """The path of the link in the newest letter to an address, of those whose link begins so."""
        for letter in reversed(self.to(address)):
            link = re.search(r"http://127\.0\.0\.1:\d+(/\S*/\S*)", letter.get_body(("plain",)).get_content())
            if link and link[1].startswith(begins):
                return link[1]
        raise AssertionError(f"no letter to {address} has a link to {begins}")


class _Controller(Controller):
    def _trigger_server(self):
        """The machine has chosen the port; say which it is before the first greeting."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def running():
    """A server on a free port of this machine."""
    box = LetterBox()
    controller = _Controller(box, hostname="127.0.0.1", port=0)
    controller.start()
    box.port = controller.port
    try:
        yield box
    finally:
        controller.stop()


@pytest.fixture
def letter_box(app):
    """What the portal sends in this test goes here."""
    before = {name: app.config[name] for name in ("MAIL_SERVER", "MAIL_PORT")}
    with running() as box:
        app.config |= {"MAIL_SERVER": "127.0.0.1", "MAIL_PORT": box.port}
        yield box
        app.config |= before
        assert box.faults == [], "every letter of every test is looked at as it came"
