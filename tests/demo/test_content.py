"""The demonstration content keeps the portal's own limits, its calendar and its arithmetic."""

import re
from datetime import date, timedelta

import pytest

from portal.demo.story import THE_STORY_ENDS, crowd, read_story
from portal.demo.timeline import on
from portal.foundation import clock
from portal.foundation.text import slugify
from portal.foundation.written_dates import MONTHS
from portal.proposals.words import PARTS

STORY = read_story(THE_STORY_ENDS)
IDEAS = [(chapter, idea) for chapter in STORY.committees for idea in chapter["idea"]]
RECOMMENDATIONS = [(chapter, item) for chapter in STORY.committees for item in chapter["recommendation"]]
PEOPLE = {person["key"] for person in STORY.people["person"]}
BODIES = {body["key"]: body["seats"] for body in STORY.municipality["body"]}
SATURDAY = 5


def texts(value):
    """Every text, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts(part)


def names(chapters, key):
    return {item[key] for item in chapters}


def gate_days(chapter):
    return {gate["to"]: gate["at"] for gate in chapter.get("gate", [])}


def named_people(chapter):
    """Everybody a committee's files name by key."""
    yield from (chapter[role] for role in ("secretary", "facilitator", "chair", "vice_chair") if role in chapter)
    yield from (seat["holder"] for seat in chapter["seat"] if "holder" in seat)
    for idea in chapter["idea"]:
        yield from (idea[name] for name in ("by",) if name in idea)
        yield from (step["by"] for step in idea.get("steps", []) if "by" in step)
    yield from (application["by"] for application in chapter["application"] if "by" in application)
    yield from names(chapter["welcome"], "by")
    for stand_in in chapter["substitute"]:
        yield from (stand_in["for"], stand_in["by"])
    for workshop in chapter["workshop"]:
        yield from workshop["signups"]
    for proposal in chapter["proposal"]:
        yield from [proposal["by"], *proposal["sponsors"], *names(proposal["version"], "by")]


def test_at_least_six_committees_in_every_stage_and_two_periods():
    reached = {list(gate_days(chapter))[-1] if gate_days(chapter) else "preparation" for chapter in STORY.committees}
    assert len(STORY.committees) >= 6
    assert reached == {"preparation", "co_initiation", "co_design", "co_implementation", "closed"}
    assert {2022, 2026} <= {chapter["mandate"]["adopted"]["on"].year for chapter in STORY.committees}


def test_at_least_sixty_ideas_in_every_state():
    last = {(idea.get("steps") or [{"do": "received" if "sent" in idea else "draft"}])[-1]["do"] for _, idea in IDEAS}
    done = {step["do"] for _, idea in IDEAS for step in idea.get("steps", [])}
    assert len(IDEAS) >= 60
    assert last >= {"draft", "received", "screen", "return", "publish", "refuse", "answer", "carry_on", "close"}
    assert done >= {"withdraw", "resubmit", "appeal", "decide"}
    verdicts = {step["verdict"] for _, idea in IDEAS for step in idea.get("steps", []) if step["do"] == "decide"}
    assert verdicts == {"uphold", "publish", "read-again"}


@pytest.mark.parametrize(("chapter", "idea"), IDEAS, ids=lambda part: part.get("key", part.get("slug", "")))
def test_an_idea_keeps_limits_and_calendar(chapter, idea):
    assert len(idea["title"]) <= 120 and len(idea["body"]) <= 2_000
    moments = [idea.get("sent") or idea["drafted"], *(step["at"] for step in idea.get("steps", []))]
    assert moments == sorted(moments)
    gates = gate_days(chapter)
    end = gates.get("co_design", on(THE_STORY_ENDS + timedelta(days=1)))
    assert gates["co_initiation"] <= moments[0] <= end
    assert clock.in_denmark(moments[0]).date() <= chapter["ideas_until"]
    for step in idea.get("steps", []):
        limit = 2_000 if step["do"] in {"answer", "carry_on"} else 600
        assert len(step.get("text", "")) <= limit
        assert step["do"] in {"screen", "publish", "resubmit", "support_answers"} or step["text"]


