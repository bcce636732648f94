"""The line from a task to what came of it, as its people walk it. Each step opens pages, fills in forms and reads."""

from datetime import timedelta

from sqlalchemy import func, select

from portal.foundation.db import db
from portal.ideas.models import Idea
from tests.browser.journeys.people import PASSWORD, Town, address
from tests.browser.reading import Reader

COMMITTEE = "Havnen for alle"
HOME = "/udvalg/havnen-for-alle/"
IDEA = "Flydende badeanstalt ved den gamle mole"
ROOMS = ("", "kommissorium", "medlemmer", "ideer/", "moeder/", "forslag/", "anbefalinger/", "opfoelgning", "laering",
         "spor", "port")  # fmt: skip
PEOPLE = {
    "bo": ("Bo Lund", "secretary", "Hele kommunen"),
    "eva": ("Eva Bakke", "councillor", "Hele kommunen"),
}


def administrator_sets_up(town: Town) -> None:
    """Words, bodies, parties, people and roles."""
    finn = town.signed_in("finn")
    finn.open("/administration/kommune/ord").press("Vis eksemplet med ordene")
    finn.press("Gem")
    finn.open("/administration/kommune").write(address="Rådhuspladsen 1, 9999 Fjordby", phone="00 00 00 00").press(
        "Gem"
    )
    for name, kind in (
        ("Byrådet", "council"),
        ("Økonomiudvalget", "finance"),
        ("Teknik- og Miljøudvalget", "standing"),
    ):
        finn.open("/administration/organer/ny").write(name=name, kind=kind).press("Opret")
    finn.open("/administration/organer").sees("Byrådet", "Økonomiudvalget")
    for letter, name in (("A", "Socialdemokratiet"), ("V", "Venstre")):
        finn.open("/administration/partier/ny").write(letter=letter, name=name).press("Opret")
    for who, (name, role, where) in PEOPLE.items():
        finn.open("/administration/personer/ny").write(name=name, email=address(who)).press("Send invitationen")
        finn.write(role=role, committee_id=where).press("Giv rollen")
        accepts(town, who)
    finn.open("/administration/personer").sees(*(name for name, _, _ in PEOPLE.values()))
    finn.open("/administration/spor")


def accepts(town: Town, who: str) -> None:
    """Somebody who was invited follows the link in the letter and chooses a password."""
    town.reader(who).open(town.letter(who)).write(password=PASSWORD).press("Gem adgangskoden")


def secretary_sets_up_the_committee(town: Town) -> None:
    """The committee, its task, its people, and the gate to the first stage."""
    bo, today = town.signed_in("bo"), town.portal.today()
    bo.open("/udvalg/").follow("Opret et nyt udvalg")
    bo.write(
        name=COMMITTEE, summary="Udvalget finder ud af, hvordan alle kan bruge havnen hele året.",
        receiving_body_id="Byrådet", publication_rule="decisions",
    ).press("Opret")  # fmt: skip
    bo.sees("Mangler:")
    writes_the_task(bo)
    bo.open(f"{HOME}kommissorium/vedtag")
    bo.write(body_id="Byrådet", on=today, item="7").press("Vedtag og offentliggør").press("Vedtag og offentliggør")
    seats = (
        ("politician", "carl", "Carl Mose", "chair", "Socialdemokratiet"),
        ("politician", "dorte", "Dorte Eng", "member", "Venstre"),
        ("citizen", "gerda", "Gerda Holm", "member", None),
    )
    for kind, who, name, function, party in seats:
        bo.open(f"{HOME}pladser").write(type=kind, quota=1).press("Tilføj")
        bo.page.locator("main").get_by_role("link", name="Udpeg").last.click()
        bo.look().write(name=name, email=address(who), function=function, starts_on=today)
        if party:
            bo.write(party_id=party)
        bo.press("Udpeg")
        accepts(town, who)
    bo.open(f"{HOME}medlemmer").sees("Carl Mose", "Venstre", "Gerda Holm")
    bo.open(f"{HOME}sammensaetning/ret")
    bo.write(citizens_democracy="2", citizens_democracy_reason="De bruger havnen hver dag.").press("Gem behovene")
    bo.sees("Delvist dækket").follow("Gennemgå sammensætningen")
    bo.write(statement="Vi søger en borger mere.").press("Skriv gennemgangen ind").sees("Vi søger en borger mere.")
    opens_gate(town, "Find problemet", "Opgaven er vedtaget, og alle pladser er besat.")
    bo.open(HOME).sees(COMMITTEE, "Find problemet")


