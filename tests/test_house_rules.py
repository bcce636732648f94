"""The rules of the house that a linter cannot know."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PORTAL = ROOT / "portal"
FILES = sorted(f for f in PORTAL.rglob("*.py") if "migrations" not in f.parts)
ACTIONS = [f for f in FILES if (f.name == "actions.py" or f.parent.name == "actions") and f.name != "__init__.py"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "services", "managers"}
# The few deeds that no role is asked for, and why; a new one needs a reason here.
LEAVE_BY_OTHER_MEANS = {
    "confirm_account": "the link that was mailed proves whose it is",
    "accept_invitation": "the link that was mailed proves whose it is",
    "confirm_guest_idea": "the link that was mailed proves whose it is",
    "answer_by_link": "the link that was mailed proves whose it is",
    "leave_by_link": "the link that was mailed proves whose it is",
    "say_anew_by_link": "the link that was mailed proves whose it is",
    "confirm_by_link": "the link that was mailed proves whose it is",
    "correct_by_link": "the link that was mailed proves whose it is",
    "choose_new_password": "the link that was mailed proves whose it is",
    "sign_in": "the password proves who it is",
    "password_fits": "anybody may try; it is counted",
    "sign_in_with_code": "the password a moment ago, and the code now, prove who it is",
    "reset_code_at_server": "whoever holds the server, at its command line",
    "end_other_sessions": "one's own, also before the address is confirmed",
    "change_password": "one's own, also before the address is confirmed; the present password proves it",
    "confirm_application": "the link that was mailed proves whose it is",
    "withdraw_application": "the link that was mailed proves whose it is",
    "accept_seat": "the link that was mailed proves whose it is",
    "decline_seat": "the link that was mailed proves whose it is",
    "keep_text": "the worker reads what somebody with leave has added",
    "remind_of_meetings": "the worker's clock",
    "keep_promises": "the nightly job keeps what was promised",
    "erase_own_account": "one's own, also before the address is confirmed; the password proves it",
    "fetch_own_data": "one's own, also before the address is confirmed; the password proves it",
    "change_name": "one's own, also before the address is confirmed",
    "end_session": "one's own, also before the address is confirmed; the query finds no other",
    "ask_for_new_password": "anybody may ask, and learns nothing",
    "sign_out": "it ends the session that was sent with it",
    "read_notice": "only one's own, which it checks itself",
    "read_all_notices": "only one's own",
    "set_up_municipality": "from the command line, and only while there is none",
}
RECORDS_NOTHING = {
    "password_fits": "a try is counted, which is no deed; what it leads to is recorded there",
    "begin_code_app": "until a code has been shown the app protects nothing, and nothing has happened",
    "forget_reading": "the trail stays longer than such a mark may",
    "mark_read": "what somebody has read is theirs alone: the trail stays, and others read it",
    "read_notice": "reading one's own notices changes nothing for anybody else",
    "read_all_notices": "reading one's own notices changes nothing for anybody else",
}
READS_THE_MACHINE = re.compile(r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time)\(")


def functions(tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def called(node):
    return {ast.unparse(n.func) for n in ast.walk(node) if isinstance(n, ast.Call)}


def relative(file):
    return str(file.relative_to(ROOT))


@pytest.mark.parametrize("file", FILES, ids=relative)
def test_file_is_short_and_imports_at_the_top(file):
    source = file.read_text()
    assert source.count("\n") <= 400
    assert file.stem not in FORBIDDEN_NAMES
    tree = ast.parse(source)
    assert ast.get_docstring(tree), "a module says its purpose in one sentence"
    for function in functions(tree):
        assert (function.end_lineno or 0) - function.lineno < 40, function.name
        assert not [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)], function.name


@pytest.mark.parametrize("file", FILES, ids=relative)
def test_only_the_transaction_saves_and_only_the_clock_knows_the_time(file):
    saves = {"db.session.commit", "session.commit"} & called(ast.parse(file.read_text()))
    assert not saves or file.relative_to(PORTAL) == Path("foundation/db.py")
    assert not READS_THE_MACHINE.search(file.read_text()) or file.relative_to(PORTAL) == Path("foundation/clock.py")


@pytest.mark.parametrize("file", ACTIONS, ids=relative)
def test_every_action_asks_leave_and_leaves_a_trace(file):
    for function in ast.parse(file.read_text()).body:
        if not isinstance(function, ast.FunctionDef) or function.name.startswith("_"):
            continue
        calls = called(function)
        if "transaction" not in calls:
            continue  # a plain function that actions share
        if function.name not in RECORDS_NOTHING:
            assert "record" in calls or any(call.startswith("_") for call in calls), f"{function.name} records nothing"
        if function.name not in LEAVE_BY_OTHER_MEANS:
            assert [call for call in calls if "require" in call], f"{function.name} does not ask leave"
        assert ast.get_docstring(function), f"{function.name} does not say what it does"


@pytest.mark.parametrize("file", [f for f in FILES if f.name == "views.py" or "views" in f.parts], ids=relative)
def test_views_do_not_query_or_decide(file):
    source = file.read_text()
    calls = called(ast.parse(source))
    assert not {"select", "db.session.add", "db.session.delete"} & calls, "a view queries"
    assert "Role." not in source, "a view decides by role; ask for a permission instead"


@pytest.mark.parametrize("file", TEMPLATES, ids=relative)
def test_template_is_short_and_carries_no_code(file):
    text = file.read_text()
    assert text.count("\n") <= 150
    assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=\"|\son[a-z]+=\"|javascript:", text)


def test_every_component_is_named_like_its_file():
    for file in sorted((ROOT / "templates" / "components").glob("*.html")):
        assert f"{{% macro {file.stem}(" in file.read_text(), file.name
