# make        set up, then compile specs/ into cdktf.out/
# make test   all tests
# make check  lint, format, types, whether cdktf.out is what specs/ gives, and the tests of specs/
# make bench  speed and memory beside plain CDKTF
# make lock   pin the dependencies anew (needs uv)

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: synth setup test check bench lock format

synth: .venv/runtime
	@$(BIN)/python main.py

setup: .venv/runtime .venv/dev

.venv/runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "watchspec needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/runtime
	$(PIP) -r requirements-dev.txt
	@touch $@

test: .venv/dev
	$(BIN)/python -m pytest

check: .venv/dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/python main.py synth --check
	$(BIN)/python main.py test

format: .venv/dev
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: .venv/dev
	$(BIN)/python benchmarks/synthesis.py
	$(BIN)/python benchmarks/replay.py
	-$(BIN)/python benchmarks/scale.py

# The tests' packages first: what they have in common with the others has to be one version.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet
lock:
	$(LOCK) --extra dev pyproject.toml -o requirements-dev.txt
	$(LOCK) -c requirements-dev.txt pyproject.toml -o requirements.txt
