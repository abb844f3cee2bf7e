# Everything a developer runs. The virtual environment is set up on the first call, and again when
# pyproject.toml changes.
#
#   make demo      the main job on the shipped example: what was read, the answer, what matters
#   make test      the tests, on all cores (ARGS="-k library" runs those whose name says so); the
#                  first time it installs the Debian packages that they need, where it may
#   make lint      style, format and types
#   make quality   scores against the annotated passages, beside two baselines
#                  (ARGS="--misses dev" prints every miss of a set)
#   make agreement  how far the two annotations of the fresh passages agree
#                  (ARGS=--differences lists every difference)
#   make stories   how well whole stories are answered (ARGS="--show troops" prints what was missed)
#                  (ARGS=--markdown prints the table of docs/quality.md)
#   make pin       take today's scores on our own passages and stories as the floor of the tests
#   make passages  compile the annotated passages to train on (ARGS=--counts tells what they hold)
#   make train-reader  train the learned reader (ARGS="--gold FOLDER"; PyTorch in an environment of
#                  its own)
#   make bench     speed, start-up and memory
#   make trace     the functions and files that one sentence runs through (ARGS="SENTENCE")
#   make bench-reasoning  time, memory and truth of reasoning over made-up ledgers
#   make screenshots  take the pictures of the desk in docs/images (ARGS=case: one of them)
#   make man       write the man pages in man/ from the help texts
#   make site      build the documentation as a site in site/, every link checked
#   make wheel     build what is handed on into dist/, and try the wheel in an empty environment
#   make docs      put what the examples really print into the pages (ARGS=README.md: into one)

VENV := .venv
READY := $(VENV)/.ready
RUN := $(VENV)/bin
TRAIN := .venv-train
PACKAGES := postgresql chromium fonts-dejavu-core fonts-noto-core

.PHONY: demo test lint quality agreement stories pin passages train-reader bench bench-reasoning trace screenshots docs man site wheel clean

demo: $(READY)
	@$(RUN)/tollbook demo

test: $(READY) $(VENV)/.packages
	$(RUN)/pytest --numprocesses auto --dist worksteal $(ARGS)

lint: $(READY)
	$(RUN)/ruff check
	$(RUN)/ruff format --check
	$(RUN)/mypy

quality: $(READY)
	$(RUN)/python -m benchmarks.quality $(ARGS)

agreement: $(READY)
	$(RUN)/python -m benchmarks.agreement $(ARGS)

stories: $(READY)
	$(RUN)/python -m benchmarks.stories $(ARGS)

pin: $(READY)
	$(RUN)/python -m benchmarks.stories --pin
	$(RUN)/python -m benchmarks.pin

passages: $(READY)
	$(RUN)/python -m benchmarks.training.compile $(ARGS)

train-reader: $(TRAIN)/.ready
	$(TRAIN)/bin/python -m training.reader $(ARGS)

bench: $(READY)
	$(RUN)/python -m benchmarks.bench $(ARGS)

trace: $(READY)
	@$(RUN)/python -m benchmarks.trace $(ARGS)

bench-reasoning: $(READY)
	$(RUN)/python -m benchmarks.reasoning $(ARGS)

screenshots: $(READY)
	$(RUN)/python scripts/screenshots.py $(ARGS)

docs: $(READY)
	$(RUN)/python tests/pages.py $(ARGS)

man: $(READY)
	$(RUN)/python scripts/man_pages.py

site: $(READY)
	$(RUN)/python scripts/build_site.py

wheel: $(READY)
	rm -rf dist
	$(RUN)/python -m build --outdir dist
	sh scripts/check_wheel.sh dist/*.whl

clean:
	rm -rf $(VENV) $(TRAIN) build dist site .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): pyproject.toml
	@$(RUN)/python -c '' 2>/dev/null || { \
		python=$$(sh scripts/find_python.sh) && echo "Setting up $(VENV) with $$python" && \
		rm -rf $(VENV) && "$$python" -m venv $(VENV); }
	$(RUN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@

# Where a package can't be installed, the tests that need it are skipped and say why.
$(VENV)/.packages: scripts/install_packages.sh | $(READY)
	@sh scripts/install_packages.sh $(PACKAGES)
	@touch $@

# PyTorch is large, and built for fewer versions of Python: PYTHON=python3.11 chooses one.
$(TRAIN)/.ready: pyproject.toml
	$${PYTHON:-$$(sh scripts/find_python.sh)} -m venv $(TRAIN)
	$(TRAIN)/bin/python -m pip install --quiet --editable '.[train]'
	@touch $@
