# Both commands need only Python >= 3.11 with venv, and make; both are safe to repeat.
PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/.installed
TOOLS := .venv/.tools
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement
PATH ?= /usr/local/bin:/usr/bin:/bin
# What is compiled is kept, whatever the environment says: tests and the demo start dozens of processes.
PYTHONDONTWRITEBYTECODE :=
export PATH PYTHONDONTWRITEBYTECODE
# Each worker keeps the tests that stand together, and so the worlds that they share, until another one has none left.
TESTS := $(BIN)/python -m pytest -n auto --dist worksteal

.PHONY: demo test check format

demo: $(INSTALLED)
	exec $(BIN)/python manage.py demo $(ARGS)

test: $(TOOLS)
	$(TESTS) $(ARGS)

check: $(TOOLS)
	$(MAKE) test
	sh .ci/checks

format: $(TOOLS)
	$(BIN)/ruff format manage.py syncapp tests

$(INSTALLED): requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "syncapp needs Python 3.11 or later; this is " + sys.version.split()[0])'
	@echo "Installing into .venv what requirements.lock names. It takes half a minute, and only the first time."
	@$(PYTHON) -m venv .venv
	@$(INSTALL) requirements.lock
	@touch $@

$(TOOLS): $(INSTALLED) tests/requirements.lock
	@echo "Installing beside it what the tests and checks need. It takes a minute, and only the first time."
	@$(INSTALL) tests/requirements.lock
	@touch $@