@pytest.mark.parametrize("chapter", STORY.committees, ids=lambda chapter: chapter["slug"])
def test_all_keys_lead_somewhere(chapter):
    assert chapter["slug"] == slugify(chapter["name"])
    assert set(named_people(chapter)) <= PEOPLE
    ideas, workshops = names(chapter["idea"], "key"), names(chapter["workshop"], "key")
    proposals, recommendations = names(chapter["proposal"], "key"), names(chapter["recommendation"], "key")
    public = {
        idea["key"] for idea in chapter["idea"]
        if "publish" in {part for step in idea.get("steps", []) for part in (step["do"], step.get("verdict"))}
    }  # fmt: skip
    assert {key for told in chapter["together"] for key in told["ideas"]} <= public
    assert len(ideas) == len(chapter["idea"])
    for later in (*chapter["workshop"], *chapter["proposal"], *chapter["recommendation"]):
        assert set(later.get("ideas", [])) <= public
        assert set(later.get("workshops", [])) <= workshops
    for version in (version for proposal in chapter["proposal"] for version in proposal["version"]):
        assert set(version["takes_up"]) <= PARTS.keys()
        assert all(set(keys) <= public for keys in version["takes_up"].values())
    assert {item["proposal"] for item in chapter["recommendation"]} <= proposals
    assert {item["recommendation"] for item in chapter["commitment"]} <= recommendations
    assert set(chapter["mandate"]["receiving_bodies"]) <= BODIES.keys()
    numbers = set(range(1, len(chapter["mandate"]["questions"]) + 1))
    assert all(set(worked["questions"]) <= numbers for worked in (*chapter["workshop"], *chapter["proposal"]))


@pytest.mark.parametrize("chapter", STORY.committees, ids=lambda chapter: chapter["slug"])
def test_needs_are_whole_and_about_no_person(chapter):
    told = chapter["composition"]
    names = [person["name"].split()[0] for person in STORY.people["person"]]
    profiles = {seat["profile"] for seat in chapter["seat"]}
    for need in told["need"]:
        cells = [need[criterion] for criterion in ("efficiency", "democracy", "innovation") if criterion in need]
        assert cells and all(level in {1, 2} and 0 < len(reason) <= 300 for level, reason in cells)
        assert ("of" in need) != ("name" in need) and set(need.get("seats", [])) <= profiles
        assert not any(f"{name} " in reason for name in names for _, reason in cells)
    assert ("review" in told) == ("gate" in chapter)
    assert set(told.get("roles", {})) <= {seat.get("holder") for seat in chapter["seat"]}


@pytest.mark.parametrize(("chapter", "item"), RECOMMENDATIONS, ids=lambda part: part.get("key", part.get("slug", "")))
def test_a_recommendation_adds_up(chapter, item):
    assert len(item["title"]) <= 120
    assert all(len(item[field]) <= 2_000 for field in ("problem", "solution", "economy", "effect", "timetable"))
    assert len(item["actor"]) <= 300 and len(item["indicator"]) <= 300 and len(item.get("minority", "")) <= 600
    if "adopted" in item:
        said = [*item["for"], *item["against"], *item["neither"]]
        seated = {seat["holder"] for seat in chapter["seat"] if "holder" in seat}
        assert len(said) == len(set(said)) and set(said) <= seated
        assert item["drafted"] < item["adopted"] < item["handed_over"]
    for answer in item.get("answer", []):
        assert item["handed_over"] < answer["at"] and len(answer["reason"]) <= 2_000
        if "record" in answer:
            check_votes(answer["body"], answer["meeting"], answer["record"])
            assert answer["at"] < answer["record"]["published"]


