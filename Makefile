# Needs Python 3.11 or newer and make; everything else lands in .venv.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
INPUTS := pyproject.toml constraints.txt Makefile

.PHONY: run test check messages requirements bench faults clean

run: $(VENV)/.run ## open the demo estate, made on the first run
	@$(BIN)/dutydesk demo

test: $(VENV)/.dev ## every test, on three processes: some wait for programs and disks
	$(BIN)/python -m pytest -n 3 --dist worksteal

check: $(VENV)/.dev ## style, types, layers, words
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.catalog check

messages: $(VENV)/.dev ## compile the Chinese of every feature into one catalogue
	$(BIN)/python -m tests.catalog compile

requirements: $(VENV)/.dev ## which tests hold which numbered rule; fails if one of handover or log has none
	@$(BIN)/python -m tests.requirements

bench: $(VENV)/.dev ## ratios and key counts, measured in one run
	@$(BIN)/python -m compileall -q tui screens db # a start is measured as it is once installed
	$(BIN)/python -m tests.bench

faults: $(VENV)/.dev ## kills, power cuts, failing disks, forgeries: minutes, and a table
	$(BIN)/python -m tests.faults

clean: ## forget the environment; the stations stay
	rm -rf $(VENV)

$(VENV)/.made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "dutydesk needs Python 3.11 or newer: make PYTHON=python3.11 …")'
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.run: $(VENV)/.made $(INPUTS)
	$(PIP) -e .
	@$(BIN)/python -m compileall -q tui screens db
	@touch $@

$(VENV)/.dev: $(VENV)/.run
	$(PIP) -e '.[dev]'
	@touch $@
