"""The text says of each sentence which amendment made it: whose, when and why."""

from portal.amendments.actions.deciding import accept_amendment, reopen_amendment
from portal.foundation import clock
from portal.foundation.db import db
from tests.amendments.scene import CLOCK, DARK, WHY, amended


def sign(number, version):
    said = f'R{number}<span class="sr-only">: rettelse {number}</span>'
    return f'<sup class="origin"><a href="#kilde-{version}">{said}</a></sup>'


def test_each_sentence_leads_to_its_amendment(anna, carl, client, dorte, proposal):
    one, other = amended(dorte, proposal, 0, CLOCK), amended(dorte, proposal, 1, DARK)
    accept_amendment(carl, one)
    accept_amendment(carl, other)
    page = client(anna).get(proposal.path).text
    assert f"cykelgade kl. 7.30–8.15 på skoledage.{sign(1, 3)} Bilerne sætter af ved hallen." in page
    assert "Stien langs bækken får lys.<sup" in page  # version 2 brought it
    assert f"Lyset slukker kl. 23.{sign(2, 4)}" in page
    assert "Sætningen kom med rettelse 1 fra Dorte" in page and f"»{WHY}«" in page
    assert f'href="{one.path}"' in page


def test_what_is_taken_out_again_is_the_amendments_no_more(carl, client, dorte, proposal):
    one = amended(dorte, proposal, 0, CLOCK)
    accept_amendment(carl, one)
    reopen_amendment(carl, one, "Vi vil tale om det igen.")
    page = client().get(proposal.path).text
    assert sign(1, 3) not in page
    assert "Sætningen kom med version 4, som Carl" in page


def test_of_a_hidden_amendment_only_its_number_is_said(carl, client, dorte, proposal):
    one = amended(dorte, proposal, 0, CLOCK)
    accept_amendment(carl, one)
    one.hidden_at = clock.now()
    db.session.commit()
    page = client().get(proposal.path).text
    assert "Sætningen kom med rettelse 1" in page
    assert f"»{WHY}«" not in page and "rettelse 1 fra" not in page