def test_people_wait_for_one_meeting_only_and_texts_fit():
    too_small = set()
    for chapter in STORY.committees:
        for shop in chapter["workshop"]:
            politicians = [seat for seat in chapter["seat"] if seat.get("party") in shop["parties"]]
            if len(politicians) + len(shop["signups"]) + shop["crowd"] > shop["capacity"]:
                too_small.add(shop["key"])
            assert len(shop["title"]) <= 120 and len(shop["influence_note"]) <= 300
            assert shop["announced"] < shop["starts"] < shop["ends"]
            assert ("confirmed" in shop.get("outcome", {})) == ("how" in shop.get("outcome", {}))
    assert too_small == {"hvem_goer_hvad"}


def test_promises_are_short_and_come_after_an_answer():
    for chapter in STORY.committees:
        answered = {item["key"]: item["answer"][-1]["at"] for item in chapter["recommendation"] if "answer" in item}
        for promise in chapter["commitment"]:
            assert len(promise["text"]) <= 200 and len(promise["owner"]) <= 200
            assert answered[promise["recommendation"]] < promise["made"]
            moments = [promise["made"], *(report["at"] for report in promise["reports"])]
            assert moments == sorted(moments)


@pytest.mark.parametrize("record", STORY.records, ids=lambda record: record["key"])
def test_other_decisions_add_up(record):
    check_votes(record["body"], record["on"], record)


def check_votes(body, day, record):
    """Each party has as many votes as seats in that body and period, less those who were away."""
    seats = BODIES[body]["2022-2025" if day.year <= 2025 else "2026-2029"]
    away = {}
    for person in record.get("absent", []):
        letter = re.search(r"\((.+)\)$", person)[1]
        away[letter] = away.get(letter, 0) + 1
    cast = {letter: sum(counts) for letter, counts in record["votes"].items()}
    assert cast == {letter: count - away.get(letter, 0) for letter, count in seats.items()}


def test_mandates_of_each_period_fill_twenty_five_seats():
    for period in STORY.municipality["period"]:
        assert sum(period["seats"].values()) == 25


def test_offices_work_on_weekdays():
    meetings = [chapter["mandate"]["adopted"]["on"] for chapter in STORY.committees]
    meetings += [answer["meeting"] for _, item in RECOMMENDATIONS for answer in item.get("answer", [])]
    workshops = [shop for chapter in STORY.committees for shop in chapter["workshop"] if not shop.get("tonight")]
    meetings += [clock.in_denmark(workshop["starts"]).date() for workshop in workshops]
    meetings += [clock.in_denmark(step["at"]).date() for _, idea in IDEAS for step in idea.get("steps", [])]
    assert [day for day in meetings if day.weekday() >= SATURDAY] == []


def test_the_tone_of_voice():
    told = [STORY.municipality, STORY.people, STORY.committees, STORY.records, STORY.initiatives, STORY.reports]
    for text in texts(told):
        assert "!" not in text and "desværre" not in text.lower() and "ugyldig" not in text.lower()
        assert "{" not in text


def test_the_story_moves_by_whole_weeks_and_history_stays():
    later = read_story(date(2027, 3, 10))
    for before, after in zip(STORY.committees, later.committees, strict=True):
        moved = after["mandate"]["adopted"]["on"] - before["mandate"]["adopted"]["on"]
        assert moved == (timedelta(0) if before.get("fixed") else timedelta(weeks=15))


def test_no_meeting_is_called_by_a_month_because_its_day_moves_with_the_clock():
    titles = [sitting["title"] for chapter in STORY.committees for sitting in chapter.get("sitting", ())]
    assert len(titles) >= 8 and not [title for title in titles if any(month in title.lower() for month in MONTHS)]


