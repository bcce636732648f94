"""Sending mail through SMTP. Only reactions call this, so that mail goes out after what it tells of is saved."""

import smtplib
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, Policy
from email.utils import format_datetime, formataddr, make_msgid
from pathlib import Path
from urllib.parse import urlsplit

from flask import current_app

from portal.foundation import clock

TIMEOUT = 20


class Whole(UnstructuredHeader, BaseHeader):
    """A header of plain ASCII on one line: an address that is folded becomes encoded words, which RFC 2369 forbids."""

    def fold(self, *, policy: Policy) -> str:
        """As it is written; mail programs take lines of up to 998 octets."""
        return f"{self.name}: {self}{policy.linesep}"


_HEADERS = HeaderRegistry()
_HEADERS.map_to_type("list-unsubscribe", Whole)
_HEADERS.map_to_type("list-unsubscribe-post", Whole)
POLICY = EmailPolicy(header_factory=_HEADERS)


@dataclass(frozen=True)
class Attached:
    """A file that goes with a letter: its kind is as "text/calendar", with what a mail program is told of it beside."""

    name: str
    kind: str
    content: bytes
    told: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mail:
    """One letter to one person, in text and HTML."""

    to: str
    subject: str
    text: str
    html: str
    list_name: str = ""
    unsubscribe: str = ""  # address that takes a one-click POST (RFC 8058), for letters one may do without
    reply_to: str = ""  # who reads an answer
    key: str = ""  # the same for the same letter, whoever sends it and how often: its Message-ID
    attached: Sequence[Attached] = ()


def send_mail(mail: Mail, begin: Callable[[], bool] = lambda: True) -> bool:
    """Hand a letter to the mail server; without one (never in production) put it in `instance/mail/`.

    `begin` is asked last, when the server is there: what it says no to is not sent, and the answer is False.
    Raises `OSError` or `smtplib.SMTPException`, and the outbox tries again.
    """
    letter = _letter(mail)
    if not current_app.config["MAIL_SERVER"]:
        is_ours = begin()
        if is_ours:
            _put_in_folder(letter)
        return is_ours
    with smtplib.SMTP(current_app.config["MAIL_SERVER"], current_app.config["MAIL_PORT"], timeout=TIMEOUT) as server:
        if current_app.config["MAIL_STARTTLS"]:
            server.starttls(context=ssl.create_default_context())
        if current_app.config["MAIL_USER"]:
            server.login(current_app.config["MAIL_USER"], current_app.config["MAIL_PASSWORD"])
        is_ours = begin()
        if is_ours:
            server.send_message(letter)
    return is_ours


def _letter(mail: Mail) -> EmailMessage:
    sender = current_app.config["MAIL_FROM"]
    letter = EmailMessage(policy=POLICY)
    letter["From"], letter["To"], letter["Subject"] = sender, _ascii_domain(mail.to), " ".join(mail.subject.split())
    letter["Date"] = format_datetime(clock.in_denmark(clock.now()))
    domain = letter["From"].addresses[0].domain
    letter["Message-ID"] = f"<{mail.key}@{domain}>" if mail.key else make_msgid(domain=domain)
    if mail.reply_to:
        letter["Reply-To"] = _ascii_domain(mail.reply_to)
    letter["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        letter["List-Id"] = _list_id(mail.list_name)
        letter["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter.set_content(mail.text)
    letter.add_alternative(mail.html, subtype="html")
    for file in mail.attached:
        family, _slash, kind = file.kind.partition("/")
        letter.add_attachment(file.content, family, kind, filename=file.name, params=dict(file.told))
    return letter


def _ascii_domain(address: str) -> str:
    """The address as mail servers know it: `søndergård.dk` is `xn--sndergrd-f0a8p.dk` to them."""
    name, at, domain = address.rpartition("@")
    try:
        return f"{name}{at}{domain.encode('idna').decode()}"
    except UnicodeError:  # no such name can be; the mail server says so
        return address


def _list_id(name: str) -> str:
    """What sorts these letters in a mail program (RFC 2919); the same for as long as the portal keeps its address."""
    host = urlsplit(current_app.config["BASE_URL"]).hostname or "localhost"
    return formataddr((name, f"beskeder.{host}"))


def _put_in_folder(letter: EmailMessage) -> None:
    folder = Path(current_app.instance_path) / "mail"
    folder.mkdir(parents=True, exist_ok=True)
    name = letter["Message-ID"].strip("<>").partition("@")[0]
    (folder / f"{name}.eml").write_bytes(letter.as_bytes())
