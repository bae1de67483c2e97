# Needs Python >= 3.11, make and a package index that pip can reach. Everything is installed into .venv from the
# hashed requirements.lock; PYTHON=/path/to/python chooses the interpreter.

.DEFAULT_GOAL := help
SHELL := /bin/sh
BIN := .venv/bin
# A PYTHON that was asked for is taken or refused, never silently replaced.
CANDIDATES := $(if $(PYTHON),$(PYTHON),python3 python3.13 python3.12 python3.11 python)
# Wheels only: building a source archive would run build tools that no hash in the lock covers.
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input -q

.PHONY: help setup verify check test test-all lint lock clean

help:
	@echo 'make setup     create .venv from requirements.lock and install lawguard into it, editable'
	@echo 'make verify    decide every claim of the packaged paper'
	@echo 'make check     re-check the stored certificates with the kernel only'
	@echo 'make test      ruff, mypy --strict and the tests that are not marked slow'
	@echo 'make test-all  the same with the slow tests'
	@echo 'make lock      update requirements.lock from pyproject.toml (needs uv)'
	@echo 'make clean     remove .venv, caches and build output'

setup: .venv/installed

# A changed lock rebuilds from nothing, so no package of an older lock can linger.
.venv/locked: requirements.lock
	@found=; for python in $(CANDIDATES); do \
	    if "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	    echo 'make setup: no Python >= 3.11 among: $(CANDIDATES). Name one: make setup PYTHON=/path/to/python3.11' >&2; exit 1; \
	fi; \
	echo "creating .venv with $$found"; "$$found" -m venv --clear .venv
	@$(PIP) install --require-hashes --only-binary=:all: -r requirements.lock
	@touch $@

.venv/installed: .venv/locked pyproject.toml
	@$(PIP) install --no-build-isolation --no-deps -e .
	@touch $@

verify: setup
	$(BIN)/lawguard run

check: setup
	$(BIN)/lawguard check

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict verify proofs

test: lint
	$(BIN)/pytest -q -n 2 tests

test-all: lint
	$(BIN)/pytest -q -n 2 -m 'slow or not slow' tests

# Keeps the pins that still fit; `make lock UPGRADE=--upgrade` takes the newest of everything.
lock: setup
	$(BIN)/python -c 'import tomllib; print(*tomllib.load(open("pyproject.toml", "rb"))["build-system"]["requires"], sep="\n")' \
	    | uv pip compile - pyproject.toml --extra test --universal --python-version 3.11 --fork-strategy fewest \
	        --generate-hashes --no-annotate --no-header --no-emit-index-url $(UPGRADE) -q -o requirements.lock

clean:
	rm -rf .venv build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find verify proofs tests benchmarks -type d -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true
