# The commands of this project; `make help` lists them. Needs Python 3.11 or newer with venv, and nothing else.

SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

PYTHON_SOURCES := portal home resources meetings publishing search tests bench manage.py
BIN := .venv/bin
COMPILE := pip compile pyproject.toml --universal --generate-hashes --no-header --only-binary :all: \
	--python-version 3.11 --quiet


.PHONY: help setup setup-dev serve test check format messages lock clean

help: ## Show this list
	@echo "Usage: make TARGET [VARIABLE=value]"
	@sed -nE 's/^([a-z-]+):.*## (.*)/  \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

setup: ## Make the virtual environment for running the portal
	@bash .ci/setup requirements.lock

setup-dev: ## Make the virtual environment for working on the portal
	@bash .ci/setup requirements-dev.lock

# Trying Elasticsearch takes packages that a real installation does without.
serve: $(if $(filter elasticsearch,$(ENGINE)),setup-dev,setup) ## Run the portal: PORT (8000), HOST (127.0.0.1), DATA_DIR (var/), ENGINE=elasticsearch
	@exec $(BIN)/python manage.py serve $(if $(ENGINE),--engine $(ENGINE))

test: setup-dev ## Run all tests on SQLite, PostgreSQL and in a browser; ARGS goes to pytest
	@exec $(BIN)/python -m tests.support.suite $(ARGS)

check: setup-dev ## Run all linters and static gates
	@exec bash .ci/check

format: setup-dev ## Format the Python code
	@$(BIN)/ruff check --fix --exit-zero --quiet $(PYTHON_SOURCES)
	@$(BIN)/ruff format --quiet $(PYTHON_SOURCES)

messages: setup-dev ## Collect the UI strings into locale/
	@SECRET_KEY=messages $(BIN)/python manage.py messages

lock: ## Resolve the versions of pyproject.toml anew into the lock files (needs uv)
	@command -v uv > /dev/null || { echo "uv is missing: pip install uv" >&2; exit 1; }
	uv $(COMPILE) --output-file requirements.lock
	uv $(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean: ## Remove the virtual environment and what the tools left; DATA_DIR stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
