# Everything is done by the small Python files in tools/; this only names it.

PORT ?= 8000
export PORT

ifndef PYTHON
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
endif
VENV := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help run fresh test test-sqlite test-postgresql test-room lint format bench bench-scale screenshots messages docs reindex upgrade assets packages lock

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: python ## set everything up, fill it with a demonstration and serve it at http://127.0.0.1:8000 (PORT=…)
	@$(PYTHON) -m tools.run

fresh: python ## the same, from an empty database: removes what is in instance/
	@$(PYTHON) -m tools.run --fresh

test: python ## every test: on SQLite, on PostgreSQL, and in a real browser
	@$(PYTHON) -m tools.prepare --browser
	@$(VENV) -m tools.suite sqlite postgresql

test-sqlite: python ## every test, on SQLite only
	@$(PYTHON) -m tools.prepare --browser
	@$(VENV) -m tools.suite sqlite

test-postgresql: python ## the tests on PostgreSQL only (TEST_DATABASE_URL, or one from a wheel)
	@$(PYTHON) -m tools.prepare
	@$(VENV) -m tools.suite postgresql

test-room: python ## the tests of one room, on SQLite: make test-room ROOM=ideas
	@$(PYTHON) -m tools.prepare
	@$(VENV) -m tools.suite room $(ROOM)

lint: python ## style, types, floors, templates and the Danish catalogue
	@$(PYTHON) -m tools.prepare
	@$(VENV) -m tools.lint

format: python ## put the Python files into the project's style
	@$(PYTHON) -m tools.prepare
	@$(VENV) -m ruff format .
	@$(VENV) -m ruff check --fix --select I .

bench: python ## measure the pages against a bare Flask page; AGAINST=REV also against another revision
	@$(PYTHON) -m tools.prepare
	@$(VENV) -m bench $(if $(AGAINST),--against $(AGAINST))

bench-scale: python ## measure what a page costs when there is twenty times as much
	@$(PYTHON) -m tools.prepare
	@$(VENV) -m bench.scale

screenshots: python ## pictures of every page at both widths, in screenshots/
	@$(PYTHON) -m tools.prepare --browser
	@$(VENV) -m tools.screenshots

messages: python ## check the Danish catalogue and compile it
	@$(PYTHON) -m tools.prepare --no-assets
	@$(VENV) -m tools.catalogue

docs: python ## write the generated documents again (docs/permissions.md, docs/notices.md, docs/words.md)
	@$(PYTHON) -m tools.prepare --no-assets
	@$(VENV) -m tools.documents

reindex: python ## build the demonstration's search index anew, beside the live one
	@$(PYTHON) -m tools.demonstration reindex

upgrade: python ## bring the demonstration's database to the newest shape
	@$(PYTHON) -m tools.demonstration upgrade

assets: python ## fetch the design system into static/vendor
	@$(PYTHON) -m tools.assets

packages: python ## make .venv with everything needed to work on the portal
	@$(PYTHON) -m tools.packages --development

lock: python ## pin all dependencies anew, with hashes and without addresses
	@$(PYTHON) -m tools.lock

.PHONY: python
python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer was not found. Install it (Debian: apt-get install python3 python3-venv) or name it: make run PYTHON=/path/to/python3" >&2; exit 1; }
