# Two commands do everything: make run, make test.
.PHONY: run test check train lock setup browser clean

python := .venv/bin/python

run: setup
	@$(python) -m bot run

test: setup browser
	@$(python) -m ruff check actions bot tests
	@$(python) -m yamllint --strict .
	@$(python) -m bot check
	@$(python) -m pytest -n 2 --dist loadfile

check: setup
	@$(python) -m bot check

train: setup
	@$(python) -m bot train

setup:
	@scripts/setup.sh

# The browser in which the tests open the web page.
browser:
	@scripts/browser.sh > /dev/null

# One lock for Linux and macOS, x86-64 and arm64: hashes, no index addresses. Needs uv.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url \
	  --python-version 3.10 --override requirements.overrides requirements.in -o requirements.txt

clean:
	rm -rf .venv .venv-uv .rasa models .pytest_cache
