# Every target works on a fresh checkout: the first one makes $(VENV) from Python >= 3.11 and pip
# (or uv, when it is on PATH). Another Python, beside the first:
#   make test PYTHON=python3.13 VENV=.venv-313

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

VENV ?= .venv
PYTHON ?= $(shell for python in python3 python3.12 python3.11 python3.13 python3.14; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo "$$python" && break; done)
# Not `?=`: a LOCALE left in the environment is about the person's shell, not about this demo.
LOCALE = en

bin := $(VENV)/bin
uv := $(shell command -v uv 2>/dev/null)
ifdef uv
make_venv = uv venv --quiet --seed --python "$$(command -v "$(PYTHON)")" $(VENV)
install = uv pip install --quiet --python $(bin)/python --constraint constraints.txt
else
# Some systems ship Python without ensurepip; there the pip outside fills the environment.
make_venv = "$(PYTHON)" -m venv $(VENV) >/dev/null 2>&1 || { "$(PYTHON)" -m venv --clear --without-pip $(VENV) \
	&& "$(PYTHON)" -m pip --python $(bin)/python install --quiet --disable-pip-version-check pip; }
install = $(bin)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt
endif

# pyright follows editable installs only of the first Python on PATH.
pyright = PATH="$(abspath $(bin)):$$PATH" $(bin)/pyright

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: $(VENV)/.core ## One guest, two nights, told on the screen (LOCALE=en, id, da, zh_Hant, zh_Hans)
	@$(bin)/python examples/one_guest_two_nights.py --locale $(LOCALE)

.PHONY: demo-company
demo-company: $(VENV)/.core ## The same guest, and a company that pays the room
	@$(bin)/python examples/a_guest_of_a_company.py --locale $(LOCALE)

.PHONY: demo-payments
demo-payments: $(VENV)/.core ## Two guests charged by rules, one by a virtual card; a reply that is lost
	@$(bin)/python examples/automatic_payments.py --locale $(LOCALE)

.PHONY: demo-meters
demo-meters: $(VENV)/.core ## The readings of three houses: billed by themselves, reviewed, settled in Front Desk
	@$(bin)/python examples/readings_of_a_house.py --locale $(LOCALE)

# Every worker, and dozens of tests, start a Python: none shall compile everything anew.
.PHONY: test
test: $(VENV)/.dev ## Run the tests, and the Python examples in README and docs
	@PYTHONDONTWRITEBYTECODE= $(bin)/python -m pytest -n auto --dist worksteal

.PHONY: test-long
test-long: $(VENV)/.dev ## Run the tests that take their time, and try every property often
	@$(bin)/python -m pytest -m "long or hypothesis" --hypothesis-profile=long

.PHONY: check
check: $(VENV)/.dev docs ## Style, types, imports between packages, spelling, docs: all that CI asks beside the tests
	$(bin)/ruff format --check
	$(bin)/ruff check
	$(bin)/mypy
	$(pyright)
	$(pyright) --verifytypes axentra_core --ignoreexternal
	$(bin)/lint-imports --no-logo
	$(bin)/codespell
	$(bin)/python tools/generate_docs.py --check

.PHONY: bench
bench: $(VENV)/.dev ## Measure, and compare with the numbers written down
	@$(bin)/python -m benchmarks

.PHONY: docs
docs: $(VENV)/.dev ## Build the documentation into docs/_build
	$(bin)/sphinx-build --quiet --fresh-env --fail-on-warning --nitpicky docs docs/_build

.PHONY: clean
clean: ## Remove the environment and everything built
	rm -rf .venv .venv-* build dist docs/_build htmlcov .coverage .coverage.*
	rm -rf .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(bin)/python:
	@test -n "$(PYTHON)" || { echo "axentra_core needs Python 3.11 or newer, and none is on PATH. Install one, or name it: make PYTHON=/path/to/python3" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "axentra_core needs Python 3.11 or newer, and $(PYTHON) is not. Name another: make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Making $(VENV) (only now and when pyproject.toml or constraints.txt change)" >&2
	@$(make_venv)

# The demo asks for the library alone, so that a first look does not wait for the tools.
$(VENV)/.core: pyproject.toml constraints.txt | $(bin)/python
	@$(install) --upgrade "pip>=25.1"
	@$(install) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.core
	@$(install) --group dev
	@touch $@