def writes_the_task(bo: Reader) -> None:
    """Step by step, with nothing needed but what the council adopts."""
    bo.open(f"{HOME}kommissorium/ret").sees("Tjek dine svar")
    bo.open(f"{HOME}kommissorium/ret/formaal")
    bo.write(background="Havnen er blevet stille.", purpose="Flere skal bruge havnen.").press("Gem og gå videre")
    bo.write(questions="Hvad skal der til, før flere bruger havnen?\nHvem skal gøre det sammen?")
    bo.press("Gem og se det hele").sees("Hvem skal gøre det sammen?", "Før opgaven kan vedtages")
    bo.open(f"{HOME}kommissorium/ret/modtager").write(promise="Byrådet svarer på hver anbefaling.")
    bo.press("Gem og gå videre").follow("Skriv vedtagelsen ind")


def opens_gate(town: Town, stage: str, reason: str) -> None:
    """The secretary gives the public reason, and the committee moves on."""
    bo = town.reader("bo")
    bo.open(f"{HOME}port").sees("Opfyldt:")
    assert "Mangler:" not in bo.text, bo.text
    button = "Afslut udvalget" if stage == "Afsluttet" else f"Åbn »{stage}«"
    bo.write(reason=reason).press(button).press(button)
    assert bo.path == HOME
    bo.sees(stage)


def citizen_makes_an_account(town: Town, who: str = "anna", name: str = "Anna Strand") -> None:
    """With the address confirmed by the link in the letter; a slip of the pen loses nothing."""
    anna = town.reader(who)
    anna.open("/opret-konto").write(name=name, email="anna").press("Opret konto", status=422)
    assert anna.page.input_value('main [name="name"]') == name
    anna.write(email=address(who)).press("Opret konto")
    anna.open(town.letter(who)).write(password="kort").press("Opret konto", status=422)
    anna.write(password=PASSWORD).press("Opret konto").sees("Din konto er klar")


def citizen_sends_an_idea(town: Town, who: str = "anna") -> None:
    """Step by step, checked before it is sent, receipt, and two clicks that are one idea."""
    anna = town.reader(who)
    anna.open(HOME).open(f"{HOME}ideer/ny").press("Fortsæt", status=422)
    anna.write(title=IDEA, problem="Der er **for lidt** at lave ved vandet om vinteren.").press("Fortsæt")
    anna.write(better="- Sauna\n- Trapper", place="Nordkajen").press("Fortsæt").press("Tilbage")
    assert anna.page.input_value('main [name="place"]') == "Nordkajen"
    anna.press("Fortsæt").press("Fortsæt").sees(IDEA, "Nordkajen")
    anna.press_twice("Send din idé", until="**/kvittering").sees("Vi har modtaget din idé", IDEA)
    anna.follow("Følg din idé").sees(IDEA)
    with town.portal.app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Idea)) == 1, "two clicks made two ideas"
    town.portal.drain()


def secretary_publishes_and_answers(town: Town) -> None:
    """Each step with its reason; the answer stands on the idea's page."""
    bo = town.reader("bo")
    bo.open(f"{HOME}ideer/sortering").sees(IDEA)
    bo.follow(IDEA)
    bo.open(f"{bo.path.removesuffix('/behandl')}/behandl").press("Vis, at jeg læser den")
    bo.press("Offentliggør idéen")
    idea = town.idea = bo.path.removesuffix("/behandl")
    dorte = town.signed_in("dorte")
    dorte.open(idea).press("Støt idéen")
    bo.open(f"{idea}/behandl").write(
        verdict="carried_on",
        carried_into="Det er ikke besluttet endnu",
        body="Tak. Vi arbejder videre med den på workshoppen.",
    )
    bo.press("Se svaret").press("Offentliggør svaret")
    town.reader("anna").open(idea).sees("Vi arbejder videre med den på workshoppen.")
    opens_gate(town, "Form løsningen", "Alle idéer har fået svar, og vi kender problemet.")


