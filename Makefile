SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOOLS := $(VENV)/tools
UV := $(TOOLS)/bin/uv pip compile --quiet --upgrade --generate-hashes --no-header --no-emit-index-url --annotation-style=line
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/pip -qq
N ?= 10000
PO := kreatr/translations/id/LC_MESSAGES/messages.po
SOURCES := app.py worker.py kreatr tests benchmarks migrations

.PHONY: help setup run test lint format bench populate demo messages pins sbom clean

help: ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: $(VENV)/.installed ## make .venv and install what kreatr needs
run: $(VENV)/.installed ## start everything: database, queue, web, worker, clock, demo world
	@$(BIN)/python app.py

test: $(VENV)/.installed-dev $(VENV)/compatible/.installed ## install what the tests need and run them all
	@CHROMIUM="$$(tests/browser/install_chromium.sh)" && export CHROMIUM && $(BIN)/python -m pytest -n 3

lint: $(VENV)/.installed-dev ## ruff, mypy and djlint
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/mypy
	@$(BIN)/djlint --quiet --lint templates

format: $(VENV)/.installed-dev ## put the code into ruff's format
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix $(SOURCES)

bench: $(VENV)/.installed-dev ## measure pages and server against their budgets
	@$(BIN)/python -m benchmarks

populate: $(VENV)/.installed ## add N made-up creators to the database (make populate N=10000)
	@$(BIN)/flask --app app populate $(N)

demo: $(VENV)/.installed ## fill the demo world into an empty database
	@$(BIN)/flask --app app db upgrade
	@$(BIN)/flask --app app demo

messages: $(VENV)/.installed ## collect the words of the pages and compile their translations
	@$(BIN)/pybabel --quiet extract -F babel.cfg --project kreatr --no-location --sort-output --no-wrap \
		-k lazy_gettext -k _l -o kreatr/translations/messages.pot .
	@$(BIN)/pybabel --quiet update -i kreatr/translations/messages.pot -d kreatr/translations -l id \
		--no-fuzzy-matching --no-wrap --ignore-obsolete
	@grep -vE '^"(Project-Id|Report-Msgid|POT-Creation|PO-Revision|Last-Translator|Language-Team|Generated-By)' $(PO) > $(PO)t
	@mv $(PO)t $(PO)
	@$(BIN)/pybabel --quiet compile -d kreatr/translations

pins: $(TOOLS)/.installed ## pin the newest versions of requirements*.in, with hashes
	@for part in requirements requirements-dev; do \
		env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null $(TOOLS)/bin/pip-compile --quiet --upgrade \
			--strip-extras --generate-hashes --no-header --no-emit-options --annotation-style=line \
			--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --allow-unsafe \
			--output-file $$part.txt $$part.in || exit 1; \
	done
	@$(UV) --override requirements.txt --override requirements-dev.txt -o requirements-s3.txt requirements-s3.in
	@$(UV) -c requirements.txt -o requirements-moderation.txt requirements-moderation.in
	@$(UV) -o requirements-compatible.txt requirements-compatible.in

sbom: $(TOOLS)/.installed ## list what kreatr is made of, as CycloneDX (sbom.json)
	@$(TOOLS)/bin/cyclonedx-py requirements requirements.txt --output-file sbom.json

clean: ## remove .venv and what the tools left behind (never the data in instance/)
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "kreatr needs Python 3.11 or newer.")'
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.txt | $(VENV)/bin/python
	@echo "Installing what kreatr needs …"
	@$(PIP) install --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.installed-dev: requirements.txt requirements-dev.txt requirements-s3.txt | $(VENV)/.installed
	@echo "Installing what the tests need …"
	@$(PIP) install --require-hashes -r requirements.txt -r requirements-dev.txt
	@$(PIP) install --require-hashes --no-deps -r requirements-s3.txt
	@touch $@

$(VENV)/compatible/.installed: requirements-compatible.txt | $(VENV)/bin/python
	@echo "Installing a server that speaks OpenAI's protocol …"
	@$(PYTHON) -m venv $(VENV)/compatible
	@PIP_DISABLE_PIP_VERSION_CHECK=1 $(VENV)/compatible/bin/pip -qq install --require-hashes -r requirements-compatible.txt
	@touch $@

$(TOOLS)/.installed: | $(VENV)/bin/python
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/pip -qq install pip-tools cyclonedx-bom uv
	@touch $@
