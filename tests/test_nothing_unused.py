"""What stands in the portal is asked for by the portal: a function that only tests call is work for nobody."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = re.compile(r"[A-Za-z_]\w+")
OWN = {"property", "cached_property", "staticmethod", "classmethod"}  # other decorators hand a function to somebody
# What others call by its name, and who they are
CALLED_BY_OTHERS = {
    "build_parser": "Python-Markdown",
    "handleMatch": "Python-Markdown",
    "bind_field": "WTForms, when it makes a form",
    "wrap_formdata": "WTForms, when it makes a form",
    "process_formdata": "WTForms, when it reads a field",
    "get_id": "Flask-Login",
    "get_timestamp": "itsdangerous",
    "_get_file_stream": "Werkzeug, when it reads a form",
    "to_python": "Werkzeug, when it reads an address",
    "process_bind_param": "SQLAlchemy",
    "process_result_value": "SQLAlchemy",
}


def test_every_function_is_asked_for():
    defined, named = set(), set()
    for file in (ROOT / "portal").rglob("*.py"):
        tree = ast.parse(file.read_text())
        if "migrations" not in file.parts:
            defined |= _functions(tree)
        named |= _names(tree)
    for folder in ("tools", "bench"):
        named |= {name for file in (ROOT / folder).rglob("*.py") for name in _names(ast.parse(file.read_text()))}
    for file in (ROOT / "templates").rglob("*.*"):
        named |= set(NAME.findall(file.read_text()))
    unused = {name for name in defined - named if not name.startswith("validate_")}  # WTForms calls those
    assert unused == set(CALLED_BY_OTHERS)


def _functions(tree):
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    return {one.name for one in found if _is_our_own(one) and not re.fullmatch(r"__\w+__|handle_\w+", one.name)}


def _is_our_own(function):
    return all(ast.unparse(decorator) in OWN for decorator in function.decorator_list)


def _names(tree):
    """What is used by its name: an import is no use by itself, but one under another name is used under that."""
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used |= {node.name for node in ast.walk(tree) if isinstance(node, ast.alias) and node.asname}
    return used | {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
