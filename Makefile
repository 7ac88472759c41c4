# Two commands do everything on a fresh machine: `make demo` and `make test`.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
DEMO_STORE ?= var/demo.sqlite
PORT ?= 8501
STAMP := $(VENV)/.installed
# What the installation compiles, by its list.
COMPILED := $(shell sed -n 's/^    "\(extractors.*\.py\)",$$/\1/p' extractors/compiled.py)

.DEFAULT_GOAL := help
.PHONY: help setup demo demo-graph test test-slow lint types check neo4j-jars clean

help: ## what can be made
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /  \1\t/' | expand -t 18

setup: $(STAMP) ## .venv with everything installed (quick when nothing changed)

$(STAMP): pyproject.toml requirements.lock setup.py extractors/compiled.py $(COMPILED)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "需要 Python 3.11 或更新版本；可用 make PYTHON=python3.11。 Python 3.11 or later is needed; try make PYTHON=python3.11."; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "无法建立虚拟环境（Debian 上请安装 python3-venv）。 No virtual environment could be made (on Debian install python3-venv)."; exit 2; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[dev]'
	@touch $@

demo-graph: setup ## the graph of the sample catalogue, with a summary
	@$(BIN)/shimai build samples/key_archives.csv --store $(DEMO_STORE) --rejects var/demo_rejects.csv

demo: demo-graph ## build the sample's graph and serve the explorer on localhost:8501
	@$(BIN)/shimai explore --store $(DEMO_STORE) --port $(PORT)

test: setup ## all tests but the slow; those that need Neo4j or Chromium say so when they are skipped
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -rs -m 'not slow'

test-slow: setup ## more of what `make test` checks once: other seeds of random graphs, the other colours
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -rs -m slow

lint: setup ## ruff
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: setup ## mypy (strict in graph_model)
	@$(BIN)/mypy

check: lint types test ## all three

neo4j-jars: setup ## fetch the jars of the Neo4j server that the tests start
	@$(BIN)/python -m tools.neo4j_server --prepare

clean: ## remove what make has made
	rm -rf $(VENV) var build *.egg-info .pytest_cache .mypy_cache .ruff_cache
	find extractors -name '*.so' -delete
	rm -f extractors/compiled.digest