# What comes back each year keeps its name: seasons, school years, budgets, when somebody has time
EACH_YEAR = (
    "Men fra oktober til februar er der helt sort", "forbi det busskur i juli", "kan bruges i november",
    "gang om året i januar", "gange om året, i januar og i august", "i samme uge i februar", "i hallen fra 1. februar",
    "Kan males i marts, når frosten er væk", "lukket fra november til marts", "står tom fra april til høst",
    "ind på gangen i september", "I september flytter der nye ind", "og hele juni", "Ikke i december.",
    "Alle aftener fra oktober til april", "at det gælder fra januar",
)  # fmt: skip
BARE_MONTH = re.compile(rf"(?<!\. )\b(?:{'|'.join(MONTHS)})\b", re.IGNORECASE)


def test_a_month_of_the_story_moves_with_it():
    """Half a year from now the months are others, and no text says one that stood still."""
    day = THE_STORY_ENDS + timedelta(weeks=26)
    now, later = (read_story(THE_STORY_ENDS + timedelta(weeks=weeks)) for weeks in (0, 26))
    assert day.month != THE_STORY_ENDS.month
    for before, after in zip(*(_moving_texts(story) for story in (now, later)), strict=True):
        for words in EACH_YEAR:
            before, after = before.replace(words, ""), after.replace(words, "")  # noqa: PLW2901
        stood, stands = BARE_MONTH.findall(before), BARE_MONTH.findall(after)
        assert all(one != other for one, other in zip(stood, stands, strict=True)), before


def _moving_texts(story):
    moving = [chapter for chapter in story.committees if not chapter.get("fixed")]
    told = texts([moving, story.records, story.minutes, story.initiatives, story.reports])
    return [text for text in told if " " in text]  # the others are keys


def test_what_is_held_tonight_begins_before_midnight():
    for hour, minute, begins in ((9, 0, "19:00"), (19, 10, "19:30"), (23, 20, "23:30"), (23, 45, "23:59")):
        with clock.frozen(on(THE_STORY_ENDS, hour, minute)):
            told = read_story(clock.today())
        (tonight,) = [shop for one in told.committees for shop in one["workshop"] if shop.get("tonight")]
        assert f"{clock.in_denmark(tonight['starts']):%Y-%m-%d %H:%M}" == f"{THE_STORY_ENDS} {begins}"


def test_everybody_has_a_name_and_an_address_of_their_own():
    everybody = [(person["name"], person["email"]) for person in STORY.people["person"]] + list(crowd(STORY.people))
    assert len({name for name, _ in everybody}) == len({email for _, email in everybody}) == len(everybody)
    assert all(email.endswith(("@fjordby.example", "@example.dk")) for _, email in everybody)


@pytest.mark.parametrize("told", STORY.initiatives, ids=lambda told: told["key"])
def test_a_citizens_proposal_keeps_limits_and_calendar(told):
    assert len(told["title"]) <= 120 and len(told["affected"]) <= 600
    assert all(len(told[part]) <= 2_000 for part in ("problem", "why"))
    moments = [told["sent"], *(step["at"] for step in told["steps"])]
    assert moments == sorted(moments)
    people = {told["by"], *names(told["steps"], "by")} if all("by" in s for s in told["steps"]) else {told["by"]}
    assert people | names(told.get("sponsors", []), "by") <= PEOPLE
    assert all(STORY.person(sponsor["by"])["role"] == "councillor" for sponsor in told.get("sponsors", []))


def test_reports_are_about_what_is_told_and_appeals_go_to_somebody_else():
    told = {("initiative", one["key"]) for one in STORY.initiatives}
    told |= {(chapter["slug"], idea["key"]) for chapter, idea in IDEAS}
    told |= {(chapter["slug"], one["key"], "note") for chapter in STORY.committees for one in chapter["workshop"] if
             "phone" in one}  # fmt: skip
    told |= {(chapter["slug"], one["key"], "said") for chapter in STORY.committees for one in chapter["said"]}
    for report in STORY.reports:
        assert tuple(report["on"]) in told
        assert names(report["sent"], "by") <= PEOPLE
        deciders = [step["by"] for step in report["steps"] if "by" in step]
        assert len(deciders) == len(set(deciders))
