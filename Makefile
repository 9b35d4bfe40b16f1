# Two commands are all a newcomer needs: `make demo` and `make test`. `make help` lists the rest.
PYTHON ?= python3
V := .venv/bin
# What touches the record; the ground floor knows no database, so it runs once.
DATABASE_TESTS := tests/casebook tests/cli tests/docs tests/examples tests/exchange tests/report
.DEFAULT_GOAL := help
.PHONY: help demo test test-fast test-all lint bench lock setup setup-dev system clean-demo pictures

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: ## the virtual environment .venv with what Probanda needs to run
	@$(PYTHON) tools/make_venv.py run

setup-dev: ## the same, with what the tests need
	@$(PYTHON) tools/make_venv.py dev

system: ## Debian packages that only the tests need (PostgreSQL, Chromium, poppler …)
	@tools/install-test-packages

demo: setup ## the example casebook and its submission: DOCX, PDF and HTML
	@$(V)/python tools/demo.py

test: system setup-dev ## the whole suite on SQLite, then what touches the record on PostgreSQL
	$(V)/pytest -n 2 --dist loadfile
	tools/with-postgres $(V)/pytest -n 2 --dist loadfile $(DATABASE_TESTS)

test-fast: setup-dev ## the suite on SQLite only
	$(V)/pytest -n 2 --dist loadfile

lint: setup-dev ## style, types, import contracts
	$(V)/ruff check .
	$(V)/ruff format --check .
	$(V)/mypy
	$(V)/lint-imports

bench: setup-dev ## benchmarks: ratios against a named baseline in the same run
	$(V)/python -m benchmarks

lock: ## renew requirements/*.txt from pyproject.toml (needs uv in the environment)
	$(V)/uv pip compile pyproject.toml --extra dev --generate-hashes --no-header --no-annotate -q --python-version 3.11 -o requirements/dev.txt
	$(V)/uv pip compile pyproject.toml --generate-hashes --no-header --no-annotate -q --python-version 3.11 -c requirements/dev.txt -o requirements/run.txt

clean-demo: ## remove what `make demo` built
	rm -rf demo