def workshop_is_held(town: Town) -> None:
    """Planned with its influence, signed up for by people of two parties, held, written down and read back."""
    bo = town.reader("bo")
    bo.open(f"{HOME}moeder/ny").write(
        kind="workshop", title="Fra mørke til vinterbad", purpose="Vi finder ud af, hvad der skal til.",
        influence="develop", influence_note="Det bliver skrevet ind i forslaget.",
        held_on=town.portal.today() + timedelta(days=1), from_time="17:00", to_time="19:00",
        place="Havnehuset", capacity=20, idea_ids=[town.idea.rpartition("/")[2]],
    ).press("Planlæg mødet")  # fmt: skip
    workshop = town.workshop = bo.path
    town.signed_in("carl")
    for who in ("carl", "dorte"):
        town.reader(who).open(workshop).press("Meld dig til")
        town.reader(who).open(workshop)
    town.reader("anna").open(workshop).write(kind="citizen").press("Meld dig til")
    town.portal.ahead += timedelta(days=2)
    town.portal.drain()
    bo.open(f"{workshop}/fremmoede")
    places = [one.get_attribute("value") for one in bo.page.locator('main [name="came"]').all()]
    bo.write(came=places, citizen=1).press("Gem, hvem der kom").sees("Nu er det noteret, hvem der kom.")
    town.reader("anna").open(workshop).sees("4 kom", "3 var tilmeldt")
    bo.open(f"{workshop}/noter").write(table_number=1, body="Læ og varme er det vigtigste.").press("Gem noten")
    it_is_summed_up(town, workshop)
    anna = town.reader("anna").open(workshop).sees("En badeanstalt med læ.")
    anna.page.locator("summary", has_text="det bygger på").click()
    assert "Læ og varme" in anna.page.locator("main").inner_text()


def it_is_summed_up(town: Town, workshop: str) -> None:
    """The note under a heading, a paragraph of it, and those who came say that it was so."""
    bo = town.reader("bo")
    bo.open(f"{workshop}/sortering").write(title="Vi er enige om").press("Læg overskriften til")
    bo.page.locator("[data-note]", has_text="Læ og varme").get_by_role("checkbox").check()
    bo.write(to="Vi er enige om").press("Flyt")
    bo.page.get_by_role("link", name="Skriv afsnittet").first.click()
    bo.look().write(text="En badeanstalt med læ.").press("Gem afsnittet")
    bo.follow("Gå videre til udbyttet").follow("Send udkastet til dem, der kom")
    bo.write(until=(town.portal.today() + timedelta(days=2)).isoformat()).press("Send udkastet")
    bo.press("Send udkastet").sees("Udkastet er sendt")
    town.reader("anna").open(f"{workshop}/tilbagelaesning").press("Ja, det var sådan, vi sagde det")
    town.portal.ahead += timedelta(days=3)
    town.portal.drain()
    bo.open(f"{workshop}/udbytte").press("Offentliggør udbytte og noter").press("Offentliggør udbytte og noter")


def members_propose_and_recommend(town: Town) -> None:
    """A proposal on what it stands on; a recommendation with positions; handed over."""
    dorte, carl = town.reader("dorte"), town.reader("carl")
    dorte.open(f"{HOME}forslag/nyt").write(
        title="En badeanstalt med læ", problem="Der er for lidt at lave om vinteren.",
        solution="Vi bygger en **flydende** badeanstalt.", mobilisation="Vinterbaderne passer saunaen.",
    )  # fmt: skip
    dorte.write(solution_ideas=True, workshops=True).press("Gem forslaget").sees("En badeanstalt med læ")
    proposal = dorte.path
    dorte.open(f"{proposal}/ret").write(solution="Vi bygger en flydende badeanstalt med læ.", what_changed="Læ kom med")
    dorte.press("Gem den nye version")
    dorte.press("Offentliggør forslaget")
    carl.open(proposal).press("Sæt mit navn under")
    carl.open(f"{proposal}/sammenlign")
    carl.open(f"{HOME}anbefalinger/ny?forslag={proposal.rpartition('/')[2]}").write(
        title="Byg en flydende badeanstalt", problem="Der er for lidt at lave om vinteren.",
        solution="Byg den ved den gamle mole.", actor="Kultur og Fritid", ideas=True,
    ).press("Gem anbefalingen")  # fmt: skip
    town.recommendation = carl.path
    carl.write(choice="for").press("Tag stilling")
    dorte.open(town.recommendation).write(choice="for").press("Tag stilling")
    gerda = town.signed_in("gerda")
    gerda.open(town.recommendation).write(choice="against").press("Tag stilling")
    carl.open(town.recommendation).write(minority_statement="Pengene skulle bruges på stier.")
    carl.press("Skriv ind, at den er vedtaget").sees("2 for, 1 imod").press("Vedtag anbefalingen")
    carl.press("Overdrag anbefalingen").sees("skylder svar senest").press("Overdrag anbefalingen")
    town.portal.drain()


