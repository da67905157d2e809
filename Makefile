# Every task that a person runs. `make` alone lists them.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
PORT ?= 8501
CHROMIUM := /usr/bin/chromium
EDITOR := views/editor/editor.js

.PHONY: help run test check build validate bench evaluate frog format clean chromium python

help: ## toon deze lijst
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.runtime $(EDITOR) ## zet alles klaar en open de app op http://localhost:8501
	@echo "De app draait op http://localhost:$(PORT) (stoppen: Ctrl-C)."
	@$(PY) -m streamlit run server.py --server.port $(PORT)

test: $(VENV)/.develop $(EDITOR) chromium ## zet alles klaar en doe alle controles
	@echo "1/5 opmaak";     $(PY) -m ruff format --check --quiet .
	@echo "2/5 regels";     $(PY) -m ruff check --quiet .
	@echo "3/5 typen";      $(PY) -m mypy --no-error-summary
	@echo "4/5 de graaf";   $(PY) -m graph validate > /dev/null
	@echo "5/5 tests";      $(PY) -m pytest -q -n 2 --dist loadfile

check: $(VENV)/.develop $(EDITOR) ## alles van test, zonder browser
	@$(PY) -m ruff format --check --quiet . && $(PY) -m ruff check --quiet . && $(PY) -m mypy --no-error-summary
	@$(PY) -m pytest -q -n 2 --dist loadfile -m "not browser"

build: $(VENV)/.runtime ## bouw de graaf uit de documenten
	@$(PY) -m loaders build

validate: $(VENV)/.runtime ## controleer de graaf
	@$(PY) -m graph validate

bench: $(VENV)/.develop $(EDITOR) chromium ## meet tijd en geheugen
	@$(PY) -m tests.bench
	@$(PY) -m tests.bench_netwerk
	@$(PY) -m tests.bench_paginas
	@$(PY) -m tests.bench_vragen

evaluate: $(VENV)/.runtime ## meet hoe goed proza wordt gelezen (vraagt Frog: make frog)
	@$(PY) -m tests.evaluate

frog: ## installeer Frog, de Nederlandse taalanalyse (Debian, Ubuntu)
	@if ! command -v frog > /dev/null; then \
		if [ "$$(id -u)" = 0 ]; then S=""; else S="sudo -n"; fi; \
		{ $$S apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$S apt-get install -y -qq frog frogdata > /dev/null; } || \
		{ echo "Frog kon niet worden geïnstalleerd. Doe zelf: sudo apt-get install frog frogdata"; exit 1; }; \
	fi

format: $(VENV)/.develop ## maak alles op
	@$(PY) -m ruff format . && $(PY) -m ruff check --fix .

clean: ## verwijder wat make heeft gemaakt
	@rm -rf $(VENV) .cache .mypy_cache .ruff_cache .pytest_cache

python:
	@if [ -z "$(PYTHON)" ]; then echo "Python ontbreekt: installeer Python 3.11 of nieuwer."; exit 1; fi
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Ketengraaf vraagt Python 3.11 of nieuwer; $(PYTHON) is $$($(PYTHON) -V 2>&1)."; exit 1; }

$(VENV)/bin/python: | python
	@echo "Een eigen Python-omgeving maken in $(VENV) …"
	@$(PYTHON) -m venv $(VENV) 2> .venv-fout || { cat .venv-fout; rm -rf $(VENV) .venv-fout; \
		echo "De omgeving kon niet worden gemaakt. Op Debian en Ubuntu helpt: sudo apt-get install python3-venv"; exit 1; }
	@rm -f .venv-fout

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	@echo "Pakketten installeren (eenmalig, een paar minuten) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements.txt || \
		{ echo "Installeren is niet gelukt. Is er internet? Probeer daarna opnieuw: make run"; exit 1; }
	@touch $@

$(VENV)/.develop: requirements-dev.txt $(VENV)/.runtime
	@echo "Pakketten voor de controles installeren (eenmalig) …"
	@$(PY) -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt || \
		{ echo "Installeren is niet gelukt. Is er internet? Probeer daarna opnieuw: make test"; exit 1; }
	@touch $@

# The app also works without this file, with a plain field to type SPARQL in; so a failure is told and goes no further.
$(EDITOR): $(wildcard views/editor/bouw/bron/*) views/editor/bouw/package.json views/editor/bouw/bouw.sh | $(VENV)/.runtime
	@echo "De SPARQL-editor bouwen (eenmalig) …"
	@sh views/editor/bouw/maak.sh "$(CURDIR)/$(PY)" || \
		echo "De SPARQL-editor kon niet worden gebouwd; de pagina Vragen krijgt een eenvoudig tekstvak. Is er internet? Probeer later: make $(EDITOR)"

chromium:
	@if [ ! -x $(CHROMIUM) ]; then \
		echo "Chromium installeren voor de browsertests (eenmalig) …"; \
		if [ "$$(id -u)" = 0 ]; then S=""; else S="sudo -n"; fi; \
		{ $$S apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$S apt-get install -y -qq chromium fonts-liberation > /dev/null; } || \
		{ echo "Chromium ontbreekt en kon niet worden geïnstalleerd. Doe zelf: sudo apt-get install chromium; of draai zonder browser: make check"; exit 1; }; \
	fi
