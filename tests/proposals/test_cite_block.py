"""A block can be cited by an address that keeps working, and says when it has changed."""

import pytest

from portal.foundation.db import db
from portal.proposals.actions import publish_proposal, revise_proposal, write_proposal
from portal.proposals.models import Proposal, ProposalBlock
from tests.proposals.scene import DRAFT, revised

LIGHT = "Der er mørkt på stien langs åen, og cyklerne holder stille om vinteren."
BUS = "Bussen kører kun én gang i timen efter klokken seks, så de unge bliver hentet."
BENCH = "Alle vil gerne sidde i læ, når vinden kommer fra vest."


@pytest.fixture
def proposal(carl, designing):
    written = write_proposal(carl, designing, revised(problem=f"{LIGHT}\n\n{BUS}"))
    publish_proposal(carl, written)
    return written


def numbers(proposal, part="problem"):
    db.session.expire_all()
    return [one.block_id for one in proposal.versions[0].blocks_of(part)]


def test_every_part_is_shown_as_its_blocks(client, proposal):
    text = client().get(proposal.path).text
    for part in ("problem", "solution", "mobilisation"):
        for number in numbers(proposal, part):
            assert f'id="afsnit-{number}"' in text
            assert f'href="{proposal.path}/afsnit/{number}?version=1"' in text
    assert all(said in text for said in (LIGHT, BUS, DRAFT.solution, DRAFT.mobilisation))


def test_a_block_keeps_its_number_when_it_is_changed_and_moved_to_another_part(carl, client, proposal):
    light, bus = numbers(proposal)
    changed = BUS.replace("seks", "syv")
    revise_proposal(carl, proposal, revised(problem=f"{BENCH}\n\n{changed}", solution=f"{LIGHT}\n\n{DRAFT.solution}"))
    bench, same = numbers(proposal)
    assert same == bus and numbers(proposal, "solution")[0] == light and bench not in (light, bus)
    text = client().get(f"{proposal.path}/afsnit/{bus}?version=1").text
    assert "Det er ændret siden version 1" in text and changed in text and "Ændret i version 2" in text
    assert "Kom til i version 1" in text and f"{proposal.path}/afsnit/{bus}?version=2" in text
    text = client().get(f"{proposal.path}/afsnit/{light}?version=1").text
    assert "Det står, som det gjorde i version 1." in text and "Ændret i" not in text
    assert f'href="{proposal.path}#afsnit-{light}"' in text
    assert "Kom til i version 2" in client().get(f"{proposal.path}/afsnit/{bench}").text


def test_what_is_taken_out_can_still_be_read(carl, client, proposal):
    light, bus = numbers(proposal)
    revise_proposal(carl, proposal, revised(problem=BUS))
    text = client().get(f"{proposal.path}/afsnit/{light}?version=1").text
    assert "Det står ikke i forslaget mere" in text and LIGHT in text and "Taget ud i version 2" in text
    assert "Læs det i sammenhæng" not in text
    assert numbers(proposal) == [bus]


def test_divided_and_joined_blocks_lead_to_each_other(carl, client, proposal):
    light, bus = numbers(proposal)
    first, second = BUS.split(", så ")
    revise_proposal(carl, proposal, revised(problem=f"{LIGHT}\n\n{first}.\n\nSå {second}"))
    new = numbers(proposal)[2]
    assert f'href="{proposal.path}/afsnit/{bus}"' in client().get(f"{proposal.path}/afsnit/{new}").text
    revise_proposal(carl, proposal, revised(problem=f"{first}. {LIGHT}"))
    gone = bus if light in numbers(proposal) else light
    text = client().get(f"{proposal.path}/afsnit/{gone}?version=2").text
    assert f'href="{proposal.path}/afsnit/{numbers(proposal)[0]}"' in text and "Ordene gik ind i afsnit" in text


@pytest.mark.parametrize("tail", ["?version=0", "?version=99", "?version=x", "?version=-1", ""])
def test_an_odd_version_is_forgiven(client, proposal, tail):
    assert client().get(f"{proposal.path}/afsnit/{numbers(proposal)[0]}{tail}").status_code == 200


def test_nobody_reads_a_block_of_what_they_may_not_read(anna, carl, client, designing, proposal):
    draft = write_proposal(carl, designing, revised(submission_key="to", title="Et udkast", problem=BENCH))
    number = numbers(draft)[0]
    assert client(carl).get(f"{draft.path}/afsnit/{number}").status_code == 200
    for path in (f"{draft.path}/afsnit/{number}", f"{proposal.path}/afsnit/{number}", f"{proposal.path}/afsnit/9999"):
        assert client(anna).get(path).status_code == 404


def test_every_version_is_cut_and_its_blocks_are_its_text(carl, proposal):
    for problem in (f"{BUS}\n\n- et\n- to\n\n{LIGHT}", "# Vejen\nNoget andet", ""):
        if problem:
            revise_proposal(carl, proposal, revised(problem=problem))
    for version in db.session.get(Proposal, proposal.id).versions:
        for part in ("problem", "solution", "mobilisation"):
            html = "\n".join(one.text_html for one in version.blocks_of(part))
            assert html == getattr(version, f"{part}_html")
    assert db.session.query(ProposalBlock).count() == 2 + 1 + 1 + 1 + 2


def test_a_block_is_called_by_its_number_in_the_proposal(carl, client, designing, proposal):
    """Not by how many there are in all proposals; the address stays as it was."""
    other = write_proposal(carl, designing, revised(submission_key="to", title="Et andet", problem=BENCH))
    publish_proposal(carl, other)
    page, block = client().get(other.path).text, numbers(other)[0]
    assert block > 3 and "Afsnit 1: henvis til det" in page and f"Afsnit {block}" not in page
    assert "Afsnit 1 i »Et andet«" in client().get(f"{other.path}/afsnit/{block}").text
    revise_proposal(carl, other, revised(problem=f"{BUS}\n\n{BENCH}", title="Et andet"))
    bus, bench = numbers(other)
    assert "Afsnit 1 i" in client().get(f"{other.path}/afsnit/{bench}").text, "it keeps its number where it is moved"
    assert "Afsnit 4 i" in client().get(f"{other.path}/afsnit/{bus}").text


def test_a_version_in_which_it_did_not_stand_is_not_one_since_which_it_changed(carl, client, proposal):
    revise_proposal(carl, proposal, revised(problem=f"{LIGHT}\n\n{BUS}\n\n{BENCH}"))
    bench = numbers(proposal)[2]
    text = client().get(f"{proposal.path}/afsnit/{bench}?version=1").text
    assert "Det stod ikke i forslaget i version 1" in text and "Det kom til i version 2." in text
    assert "Det er ændret siden" not in text and BENCH in text
    revise_proposal(carl, proposal, revised(problem=f"{LIGHT}\n\n{BUS}"))
    text = client().get(f"{proposal.path}/afsnit/{bench}?version=3").text
    assert "Det stod ikke i forslaget i version 3" in text and "Det var taget ud forinden." in text
    assert "som det gjorde" not in text and text.count("Det står ikke i forslaget mere") == 1 and BENCH in text
