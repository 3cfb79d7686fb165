# `make run` serves the site; `make test` runs every test; `make check` looks the code over; `make bench` measures,
# `make chaos` kills, fills and cuts off what it can, and counts what that took.
# `make fuzz` sends what nobody should.
# Each makes what it needs first, and makes it again only when a lock changed.

HOST ?= 127.0.0.1
PORT ?= 8000
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip --disable-pip-version-check --quiet
INSTALL := $(PIP) install --no-compile --require-hashes --requirement
OURSELVES := $(PIP) install --no-compile --no-deps --no-build-isolation --editable .

# Where Python may not write what it compiled, each start compiles every library anew, which takes seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run test check bench chaos fuzz

run: $(VENV)/run.done
	@$(VENV)/bin/lms run --host $(HOST) --port $(PORT)

test: $(VENV)/dev.done
	@tools/test.sh

check: $(VENV)/dev.done
	@tools/check.sh

bench: $(VENV)/dev.done
	@if tools/with_postgresql.sh; then DURABLE=true tools/with_postgresql.sh $(PY) -m tests.bench; \
		else $(PY) -m tests.bench; fi

chaos: $(VENV)/dev.done
	@tools/install_for_tests.sh
	@if tools/with_postgresql.sh; then DURABLE=true tools/with_postgresql.sh $(PY) -m tests.chaos; \
		else $(PY) -m tests.chaos; fi

fuzz: $(VENV)/dev.done
	@$(PY) -m tests.fuzz

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed: PYTHON=python3.11 make run" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/run.done: $(PY) locks/run.txt pyproject.toml
	@$(INSTALL) locks/run.txt
	@$(OURSELVES)
	@touch $@

$(VENV)/dev.done: $(PY) locks/dev.txt pyproject.toml
	@$(INSTALL) locks/dev.txt
	@$(OURSELVES)
	@touch $@ $(VENV)/run.done
