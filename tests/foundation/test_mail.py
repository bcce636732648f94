"""A letter as it goes over the wire."""

from smtplib import SMTP

import pytest

from portal.foundation.mail import Mail, send_mail
from tests.mail_server import faults_on_the_wire

LINK = "https://sammen.fjordby.dk/beskeder/valg/" + "WzEyMywiY29tbWl0dGVlIl0." * 6 + "r_5aPNSJRb5BL1-B05J0XJVoWfL6QlOz"


def sent(letter_box, to="anna@example.dk", **more):
    send_mail(Mail(to, "Din idé: æøå " * 12, "Hej æøå " * 400, "<p>Hej</p>", "Sønderborg sammen om alt", **more))
    return letter_box.letters[-1]


def test_a_long_link_to_leave_is_whole_and_plain(letter_box, monkeypatch):
    """Mail programs read it as it stands (RFC 2369), and offer no button when it is encoded or cut."""
    taken = []
    monkeypatch.setattr(SMTP, "data", lambda self, raw: taken.append(bytes(raw)) or (250, b"OK"))
    send_mail(Mail("anna@example.dk", "Din idé", "Hej", "<p>Hej</p>", "Sønderborg", LINK))
    assert f"\nList-Unsubscribe: <{LINK}>\r\n".encode() in taken[0]
    assert b"\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in taken[0]


@pytest.mark.parametrize("sender", ["sammen@fjordby.dk", "Fjordby Kommune – sammen om æøå <sammen@fjordby.dk>"])
def test_every_header_can_be_read(app, letter_box, monkeypatch, sender):
    monkeypatch.setitem(app.config, "MAIL_FROM", sender)
    letter = sent(letter_box, unsubscribe=LINK)
    assert letter["Message-ID"].endswith("@fjordby.dk>"), "the domain is the sender's, whatever the name before it"
    assert letter["From"].addresses[0].addr_spec == "sammen@fjordby.dk"
    assert letter["Subject"].startswith("Din idé: æøå")


def test_a_domain_with_danish_letters_is_written_as_mail_servers_know_it(letter_box):
    assert sent(letter_box, "anna@søndergård.dk")["To"] == "anna@xn--sndergrd-f0a8p.dk"


@pytest.mark.parametrize(
    "wrong",
    [
        "List-Unsubscribe: =?utf-8?q?=3Chttps=3A//x=3E?=",
        "List-Unsubscribe: <https://x.dk/æ>",
        "Message-ID: =?utf-8?q?=3Cx=40y=3E?=",
        f"Subject: {'x' * 999}",
    ],
)
def test_the_letter_box_sees_what_a_parser_would_mend(wrong):
    head = "From: a@b.dk\r\nTo: c@d.dk\r\n"
    assert faults_on_the_wire(f"{head}\r\nHej".encode()) == []
    assert faults_on_the_wire(f"{head}{wrong}\r\n\r\nHej".encode())
