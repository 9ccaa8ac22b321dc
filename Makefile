# Everything a newcomer, a developer or a release needs; `make help` lists it.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.installed
.DEFAULT_GOAL := help
LOCK = requirements
UV := uv==0.13.9
LOCKING = $(BIN)/uv pip compile -q pyproject.toml $(LOCK)/torch.in -c constraints.txt --override $(LOCK)/without-torch.txt \
  --no-emit-package torch --universal --python-version 3.11 --generate-hashes --no-annotate --custom-compile-command "make lock"
.PHONY: help setup run browser test check eval bench screenshots train lock licences sbom audit

help: ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 13

# torch is installed by its exact version and first: a range would draw in gigabytes for graphics cards.
$(READY): pyproject.toml constraints.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
ifdef LOCKED
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -q --require-hashes --no-deps -r $(LOCK)/torch.lock
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -q --require-hashes --no-deps -r $(LOCK)/develop.lock
	$(BIN)/python -m pip install --disable-pip-version-check -q --no-deps --no-build-isolation -e .
else
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -q torch==$$(sed -n 's/^torch==//p' constraints.txt)
	$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on -q -c constraints.txt -e '.[dev]'
endif
	touch $@

setup: $(READY) ## virtual environment, dependencies, taxonomy, models, indexes: everything
	$(BIN)/matcher setup

run: $(READY) ## build what is missing, then serve http://127.0.0.1:8000
	$(BIN)/matcher serve --build

browser: ## a Chromium for the tests of the pages, from Debian's packages (as root)
	command -v chromium || command -v chromium-browser || command -v google-chrome || \
	  { apt-get update -q && apt-get install -q -y --no-install-recommends chromium; }

# Each of the two processes has one core: what waits for threads of linear algebra would take that of the other.
test: setup ## the tests (sets up what is missing)
	OMP_NUM_THREADS=1 MATCHER_HOME=$${MATCHER_HOME:-$(CURDIR)/.matcher} $(BIN)/python -m pytest -n 2 --dist loadfile

check: $(READY) ## formatting, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

eval: setup ## quality on the labelled data beside the project; writes benchmarks/quality
	$(BIN)/python -m benchmarks.quality_run

bench: setup ## speed and memory, beside an open peer, and of the pages; writes benchmarks/speed and pages
	$(BIN)/python -m pip install --disable-pip-version-check -q -c constraints.txt -e '.[bench]'
	$(BIN)/python -m benchmarks.speed_run
	$(BIN)/python -m benchmarks.pages_run

screenshots: setup browser ## pictures of the pages for the docs; writes docs/screenshots
	$(BIN)/python -m benchmarks.screenshots

train: setup ## train the encoder and fit the linker on the data beside the project; writes models/weights
	$(BIN)/python -m pip install --disable-pip-version-check -q -c constraints.txt -e '.[train]'
	$(BIN)/python -m models.training

lock: $(READY) ## hashes of all files of the pinned packages; writes requirements/*.lock
	$(BIN)/python -m pip install --disable-pip-version-check -q $(UV)
	$(LOCKING) -o $(LOCK)/server.lock
	$(LOCKING) --extra dev -o $(LOCK)/develop.lock

licences: $(READY) ## licences of everything; fails where one is unknown or not allowed; writes docs/licences.md
	$(BIN)/python -m supply.licences --write

sbom: $(READY) ## bill of materials (CycloneDX JSON); writes build/sbom.json
	$(BIN)/python -m supply.bill build/sbom.json

audit: $(READY) ## known weaknesses of the locked packages; fails where one can't be asked about
	$(BIN)/pip-audit --strict --no-deps --disable-pip -r $(LOCK)/server.lock
