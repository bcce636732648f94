"""Whoever reads a summary of errors finds the fields further down in the same order."""

import re
import shutil
from urllib.parse import urlsplit

import pytest

from portal.demo.people import PASSWORD
from tests.fjordby import portal_in
from tests.walking import VISITOR, is_sent, shape

SUMMARY = re.compile(r'<div class="error-summary".*?</ul>', re.DOTALL)
NOT_VALID = 422
ENOUGH = 20  # forms with several errors at once; the demonstration has more


@pytest.fixture(scope="module")
def browsers(fjordby_folder, tmp_path_factory):
    """`browsers(who)` is somebody's browser in a copy of the demonstration."""
    app = portal_in(shutil.copytree(fjordby_folder, tmp_path_factory.mktemp("errors") / "instance"))
    known = {}

    def browser(who):
        if who not in known:
            known[who] = app.test_client()
            if who != VISITOR:
                known[who].post("/log-ind", data={"email": who, "password": PASSWORD})
        return known[who]

    return browser


def emptied(form):
    """The form as somebody sends it who has written nothing and chosen nothing; what travels unseen goes along."""
    hidden = [one for one in form.fields if one.get("type") == "hidden" and one.get("name") and is_sent(one)]
    texts = [one for one in form.fields if one["tag"] in {"input", "textarea"} and one.get("type") not in {"hidden"}]
    data = {one["name"]: one.get("value", "") for one in hidden}
    return data | {one["name"]: "" for one in texts if one.get("name") and is_sent(one)}


def test_errors_stand_in_the_order_of_the_fields(walk, browsers):
    seen, several, faults = set(), 0, []
    for visit in walk:
        forms = [form for form in visit.page.forms if form.method == "post"] if visit.page else []
        for form in forms:
            kind = shape(urlsplit(form.action).path), tuple(one.get("name") for one in form.fields)
            if kind in seen or len(emptied(form)) < 2 or form.action.startswith("/log-"):
                continue
            seen.add(kind)
            answer = browsers(visit.who).post(form.action, data=emptied(form))
            summary = SUMMARY.search(answer.text)
            if answer.status_code != NOT_VALID or summary is None:
                continue
            named = re.findall(r'href="#([^"]+)"', summary[0])
            places = [answer.text.find(f' id="{name}"') for name in named]
            several += len(named) > 1
            if places != sorted(places) or -1 in places:
                faults.append(f"{visit.who} {form.action}: {named}")
    assert several > ENOUGH, several
    assert not faults, "\n".join(faults)
