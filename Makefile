# `make` for developers. Users install with one line: see README.md.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-large lint fmt bench eval wheel lock clean

help: ## list these commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

setup: .venv/ready ## make .venv with the locked dependencies

.venv/ready: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: setup ## build a glossary from the sample documents
	$(BIN)/zhengming build glossary/samples -o demo
	@echo "Open demo/index.html in a browser."

test: setup lint ## run every test (tests of absent outside programs say how to get them)
	$(BIN)/pytest -m "not large and not eval"
	$(BIN)/pytest -m eval

test-large: setup ## run the tests that make giant files
	$(BIN)/pytest -m large

lint: setup ## check style, types and the words
	$(BIN)/ruff check tools tests
	$(BIN)/ruff format --check tools tests
	$(BIN)/mypy
	$(BIN)/zhengming glossary lint

fmt: setup ## format code and words
	$(BIN)/ruff check --fix tools tests
	$(BIN)/ruff format tools tests
	$(BIN)/zhengming glossary fmt

bench: setup ## measure speed beside peers, in ratios
	$(BIN)/python -m tests.benchmarks

eval: setup ## measure quality beside peers
	$(BIN)/pytest -m eval -s

wheel: setup ## build the wheel into dist/
	$(BIN)/python -m hatchling build -t wheel

lock: ## renew requirements.lock (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --group dev --all-extras pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --group consumers --constraint requirements.lock pyproject.toml -o requirements-consumers.lock

clean: ## remove what make made
	rm -rf .venv demo dist .mypy_cache .ruff_cache .pytest_cache
