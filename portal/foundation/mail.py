"""Sending mail through SMTP. Only reactions call this, so that mail goes out after what it tells of is saved."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

from flask import current_app

TIMEOUT = 20


@dataclass(frozen=True)
class Mail:
    """One letter to one person, in text and HTML."""

    to: str
    subject: str
    text: str
    html: str
    unsubscribe: str = ""  # address of the one-click page, for letters one may do without


def send_mail(mail: Mail) -> None:
    """Hand a letter to the mail server; without one (never in production) put it in `instance/mail/`.

    Raises `OSError` or `smtplib.SMTPException`, and the outbox tries again.
    """
    letter = _letter(mail)
    if not current_app.config["MAIL_SERVER"]:
        _put_in_folder(letter)
        return
    with smtplib.SMTP(current_app.config["MAIL_SERVER"], current_app.config["MAIL_PORT"], timeout=TIMEOUT) as server:
        if current_app.config["MAIL_STARTTLS"]:
            server.starttls(context=ssl.create_default_context())
        if current_app.config["MAIL_USER"]:
            server.login(current_app.config["MAIL_USER"], current_app.config["MAIL_PASSWORD"])
        server.send_message(letter)


def _letter(mail: Mail) -> EmailMessage:
    sender = current_app.config["MAIL_FROM"]
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, mail.to, " ".join(mail.subject.split())
    letter["Date"], letter["Message-ID"] = formatdate(localtime=True), make_msgid(domain=sender.rpartition("@")[2])
    letter["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        letter["List-Unsubscribe"] = f"<{mail.unsubscribe}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter.set_content(mail.text)
    letter.add_alternative(mail.html, subtype="html")
    return letter


def _put_in_folder(letter: EmailMessage) -> None:
    folder = Path(current_app.instance_path) / "mail"
    folder.mkdir(parents=True, exist_ok=True)
    name = letter["Message-ID"].strip("<>").partition("@")[0]
    (folder / f"{name}.eml").write_bytes(letter.as_bytes())