def councillor_answers(town: Town) -> None:
    """The answer with reason, meeting and item; from it a numbered decision, and the gate to the third stage."""
    eva = town.signed_in("eva")
    eva.open(f"{town.recommendation}/svar").write(
        body_id="Byrådet", met_on=town.portal.today(), item="9", verdict="changed",
        reason="Byrådet siger ja til et forsøg på to år.",
    ).press("Gem svaret").press("Offentliggør svaret")  # fmt: skip
    if not eva.path.endswith("/beslutning"):
        eva.open(town.recommendation).page.locator('main a[href$="/beslutning"]').first.click()
        eva.look()
    eva.write(summary="Der kommer en badeanstalt på forsøg.", decision="Vedtaget som forsøg i to år.")
    for number in eva.page.locator('main [name^="votes_for_"]').all():
        number.fill("8")
    eva.press("Offentliggør beslutningen").press("Offentliggør beslutningen")
    town.decision = eva.path
    eva.sees("Vedtaget som forsøg i to år.")
    opens_gate(town, "Gør det sammen", "Byrådet har svaret.")


def promises_are_followed_to_the_end(town: Town) -> None:
    """A promise with owner and date, its report, the lessons, and the last gate."""
    bo = town.reader("bo")
    bo.open(f"{HOME}opfoelgning").follow("Skriv et løfte ned")
    bo.write(recommendation_id="Byg en flydende badeanstalt", title="Badeanstalten ligger ved molen",
             owner="Kultur og Fritid", due_on=town.portal.today() + timedelta(days=60))  # fmt: skip
    bo.press("Offentliggør løftet").sees("0 af 1 løfte er holdt.")
    bo.follow("Skriv en melding").write(status="kept", text="Den blev indviet i dag.").press("Offentliggør meldingen")
    bo.sees("1 af 1 løfte er holdt.", "Den blev indviet i dag.")
    bo.open(f"{HOME}laering").write(text="### Det, der virkede\n\nVi holdt workshoppen på molen.").press("Offentliggør")
    opens_gate(town, "Afsluttet", "Løftet er holdt, og læringen er skrevet ned.")
    town.portal.drain()


def visitor_finds_it_all(town: Town) -> None:
    """Years later: searched in other inflections, read from end to end, with nothing left to press."""
    visitor = town.reader("visitor")
    visitor.open("/").sees("Badeanstalten ligger ved molen", "det ene afsluttede udvalg")
    for asked, kind in (
        ("badeanstalterne", IDEA),
        ("badeanstalter", "Byg en flydende badeanstalt"),
        ("vinterbadet", "Fra mørke til vinterbad"),
    ):
        visitor.open(f"/soeg?q={asked}").sees(kind)
    visitor.open("/beslutninger/?q=badeanstalten").sees("Byg en flydende badeanstalt")
    visitor.open(town.decision).sees("Vedtaget som forsøg i to år.", IDEA)
    visitor.open(town.idea).sees("Byg en flydende badeanstalt", "Badeanstalten ligger ved molen")
    visitor.open("/arkiv/").follow(COMMITTEE)
    visitor.sees("Carl Mose", "1 af 1 løfte er holdt.", "Vi holdt workshoppen på molen.", "Byrådet siger ja")
    for room in ROOMS:
        visitor.open(f"{HOME}{room}")
