# Everything a user or a developer needs, on a machine that has only Python 3.11+ and make.
#   make demo    set up, plan the sample city, write the districts' workbooks
#   make test    set up with the test tools, run all tests
#   make check   lint, format, types, layers
#   make bench   timings, as ratios to a yardstick of the same run
#   make lock    pin the versions anew (needs uv)

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
SAMPLE := data/samples/harbin/花名册.xlsx
DEMO := demo
WORKERS ?= auto

.PHONY: demo test check bench lock templates samples pages wheel clean

demo: $(VENV)/.run-stamp
	@rm -rf $(DEMO)
	$(BIN)/zhifa-alloc plan $(SAMPLE) -o $(DEMO)
	$(BIN)/zhifa-alloc verify $(DEMO)/草案.xlsx
	$(BIN)/zhifa-alloc handover $(DEMO)/草案.xlsx -o $(DEMO)/审定后 --public
	$(BIN)/zhifa-alloc schedule $(DEMO)/草案.xlsx
	@echo
	@find $(DEMO) -name '*.xlsx' | sort

test: $(VENV)/.test-stamp
	$(BIN)/python -m pytest -n $(WORKERS)

check: $(VENV)/.test-stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.bench-stamp
	$(BIN)/python -m benchmarks

wheel: $(VENV)/.test-stamp
	$(BIN)/python -m build --wheel --no-isolation

templates samples pages: $(VENV)/.run-stamp
	PYTHONPATH=tools $(BIN)/python -m $(if $(filter samples,$@),cities harbin,$@)

$(VENV)/pyvenv.cfg:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed (需要 Python 3.11 或更新版本)")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run-stamp: $(VENV)/pyvenv.cfg locks/build.txt locks/runtime.txt pyproject.toml
	$(PIP) --require-hashes -r locks/build.txt -r locks/runtime.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test-stamp: $(VENV)/.run-stamp locks/test.txt
	$(PIP) --require-hashes -r locks/test.txt
	@touch $@

$(VENV)/.bench-stamp: $(VENV)/.test-stamp locks/bench.txt
	$(PIP) --require-hashes -r locks/bench.txt
	@touch $@

LOCK := uv pip compile --universal --generate-hashes --python-version 3.11 --no-header --no-annotate --quiet
lock:
	printf 'hatchling\neditables\n' | $(LOCK) - -o locks/build.txt
	$(LOCK) pyproject.toml -o locks/runtime.txt
	$(LOCK) pyproject.toml --extra test --extra dev -o locks/test.txt
	$(LOCK) pyproject.toml --extra test --extra dev --extra bench -o locks/bench.txt

clean:
	rm -rf $(VENV) $(DEMO) dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
